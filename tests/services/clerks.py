"""The people of a desk: two officers, two liaisons, and one of every other role."""

from __future__ import annotations

from typing import Final

from youcheng.domain.actors import Actor, Role

CULTURE: Final = Actor("c1", roles=frozenset({Role.OFFICER}), programmes=frozenset({"culture"}))
COLLEAGUE: Final = Actor("c2", roles=frozenset({Role.OFFICER}), programmes=frozenset({"culture"}))
HEALTH: Final = Actor("d1", roles=frozenset({Role.OFFICER}), programmes=frozenset({"health"}))
MODERATOR: Final = Actor("b1", roles=frozenset({Role.MODERATOR}))
NANJING: Final = Actor("a1", roles=frozenset({Role.LIAISON}), city="nanjing")
WUXI: Final = Actor("a2", roles=frozenset({Role.LIAISON}), city="wuxi")
LEAD: Final = Actor("e1", roles=frozenset({Role.LEAD}))
SECOND_LEAD: Final = Actor("e2", roles=frozenset({Role.LEAD}))
AUDITOR: Final = Actor("f1", roles=frozenset({Role.AUDITOR}))
ADMINISTRATOR: Final = Actor("f2", roles=frozenset({Role.ADMINISTRATOR}))
JUROR: Final = Actor("f3", roles=frozenset({Role.JUROR}))
VISITOR: Final = Actor()
REVOKED: Final = Actor("e3", roles=frozenset({Role.LEAD}), active=False)

EVERYBODY: Final = {
    "officer of culture": CULTURE,
    "officer of health": HEALTH,
    "moderator": MODERATOR,
    "liaison of Nanjing": NANJING,
    "liaison of Wuxi": WUXI,
    "lead": LEAD,
    "auditor": AUDITOR,
    "administrator": ADMINISTRATOR,
    "juror": JUROR,
    "visitor": VISITOR,
    "revoked lead": REVOKED,
}
