"""Whatever was acknowledged survives that a process is killed at any moment, and nothing is torn.

Kills show what is lost with a process. What is lost with the power is another matter: that every
acknowledgement comes after the syncs is shown in `test_syncs`.
"""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path
from typing import Final

import psycopg
import pytest

from tests.conftest import FULL, SEED
from tests.databases import Databases
from tests.durability.ledger import Ledger
from tests.durability.runs import Store
from tests.durability.wholeness import assert_store_is_whole
from tests.storage_servers import run_postgres

ROUNDS: Final = {"sqlite": 50 if FULL else 3, "postgresql": 10 if FULL else 2}
SENT: Final = {"sqlite": 4000 if FULL else 60, "postgresql": 400 if FULL else 40}
"""Forms that are acknowledged in all rounds together, at least."""


@pytest.mark.timeout(3600 if FULL else 300)
def test_nothing_acknowledged_is_lost_when_the_process_is_killed(
    databases: Databases, tmp_path: Path, engine_name: str
) -> None:
    url = databases.create(engine_name, empty=True) if engine_name == "postgresql" else ""
    store, ledger = Store(tmp_path, url), Ledger()
    chance = random.Random(f"{SEED}/kills/{engine_name}")
    for _ in range(ROUNDS[engine_name]):
        sending = store.send_until_killed(chance, SENT[engine_name] // ROUNDS[engine_name])
        ledger.note(sending.told)
        with store.opened() as (services, opened):
            assert_store_is_whole(services, opened, ledger, sending.touched)
    assert len(ledger.sent) >= SENT[engine_name]
    if url:
        databases.drop(url)


def test_nothing_acknowledged_is_lost_when_the_databases_process_is_killed(tmp_path: Path) -> None:
    with run_postgres() as server:
        url = server.create()
        store, ledger = Store(tmp_path, url), Ledger()
        with store.sending(f"{SEED}") as sending:
            for _ in range(2):
                sending.read(15)
                # The server ends every other connection then, and begins again from its own log.
                os.kill(_busiest_process(url), signal.SIGKILL)
            sending.read(15)
            sending.kill()
        ledger.note(sending.told)
        assert len(ledger.sent) >= 45
        assert "busy" in {one.act for one in sending.told}
        with store.opened() as (services, engine):
            assert_store_is_whole(services, engine, ledger, sending.touched)


def _busiest_process(url: str) -> int:
    """The server's process that last began something for the site."""
    latest = (
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'youcheng'"
        " ORDER BY query_start DESC NULLS LAST LIMIT 1"
    )
    with psycopg.connect(url) as connection:
        found = connection.execute(latest).fetchone()
    assert found is not None
    return int(found[0])
