"""What is acknowledged is on the disk: the kernel has synced it before anybody is told."""

from __future__ import annotations

import re
from pathlib import Path

from tests.durability.ledger import read_told
from tests.durability.runs import Store
from tests.form_examples import EXAMPLES
from youcheng.services.drafts import save_draft, start_draft
from youcheng.services.opening import open_form
from youcheng.storage.migration import migrate

CALL = re.compile(r"^\d+ +(\w+)\(\d+<(.*?)>")


def test_a_submission_is_synced_before_it_is_acknowledged(tmp_path: Path) -> None:
    store, trace = Store(tmp_path), tmp_path / "trace"
    with store.opened() as (services, engine):
        migrate(engine)
        started = start_draft(services, programme="sports", language="en", client="198.51.100.7")
        answers = {name: one for name, one in EXAMPLES["sports"].items() if name != "attachment"}
        save_draft(services, token=started.token, changes=answers, base=0)
        page = open_form(services, token=started.token).form_token
    watch = ["strace", "-f", "-y", "-s", "99", "-e", "trace=pwrite64,write,fsync,fdatasync", "-o"]
    with store.start(
        "tests.durability.presser", started.token, page, "1", under=[*watch, str(trace)]
    ) as process:
        told, _ = process.communicate(timeout=120)
    assert read_told(told).act == "sent"
    before, acknowledged, _ = trace.read_text().partition(r"{\"act\": \"sent\"")
    assert acknowledged
    calls = [
        found[1]
        for line in before.splitlines()
        if (found := CALL.match(line)) and found[2].endswith("youcheng.sqlite3-wal")
    ]
    assert "pwrite64" in calls
    assert calls[-1] in {"fsync", "fdatasync"}
