"""Drafts: begun by anybody, saved on every change, opened by a token in an address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import uuid4

from youcheng.content.subjects import kind_of
from youcheng.domain import forms
from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.codes import draw_reference_code, parse_access_code
from youcheng.domain.deadlines import NANJING, AccessCode, AccessRefused, known_zone
from youcheng.domain.drafts import Draft, Saved, save
from youcheng.domain.forms import FormDefinition, Kind
from youcheng.domain.guards import Facts
from youcheng.domain.limits import MAIL_LINK, MAILS_TO, START_DRAFT, TRY_ACCESS
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.domain.tokens import digest_code
from youcheng.domain.transitions import begin
from youcheng.domain.workflow.rows import Action, Template
from youcheng.services.access import issue_token
from youcheng.services.limiting import spend
from youcheng.services.logbook import note_event, submission_subject
from youcheng.services.mailing import queue_mail
from youcheng.services.moving import Mover, gather_facts, move, note_applied
from youcheng.services.opening import OpenForm, open_for, window_of
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_files import new_folder

LARGEST: Final = 100_000
"""Bytes of all answers of one draft as JSON: about three times what the longest form takes."""
LARGEST_OF_CLASS: Final = 300_000
"""The same for a class: about twice what 30 works take in a script of six bytes a sign."""


class DraftTooLarge(Exception):  # noqa: N818 -- a refusal, which is an answer
    """More was written than any form can hold."""


class NotEditable(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The submission cannot be changed now.

    Attributes:
        closed_at: the deadline that has passed; None when staff have it or it is over.
    """

    def __init__(self, closed_at: datetime | None = None) -> None:
        super().__init__("the submission cannot be changed")
        self.closed_at = closed_at


class NoAddress(Exception):  # noqa: N818 -- a refusal, which is an answer
    """There is no e-mail address among the answers to write to."""


class StoreFull(Exception):  # noqa: N818 -- says what the store is
    """The disk is so full that nothing more is taken; nothing was acknowledged."""


@dataclass(frozen=True, slots=True)
class Started:
    """A draft that was begun; `token` opens it to whoever holds it."""

    submission: str
    token: str


def start_draft(
    services: Services,
    /,
    *,
    programme: str,
    language: str,
    client: str,
    zone: str = "",
    access_code: str = "",
) -> Started:
    """Begin a form.

    Args:
        programme: id of a programme that has a form.
        language: code of the language it is written in.
        client: network address of the visitor, for the limits; kept only as an HMAC.
        zone: IANA time zone of the visitor, if known.
        access_code: what lets in after the deadline, as it was typed.

    Raises:
        KeyError: no such programme, or it has no form.
        LimitReached: too many from one address.
        CodeRefused, AccessRefused: the access code has a slip, or opens nothing.
        TransitionRefused: `in_window`: the form is not open.
        StoreFull, StoreBusy: nothing can be taken now.
    """
    form = services.content.form(programme)
    now = services.clock()
    require_space(services)
    with services.records.write() as uow:
        spend(services, uow, START_DRAFT, client, now)
        access = None
        if access_code.strip():
            spend(services, uow, TRY_ACCESS, client, now)
            access = _find_access(uow, programme, access_code, now)
        facts = Facts(
            now=now, within_limits=True, in_window=window_of(form, access=access).is_open(now)
        )
        submission = begin_draft(
            services,
            uow,
            programme=programme,
            language=language,
            facts=facts,
            mover=Mover(Role.PUBLIC, "public", Via.WEB),
            zone=known_zone(zone),
            access="" if access is None else access.digest,
        )
        token = issue_token(uow, purpose=Purpose.DRAFT, submission=submission.id, now=now)
        uow.commit()
    return Started(submission.id, token)


def begin_draft(
    services: Services,
    uow: UnitOfWork,
    *,
    programme: str,
    language: str,
    facts: Facts,
    mover: Mover,
    submission_id: str = "",
    folder: str = "",
    zone: str = "",
    access: str = "",
    flags: tuple[str, ...] = (),
) -> Submission:
    """Store an empty form and log it; the caller commits.

    Args:
        services, uow: a unit of work that writes.
        programme, language, zone: as of `start_draft`, the zone a known one.
        facts: what is true now.
        mover: who begins it.
        submission_id, folder: its id and the folder of its files; empty for random ones.
        access: digest of the access code that let in.
        flags: what the submission bears from its beginning.

    Raises:
        KeyError, TransitionRefused: as `start_draft`.
    """
    definition = services.content.form(programme).definition
    applied = begin(kind_of(services.content, programme), role=mover.role, facts=facts)
    year = facts.now.astimezone(NANJING).year
    submission = Submission(
        id=submission_id or uuid4().hex,
        folder=folder or new_folder(),
        code=draw_reference_code(year=year, is_taken=uow.submissions.is_taken),
        programme=programme,
        form_version=definition.version,
        language=language,
        zone=zone,
        state=applied.state,
        draft=Draft(
            saved_at=facts.now,
            answers=forms.normalise(definition, {"form_language": language}),
        ),
        created_at=facts.now,
        access=access,
        flags=flags,
    )
    uow.submissions.add(submission)
    note_applied(uow, applied, submission, mover=mover, facts=facts)
    return submission


