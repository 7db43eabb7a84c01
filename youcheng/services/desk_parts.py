"""The parts of the desk beside the queue, and whose they are to open."""

from __future__ import annotations

from enum import StrEnum

from youcheng.content.loader import load_content
from youcheng.domain.actors import Actor
from youcheng.domain.permissions import Area, Reading, mail_reach_of, reach_of, reading
from youcheng.services.accounts import may_read_accounts
from youcheng.services.certifying import may_certify
from youcheng.services.desk_settings import may_read_settings
from youcheng.services.health import may_read_health
from youcheng.services.jury_access import may_run_jury
from youcheng.services.jury_scoring import may_score
from youcheng.services.log_browsing import may_read_log


class DeskPart(StrEnum):
    """A part of the desk, as its address names it; in the order in which they are offered."""

    QUEUE = "queue"
    NUMBERS = "numbers"
    OUTBOX = "outbox"
    JURY = "jury"
    CERTIFICATES = "certificates"
    ACCOUNTS = "accounts"
    SETTINGS = "settings"
    LOG = "log"
    HEALTH = "health"
    SCORING = "scoring"


def list_parts(actor: Actor) -> tuple[DeskPart, ...]:
    """The parts that are the actor's to open; the first is where they begin."""
    has_queue = reach_of(actor) is not None
    may = {
        DeskPart.QUEUE: has_queue,
        DeskPart.NUMBERS: has_queue or reading(actor, Area.COUNTS) is Reading.YES,
        DeskPart.OUTBOX: mail_reach_of(actor) is not None,
        DeskPart.JURY: may_run_jury(actor),
        DeskPart.CERTIFICATES: may_certify(load_content().editions, actor),
        DeskPart.ACCOUNTS: may_read_accounts(actor),
        DeskPart.SETTINGS: may_read_settings(actor),
        DeskPart.LOG: may_read_log(actor),
        DeskPart.HEALTH: may_read_health(actor),
        DeskPart.SCORING: may_score(actor),
    }
    return tuple(part for part in DeskPart if may[part])
