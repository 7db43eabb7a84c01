"""Fills in and sends forms, several at once, until it is killed: `python -m` with a seed.

The services are the site's own, from the settings in the environment. What is acknowledged, and
what is about to be stored, is told line by line; see `ledger`.
"""

from __future__ import annotations

import random
import string
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Final, TypeVar

from tests.durability.ledger import Told, digest_answers, tell
from tests.form_examples import EXAMPLES
from tests.services.office import GUARDED, make_file
from youcheng.bootstrap import get_services, server_clock
from youcheng.domain import forms
from youcheng.domain.forms import FormDefinition, Kind
from youcheng.services.attachments import add_attachment
from youcheng.services.drafts import save_draft, start_draft
from youcheng.services.opening import open_form
from youcheng.services.ports import Services, StoreBusy
from youcheng.services.ports_files import StoreDown
from youcheng.services.submitting import submit

T = TypeVar("T")

AT_ONCE: Final = 8
_MINUTE: Final = timedelta(minutes=1)
_PROGRAMMES: Final = sorted(EXAMPLES.keys() - {GUARDED})


class Sender:
    """One person after the other who fills in a form and sends it.

    Args:
        services: the site's.
        chance: decides what they write.
        folder: where their files lie.
    """

    def __init__(self, services: Services, chance: random.Random, folder: Path) -> None:
        self._services = services
        # Nobody may send a form as fast as this one is filled in: a minute passes.
        self._later = replace(services, clock=lambda: server_clock() + _MINUTE)
        self._chance = chance
        self._folder = folder

    def run(self) -> None:
        """Go on until the process ends."""
        for number in count():
            self._fill_in_and_send(_PROGRAMMES[number % len(_PROGRAMMES)])

    def _fill_in_and_send(self, programme: str) -> None:
        definition = self._services.content.form(programme).definition
        client = self._chance.randbytes(8).hex()
        started = _insist(
            lambda: start_draft(self._services, programme=programme, language="en", client=client)
        )
        answers: dict[str, object] = {"form_language": "en"}
        tell(Told("begun", started.submission, digest_answers(answers)))
        changes = self._invent(definition, EXAMPLES[programme])
        halves = self._chance.sample(sorted(changes), len(changes) // 2)
        for names in (halves, changes.keys() - {*halves}):
            part = {name: changes[name] for name in names}
            answers |= forms.normalise(definition, part)
            self._save(started.submission, started.token, part, answers)
        for one in definition.fields:
            if one.kind is Kind.FILE and (one.required or self._chance.random() < 0.8):
                self._attach(started.submission, started.token, one.id, answers)
        digest = digest_answers(forms.prune(definition, answers))
        tell(Told("planned", started.submission, digest))
        page = open_form(self._services, token=started.token).form_token
        sent = _insist(
            lambda: submit(self._later, token=started.token, form_token=page, client=client)
        )
        tell(Told("sent", started.submission, digest, str(sent.code)))

    def _save(
        self, submission: str, token: str, part: dict[str, object], answers: dict[str, object]
    ) -> None:
        tell(Told("planned", submission, digest_answers(answers)))
        _insist(lambda: save_draft(self._services, token=token, changes=part, base=0))
        tell(Told("saved", submission, digest_answers(answers)))

    def _attach(self, submission: str, token: str, field: str, answers: dict[str, object]) -> None:
        content = make_file("pdf") + b"%" + b"a" * self._chance.randrange(200_000)
        source = self._folder / "received"
        source.write_bytes(content)
        name = f"{self._chance.randbytes(4).hex()}.pdf"
        answers[field] = [{"key": "", "name": name, "kind": "pdf", "bytes": len(content)}]
        tell(Told("planned", submission, digest_answers(answers)))
        _insist(
            lambda: add_attachment(
                self._services, token=token, field=field, name=name, source=source
            )
        )
        tell(Told("saved", submission, digest_answers(answers)))

    def _invent(self, definition: FormDefinition, example: dict[str, object]) -> dict[str, object]:
        """The example without its files, with an address and long answers of its own."""
        files = {one.id for one in definition.fields if one.kind is Kind.FILE}
        changes = {name: value for name, value in example.items() if name not in files}
        changes["email"] = f"{self._chance.randbytes(8).hex()}@example.org"
        for one in definition.fields:
            if one.kind is Kind.TEXTAREA and isinstance(changes.get(one.id), str):
                letters = self._chance.choices(string.ascii_lowercase + " ", k=200)
                changes[one.id] = f"{''.join(letters)}{changes[one.id]}"[: one.limits.max_length]
        return changes


def _insist(act: Callable[[], T]) -> T:
    """Try again for as long as the store cannot be had."""
    while True:
        try:
            return act()
        except (StoreBusy, StoreDown):
            tell(Told("busy"))
            time.sleep(0.05)


def main() -> None:
    """Send until the process is killed."""
    seed = sys.argv[1]
    services = get_services()
    threads = []
    for number in range(AT_ONCE):
        folder = Path(tempfile.mkdtemp(dir=sys.argv[2]))
        sender = Sender(services, random.Random(f"{seed}/{number}"), folder)
        threads.append(Thread(target=sender.run))
        threads[-1].start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