def _find_access(uow: UnitOfWork, programme: str, typed: str, now: datetime) -> AccessCode:
    found = uow.access_codes.find(digest_code(parse_access_code(typed)), programme)
    problem = "unknown" if found is None else found.problem(now)
    if found is None or problem is not None:
        # The try counts, or codes could be guessed.
        uow.commit()
        raise AccessRefused(problem or "unknown")
    return found


def save_draft(
    services: Services, /, *, token: str, changes: Mapping[str, object], base: int
) -> Saved:
    """Save what was changed; fields that the form does not have, and files, are passed over.

    Args:
        token: the draft's.
        changes: answers by field id as they were typed; None or an empty answer clears.
        base: the revision that the device last saw.

    Raises:
        AccessDenied: the token opens nothing.
        NotEditable: it cannot be changed now, or not in all of these fields.
        DraftTooLarge: the answers together are larger than any form can hold.
        StaleBase: `base` is a revision that does not exist.
        StoreFull, StoreBusy: nothing was saved; it may be tried again.
    """
    require_space(services)
    with services.records.write() as uow:
        found = open_for(services, uow, token=token, now=services.clock())
        require_editable(found)
        cleaned = _cleaned(found.form.definition, changes)
        _require_unlocked(found, cleaned)
        saved = store_answers(services, uow, found, cleaned, base=base)
        uow.commit()
    return saved


def store_answers(
    services: Services,
    uow: UnitOfWork,
    found: OpenForm,
    changes: Mapping[str, object],
    *,
    base: int,
) -> Saved:
    """Store cleaned `changes` in the working answers; the caller commits.

    Raises: as `save_draft`.
    """
    saved = save(found.submission.draft, changes, base=base, now=found.now)
    largest = LARGEST_OF_CLASS if found.submission.kind is SubmissionKind.BATCH else LARGEST
    if len(json.dumps(dict(saved.draft.answers))) > largest:
        raise DraftTooLarge
    language = changes.get("form_language", found.submission.language)
    submission = replace(found.submission, draft=saved.draft, language=str(language))
    if saved.changed and submission.review is ReviewState.DRAFT:
        facts = gather_facts(services, submission, in_window=True)
        move(
            services,
            uow,
            submission,
            Action.SAVE_DRAFT,
            mover=web_mover(found),
            facts=facts,
            fields=saved.changed,
        )
    else:
        uow.submissions.put(submission)
    return saved


def _cleaned(definition: FormDefinition, changes: Mapping[str, object]) -> dict[str, object]:
    """What people type, cleaned; files come by their own way, and what the page itself tells (the
    language) must be one of its options."""
    asked = [one for one in definition.fields if one.id in changes and one.kind is not Kind.FILE]
    cleaned = forms.normalise(definition, {one.id: changes[one.id] for one in asked})
    return {
        one.id: cleaned.get(one.id)
        for one in asked
        if one.kind is not Kind.HIDDEN or cleaned.get(one.id) in one.options
    }


def mail_form_link(services: Services, /, *, token: str) -> str:
    """Mail a new address of the draft to its e-mail address; return that address.

    Raises:
        AccessDenied: the token opens nothing.
        NotEditable: it was sent already.
        NoAddress: no e-mail address was given, or none that mail can go to.
        LimitReached: too many mails for this draft or to this address.
    """
    with services.records.write() as uow:
        now = services.clock()
        found = open_for(services, uow, token=token, now=now)
        if found.submission.review is not ReviewState.DRAFT:
            raise NotEditable
        address = found.submission.text("email")
        if not forms.is_email(address):
            raise NoAddress
        spend(services, uow, MAIL_LINK, found.submission.id, now)
        spend(services, uow, MAILS_TO, address.casefold(), now)
        cause = note_event(
            uow,
            at=now,
            actor=found.opened.name,
            via=Via.WEB,
            kind="draft.link_mailed",
            subject=submission_subject(found.submission.id),
        )
        queue_mail(
            services,
            uow,
            template=Template.RESUME_LINK,
            address=address,
            submission=found.submission,
            now=now,
            cause=cause.sequence,
        )
        uow.commit()
    return address


def require_space(services: Services) -> None:
    """Return if something may be taken.

    Raises:
        StoreFull: there is less room on the disk than the floor that is set.
    """
    if not services.has_space():
        raise StoreFull


def _require_unlocked(found: OpenForm, cleaned: Mapping[str, object]) -> None:
    """Return if the staff asked about every field whose answer is changed. What a form stopped
    asking for with another answer may still come from a device; it counts for nothing."""
    if not found.is_answering:
        return
    shown = {
        one.id for one in forms.visible_fields(found.form.definition, found.submission.sent or {})
    }
    unlocked = found.merged.unlocked | found.merge_with(cleaned).unlocked
    for name, value in cleaned.items():
        if name in shown - unlocked and value != found.answers.get(name):
            raise NotEditable


def require_editable(found: OpenForm, field: str = "") -> None:
    """Return if the answers may be changed now, or the one to `field`.

    Raises:
        NotEditable: they may not; it names the deadline if that is why.
    """
    if found.is_editable and (not field or found.may_change(field)):
        return
    ends = found.closes_at
    passed = (
        ends is not None and found.now >= ends
        if found.is_answering
        else not found.window.is_open(found.now)
    )
    raise NotEditable(found.closes_at if passed else None)


def web_mover(found: OpenForm) -> Mover:
    """Who changes a form in the browser: the holder of its token."""
    return Mover(found.opened.role, found.opened.name, Via.WEB)
