"""What somebody asks for on the page of a submission, as the functions that do it read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from youcheng.domain.actors import Actor
from youcheng.i18n.catalogues import Translator
from youcheng.services.desk_acts import Acted
from youcheng.services.ports import Services

Values = Mapping[str, str | Sequence[str]]
"""What the fields of a form hold, by name."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks what of which submission, as they saw it."""

    services: Services
    actor: Actor
    code: str
    values: Values
    t: Translator

    def text(self, name: str) -> str:
        """One value; empty where there is none, the last where there are several."""
        return (self.texts(name) or ("",))[-1]

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        found = self.values.get(name, ())
        return (found,) if isinstance(found, str) else tuple(map(str, found))

    def do(self, verb: Callable[..., object], **told: object) -> str:
        """Let a verb of the desk do it to what the person saw; return what it is undone by."""
        version = int(self.text("version") or 0)
        done = verb(self.services, actor=self.actor, code=self.code, version=version, **told)
        return done.batch if isinstance(done, Acted) else ""
