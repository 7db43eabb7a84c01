"""The server's clock goes a day forward and back: nothing comes twice, and nobody is locked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.browser.timed_site import TimedSite
from tests.conftest import mail_settings, run_mail_server
from tests.databases import Databases
from tests.mail.postbox import Postbox
from tests.ports import free_port
from tests.services.accounts import actor_of, hire, why_signed_out
from tests.services.office import GUARDED, VISITOR, Office, open_office, token_in
from tests.waiting import wait_for
from youcheng.bootstrap import mail_sender
from youcheng.domain.staff import SessionState
from youcheng.i18n.catalogues import translator
from youcheng.markup.refusals import refusal_sentence
from youcheng.services.delivering import deliver, due_mails
from youcheng.services.drafts import mail_form_link
from youcheng.services.keeping_time import Kept, keep_time
from youcheng.services.signing_in import sign_out_everywhere
from youcheng.services.tracking import CodeWrong, enter_code, request_code
from youcheng.settings import Settings

DAY = timedelta(days=1)
ZOE = "zoe.rochat@example.org"


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    with open_office(databases, "sqlite", tmp_path) as office:
        yield office


@pytest.fixture
def mails() -> Iterator[tuple[Postbox, Settings]]:
    """A mail server, and the settings that name it."""
    postbox, port = Postbox(), free_port()
    with run_mail_server(postbox, port):
        yield (
            postbox,
            Settings(
                smtp_host="127.0.0.1", smtp_port=port, smtp_tls="none", mail_from="x@example.org"
            ),
        )


def post(office: Office, settings: Settings) -> None:
    """Send whatever is due."""
    send = mail_sender(settings)
    assert send is not None
    for mail_id in due_mails(office.services):
        deliver(office.services, mail_id=mail_id, send=send)


def test_a_session_from_the_future_is_over_and_its_owner_signs_in_again(office: Office) -> None:
    colleague = hire(office)
    before = colleague.sign_in()
    office.now += DAY
    assert why_signed_out(office, before) is SessionState.EXPIRED
    ahead = colleague.sign_in()
    sign_out_everywhere(office.services, session=colleague.sign_in())
    kept = colleague.sign_in()
    office.now -= DAY
    assert why_signed_out(office, ahead) is not None
    assert why_signed_out(office, kept) is not None
    again = colleague.sign_in()
    assert actor_of(office, again).id == colleague.account.id
    office.assert_log_is_whole()


def test_a_form_that_was_begun_in_the_future_can_be_sent(office: Office) -> None:
    office.now += DAY
    paper = office.fill_in()
    office.now -= DAY
    paper.save(title="Kites over the lake")
    assert paper.send().code == paper.stored.code
    office.assert_log_is_whole()


def test_a_one_time_code_from_the_future_opens_nothing_and_a_new_one_does(office: Office) -> None:
    paper = office.send()
    code = str(paper.stored.code)
    office.now += DAY
    challenge = request_code(office.services, code=code, email=ZOE, client=VISITOR)
    digits = office.mails("one_time_code")[-1].facts["one_time_code"]
    office.now -= DAY
    with pytest.raises(CodeWrong) as refused:
        enter_code(office.services, challenge=challenge, text=digits, client=VISITOR)
    words = refusal_sentence(refused.value, translator("fr"))
    assert words != refusal_sentence(refused.value, translator("en"))
    challenge = request_code(office.services, code=code, email=ZOE, client=VISITOR)
    (latest,) = [one for one in office.mails("one_time_code") if one.created_at == office.now]
    assert enter_code(
        office.services, challenge=challenge, text=latest.facts["one_time_code"], client=VISITOR
    )


def test_no_reminder_comes_twice_and_nothing_ends_early_by_going_back(office: Office) -> None:
    draft, asked = office.fill_in(), office.send(GUARDED)
    start = office.now
    told = []
    for days in (27, 28, 27, 26, 27, 28):
        office.now = start + timedelta(days=days)
        told.append(keep_time(office.services))
    assert told[0].reminded > 0
    assert told[1:] == [Kept()] * 5
    assert len(draft.mails("draft_reminder")) == 1
    assert asked.stored.review != draft.stored.review
    office.assert_log_is_whole()


def test_no_mail_leaves_twice_and_none_is_lost(
    office: Office, mails: tuple[Postbox, Settings]
) -> None:
    postbox, settings = mails
    office.send()
    office.now += DAY
    ahead = office.send("talent")
    mail_form_link(office.services, token=office.fill_in(client="198.51.100.8").token)
    post(office, settings)
    office.now -= DAY
    office.send("health", client="198.51.100.9")
    post(office, settings)
    office.now += DAY
    post(office, settings)
    names = [one["Message-ID"] for one in postbox.messages]
    assert len(names) == len({*names}) == len(office.mails())
    assert ahead.mails("receipt")
    assert due_mails(office.services) == ()
    office.assert_log_is_whole()


class JumpingSite(TimedSite):
    """A site on a machine whose clock a test sets, for its job engine too."""

    script = "tests/faults/jumping_app.py"


def test_rounds_of_work_follow_the_clock_back(
    tmp_path: Path, mails: tuple[Postbox, Settings]
) -> None:
    postbox, settings = mails
    place = JumpingSite(tmp_path, free_port(), mail_settings(settings.smtp_port))
    with place.running():
        token = place.begin("study", {"email": ZOE, "given_names": "Zoé"}, "fr")
        # Yesterday, a quarter of a minute before the next round.
        place.move_clock((datetime.now(UTC) - DAY).replace(second=44))
        asked = replace(place.services, clock=lambda: place.now)
        # Not before: the round of the start may not be over yet, and would send it.
        wait_for(lambda: "the server's clock was set" in place.log.read_text("utf-8"), seconds=100)
        mail_form_link(asked, token=token)
        wait_for(lambda: postbox.messages, seconds=100)
        (letter,) = postbox.messages
        assert letter["To"] == ZOE
        assert token_in_letter(letter.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def token_in_letter(text: str) -> str:
    """The token of the form that the letter leads to."""
    (link,) = [word for word in text.split() if "draft=" in word]
    return token_in(link.strip("<>"))
