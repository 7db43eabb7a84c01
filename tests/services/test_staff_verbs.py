"""Every verb of the staff, as the services themselves have them, and who gets how far with it.

A verb that is told of what is nowhere is refused as such to whoever may do it, and as not for their
role to everybody else.
"""

from __future__ import annotations

import importlib
import inspect
import io
import pkgutil
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from tests.services.clerks import EVERYBODY
from tests.services.desk_work import everything
from tests.services.jurying import EDITION, begin, enter, juror, seat, tasks
from tests.services.office import Office
from tests.services.test_desk_roles import allowed, papers, scope_of, verbs
from youcheng import services as every_service
from youcheng.documents.exports import WRITERS
from youcheng.domain.actors import Actor, Role
from youcheng.domain.edition_dates import DatesRefused
from youcheng.domain.exports import Format
from youcheng.domain.jury.conflicts import Rule
from youcheng.domain.log_views import LogView
from youcheng.domain.mail_texts import MailTextRefused
from youcheng.domain.outbox_view import OutboxView
from youcheng.domain.permissions import Area, Predicate, roles_towards
from youcheng.domain.queue import QueueView
from youcheng.domain.staff import Duties
from youcheng.domain.states import SubmissionKind
from youcheng.domain.workflow.rows import Action
from youcheng.i18n.catalogues import translator
from youcheng.markup.desk_exports import export_words
from youcheng.services import (
    access_codes,
    account_views,
    accounts,
    answering,
    arming,
    certificates,
    certifying,
    desk_actions,
    desk_answers,
    desk_blurring,
    desk_bulk,
    desk_edits,
    desk_erasing,
    desk_files,
    desk_moderation,
    desk_moderation_view,
    desk_outbox,
    desk_outbox_acts,
    desk_people,
    desk_queue,
    desk_retention,
    desk_returns,
    desk_trimming,
    desk_view,
    edition_dates,
    exporting,
    health,
    jury_awards,
    jury_closing,
    jury_exporting,
    jury_looks,
    jury_marking,
    jury_rounds,
    jury_scoring,
    jury_sheets,
    jury_view,
    log_browsing,
    mail_texts,
    numbers,
    revoking,
)
from youcheng.services.certifying import NotRevealed
from youcheng.services.desk_access import WORKING, NotAllowed
from youcheng.services.desk_acts import Act, Verb
from youcheng.services.jury_access import JuryRefused, Overtaken

Call = Callable[..., object]
Rows = Mapping[Call, tuple[Mapping[str, Any], frozenset[str]]]

LEADS: Final = frozenset({"lead"})
MANAGES: Final = frozenset({"administrator"})
SETS: Final = frozenset({"administrator", "lead"})
AUDITS: Final = frozenset({"auditor", "lead"})
SCORES: Final = frozenset({"juror"})
MAILS: Final = frozenset({"officer of culture", "officer of health", "lead"})
WORKS: Final = MAILS | {"moderator"}
DESK: Final = WORKS | {"liaison of Nanjing", "liaison of Wuxi"}

NOWHERE: Final = "0" * 32
OTHERWISE: Final = (
    JuryRefused,
    Overtaken,
    DatesRefused,
    MailTextRefused,
    NotRevealed,
    desk_retention.PurgeRefused,
    arming.ArmingRefused,
    revoking.RevocationRefused,
    certificates.UnknownCertificate,
    KeyError,
    ValueError,
)
"""Refusals of who may, but not so."""
NOT_FOR_THE_ROLE: Final = frozenset({"desk", "role"})
"""What `NotAllowed` says to somebody for whom the verb is not; else it says what is not there."""

READING: Final = "test_desk_roles.py::test_each_role_reads_exactly_what_the_table_says"
MODERATING: Final = (
    "test_desk_moderation.py"
    "::test_each_role_does_what_is_theirs_and_nobody_acts_on_what_has_changed"
)
MODERATED: Final = (
    "test_desk_moderation.py"
    "::test_only_moderators_and_leads_see_it_and_only_of_paintings_in_moderation_or_later"
)
BLURRING: Final = (
    "test_desk_blurring.py::test_nothing_is_blurred_that_is_no_part_or_by_whoever_may_not"
)
TRIMMING: Final = (
    "test_desk_trimming.py::test_nothing_is_cut_off_that_leaves_no_part_or_by_whoever_may_not"
)
FILES: Final = (
    "test_desk_files.py"
    "::test_a_file_of_class_staff_opens_to_those_who_work_on_it_and_to_nobody_else"
)
ELSEWHERE: Final[Mapping[Call, str]] = {
    desk_view.view_submission: READING,
    desk_answers.reveal_answer: READING,
    desk_files.open_file: FILES,
    desk_files.open_copy: FILES,
    desk_moderation_view.view_moderation: MODERATED,
    desk_moderation.check: MODERATING,
    desk_moderation.let_pass: MODERATING,
    desk_moderation.propose_refusal: MODERATING,
    desk_moderation.confirm_refusal: MODERATING,
    desk_moderation.drop_refusal: MODERATING,
    desk_moderation.describe: MODERATING,
    desk_moderation.bring_on_show: MODERATING,
    desk_moderation.take_down: MODERATING,
    desk_blurring.blur_part: BLURRING,
    desk_blurring.clear_blurs: BLURRING,
    desk_trimming.trim_picture: TRIMMING,
}
"""Verbs about one submission whose proof is in a test of its own, over everybody as well."""

