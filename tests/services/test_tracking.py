"""The way back: reference code, e-mail address, one-time code, status page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.at_once import at_once
from tests.services.office import GUARDED, OPENS, VISITOR, Office, Paper, token_in
from youcheng.domain.codes import CodeRefused, draw_reference_code
from youcheng.domain.limits import LimitReached
from youcheng.domain.outbox import MailState
from youcheng.domain.states import ReviewState
from youcheng.domain.tokens import TokenState
from youcheng.domain.workflow.rows import Action
from youcheng.services.access import AccessDenied
from youcheng.services.delivering import due_mails
from youcheng.services.drafts import mail_form_link
from youcheng.services.opening import open_form
from youcheng.services.tracking import CodeWrong, Way, enter_code, request_code, view_status
from youcheng.services.withdrawing import request_withdrawal, withdraw
from youcheng.storage.tables import ChallengeRow, CountRow, OutboxRow

ZOE = "zoe.rochat@example.org"
LUC = "luc.rochat@example.org"


def ask(office: Office, paper: Paper, email: str = ZOE) -> tuple[str, str]:
    """Ask for a one-time code: the challenge, and the digits that were mailed."""
    before = {mail.id for mail in office.mails("one_time_code")}
    challenge = request_code(
        office.services, code=str(paper.stored.code), email=email, client=VISITOR
    )
    (mail,) = [mail for mail in office.mails("one_time_code") if mail.id not in before]
    assert mail.address == email.strip().casefold()
    return challenge, mail.facts["one_time_code"]


def enter(office: Office, challenge: str, text: str) -> Way:
    return enter_code(office.services, challenge=challenge, text=text, client=VISITOR)


def other_than(digits: str) -> str:
    """Six digits that are wrong."""
    return f"{(int(digits) + 1) % 1_000_000:06d}"


def test_the_mailed_code_opens_the_status(office: Office) -> None:
    paper = office.send()
    challenge, digits = ask(office, paper)
    mail = office.mail("one_time_code")
    assert mail.facts["until"] == (office.now + timedelta(minutes=15)).isoformat()
    way = enter(office, challenge, digits)
    assert (way.programme, way.to_form) == ("culture", False)
    status = view_status(office.services, token=way.token)
    assert (status.submission.id, status.review) == (paper.submission, ReviewState.SUBMITTED)
    assert status.form.id == "culture"
    assert status.is_editable
    assert status.waits_for_mail
    assert Action.REQUEST_WITHDRAWAL in status.actions
    assert Action.TAKE not in status.actions
    assert [(one.kind, one.review) for one in status.timeline] == [
        ("draft.created", ReviewState.DRAFT),
        ("submission.submitted", ReviewState.SUBMITTED),
    ]


def test_the_mailed_code_of_a_draft_opens_its_form_on_another_device(office: Office) -> None:
    paper = office.fill_in()
    challenge, digits = ask(office, paper)
    way = enter(office, challenge, digits)
    assert way.to_form
    found = open_form(office.services, token=way.token)
    assert found.answers == paper.open().answers
    assert found.is_editable
    office.wait(days=20)
    open_form(office.services, token=way.token)


def test_a_draft_that_was_sent_meanwhile_is_told_as_sent(office: Office) -> None:
    paper = office.fill_in()
    challenge, digits = ask(office, paper)
    paper.send()
    way = enter(office, challenge, digits)
    assert not way.to_form
    assert view_status(office.services, token=way.token).review is ReviewState.SUBMITTED


def test_a_guardian_comes_back_by_their_own_address(office: Office) -> None:
    paper = office.send(GUARDED)
    challenge, digits = ask(office, paper, LUC)
    assert view_status(office.services, token=enter(office, challenge, digits).token)


def test_codes_are_taken_as_people_type_them(office: Office) -> None:
    paper = office.send()
    code = str(paper.stored.code).lower().replace("-", " ")
    challenge = request_code(
        office.services, code=f" {code} ", email=f" {ZOE.upper()} ", client=VISITOR
    )
    digits = office.mail("one_time_code").facts["one_time_code"]
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in digits)
    assert enter(office, challenge, f" {wide[:3]} {wide[3:]} ")


def test_a_slip_in_the_reference_code_is_known_without_looking_it_up(office: Office) -> None:
    code = str(office.send().stored.code)
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    before = office.count(ChallengeRow), office.count(OutboxRow)
    with pytest.raises(CodeRefused) as refused:
        request_code(office.services, code=slip, email=ZOE, client=VISITOR)
    assert refused.value.problem == "check"
    assert (office.count(ChallengeRow), office.count(OutboxRow)) == before


def test_a_wrong_code_opens_nothing_and_the_right_one_still_does(office: Office) -> None:
    challenge, digits = ask(office, office.send())
    for text in (other_than(digits), digits[:5], digits + "0", digits[::-1] + "1"):
        with pytest.raises(CodeWrong):
            enter(office, challenge, text)
    assert enter(office, challenge, digits)


def test_whatever_is_typed_for_a_code_is_just_wrong(office: Office) -> None:
    challenge, digits = ask(office, office.send())
    for odd in ("", "x", "\x00", "\ud800", "1" * 5_000):
        for given, answer in ((challenge, odd), (odd, digits)):
            with pytest.raises(CodeWrong):
                enter(office, given, answer)


def test_a_code_opens_once(office: Office) -> None:
    challenge, digits = ask(office, office.send())
    outcomes = at_once(*[lambda: enter(office, challenge, digits)] * 6)
    assert [type(one) for one in outcomes].count(Way) == 1
    assert [type(one) for one in outcomes].count(CodeWrong) == 5
    with pytest.raises(CodeWrong):
        enter(office, challenge, digits)


def test_a_code_opens_for_fifteen_minutes(office: Office) -> None:
    challenge, digits = ask(office, office.send())
    office.wait(minutes=15, seconds=-1)
    assert enter(office, challenge, digits)
    challenge, digits = ask(office, office.send())
    office.wait(minutes=15)
    with pytest.raises(CodeWrong):
        enter(office, challenge, digits)


def test_five_wrong_codes_at_once_void_the_right_one(office: Office) -> None:
    challenge, digits = ask(office, office.send())
    wrong = other_than(digits)
    outcomes = at_once(*[lambda: enter(office, challenge, wrong)] * 5)
    assert {type(one) for one in outcomes} == {CodeWrong}
    with pytest.raises(CodeWrong):
        enter(office, challenge, digits)


def test_a_code_opens_nothing_but_its_own_submission(office: Office) -> None:
    first, second = office.send(), office.send("talent")
    challenge, digits = ask(office, first)
    other, other_digits = ask(office, second)
    if digits == other_digits:
        other, other_digits = ask(office, second)
    with pytest.raises(CodeWrong):
        enter(office, challenge, other_digits)
    assert enter(office, other, other_digits).programme == "talent"
    assert enter(office, challenge, digits).programme == "culture"


def test_an_unknown_address_and_an_unknown_code_get_the_same_answer(office: Office) -> None:
    paper = office.send()
    code = str(paper.stored.code)
    pairs = [(code, ZOE), (code, "other@example.org"), (str(draw_reference_code(year=2026)), ZOE)]
    written, answers = [], []
    for asked, email in pairs:
        before = [office.count(table) for table in (ChallengeRow, OutboxRow, CountRow)]
        waiting, log = len(due_mails(office.services)), len(office.events())
        challenge = request_code(
            office.services, code=asked, email=email, client=f"203.0.113.{len(answers)}"
        )
        after = [office.count(table) for table in (ChallengeRow, OutboxRow, CountRow)]
        written.append([now - then for now, then in zip(after, before, strict=True)])
        answers.append((len(challenge), len(office.events()) - log))
        assert len(due_mails(office.services)) - waiting == (email == ZOE and asked == code)
    assert written[0] == [1, 1, 3]
    # The address of the first was counted already when it was asked for again.
    assert written[1:] == [[1, 1, 3], [1, 1, 2]]
    assert len({*answers}) == 1
    assert {mail.address for mail in office.mails()} == {
        ZOE,
        "staff@youcheng.example",
        "decoy",
    }


def test_a_code_that_nobody_was_sent_opens_nothing(office: Office) -> None:
    paper = office.send()
    challenge = request_code(
        office.services, code=str(paper.stored.code), email="other@example.org", client=VISITOR
    )
    decoy = office.mail("decoy")
    assert decoy.state is MailState.DISCARDED
    with pytest.raises(CodeWrong):
        enter(office, challenge, decoy.facts["one_time_code"])


def test_the_sixth_code_of_an_hour_for_one_submission_waits(office: Office) -> None:
    paper = office.send()
    for _ in range(5):
        ask(office, paper)
    with pytest.raises(LimitReached) as reached:
        ask(office, paper)
    assert 0 < reached.value.retry_after <= 3600
    assert len(office.mails("one_time_code")) == 5
    office.wait(seconds=reached.value.retry_after)
    ask(office, paper)


def test_asking_for_others_codes_comes_to_an_end(office: Office) -> None:
    for number in range(20):
        code = str(draw_reference_code(year=2026))
        request_code(office.services, code=code, email=f"{number}@x.org", client=VISITOR)
    with pytest.raises(LimitReached):
        request_code(
            office.services,
            code=str(draw_reference_code(year=2026)),
            email="other@example.org",
            client=VISITOR,
        )


def test_guessing_codes_from_one_address_comes_to_an_end(office: Office) -> None:
    challenge, digits = ask(office, office.send())
    for number in range(30):
        with pytest.raises(CodeWrong):
            enter(office, f"{number:032x}", digits)
    with pytest.raises(LimitReached) as reached:
        enter(office, challenge, digits)
    assert reached.value.retry_after > 0


def test_asking_and_mailing_a_link_at_once_hold_nobody_up(office: Office) -> None:
    paper = office.fill_in()
    code = str(paper.stored.code)
    for _ in range(2):
        outcomes = at_once(
            lambda: request_code(office.services, code=code, email=ZOE, client=VISITOR),
            lambda: mail_form_link(office.services, token=paper.token),
            lambda: request_code(office.services, code=code, email=ZOE, client=VISITOR),
            lambda: mail_form_link(office.services, token=paper.token),
        )
        assert not [one for one in outcomes if isinstance(one, Exception)]


def test_a_status_page_stays_open_for_two_hours(office: Office) -> None:
    paper = office.send()
    challenge, digits = ask(office, paper)
    token = enter(office, challenge, digits).token
    office.wait(hours=2, seconds=-1)
    view_status(office.services, token=token)
    office.wait(seconds=1)
    with pytest.raises(AccessDenied) as denied:
        view_status(office.services, token=token)
    assert denied.value.state is TokenState.EXPIRED


def test_the_status_tells_the_deadline_and_what_is_past_it(office: Office) -> None:
    closes = OPENS + timedelta(hours=1)
    office.set_window("culture", closes=closes)
    paper = office.send()
    challenge, digits = ask(office, paper)
    token = enter(office, challenge, digits).token
    office.now = closes
    status = view_status(office.services, token=token)
    assert status.window.effective_close(office.now) == closes
    assert not status.is_editable
    assert status.review is ReviewState.SUBMITTED


def test_an_open_status_page_tells_of_the_withdrawal(office: Office) -> None:
    paper = office.send()
    challenge, digits = ask(office, paper)
    token = enter(office, challenge, digits).token
    request_withdrawal(office.services, token=token)
    withdraw(office.services, token=token_in(office.mail("withdrawal_link").facts["link"]))
    status = view_status(office.services, token=token)
    assert status.review is ReviewState.WITHDRAWN
    assert [one.kind for one in status.timeline] == [
        "draft.created",
        "submission.submitted",
        "withdrawal.requested",
        "submission.withdrawn",
    ]
    assert status.submission.draft.answers == {}
    assert not status.actions & {Action.EDIT, Action.WITHDRAW, Action.REQUEST_WITHDRAWAL}
    assert not status.is_editable


def test_what_is_withdrawn_answers_to_nobodys_code(office: Office) -> None:
    paper = office.send()
    code = str(paper.stored.code)
    request_withdrawal(office.services, token=paper.token)
    withdraw(office.services, token=token_in(office.mail("withdrawal_link").facts["link"]))
    request_code(office.services, code=code, email=ZOE, client=VISITOR)
    assert office.mails("one_time_code") == []
