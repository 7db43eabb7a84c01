"""Messages: what clients read in the headers, and what may not get in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Final

import pytest

from tests.mail.letter_facts import FACTS
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import BY_CODE
from youcheng.mail.letters import Letter, write_letter
from youcheng.mail.messages import HeaderError, build_message, name_message

SENDER: Final = "友城 <mail@example.org>"
WHEN: Final = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
MAIL_ID: Final = "0f" * 16


def build(letter: Letter | None = None, **changes: Any) -> EmailMessage:
    values: dict[str, Any] = {
        "sender": SENDER,
        "to": "asha@example.net",
        "reply_to": "friends@example.org",
        "message_id": name_message(MAIL_ID, SENDER),
        "sent_at": WHEN,
        "language": BY_CODE["zh"],
    }
    letter = letter or write_letter("receipt", FACTS, translator("zh"))
    return build_message(letter, **{**values, **changes})


def read(message: EmailMessage) -> EmailMessage:
    """The message as a client reads it from the wire, whose bytes must be plain ASCII lines."""
    wire = message.as_bytes()
    wire.decode("ascii")
    assert all(len(line) <= 998 and b"\n" not in line for line in wire.split(b"\r\n"))
    return message_from_bytes(wire, policy=policy.default)


def test_a_message_carries_the_letter_in_both_forms_and_any_script() -> None:
    letter = Letter(
        subject="我们已收到您的申请 · समर्थन · " + "Очень длинная тема " * 9,
        text="江苏\nनेपाल 👩‍👩‍👧‍👦\n" + "字" * 2000 + "\n",
        html="<!doctype html><p>江苏 Могилёв</p>\n",
    )
    message = read(build(letter))
    assert message["Subject"] == letter.subject
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().splitlines() == letter.text.splitlines()
    assert html.get_content().splitlines() == letter.html.splitlines()


def test_a_message_says_who_when_and_that_nobody_should_answer_by_machine() -> None:
    message = read(build())
    assert message["From"].addresses[0].display_name == "友城"
    assert message["From"].addresses[0].addr_spec == "mail@example.org"
    assert [one.addr_spec for one in message["To"].addresses] == ["asha@example.net"]
    assert message["Reply-To"] == "friends@example.org"
    assert message["Date"].datetime == WHEN
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "zh-Hans"
    assert "List-Unsubscribe" not in message


def test_a_second_attempt_is_the_same_message() -> None:
    assert build()["Message-ID"] == build()["Message-ID"] == f"<{MAIL_ID}@example.org>"


def test_a_domain_in_any_script_is_written_so_that_every_server_understands_it() -> None:
    message = read(build(to="asha@江苏.example"))
    assert message["To"].addresses[0].addr_spec == "asha@xn--9swq29b.example"


@pytest.mark.parametrize("name", ["sender", "to", "reply_to"])
@pytest.mark.parametrize(
    "value",
    [
        "asha@example.net\r\nBcc: other@example.net",
        "asha@example.net\nSubject: other",
        "asha@example.net, other@example.net",
        "asha@example.net other@example.net",
        "asha@example.net;other@example.net",
        "a\x00sha@example.net",
        "почта@example.net",
        "asha@example..net",
        "asha@",
        "@example.net",
        "asha",
        "",
    ],
)
def test_what_is_not_one_address_is_refused(name: str, value: str) -> None:
    changes: dict[str, Any] = {name: value}
    with pytest.raises(HeaderError) as refused:
        build(**changes)
    assert "example" not in str(refused.value)


@pytest.mark.parametrize(
    "end", ["\r\nBcc: other@example.net", "\nX: y", "\rX: y", "\x00", "\x85", "\u2028Bcc: a@b.org"]
)
def test_a_subject_cannot_bring_in_a_header(end: str) -> None:
    letter = replace(write_letter("receipt", FACTS, translator("en")), subject=f"Receipt{end}")
    with pytest.raises(HeaderError, match="Subject"):
        build(letter)


@pytest.mark.parametrize(
    "value", ["", "abc", "<abc>", "<a@b>\r\nBcc: x@y.org", "<a b@c>", "<a@b><c@d>", "<é@b>"]
)
def test_what_is_no_message_id_is_refused(value: str) -> None:
    with pytest.raises(HeaderError, match="Message-ID"):
        build(message_id=value)


@pytest.mark.parametrize("value", ["", "a b", "a\r\nb", "a@b", "é"])
def test_an_id_that_makes_no_message_id_is_refused(value: str) -> None:
    with pytest.raises(HeaderError, match="Message-ID"):
        name_message(value, SENDER)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(HeaderError, match="Date"):
        build(sent_at=WHEN.replace(tzinfo=None))