works_on: Final = Predicate(
    "works_on",
    lambda actor, scope: scope is not None and bool(roles_towards(actor, scope) & WORKING),
)
sees: Final = Predicate("sees", lambda actor, scope: True)
LOOKS: Final[Mapping[Call, Area | Action | Predicate]] = {
    answering.list_replaced: sees,
    desk_people.list_colleagues: works_on,
    desk_returns.look_at_answers: Area.NOTES,
    desk_erasing.plan_erasure: Action.ERASE_ON_REQUEST,
}
"""Verbs about one submission that name no version of it, and what their permission hangs on."""

SCORING: Final[Mapping[Call, Mapping[str, Any]]] = {
    jury_scoring.view_entry: {"language": "en"},
    jury_scoring.save_draft_score: {"marks": {}, "comment": "", "version": 0},
    jury_scoring.finish_score: {"marks": {}, "comment": "", "version": 0},
    jury_scoring.reopen_score: {"version": 0},
    jury_scoring.recuse: {"reason": "I know them.", "version": 0},
    jury_marking.mark_entry: {"favourite": True, "version": 0},
    jury_marking.flag_entry: {"reason": "A name is on it.", "version": 0},
}
"""Verbs about an entry that a juror was given, beside its picture."""


def rows(office: Office) -> Rows:
    """Every verb that is about no single submission: what it is told, and whose it is."""
    soon = office.now + timedelta(days=1)
    nobody = {"email": "nobody@example.org"}
    a_round = {"round_id": NOWHERE}
    seen = {**a_round, "version": 1}
    a_juror = {**seen, "juror": NOWHERE}
    mail = {"mail": NOWHERE, "version": 0}
    act = Act(Verb.TAKE)
    machine = health.Machine(
        check_database=lambda: None,
        reach_mail=lambda: health.MailServer.NONE,
        look_at_jobs=health.Jobs,
        measure_disk=lambda: health.Disk(free=1, floor=0),
        versions=dict,
    )
    a_text = {"template": "none", "language": "en"}
    asked = {"programme": "culture", "label": "", "expires_at": soon, "limit": 1}
    queue = {
        "view": QueueView(),
        "kind": Format.CSV,
        "words": export_words(translator("en")),
        "write": WRITERS[Format.CSV],
        "file": io.BytesIO(),
    }
    sheet = {
        **a_round,
        "kind": Format.JSON,
        "words": jury_exporting.SheetWords({}, {}, "yes"),
        "write": WRITERS[Format.JSON],
        "file": io.BytesIO(),
    }
    with_results = {"edition": EDITION, "certificates": True, "letters": True}
    jury: dict[Call, Mapping[str, Any]] = {
        arming.view_arming: {"edition": EDITION},
        arming.plan_arming: with_results,
        arming.arm_results: {**with_results, "stamp": ""},
        arming.disarm_results: {"edition": EDITION, "seen": 1},
        jury_awards.propose_award: {**seen, "entry": NOWHERE, "award": ""},
        jury_awards.propose_no_award: seen,
        jury_awards.confirm_award: {**seen, "entry": NOWHERE},
        jury_awards.confirm_awards: seen,
        jury_closing.close_round: seen,
        jury_closing.sign_sheet: {**a_round, "sheet_hash": ""},
        jury_exporting.export_sheet: sheet,
        jury_looks.look_at_opening: {"edition": EDITION, "name": "nowhere", "jurors": {}},
        jury_looks.look_at_losing: a_juror,
        jury_looks.look_at_adding: {**a_juror, "country": "CN"},
        jury_rounds.open_round: {"edition": EDITION, "name": "nowhere", "jurors": {}},
        jury_rounds.lose_juror: a_juror,
        jury_rounds.add_juror: {**a_juror, "country": "CN"},
        jury_rounds.dismiss_rule: {**a_juror, "rule": Rule.COUNTRY, "reason": "Twins."},
        jury_rounds.declare_pupil: {**a_juror, "entry": NOWHERE, "reason": "Taught them."},
        jury_sheets.view_results: a_round,
        jury_view.list_rounds: {},
        jury_view.view_round: a_round,
        jury_view.find_entry_id: {**a_round, "code": "nothing"},
        jury_view.view_awards: a_round,
    }
    return {
        access_codes.issue_access_code: (asked, SETS),
        access_codes.list_access_codes: ({}, SETS),
        access_codes.revoke_access_code: ({"digest": ""}, SETS),
        account_views.view_accounts: ({}, SETS),
        account_views.view_account: ({"account": NOWHERE}, SETS),
        accounts.add_account: ({**nobody, "name": "", "duties": Duties(frozenset())}, MANAGES),
        accounts.issue_link: (nobody, MANAGES),
        accounts.change_roles: ({**nobody, "duties": Duties(frozenset())}, MANAGES),
        accounts.set_active: ({**nobody, "active": False}, MANAGES),
        accounts.revoke_sessions: (nobody, MANAGES),
        accounts.release_identity: (nobody, MANAGES),
        accounts.list_accounts: ({}, SETS),
        accounts.list_sessions: (nobody, SETS),
        certificates.take_certificates: ({"edition": EDITION}, LEADS),
        certifying.issue_certificates: ({"edition": EDITION}, LEADS),
        certifying.view_standing: ({}, LEADS),
        desk_actions.create_tag: ({"name": ""}, WORKS),
        desk_actions.list_tags: ({}, WORKS),
        desk_bulk.plan_bulk: ({"codes": (), "act": act}, WORKS),
        desk_bulk.run_bulk: ({"plan": desk_bulk.BulkPlan(act, (), ())}, WORKS),
        desk_bulk.undo_bulk: ({"batch": NOWHERE}, WORKS),
        desk_outbox.list_outbox: ({"view": OutboxView()}, MAILS),
        desk_outbox.count_outbox: ({"view": OutboxView()}, MAILS),
        desk_outbox.view_mail: ({"mail": NOWHERE}, MAILS),
        desk_outbox_acts.edit_mail: ({**mail, "text": ""}, MAILS),
        desk_outbox_acts.discard_mail: (mail, MAILS),
        desk_outbox_acts.bring_mail_back: (mail, MAILS),
        desk_outbox_acts.plan_sending: ({"mails": ()}, MAILS),
        desk_outbox_acts.send_mails: ({"plan": desk_outbox_acts.SendingPlan((), ())}, MAILS),
        desk_people.find_colleague: ({"colleague": NOWHERE}, WORKS),
        desk_people.list_people: ({}, WORKS),
        desk_queue.list_queue: ({"view": QueueView()}, DESK),
        desk_queue.count_queue: ({"view": QueueView()}, DESK | {"auditor"}),
        desk_queue.save_view: ({"name": "", "view": QueueView()}, DESK),
        desk_queue.list_views: ({}, DESK),
        desk_queue.remove_view: ({"view": NOWHERE}, DESK),
        desk_retention.view_retention: ({}, SETS),
        desk_retention.purge_due: ({"typed": "", "stamp": ""}, LEADS),
        edition_dates.view_dates: ({}, SETS),
        edition_dates.plan_dates: ({"edition": "1999", "moments": {}}, SETS),
        edition_dates.change_dates: ({"edition": "1999", "moments": {}, "seen": 1}, SETS),
        exporting.export_queue: (queue, DESK),
        mail_texts.list_mail_texts: ({}, SETS),
        mail_texts.view_mail_text: ({"template": "none"}, SETS),
        mail_texts.show_mail_text: ({**a_text, "parts": {}}, SETS),
        mail_texts.change_mail_text: ({**a_text, "parts": {}, "seen": 0}, SETS),
        mail_texts.restore_mail_text: ({**a_text, "seen": 0}, SETS),
        health.view_health: ({"machine": machine}, SETS),
        jury_scoring.list_rounds: ({}, SCORES),
        log_browsing.browse_log: ({"view": LogView()}, AUDITS),
        log_browsing.prove_log: ({}, AUDITS),
        numbers.count_numbers: ({}, DESK | {"auditor"}),
        revoking.revoke_certificate: ({"code": "nothing", "reason": "mistake"}, LEADS),
        revoking.reissue_certificates: ({"code": "nothing"}, LEADS),
        **{verb: (told, LEADS) for verb, told in jury.items()},
    }


