"""What staff do with drafts of the outbox: add to one, discard it, let one or many leave.

Each act names the version that was looked at, so that two never overwrite each other, and is
logged about the mail: what happens to a submission stays as it is, and an act on many submissions
can be undone until a mail of it has left. The log holds no address and no word of a letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.form_answers import clean_text
from youcheng.domain.mail_texts import MailTexts
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.outbox_view import OutboxView, place_of
from youcheng.domain.permissions import Reach
from youcheng.domain.submissions import Submission
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_bulk import OUTDATED, STEP, Progress
from youcheng.services.desk_outbox import blocks_of, find_mail, require_mail_reach
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_outbox import MailsAsked

MOST: Final = 250
"""Mails of one act."""
STATE: Final = "state"
"""Why a mail is skipped that is no draft, and has not failed."""
_SENDABLE: Final = frozenset({MailState.HELD, MailState.FAILED})
_CLOCK: Final = Actor(roles=frozenset({Role.LEAD}))
"""A lead has arranged what the clock sends: it reaches as far as a lead does."""
_CLOCK_REACH: Final = Reach(all=True)


class MailChanged(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The mail is not as the actor saw it, or no draft any more; nothing was done."""

    code: Final = OUTDATED


@dataclass(frozen=True, slots=True)
class PlannedMail:
    """A mail that would leave: its id, the version that was looked at, the code of the submission
    that it is about, the letter, and the language."""

    id: str
    version: int
    code: str
    template: str
    language: str


@dataclass(frozen=True, slots=True)
class SendingPlan:
    """Which mails would leave, in the order of reference codes; and the codes of those that are
    left out, each with the code of the reason."""

    ready: tuple[PlannedMail, ...]
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SendingDone:
    """The id of the act, the ids of the mails that leave now, and what was left out."""

    batch: str
    done: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]


def edit_mail(services: Services, /, *, actor: Actor, mail: str, version: int, text: str) -> None:
    """Put a personal paragraph into a draft in place of the one before; empty for none, which is
    the letter as it was written.

    Raises:
        NotAllowed: `desk` or `mail`.
        MailChanged: it is not as the actor saw it.
        ValueError: the text is too long.
    """
    plain = clean_text(text, keep_lines=True)
    with services.records.write() as uow:
        seen = _see(uow, actor, mail, version, MailState.HELD)
        now = services.clock()
        uow.outbox.put(seen.edited(plain, actor.id, now))
        kind = "mail.edited" if plain else "mail.restored"
        _note(services, uow, _staff(actor), seen, kind)
        uow.commit()


def discard_mail(services: Services, /, *, actor: Actor, mail: str, version: int) -> None:
    """Let a draft not leave; it can be brought back while its address is kept.

    Raises:
        NotAllowed, MailChanged: as of `edit_mail`.
    """
    with services.records.write() as uow:
        seen = _see(uow, actor, mail, version, MailState.HELD)
        uow.outbox.put(seen.discarded())
        _note(services, uow, _staff(actor), seen, "mail.discarded")
        uow.commit()


def bring_mail_back(services: Services, /, *, actor: Actor, mail: str, version: int) -> None:
    """Make a discarded draft a draft again.

    Raises:
        NotAllowed, MailChanged: as of `edit_mail`.
        ValueError: it is forgotten.
    """
    with services.records.write() as uow:
        seen = _see(uow, actor, mail, version, MailState.DISCARDED)
        uow.outbox.put(seen.brought_back())
        _note(services, uow, _staff(actor), seen, "mail.brought_back")
        uow.commit()


def plan_sending(services: Services, /, *, actor: Actor, mails: Sequence[str]) -> SendingPlan:
    """Which of these mails, by their ids, would leave now; nothing is changed. Drafts leave, and
    mails that failed are tried again.

    Raises:
        NotAllowed: `desk`.
        ValueError: there are more than `MOST`.
    """
    ids = sorted({*mails})
    if len(ids) > MOST:
        raise ValueError(f"at most {MOST} mails at once")
    ready: list[PlannedMail] = []
    skipped: list[tuple[str, str]] = []
    with services.records.read() as uow:
        texts = uow.mail_texts.in_force()
        for one in uow.desk_mails.of_ids(require_mail_reach(actor), ids):
            found, submission = find_mail(uow, actor=actor, mail=one.mail.id)
            mail = found.mail
            if why := _hindered(services, mail, submission, texts):
                skipped.append((found.code, why))
            else:
                planned = PlannedMail(
                    mail.id, mail.version, found.code, mail.template, mail.language
                )
                ready.append(planned)
    return SendingPlan(tuple(ready), tuple(skipped))


