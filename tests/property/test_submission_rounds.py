"""Random rounds of people, staff and the clock over the real services: what must hold, holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.at_once import at_once
from tests.conftest import FULL
from tests.databases import Databases
from tests.services.desk import act
from tests.services.office import GUARDED, VISITOR, Office, Paper, make_file, open_office, token_in
from youcheng.domain.attachments import AttachmentRefused
from youcheng.domain.drafts import StaleBase
from youcheng.domain.limits import LimitReached
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.states import GONE, ConsentAnswer, ReviewState, faults
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.services.access import AccessDenied
from youcheng.services.attachments import remove_attachment
from youcheng.services.consenting import (
    answer_consent,
    readdress_guardian,
    view_consent,
    withdraw_consent,
)
from youcheng.services.delivering import Outcome, deliver, due_mails
from youcheng.services.drafts import NoAddress, NotEditable, mail_form_link
from youcheng.services.keeping_time import keep_time
from youcheng.services.ports import StoreBusy
from youcheng.services.submitting import FormRefused, Sent
from youcheng.services.tracking import CodeWrong, enter_code, request_code, view_status
from youcheng.services.withdrawing import request_withdrawal, withdraw

REFUSALS: Final = (
    AccessDenied,
    AttachmentRefused,
    CodeWrong,
    FormRefused,
    LimitReached,
    NoAddress,
    NotEditable,
    StaleBase,
    TransitionRefused,
)
"""Answers that a person may get; anything else is a fault."""
FIELD: Final = {"sports": "attachment", GUARDED: "cv"}
NAMES: Final = ("Zoé", "Rochat", "example.org", "+4121", "Lac Bleu")
STAFF: Final = (Action.TAKE, Action.START_REVIEW, Action.MARK_SPAM, Action.UNMARK_SPAM)
WAITS: Final = ({"minutes": 20}, {"days": 3}, {"days": 10}, {"days": 27}, {"days": 31})


class Round:
    """An office with the forms that were begun in it, and what was acknowledged of each."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.papers: list[Paper] = []
        self.saved: dict[str, object] = {}
        self.sent: dict[str, Sent] = {}
        for number in range(2):
            self.begin(number)

    def begin(self, number: int) -> None:
        programme = ("sports", GUARDED)[number % 2]
        self.papers.append(self.office.fill_in(programme, client=f"203.0.113.{number}"))

    def save(self, number: int) -> None:
        paper = self._paper(number)
        phone = f"+4121555{number:04d}"
        paper.save(phone=phone)
        self.saved[paper.submission] = phone

    def send(self, number: int) -> None:
        paper = self._paper(number)
        sent = paper.send()
        first = self.sent.setdefault(paper.submission, sent)
        assert sent.code == first.code

    def attach(self, number: int) -> None:
        paper = self._paper(number)
        paper.attach(FIELD[paper.stored.programme], make_file())

    def remove(self, number: int) -> None:
        paper = self._paper(number)
        with self.office.services.records.read() as uow:
            held = uow.attachments.of(paper.submission)
        for one in held[:1]:
            remove_attachment(self.office.services, token=paper.token, attachment=one.id)

    def mail_link(self, number: int) -> None:
        mail_form_link(self.office.services, token=self._paper(number).token)

    def come_back(self, number: int) -> None:
        paper = self._paper(number)
        code = str(paper.stored.code)
        email = paper.stored.text("email")
        challenge = request_code(self.office.services, code=code, email=email, client=VISITOR)
        mails = self.office.mails("one_time_code")
        if number % 3 and mails:
            digits = mails[-1].facts.get("one_time_code", "")
            way = enter_code(self.office.services, challenge=challenge, text=digits, client="v")
            if not way.to_form:
                view_status(self.office.services, token=way.token)

    def agree(self, number: int) -> None:
        self._answer(number, ConsentAnswer.AGREE)

    def refuse(self, number: int) -> None:
        self._answer(number, ConsentAnswer.REFUSE)

    def _answer(self, number: int, answer: ConsentAnswer) -> None:
        for mail in self._links("guardian_request", number):
            token = token_in(mail.facts["link"])
            asked = view_consent(self.office.services, token=token).fields
            answers = {one.id: ConsentAnswer.AGREE for one in asked} | {"consent_process": answer}
            answer_consent(self.office.services, token=token, answers=answers)

    def readdress(self, number: int) -> None:
        email = f"guardian{number}@example.org"
        token = self._paper(number).token
        readdress_guardian(self.office.services, token=token, email=email)

    def withdraw_consent(self, number: int) -> None:
        with suppress(KeyError):
            withdraw_consent(
                self.office.services,
                token=self._paper(number).token,
                field=("consent_share_partner", "consent_publish_summary")[number % 2],
            )

    def ask_to_withdraw(self, number: int) -> None:
        request_withdrawal(self.office.services, token=self._paper(number).token)

    def withdraw(self, number: int) -> None:
        for mail in self._links("withdrawal_link", number):
            withdraw(self.office.services, token=token_in(mail.facts["link"]))

    def staff(self, number: int) -> None:
        action = STAFF[number % len(STAFF)]
        with suppress(KeyError):  # no such row of the table
            act(self.office, self._paper(number).submission, action)

    def wait(self, number: int) -> None:
        self.office.wait(**WAITS[number % len(WAITS)])
        keep_time(self.office.services)

    def deliver(self, number: int) -> None:
        outcome = (Outcome.TAKEN, Outcome.DELAYED, Outcome.REFUSED)[number % 3]
        for one in due_mails(self.office.services):
            deliver(self.office.services, mail_id=one, send=lambda mail: outcome)

    def _paper(self, number: int) -> Paper:
        return self.papers[number % len(self.papers)]

    def _links(self, template: str, number: int) -> list[OutboxMail]:
        mails = [mail for mail in self.office.mails(template) if "link" in mail.facts]
        return mails[number % len(mails) :][:1] if mails else []

    def assert_all_is_well(self) -> None:
        self.office.assert_log_is_whole()
        events = {event.sequence: event for event in self.office.events()}
        assert not [name for name in NAMES if name in repr(events)]
        mails = self.office.mails()
        causes = Counter((mail.cause, mail.template, mail.address) for mail in mails if mail.cause)
        assert set(causes.values()) <= {1}
        for mail in mails:
            if mail.cause:
                assert events[mail.cause].subject == f"submission:{mail.submission}"
            assert bool(mail.facts) != (mail.state is MailState.SENT)
        kept = set()
        for paper in self.papers:
            stored = paper.stored
            assert faults(stored.state) == ()
            with self.office.services.records.read() as uow:
                rows = uow.attachments.of(paper.submission)
            kept |= {one.key for one in rows}
            if {stored.review, stored.state.before_spam} & GONE:
                assert (stored.draft.answers, stored.contact, rows) == ({}, "", [])
                assert not stored.sent
                continue
            saved = self.saved.get(paper.submission)
            assert saved is None or stored.draft.answers["phone"] == saved
            if sent := self.sent.get(paper.submission):
                assert stored.code == sent.code
                assert stored.sent
                assert stored.review is not ReviewState.DRAFT
            named = {*_file_keys(stored.draft.answers), *_file_keys(stored.sent or {})}
            assert named == {one.id for one in rows}
        files = self.office.services.files
        assert {one.key for one in files.keys()} == kept  # noqa: SIM118 -- a listing