def verbs_of_staff() -> set[Call]:
    """Every public function of the services that is asked by somebody, with a unit of work of its
    own."""
    found = set[Call]()
    for module in pkgutil.iter_modules(every_service.__path__):
        place = importlib.import_module(f"{every_service.__name__}.{module.name}")
        for name, one in vars(place).items():
            if name[0] == "_" or not inspect.isfunction(one) or one.__module__ != place.__name__:
                continue
            asked = inspect.signature(one).parameters
            actor = asked.get("actor")
            is_asked = actor is not None and actor.kind is inspect.Parameter.KEYWORD_ONLY
            if is_asked and "services" in asked and "uow" not in asked:
                found.add(one)
    return found


def told_no(office: Office, verb: Call, actor: Actor, told: Mapping[str, Any]) -> str:
    """Why the actor may not; empty where nothing, or something else than who they are, hinders."""
    try:
        verb(office.services, actor=actor, **told)
    except NotAllowed as refused:
        return refused.code
    except OTHERWISE:
        return ""
    return ""


def test_every_verb_of_the_staff_is_asked_about_every_role(sqlite_office: Office) -> None:
    about_one = {
        call
        for kind in (SubmissionKind.PROGRAMME, SubmissionKind.PAINTING)
        for call, _, _ in verbs(sqlite_office, kind, "").values()
    }
    asked = {*rows(sqlite_office), *about_one, *ELSEWHERE, *LOOKS, *SCORING}
    known = asked | {jury_scoring.read_entry_picture, desk_edits.change_shown}
    found = verbs_of_staff()
    assert {f"{one.__module__}.{one.__name__}" for one in found ^ known} == set()


