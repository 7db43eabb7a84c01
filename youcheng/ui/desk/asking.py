"""What somebody asks for on the page of a submission, as the functions that do it read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from youcheng.domain.actors import Actor
from youcheng.i18n.catalogues import Translator
from youcheng.services.desk_acts import Acted
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks what of which submission, as they saw it."""

    services: Services
    actor: Actor
    code: str
    asked: Asked
    t: Translator

    def text(self, name: str) -> str:
        """The last value of a field; empty for one that was not filled in."""
        return self.asked.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return self.asked.texts(name)

    def do(self, verb: Callable[..., object], **told: object) -> str:
        """Let a verb of the desk do it to what the person saw; return what it is undone by."""
        version = int(self.text("version") or 0)
        done = verb(self.services, actor=self.actor, code=self.code, version=version, **told)
        return done.batch if isinstance(done, Acted) else ""