def _file_keys(answers: object) -> list[str]:
    fields = answers if isinstance(answers, dict) else {}
    return [file["key"] for name in FIELD.values() for file in fields.get(name, [])]


VERBS: Final[tuple[Callable[[Round, int], None], ...]] = (
    Round.begin,
    Round.save,
    Round.send,
    Round.send,
    Round.send,
    Round.attach,
    Round.remove,
    Round.mail_link,
    Round.come_back,
    Round.agree,
    Round.agree,
    Round.refuse,
    Round.readdress,
    Round.withdraw_consent,
    Round.ask_to_withdraw,
    Round.withdraw,
    Round.staff,
    Round.wait,
    Round.deliver,
)
STEPS: Final = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 20)), min_size=4, max_size=14
)


def attempt(verb: Callable[[Round, int], None], round_: Round, number: int) -> None:
    """Do it, or be told why not."""
    with suppress(*REFUSALS):
        verb(round_, number)


@pytest.mark.timeout(1200 if FULL else 300)
@given(steps=STEPS)
@settings(max_examples=settings().max_examples // 2)
def test_no_round_breaks_what_must_hold(
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    engine_name: str,
    steps: list[tuple[Callable[[Round, int], None], int]],
) -> None:
    folder = tmp_path_factory.mktemp("round")
    with open_office(databases, engine_name, folder) as office:
        round_ = Round(office)
        for verb, number in steps:
            attempt(verb, round_, number)
        round_.assert_all_is_well()


@pytest.mark.parametrize("programme", [0, 1])
def test_everything_at_once_on_one_form_holds_nobody_up_for_good(
    databases: Databases, tmp_path: Path, engine_name: str, programme: int
) -> None:
    with open_office(databases, engine_name, tmp_path) as office:
        round_ = Round(office)
        for number in (programme, programme + 2):
            if number >= len(round_.papers):
                round_.begin(0)
                round_.begin(1)
                attempt(Round.send, round_, number)
            attempt(Round.ask_to_withdraw, round_, number)
            outcomes = at_once(
                *[
                    lambda verb=verb, number=number: verb(round_, number)
                    for verb in dict.fromkeys(VERBS)
                    if verb not in {Round.begin, Round.deliver}
                ]
            )
            failed = [one for one in outcomes if isinstance(one, Exception)]
            assert not [one for one in failed if isinstance(one, StoreBusy)]
            assert not [one for one in failed if not isinstance(one, REFUSALS)]
        round_.saved.clear()
        round_.assert_all_is_well()
