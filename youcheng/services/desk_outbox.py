"""The outbox on the desk: pages of mails, and one mail as it will be sent, its secrets hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from youcheng.domain.actors import Actor
from youcheng.domain.forms import is_email
from youcheng.domain.mail_texts import MailTexts
from youcheng.domain.outbox import MailState, OutboxMail, has_blanks
from youcheng.domain.outbox_view import STATES, OutboxView, Pile, is_still_so, place_of, read_place
from youcheng.domain.permissions import Reach, mail_reach_of, sends_mail
from youcheng.domain.submissions import Submission
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_view import mask_address
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_outbox import (
    FoundMail,
    Letter,
    MailGroup,
    MailsAsked,
    UnwritableError,
)
from youcheng.services.turning import turn

LARGEST_PAGE: Final = 250
_TOKEN: Final = re.compile(r"[0-9A-Za-z_-]{43}")
_PLACEHOLDER: Final = re.compile(r"\{\w*\}|%\(\w+\)")
_HIDDEN: Final = "…"


class Block(StrEnum):
    """Why a mail cannot be sent as it stands."""

    ADDRESS = "address"  # there is none, or it is no e-mail address
    BLANK = "blank"  # something in it is still to be filled in
    FACTS = "facts"  # something that the letter names is missing or unfit
    OVER = "over"  # the time that it names has passed
    CHANGED = "changed"  # what it tells is no longer so


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail as a list shows it.

    Attributes:
        id, version: of the mail.
        code, programme: of the submission that it is about.
        template, language, state, created_at, sent_at, error: of the mail.
        address: masked.
        edited: the staff have added a personal paragraph.
        blocks: why it cannot be sent as it stands; of drafts alone.
    """

    id: str
    version: int
    code: str
    programme: str
    template: str
    language: str
    state: MailState
    created_at: datetime
    sent_at: datetime | None
    error: str
    address: str
    edited: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """One page of a view.

    Attributes:
        view: what was asked for.
        lines: in order.
        before, after: where the page before ends and the page after begins; empty: there is none.
    """

    view: OutboxView
    lines: tuple[MailLine, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many mails there are: by pile, with all else of the view kept; and within the pile by
    letter, language and programme, each with all of the view kept but what it is counted by."""

    piles: Mapping[Pile, int]
    templates: Mapping[str, int]
    languages: Mapping[str, int]
    programmes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class MailView:
    """One mail.

    Attributes:
        line: what the list shows of it.
        personal, edited_by, edited_at: what the staff added, who, and when.
        letter: as it will be sent, but for what only its reader may know; None where it cannot be
            written, or is not kept.
        readings: how the letter reads in each language, by its code, without what was added.
    """

    line: MailLine
    personal: str
    edited_by: str
    edited_at: datetime | None
    letter: Letter | None
    readings: Mapping[str, Letter]


def require_mail_reach(actor: Actor) -> Reach:
    """How far the outbox is the actor's.

    Raises:
        NotAllowed: `desk`.
    """
    reach = mail_reach_of(actor)
    if reach is None:
        raise NotAllowed("desk")
    return reach


def list_outbox(
    services: Services,
    /,
    *,
    actor: Actor,
    view: OutboxView,
    after: str = "",
    before: str = "",
    limit: int = 50,
) -> OutboxPage:
    """The mails of a page, `limit` at most.

    Args:
        actor: who asks, as the store knows them now.
        view: which mails.
        after: the place after which the page begins, as an address holds it; empty or unreadable
            for the first page.
        before: the place before which it ends, if `after` is none.
        limit: how many at most, up to `LARGEST_PAGE`.

    Raises:
        NotAllowed: `desk`.
    """
    asked = MailsAsked(require_mail_reach(actor), view)
    with services.records.read() as uow:
        page = turn(
            lambda place, most: uow.desk_mails.after(asked, place, limit=most),
            lambda place, most: uow.desk_mails.before(asked, place, limit=most),
            lambda found: place_of(found.mail),
            start=after if read_place(after) else "",
            end=before if read_place(before) else "",
            size=max(1, min(limit, LARGEST_PAGE)),
        )
        subjects = [one.mail.submission for one in page.rows]
        about = {one.id: one for one in uow.submissions.many(subjects)}
        texts = uow.mail_texts.in_force()
    lines = tuple(_line(services, one, about.get(one.mail.submission), texts) for one in page.rows)
    return OutboxPage(view=view, lines=lines, before=page.before, after=page.after)


def count_outbox(services: Services, /, *, actor: Actor, view: OutboxView) -> OutboxCounts:
    """How many mails of a view there are.

    Raises:
        NotAllowed: `desk`.
    """
    reach = require_mail_reach(actor)
    with services.records.read() as uow:
        counted = uow.desk_mails.count_by
        states = counted(MailsAsked(reach, view, every_state=True), MailGroup.STATE)
        templates = counted(MailsAsked(reach, replace(view, template="")), MailGroup.TEMPLATE)
        languages = counted(MailsAsked(reach, replace(view, language="")), MailGroup.LANGUAGE)
        programmes = counted(MailsAsked(reach, replace(view, programme="")), MailGroup.PROGRAMME)
    piles = {
        pile: sum(states.get(str(state), 0) for state in states_of)
        for pile, states_of in STATES.items()
    }
    return OutboxCounts(piles, templates, languages, programmes)


def view_mail(services: Services, /, *, actor: Actor, mail: str) -> MailView:
    """One mail, by its id.

    Raises:
        NotAllowed: `desk`, or `mail`: none that the actor may know of.
    """
    with services.records.read() as uow:
        found, submission = find_mail(uow, actor=actor, mail=mail)
        texts = uow.mail_texts.in_force()
    shown = hide_secrets(found.mail)
    letter, readings = None, {}
    if shown.facts:
        readings = dict(_readings(services, replace(shown, personal=""), texts))
        letter = _write(services, shown, shown.language, texts)
    return MailView(
        line=_line(services, found, submission, texts),
        personal=found.mail.personal,
        edited_by=found.mail.edited_by,
        edited_at=found.mail.edited_at,
        letter=letter,
        readings=readings,
    )


def find_mail(uow: UnitOfWork, *, actor: Actor, mail: str) -> tuple[FoundMail, Submission]:
    """A mail and what it is about. In a unit of work that writes nobody else may write either
    meanwhile: the submission is held before the mail, as everywhere.

    Raises:
        NotAllowed: `desk` or `mail`.
    """
    reach = require_mail_reach(actor)
    found = next(iter(uow.desk_mails.of_ids(reach, (mail,))), None)
    submission = None if found is None else uow.submissions.find(found.mail.submission)
    if found is None or submission is None or not sends_mail(actor, submission.scope):
        raise NotAllowed("mail")
    held = uow.outbox.find(mail)
    if held is None:
        raise NotAllowed("mail")
    return replace(found, mail=held), submission


def blocks_of(
    services: Services, mail: OutboxMail, submission: Submission, texts: MailTexts
) -> tuple[Block, ...]:
    """Why a mail cannot be sent as it stands, in the texts that staff have set; empty where it
    can."""
    return tuple(_blocks(services, mail, submission, texts))


def _blocks(
    services: Services, mail: OutboxMail, submission: Submission, texts: MailTexts
) -> Iterator[Block]:
    if not is_email(mail.address):
        yield Block.ADDRESS
    if has_blanks(mail.personal):
        yield Block.BLANK
    try:
        letter = services.write_letter(mail, mail.language, texts)
    except UnwritableError:
        yield Block.FACTS
    else:
        if _PLACEHOLDER.search(f"{letter.subject} {letter.text}") and not has_blanks(mail.personal):
            yield Block.BLANK
    if mail.facts and mail.is_worthless(services.clock()) and mail.address:
        yield Block.OVER
    if not is_still_so(mail.template, submission.state):
        yield Block.CHANGED


def hide_secrets(mail: OutboxMail) -> OutboxMail:
    """The mail without what opens something to whoever reads it: tokens and one-time codes."""
    facts = {name: _TOKEN.sub(_HIDDEN, value) for name, value in mail.facts.items()}
    if "one_time_code" in facts:
        facts["one_time_code"] = _HIDDEN
    return replace(mail, facts=facts)


def _line(
    services: Services, found: FoundMail, submission: Submission | None, texts: MailTexts
) -> MailLine:
    mail = found.mail
    to_send = mail.state is MailState.HELD and submission is not None
    return MailLine(
        id=mail.id,
        version=mail.version,
        code=found.code,
        programme=found.programme,
        template=mail.template,
        language=mail.language,
        state=mail.state,
        created_at=mail.created_at,
        sent_at=mail.sent_at,
        error=mail.error,
        address=mask_address(mail.address),
        edited=bool(mail.personal),
        blocks=blocks_of(services, mail, submission, texts) if to_send and submission else (),
    )


def _readings(
    services: Services, mail: OutboxMail, texts: MailTexts
) -> Iterator[tuple[str, Letter]]:
    for language in LANGUAGES:
        letter = _write(services, mail, language.code, texts)
        if letter is not None:
            yield language.code, letter


def _write(services: Services, mail: OutboxMail, language: str, texts: MailTexts) -> Letter | None:
    try:
        return services.write_letter(mail, language, texts)
    except UnwritableError:
        return None