def send_mails(
    services: Services,
    /,
    *,
    actor: Actor,
    plan: SendingPlan,
    progress: Progress = lambda done, of: None,
) -> SendingDone:
    """Let what was planned leave, fifty mails in one unit of work; what has changed since is left.

    Raises:
        NotAllowed: `desk`.
    """
    reach = require_mail_reach(actor)
    batch, done, skipped = uuid4().hex, list[str](), [*plan.skipped]
    for start in range(0, len(plan.ready), STEP):
        some = plan.ready[start : start + STEP]
        with services.records.write() as uow:
            texts = uow.mail_texts.in_force()
            # In the order of codes, and all before the log is held: two who send the same mails
            # then never wait for one another.
            names = [one.id for one in some]
            found = {one.mail.id: one for one in uow.desk_mails.of_ids(reach, names)}
            held = [(one, *_hold(uow, actor, one.id)) for one in some if one.id in found]
            skipped += [(one.code, "mail") for one in some if one.id not in found]
            for planned, mail, submission in held:
                outdated = mail is None or mail.version != planned.version
                why = OUTDATED if outdated else _hindered(services, mail, submission, texts)
                if why or mail is None:
                    skipped.append((planned.code, why))
                    continue
                _release(services, uow, _staff(actor), mail, batch)
                done.append(mail.id)
            uow.after_commit(services.wake)
            uow.commit()
        progress(min(start + STEP, len(plan.ready)), len(plan.ready))
    return SendingDone(batch, tuple(done), tuple(sorted(skipped)))


def release_drafts(
    services: Services, /, *, programme: str, templates: Sequence[str], batch: str, via: Via
) -> int:
    """Let the drafts of some letters about a programme leave, as a lead arranged beforehand; return
    how many. What cannot be sent as it stands stays a draft. It may be repeated.

    Args:
        programme: id of the programme, or of what submissions call an edition.
        templates: names of the letters.
        batch: id under which they leave together.
        via: by what way.
    """
    released = 0
    for template in templates:
        asked, place = (
            MailsAsked(_CLOCK_REACH, OutboxView(template=template, programme=programme)),
            "",
        )
        while True:
            with services.records.write() as uow:
                page = uow.desk_mails.after(asked, place, limit=STEP)
                texts = uow.mail_texts.in_force()
                # Held in the order of codes before the log is, as by whoever sends them by hand.
                in_order = sorted(page, key=lambda one: one.code)
                held = [_hold(uow, _CLOCK, one.mail.id) for one in in_order]
                ready = [
                    mail
                    for mail, submission in held
                    if mail is not None
                    and mail.state is MailState.HELD
                    and not _hindered(services, mail, submission, texts)
                ]
                for mail in ready:
                    _release(services, uow, ("system", via), mail, batch)
                if ready:
                    uow.after_commit(services.wake)
                    uow.commit()
            released += len(ready)
            if len(page) < STEP:
                break
            place = place_of(page[-1].mail)
    return released


def _release(
    services: Services, uow: UnitOfWork, who: tuple[str, Via], mail: OutboxMail, batch: str
) -> None:
    uow.outbox.put(mail.released(batch, services.clock()))
    kind = "mail.released" if mail.state is MailState.HELD else "mail.retried"
    _note(services, uow, who, mail, kind, batch=batch)


def _staff(actor: Actor) -> tuple[str, Via]:
    """Who acts at the desk, as the log calls them, and by what way."""
    return f"staff:{actor.id}", Via.DESK


def _hold(
    uow: UnitOfWork, actor: Actor, mail: str
) -> tuple[OutboxMail, Submission] | tuple[None, None]:
    try:
        found, submission = find_mail(uow, actor=actor, mail=mail)
    except NotAllowed:
        return None, None
    return found.mail, submission


def _hindered(
    services: Services,
    mail: OutboxMail | None,
    submission: Submission | None,
    texts: MailTexts,
) -> str:
    """Code of the first reason why a mail cannot leave; empty for none."""
    if mail is None or submission is None or mail.state not in _SENDABLE:
        return STATE
    return next(iter(blocks_of(services, mail, submission, texts)), "")


def _see(uow: UnitOfWork, actor: Actor, mail: str, version: int, state: MailState) -> OutboxMail:
    """The mail as the actor saw it, held for writing."""
    found, _ = find_mail(uow, actor=actor, mail=mail)
    if (found.mail.version, found.mail.state) != (version, state):
        raise MailChanged
    return found.mail


def _note(
    services: Services,
    uow: UnitOfWork,
    who: tuple[str, Via],
    mail: OutboxMail,
    kind: str,
    **more: str,
) -> None:
    name, via = who
    note_event(
        uow,
        at=services.clock(),
        actor=name,
        via=via,
        kind=kind,
        subject=f"mail:{mail.id}",
        details={"template": mail.template, "language": mail.language, **more},
    )
