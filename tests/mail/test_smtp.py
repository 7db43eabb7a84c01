"""Sending to a real server: what arrives, and what each of its answers means."""

from __future__ import annotations

import socket
import ssl
from asyncio import Transport
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.mail.letter_facts import FACTS
from tests.mail.postbox import Postbox
from tests.mail.test_messages import build
from tests.ports import free_port
from youcheng.i18n.catalogues import translator
from youcheng.mail.letters import write_letter
from youcheng.mail.smtp import MailDelayed, MailRefused, Server, reach, send

Listen = Callable[..., int]


@pytest.fixture
def server(listen: Listen) -> Server:
    return Server("127.0.0.1", listen(), tls="none", timeout=5)


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def test_a_letter_arrives_as_it_was_written(postbox: Postbox, server: Server) -> None:
    letter = write_letter("guardian_request", FACTS, translator("zh"))
    sent = build(letter)
    send(sent, server)
    (envelope,) = postbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("mail@example.org", ["asha@example.net"])
    (message,) = postbox.messages
    assert message["Subject"] == letter.subject
    assert message["Message-ID"] == sent["Message-ID"]
    plain, html = message.iter_parts()
    assert plain.get_content().splitlines() == letter.text.splitlines()
    assert html.get_content().splitlines() == letter.html.splitlines()


def test_a_chinese_subject_arrives_intact(postbox: Postbox, server: Server) -> None:
    subject = "我们已收到您的申请 · JS-26-7K3M-1"
    send(build(replace(write_letter("receipt", FACTS, translator("zh")), subject=subject)), server)
    assert postbox.messages[0]["Subject"] == subject


def test_the_server_is_greeted_with_the_senders_domain(postbox: Postbox, server: Server) -> None:
    send(build(), server)
    assert postbox.greeted_as == ["example.org"]


@pytest.mark.parametrize("point", ["answer_recipient", "answer_data"])
@pytest.mark.parametrize("code", [550, 552, 554])
def test_a_final_answer_about_the_message_refuses_it(
    postbox: Postbox, server: Server, point: str, code: int
) -> None:
    setattr(postbox, point, f"{code} No such mailbox asha@example.net")
    with pytest.raises(MailRefused) as refused:
        send(build(), server)
    assert refused.value.code == code
    assert "asha" not in str(refused.value)


@pytest.mark.parametrize("point", ["answer_sender", "answer_recipient", "answer_data"])
@pytest.mark.parametrize("code", [421, 450, 451, 452])
def test_an_answer_for_now_delays_it(
    postbox: Postbox, server: Server, point: str, code: int
) -> None:
    setattr(postbox, point, f"{code} Come again, asha@example.net")
    with pytest.raises(MailDelayed) as delayed:
        send(build(), server)
    assert delayed.value.reason == "answer"
    assert postbox.envelopes == []
    setattr(postbox, point, "")
    send(build(), server)
    assert len(postbox.envelopes) == 1


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("answer_sender", "550 You may not send from here"),
        ("answer_sender", "530 Authentication required"),
        ("answer_recipient", "530 Authentication required"),
    ],
)
def test_a_server_that_does_not_let_us_in_delays_it(
    postbox: Postbox, server: Server, point: str, answer: str
) -> None:
    setattr(postbox, point, answer)
    with pytest.raises(MailDelayed) as delayed:
        send(build(), server)
    assert delayed.value.reason == "login"


@pytest.mark.parametrize("answer", ["421 Going down", "550 What?"])
def test_what_happens_after_the_message_is_taken_changes_nothing(
    postbox: Postbox, server: Server, answer: str
) -> None:
    postbox.answer_farewell = answer
    send(build(), server)
    assert len(postbox.envelopes) == 1


def test_no_server_delays_it() -> None:
    with pytest.raises(MailDelayed) as delayed:
        send(build(), Server("127.0.0.1", free_port(), tls="none", timeout=5))
    assert delayed.value.reason == "connection"


