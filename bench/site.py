"""The two sides that visitors come to: the stock pages as one site, and ours with its works."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.gallery_works import Works, opened
from bench.servers import Server, serve
from bench.visitors import FORM
from tests.form_examples import EXAMPLES
from youcheng.domain.forms import Kind
from youcheng.paths import ROOT
from youcheng.services.drafts import save_draft, start_draft
from youcheng.services.ports import Services

WORKS: Final = 240
"""Works on show: as many as an edition of some hundreds of entries brings."""
FEW_WORKS: Final = 96
"""The same in a short run."""
OURS: Final = Path(__file__).parent / "ours" / "gallery.py"
STOCK: Final = Path(__file__).parent / "stock" / "site.py"


@contextmanager
def copied(works: Works) -> Iterator[Works]:
    """The same works in a folder that may be written to and goes with the block."""
    with tempfile.TemporaryDirectory(prefix="copied-", dir=works.var.parent) as folder:
        var = Path(folder) / "var"

        def copy(source: str, target: str) -> None:
            # Files of works never change: they need not be there twice.
            if Path(source).is_relative_to(works.var / "files"):
                os.link(source, target)
            else:
                shutil.copy2(source, target)

        shutil.copytree(works.var, var, copy_function=copy, ignore=shutil.ignore_patterns("stock"))
        yield replace(works, var=var)


def start_drafts(services: Services, number: int) -> list[str]:
    """Tokens of so many drafts of `FORM`, each of somebody else and with every question answered
    but those for files."""
    fields = services.content.form(FORM).definition.fields
    files = {one.id for one in fields if one.kind is Kind.FILE}
    answers = {name: one for name, one in EXAMPLES[FORM].items() if name not in files}
    tokens = []
    for one in range(number):
        token = start_draft(services, programme=FORM, language="en", client=f"{one}").token
        mine = {**answers, "email": f"person-{one}@example.org"}
        save_draft(services, token=token, changes=mine, base=0)
        tokens.append(token)
    return tokens


def drafts_for(works: Works, number: int) -> list[str]:
    """The same in the installation that shows these works."""
    with opened(works.var) as (services, _):
        return start_drafts(services, number)


@contextmanager
def served(side: str, works: Works, **settings: str) -> Iterator[Server]:
    """The server of a side, ``stock`` or ``ours``.

    Args:
        side: which.
        works: what the gallery shows.
        settings: further environment variables of ours.
    """
    if side == "ours":
        environment = {"YOUCHENG_VAR": str(works.var), **settings}
        with serve(OURS, cwd=ROOT, env=environment, ready="/readyz") as one:
            yield one
    else:
        environment = {"BENCH_GALLERY": str(works.stock)}
        with serve(STOCK, "--browser.gatherUsageStats", "false", env=environment) as one:
            yield one


@contextmanager
def apart(cores: Sequence[int]) -> Iterator[None]:
    """Let this process and what it starts meanwhile run on these cores alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def shared_cores() -> tuple[list[int], list[int]]:
    """Cores for servers and a core for visitors; with a single one both have it."""
    every = sorted(os.sched_getaffinity(0))
    return every[:-1] or every, every[-1:]
