"""What is true of a submission that somebody works on in the desk, for the transition table."""

from __future__ import annotations

from youcheng.content.subjects import edition_of
from youcheng.domain.audit import Event
from youcheng.domain.consents import agreed
from youcheng.domain.gallery import ALT_LANGUAGES
from youcheng.domain.guards import Facts
from youcheng.domain.replay import state_since
from youcheng.domain.states import SHOWABLE, ReviewState, SubmissionKind
from youcheng.services.desk_access import Opened
from youcheng.services.moving import gather_facts
from youcheng.services.ports import Services, UnitOfWork


def gather_desk_facts(
    services: Services, uow: UnitOfWork, opened: Opened, **known: object
) -> Facts:
    """What the records say of the submission now; `known` adds what comes with the act itself, by
    the names of `youcheng.domain.guards.Facts`."""
    submission, actor = opened.submission, opened.actor
    edition = edition_of(services.content, submission.programme)
    asked = sum(event.kind == "appeal.opened" for event in opened.events)
    decided = sum(event.kind == "appeal.decided" for event in opened.events)
    values: dict[str, object] = {
        "actor": actor.id,
        "agreed": agreed(uow.agreements.of(submission.id)),
        "own_city": bool(actor.city) and opened.scope.city == actor.city,
        "proposer": proposer_of(opened.events),
        # What is no painting is decided when a lead applies it: nothing holds it back.
        "reveal_at": opened.now if edition is None else edition.reveals_at,
        "appeals": asked,
        "appeal_open": asked > decided,
        # Every showable state of a painting lies behind the moderation.
        "moderation_passed": submission.kind is SubmissionKind.PAINTING
        and submission.review in SHOWABLE[submission.kind],
        "alt_text": uow.translations.of(submission.id).keys() >= {*ALT_LANGUAGES},
    }
    if submission.review in {ReviewState.SPAM, ReviewState.INELIGIBLE}:
        values["since"] = state_since(opened.events)
    return gather_facts(services, submission, **{**values, **known})


def proposer_of(events: tuple[Event, ...]) -> str:
    """Id of the account that proposed the pending decision; empty where none was proposed."""
    proposed = [event.actor for event in events if event.kind == "decision.proposed"]
    return proposed[-1].partition(":")[2] if proposed else ""
