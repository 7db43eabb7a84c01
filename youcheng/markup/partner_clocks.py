"""A moment on the clocks of the partners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from youcheng.content.models import Partner
from youcheng.domain.deadlines import ShownTime, show_time

PartnerClocks = tuple[tuple[Partner, ShownTime], ...]
"""Partners with a moment on their clocks; without those whose clock reads as Nanjing's."""


def partner_clocks(moment: datetime, partners: Sequence[Partner]) -> PartnerClocks:
    """`moment` (aware) on the clock of each of `partners` that is not Nanjing's."""
    shown = ((one, show_time(moment, zone=one.timezone)) for one in partners)
    return tuple((one, time) for one, time in shown if time.local)