@pytest.mark.parametrize("verb", ELSEWHERE, ids=lambda verb: str(verb.__name__))
def test_what_is_proved_elsewhere_is(verb: Call) -> None:
    file, _, name = ELSEWHERE[verb].partition("::")
    text = (Path(__file__).parent / file).read_text("utf-8")
    assert f"def {name}(" in text
    assert re.search(rf"\b{verb.__name__}\b", text)


def test_each_role_gets_as_far_as_is_theirs_and_nothing_is_changed_for_others(
    office: Office,
) -> None:
    table = rows(office)
    before = everything(office)
    for verb, (told, whose) in table.items():
        for who in EVERYBODY.keys() - whose:
            why = told_no(office, verb, EVERYBODY[who], told)
            assert why in NOT_FOR_THE_ROLE, (verb.__module__, verb.__name__, who)
    assert everything(office) == before
    for verb, (told, whose) in table.items():
        for who in whose:
            why = told_no(office, verb, EVERYBODY[who], told)
            assert why not in NOT_FOR_THE_ROLE, (verb.__module__, verb.__name__, who)


def test_looks_at_a_submission_reach_as_far_as_the_tables_say(office: Office) -> None:
    done = set[str]()
    for name, (paper, city) in papers(office).items():
        told, scope = {"code": str(paper.stored.code)}, scope_of(paper, city)
        for verb, needs in LOOKS.items():
            for who, actor in EVERYBODY.items():
                may = allowed(actor, scope, needs)
                assert (told_no(office, verb, actor, told) == "") is may, (name, verb, who)
                done |= {f"{who}: {verb.__name__}"} if may else set()
    assert {"lead: list_colleagues", "officer of culture: plan_erasure"} <= done
    liaisons = {one for one in done if one.startswith("liaison")}
    assert {one.partition(": ")[2] for one in liaisons} == {"list_replaced"}
    assert not any(one.startswith(("auditor", "administrator", "juror")) for one in done)


def test_an_entry_is_the_juror_s_alone_who_was_given_it(office: Office) -> None:
    enter(office, 1)
    round_id = begin(office, seat(office, "BY", "BY", "NP", "CN")).round
    task = tasks(office, round_id)[0]
    own = juror(task.juror)
    others = {
        **EVERYBODY,
        "themself, revoked": Actor(own.id, own.roles, active=False),
        "themself, no juror any more": Actor(own.id, frozenset({Role.LEAD})),
    }
    calls: dict[Call, dict[str, Any]] = {
        verb: {"entry": task.entry, **told} for verb, told in SCORING.items()
    }
    calls[jury_scoring.read_entry_picture] = {"picture": task.picture}
    before = everything(office)
    for verb, told in calls.items():
        for who, actor in others.items():
            assert told_no(office, verb, actor, told) == "submission", (verb.__name__, who)
        assert told_no(office, verb, own, told) == "", verb.__name__
    assert everything(office) == before
