"""Whose the settings of the site are to look at and to change."""

from __future__ import annotations

from youcheng.domain.actors import Actor
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.services.desk_access import NotAllowed


def may_read_settings(actor: Actor) -> bool:
    """Whether the settings are the actor's: an administrator's, or a lead's."""
    return reading(actor, Area.SETTINGS) is Reading.YES


def require_settings(actor: Actor) -> None:
    """Raise NotAllowed `role` unless they are."""
    if not may_read_settings(actor):
        raise NotAllowed("role")
