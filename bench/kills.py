"""What is lost when the site is killed while forms are sent."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Final

from bench.report import Benchmark, Row
from tests.durability.ledger import Ledger
from tests.durability.runs import Store
from tests.durability.wholeness import assert_store_is_whole

NAME: Final = "kills"
TITLE: Final = "Submissions after kill -9"
ABOUT: Final = (
    "A process with the site's own services over SQLite and a folder fills in forms of five "
    "programmes, most with a file, and sends them from eight threads, until it is killed with "
    "SIGKILL at a random moment; another goes on in the same folder. After each round every "
    "acknowledged code must stand where it was told, its answers as they were saved (by checksum), "
    "with its consents, its event, its mail and its file (by hash), and nothing may be there by "
    "halves; the chained log must verify and give the stored states, and SQLite find its file "
    "sound. Files that were stored before the kill and got no row are swept."
)
_SEED: Final = 1


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes 5 rounds instead of 50."""
    rounds, each = (5, 30) if quick else (50, 80)
    ledger, chance = Ledger(), random.Random(_SEED)
    broken = swept = 0
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        for _ in range(rounds):
            sending = store.send_until_killed(chance, each)
            ledger.note(sending.told)
            with store.opened() as (services, engine):
                try:
                    swept += assert_store_is_whole(services, engine, ledger, sending.touched)
                except AssertionError:
                    broken += 1
    sent = len(ledger.sent)
    rows = [
        Row("acknowledged submissions", None, sent, "", None, "", "≥ 4,000", sent >= 4000, rounds),
        Row(
            "rounds with anything lost or torn", None, broken, "", None, "", "0", not broken, rounds
        ),
        Row("files without a row, swept", None, swept, "", None, "", "", True, rounds),
    ]
    return Benchmark(NAME, TITLE, ABOUT, rows, quick=quick)
