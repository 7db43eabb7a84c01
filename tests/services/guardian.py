"""What a guardian does with the link that was mailed."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.services.office import Paper, token_in
from youcheng.domain.outbox import OutboxMail
from youcheng.domain.states import ConsentAnswer, ReviewState
from youcheng.services.consenting import answer_consent, view_consent


def link_in(mail: OutboxMail) -> str:
    assert urlsplit(mail.facts["link"]).path.startswith("/consent/")
    return token_in(mail.facts["link"])


def request_of(paper: Paper) -> OutboxMail:
    """The latest mail that asks for consent, to a programme or for a painting."""
    return [one for one in paper.mails() if one.template.endswith("guardian_request")][-1]


def asked(paper: Paper) -> list[str]:
    """The consents that the guardian is asked for."""
    token = link_in(request_of(paper))
    return [one.id for one in view_consent(paper.office.services, token=token).fields]


def answer(paper: Paper, token: str = "", **changes: ConsentAnswer) -> ReviewState:
    """Answer as the guardian: agree to everything but what is named."""
    link = token or link_in(request_of(paper))
    answers = {**dict.fromkeys(asked(paper), ConsentAnswer.AGREE), **changes}
    return answer_consent(paper.office.services, token=link, answers=answers)