def test_a_server_that_says_nothing_delays_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(MailDelayed) as delayed:
        send(build(), Server("127.0.0.1", mute.getsockname()[1], tls="none", timeout=0.3))
    assert delayed.value.reason == "connection"


def test_a_connection_that_breaks_before_the_answer_delays_it(
    listen: Listen, postbox: Postbox
) -> None:
    async def hang_up(server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(server.transport, Transport)
        server.transport.abort()
        return ""

    postbox.handle_DATA = hang_up  # type: ignore[method-assign]
    with pytest.raises(MailDelayed) as delayed:
        send(build(), Server("127.0.0.1", listen(), tls="none", timeout=5))
    assert delayed.value.reason == "connection"


def test_starttls_and_a_login_protect_the_way(
    listen: Listen,
    postbox: Postbox,
    tls: ssl.SSLContext,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def check(
        server: SMTP, session: Session, envelope: Envelope, method: str, data: object
    ) -> AuthResult:
        right = LoginPassword(b"youcheng", b"secret")
        return AuthResult(success=data == right, handled=False)

    port = listen(tls_context=tls, require_starttls=True, auth_required=True, authenticator=check)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send(build(), Server("localhost", port, "youcheng", "secret", timeout=5))
    assert len(postbox.envelopes) == 1
    for server in (
        Server("localhost", port, "youcheng", "wrong", timeout=5),
        Server("localhost", port, "youcheng", "пароль", timeout=5),
        Server("localhost", port, timeout=5),
        Server("localhost", port, tls="none", timeout=5),
    ):
        with pytest.raises(MailDelayed) as delayed:
            send(build(), server)
        assert delayed.value.reason == "login"
    assert len(postbox.envelopes) == 1


def test_a_connection_may_be_encrypted_from_the_start(
    listen: Listen,
    postbox: Postbox,
    tls: ssl.SSLContext,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    port = listen(ssl_context=tls)
    send(build(), Server("localhost", port, tls="tls", timeout=5))
    assert len(postbox.envelopes) == 1


def test_a_certificate_of_no_known_authority_gets_no_mail(
    listen: Listen, postbox: Postbox, tls: ssl.SSLContext
) -> None:
    port = listen(tls_context=tls)
    with pytest.raises(MailDelayed) as delayed:
        send(build(), Server("localhost", port, timeout=5))
    assert delayed.value.reason == "connection"
    assert postbox.envelopes == []


def test_a_server_without_encryption_gets_no_mail_when_encryption_is_wanted(
    listen: Listen, postbox: Postbox
) -> None:
    with pytest.raises(MailDelayed) as delayed:
        send(build(), Server("127.0.0.1", listen(), tls="starttls", timeout=5))
    assert delayed.value.reason == "connection"
    assert postbox.envelopes == []


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(Server("localhost", 587, "youcheng", "secret"))


def test_reaching_the_server_sends_nothing_and_tells_whether_it_lets_us_in(
    listen: Listen,
    postbox: Postbox,
    tls: ssl.SSLContext,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def check(
        server: SMTP, session: Session, envelope: Envelope, method: str, data: object
    ) -> AuthResult:
        return AuthResult(success=data == LoginPassword(b"youcheng", b"secret"), handled=False)

    port = listen(tls_context=tls, require_starttls=True, auth_required=True, authenticator=check)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    reach(Server("localhost", port, "youcheng", "secret", timeout=5), "Site <mail@example.org>")
    assert set(postbox.greeted_as) == {"example.org"}
    assert postbox.envelopes == []
    for server, reason in (
        (Server("localhost", port, "youcheng", "wrong", timeout=5), "login"),
        (Server("localhost", free_port(), timeout=5), "connection"),
    ):
        with pytest.raises(MailDelayed) as delayed:
            reach(server, "mail@example.org")
        assert delayed.value.reason == reason
