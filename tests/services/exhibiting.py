"""Brings paintings on show, as the desk and the clock will."""

from __future__ import annotations

from typing import Final

from tests.services.office import Office, Paper
from tests.services.paintings import FORM
from youcheng.content.subjects import edition_of
from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.consents import agreed
from youcheng.domain.gallery import Words, Work
from youcheng.domain.guards import Check
from youcheng.domain.workflow.rows import Action
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.publishing import publish_due_works, schedule_work, translate_work

MODERATOR: Final = Mover(Role.MODERATOR, "moderator:1", Via.WEB)
LEAD: Final = Mover(Role.LEAD, "lead:1", Via.WEB)
TRANSLATIONS: Final = {
    "zh": Words("湖睡着了", "蓝色的湖上有两条船和一个红月亮。", "月亮来喝水。"),
    "en": Words("The lake falls asleep", "A blue lake, two boats, a red moon."),
}


def moderate(paper: Paper) -> None:
    """Take a painting that a guardian agreed to, and pass it."""
    services = paper.office.services
    for action in (Action.TAKE, Action.PASS_MODERATION):
        with services.records.write() as uow:
            submission = uow.submissions.find(paper.submission)
            assert submission is not None
            facts = gather_facts(
                services,
                submission,
                agreed=agreed(uow.agreements.of(submission.id)),
                assigned=True,
                other_school=True,
                checklist=frozenset(Check),
            )
            move(services, uow, submission, action, mover=MODERATOR, facts=facts)
            uow.commit()


def translate(paper: Paper, *languages: str) -> None:
    """Keep the words of staff in these languages; in all that are needed without any."""
    for language in languages or TRANSLATIONS:
        translate_work(
            paper.office.services,
            code=paper.stored.code,
            language=language,
            words=TRANSLATIONS[language],
            mover=MODERATOR,
        )


def schedule(paper: Paper) -> None:
    """Let a painting come on show at the reveal."""
    schedule_work(paper.office.services, code=paper.stored.code, mover=LEAD)


def reveal(office: Office) -> int:
    """Let the reveal of the edition come; return how many works came on show."""
    edition = edition_of(office.services.content, FORM)
    assert edition is not None
    office.now = edition.reveals_at
    return publish_due_works(office.services)


def exhibit(paper: Paper) -> Work:
    """Bring a painting on show that a guardian agreed to show."""
    moderate(paper)
    translate(paper)
    schedule(paper)
    assert reveal(paper.office) == 1
    found = shown(paper)
    assert found is not None
    return found


def shown(paper: Paper) -> Work | None:
    """What is public of a painting."""
    with paper.office.services.records.read() as uow:
        return uow.works.find(str(paper.stored.code))
