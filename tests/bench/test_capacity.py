"""What visitors need, worked out from what was measured."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from bench import load, storms, weight
from bench.capacity import (
    BEGIN,
    DAYS,
    END,
    SEEN,
    Assumed,
    Measured,
    NotMeasured,
    describe,
    main,
    need,
    put,
    reach,
    read_measured,
)
from bench.report import information

MEASURED = Measured(
    people=300,
    act=10,
    arrival=20,
    act_bytes=100,
    cold=800,
    warm=50,
    memory=512,
    stored=700,
    arrival_transactions=2,
)
ASSUMED = Assumed()
DOCUMENT = f"# Scaling\n\nBefore.\n\n{BEGIN}\n\nNot measured yet.\n\n{END}\n\nAfter.\n"


def _benchmarks() -> dict[str, dict[str, Any]]:
    figures = {
        load.NAME: {
            f"{load.USERS}{load.PICTURES}": 300,
            f"{load.ACT}{load.PICTURES}": 10,
            f"{load.BYTES}{load.PICTURES}": 100,
            f"{load.MEMORY}{load.PICTURES}": 512,
            load.STORED: 700,
        },
        storms.NAME: {storms.ARRIVAL: 20, storms.TRANSACTIONS: 2},
        weight.NAME: {
            one.format(place=place): value
            for place in SEEN
            for one, value in ((weight.COLD, 800), (weight.WARM, 50))
        },
    }
    machine = {"processor": "Some processor", "cores": "2", "date": "2026-11-27"}
    return {
        name: {
            "name": name,
            "quick": False,
            "machine": machine,
            "rows": [asdict(information(item, [], [value], "")) for item, value in rows.items()],
        }
        for name, rows in figures.items()
    }


def test_need_follows_from_the_busiest_minute() -> None:
    found = need(36_000, MEASURED, ASSUMED)
    assert found.arrivals == pytest.approx(6)  # 7,200 in the busiest hour, three times 2 a second
    assert found.acts == pytest.approx(72)
    assert found.sessions == pytest.approx(1080)  # each stays for three minutes
    assert found.cores == pytest.approx(0.84)
    assert found.replicas == 2
    assert found.memory == pytest.approx(1)
    assert found.bandwidth == pytest.approx((6 * 575 + 72 * 100) * 8 / 1000)
    assert found.transactions == pytest.approx(6 * 2 + 72 * 10)
    assert found.files == pytest.approx(576)
    assert found.disk == pytest.approx(36_000 * 63.5 * 0.002 * 10_000 / 1_000_000)


def test_need_counts_people_where_they_and_not_the_processor_are_too_many() -> None:
    crowded = replace(MEASURED, people=100)
    assert need(36_000, crowded, ASSUMED).replicas == 4  # 360 people of the benchmark's kind


@pytest.mark.parametrize("replicas", [1, 2, 5, 40])
@pytest.mark.parametrize("people", [50, 300, 5000])
def test_reach_is_where_another_replica_is_needed(replicas: int, people: int) -> None:
    measured = replace(MEASURED, people=people)
    most = reach(replicas, measured, ASSUMED)
    assert need(most, measured, ASSUMED).replicas == replicas
    assert need(most + 2, measured, ASSUMED).replicas == replicas + 1


def test_figures_are_read_from_full_runs() -> None:
    assert read_measured(_benchmarks()) == MEASURED


@pytest.mark.parametrize("name", [load.NAME, storms.NAME, weight.NAME])
def test_figures_of_no_run_or_a_short_one_are_not_measured(name: str) -> None:
    missing = _benchmarks()
    del missing[name]
    with pytest.raises(NotMeasured, match=f"ONLY={name}"):
        read_measured(missing)
    short = _benchmarks()
    short[name]["quick"] = True
    with pytest.raises(NotMeasured, match=f"ONLY={name}"):
        read_measured(short)


@pytest.mark.parametrize("name", [load.NAME, storms.NAME, weight.NAME])
def test_figures_that_a_run_did_not_leave_are_not_measured(name: str) -> None:
    found = _benchmarks()
    for row in list(found[name]["rows"]):
        rows = [one for one in found[name]["rows"] if one is not row]
        with pytest.raises(NotMeasured, match="has left no figure"):
            read_measured(found | {name: found[name] | {"rows": rows}})


def test_document_keeps_what_stands_around_the_figures() -> None:
    written = put(DOCUMENT, "Figures.")
    assert written.startswith("# Scaling\n\nBefore.\n")
    assert written.endswith("After.\n")
    assert "Figures." in written
    assert "Not measured" not in written
    assert put(written, "Figures.") == written


@pytest.mark.parametrize("mark", [BEGIN, END])
def test_document_without_its_marks_is_refused(mark: str) -> None:
    with pytest.raises(ValueError, match="lacks the line"):
        put(DOCUMENT.replace(mark, ""), "Figures.")


def test_command_writes_every_day_of_the_table(tmp_path: Path) -> None:
    figures, document = tmp_path / "bench.json", tmp_path / "scaling.md"
    figures.write_text(json.dumps({"benchmarks": [*_benchmarks().values()]}), "utf-8")
    document.write_text(DOCUMENT, "utf-8")
    assert main(figures, document) == 0
    written = document.read_text("utf-8")
    assert all(f"{one:,} a day" in written for one in DAYS)
    assert "Some processor, 2 cores, 2026-11-27" in written
    assert describe(MEASURED, ASSUMED, "Some processor, 2 cores, 2026-11-27") in written


def test_command_invents_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "scaling.md"
    document.write_text(DOCUMENT, "utf-8")
    assert main(tmp_path / "none.json", document) == 1
    assert document.read_text("utf-8") == DOCUMENT
    assert "not measured" in capsys.readouterr().err
