"""What staff do to a painting on its way to the gallery, from the checklist to the taking down.

Each verb names the version that the actor saw. It returns the version after it and raises, without
having changed anything, what the verbs of `desk_actions` raise: NotAllowed, Outdated,
TransitionRefused; and ValueError for what is missing or too long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Event, Via
from youcheng.domain.desk import LONGEST_NOTE
from youcheng.domain.gallery import Words
from youcheng.domain.guards import Check, IneligibleReason
from youcheng.domain.moderation import (
    CHECKED,
    REFUSAL_DROPPED,
    REFUSAL_PROPOSED,
    Finding,
    Point,
    TakeDownReason,
    open_refusal,
    passed_checks,
    standing_points,
)
from youcheng.domain.states import Consent, ReviewState, SubmissionKind
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.i18n.languages import BY_CODE
from youcheng.services.desk_access import NotAllowed, Opened
from youcheng.services.desk_acts import (
    Acted,
    acting,
    commit_act,
    keep_note,
    note,
    require_role,
    transit,
)
from youcheng.services.desk_facts import gather_desk_facts
from youcheng.services.logbook import submission_subject
from youcheng.services.moving import Mover, move
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.publishing import put_words

MODERATING: Final = frozenset({Role.MODERATOR, Role.LEAD})
"""Who writes the words of a work, and proposes a refusal."""
LONGEST_TITLE: Final = 160
LONGEST_SEE: Final = 600
LONGEST_STORY: Final = 1200
"""Characters of what staff write for a work: about twice what a child may write, since a
translation can be longer."""


def check(
    services: Services,
    /,
    *,
    actor: Actor,
    code: str,
    version: int,
    findings: Mapping[Point, Finding],
) -> Acted:
    """Keep what was found of some points, in place of what was found of them before.

    Args:
        findings: at least one; what is not fit has a note that says why, unless that was said.
    """
    with acting(services, actor, code) as (uow, opened):
        require_role(opened, Action.PASS_MODERATION)
        opened.require_version(version)
        _require_state(opened, Action.PASS_MODERATION)
        if not _keep_findings(uow, opened, findings):
            raise ValueError("nothing was answered")
        return commit_act(uow, opened)


def let_pass(
    services: Services,
    /,
    *,
    actor: Actor,
    code: str,
    version: int,
    findings: Mapping[Point, Finding] | None = None,
) -> Acted:
    """Let a painting pass of which everything was found in order, `findings` included."""
    with acting(services, actor, code) as (uow, opened):
        require_role(opened, Action.PASS_MODERATION)
        opened.require_version(version)
        _require_state(opened, Action.PASS_MODERATION)
        if open_refusal(opened.events) is not None:
            raise TransitionRefused("refusal_proposed", Action.PASS_MODERATION)
        _keep_findings(uow, opened, findings or {})
        points = standing_points(_events(uow, opened), actor.id)
        if Point.APART not in points:
            raise TransitionRefused("checklist_done", Action.PASS_MODERATION)
        facts = gather_desk_facts(services, uow, opened)
        found = set(passed_checks(points))
        if facts.agrees_to(Consent.PROCESS):
            found.add(Check.CONSENT)
        if facts.alt_text:
            found.add(Check.ALT_TEXT)
        known = {"other_school": points.get(Point.APART, False), "checklist": frozenset(found)}
        transit(services, uow, opened, Action.PASS_MODERATION, known)
        return commit_act(uow, opened)


def propose_refusal(
    services: Services,
    /,
    *,
    actor: Actor,
    code: str,
    version: int,
    reason: IneligibleReason,
    comment: str = "",
) -> Acted:
    """Propose that a painting cannot take part; a second person confirms it.

    Args:
        comment: kept as a note; may be empty.
    """
    if len(comment) > LONGEST_NOTE:
        raise ValueError("the comment is too long")
    with acting(services, actor, code) as (uow, opened):
        _require_moderating(opened)
        opened.require_version(version)
        _require_state(opened, Action.FAIL_MODERATION)
        if open_refusal(opened.events) is not None:
            raise TransitionRefused("refusal_proposed", Action.FAIL_MODERATION)
        if comment.strip():
            keep_note(uow, opened, comment)
        note(uow, opened, REFUSAL_PROPOSED, reason=str(reason))
        return commit_act(uow, opened)


def confirm_refusal(services: Services, /, *, actor: Actor, code: str, version: int) -> Acted:
    """Refuse what somebody else proposed to refuse; the mail that says so is a draft."""
    with acting(services, actor, code) as (uow, opened):
        require_role(opened, Action.FAIL_MODERATION)
        opened.require_version(version)
        refusal = open_refusal(opened.events)
        if refusal is None:
            raise TransitionRefused("reason_listed", Action.FAIL_MODERATION)
        known = {"second": refusal.proposer, "reason": str(refusal.reason)}
        told = {"reason": str(refusal.reason)}
        transit(services, uow, opened, Action.FAIL_MODERATION, known, details=told)
        return commit_act(uow, opened)


def drop_refusal(services: Services, /, *, actor: Actor, code: str, version: int) -> Acted:
    """Take a proposed refusal back, one's own or somebody else's."""
    with acting(services, actor, code) as (uow, opened):
        _require_moderating(opened)
        opened.require_version(version)
        if open_refusal(opened.events) is None:
            raise TransitionRefused("reason_listed", Action.FAIL_MODERATION)
        note(uow, opened, REFUSAL_DROPPED)
        return commit_act(uow, opened)


def describe(
    services: Services, /, *, actor: Actor, code: str, version: int, words: Mapping[str, Words]
) -> Acted:
    """Keep the words of staff for a work: title, alternative text and story.

    Args:
        words: by code of the language; a language without any words is left as it is.
    """
    given = {one: _cleaned(words[one]) for one in BY_CODE if one in words}
    given = {one: text for one, text in given.items() if text != Words("", "")}
    with acting(services, actor, code) as (uow, opened):
        _require_moderating(opened)
        opened.require_version(version)
        kept = uow.translations.of(opened.submission.id)
        changed = {one: text for one, text in given.items() if kept.get(one) != text}
        mover = _mover(opened)
        for language, text in changed.items():
            put_words(services, uow, opened.submission, language=language, words=text, mover=mover)
        if not changed:
            return Acted(code, opened.version)
        return commit_act(uow, opened)


def bring_on_show(services: Services, /, *, actor: Actor, code: str, version: int) -> Acted:
    """Let a work come on show: at the reveal of its edition, or at once where that has been."""
    with acting(services, actor, code) as (uow, opened):
        require_role(opened, Action.SCHEDULE)
        opened.require_version(version)
        transit(services, uow, opened, Action.SCHEDULE)
        facts = gather_desk_facts(services, uow, opened)
        scheduled = uow.submissions.find(opened.submission.id)
        if facts.revealed and scheduled is not None:
            # What the clock would do within a minute; whoever asks for it sees it done.
            mover = Mover(Role.SYSTEM, "system", Via.DESK)
            move(services, uow, scheduled, Action.PUBLISH, mover=mover, facts=facts)
        return commit_act(uow, opened)


def take_down(
    services: Services, /, *, actor: Actor, code: str, version: int, reason: TakeDownReason
) -> Acted:
    """Take a work down for good: every address of it answers from then on that it is gone."""
    with acting(services, actor, code) as (uow, opened):
        require_role(opened, Action.TAKE_DOWN)
        opened.require_version(version)
        transit(services, uow, opened, Action.TAKE_DOWN, details={"reason": str(reason)})
        return commit_act(uow, opened)


def may_moderate(opened: Opened) -> bool:
    """Whether the actor is one of those who bring this painting to the gallery."""
    return opened.submission.kind is SubmissionKind.PAINTING and bool(opened.roles & MODERATING)


def _require_moderating(opened: Opened) -> None:
    if not may_moderate(opened):
        raise NotAllowed("role")


def _require_state(opened: Opened, action: Action) -> None:
    if opened.submission.review is not ReviewState.MODERATION:
        raise TransitionRefused("state", action)


def _keep_findings(uow: UnitOfWork, opened: Opened, findings: Mapping[Point, Finding]) -> bool:
    """Log what is newly found, and keep its notes; say whether there was anything."""
    before = standing_points(opened.events, opened.actor.id)
    for point, finding in findings.items():
        text = finding.note.strip()
        if len(text) > LONGEST_NOTE:
            raise ValueError("the note is too long")
        if not finding.fit and not text and before.get(point) is not False:
            raise ValueError("what is not in order has a note")
        if not finding.fit and text:
            keep_note(uow, opened, text)
    told = {
        name: ",".join(sorted(one for one, finding in findings.items() if finding.fit is fit))
        for name, fit in (("fit", True), ("unfit", False))
    }
    if findings:
        note(uow, opened, CHECKED, **{name: points for name, points in told.items() if points})
    return bool(findings)


def _events(uow: UnitOfWork, opened: Opened) -> tuple[Event, ...]:
    return tuple(uow.log.of(submission_subject(opened.submission.id)))


def _cleaned(words: Words) -> Words:
    found = Words(words.title.strip(), words.see.strip(), words.story.strip())
    too_long = (
        len(found.title) > LONGEST_TITLE
        or len(found.see) > LONGEST_SEE
        or len(found.story) > LONGEST_STORY
    )
    if too_long:
        raise ValueError("the words are too long")
    return found


def _mover(opened: Opened) -> Mover:
    role = min(opened.roles & MODERATING)
    return Mover(role, f"staff:{opened.actor.id}", Via.DESK)
