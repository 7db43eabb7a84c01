"""Routes, field kinds, make targets, decisions and packages each have a line where they belong."""

from __future__ import annotations

import importlib.metadata
import re
from typing import Final

import pytest
from starlette.routing import Route

from tests.documentation.markdown import documents, read, section
from tests.documentation.test_operating import ALL as COMMANDS
from youcheng.domain.forms import Kind
from youcheng.domain.site_map import DRAWN_PAGES
from youcheng.paths import ROOT
from youcheng.web import routes
from youcheng.web.middleware.provider import ADDRESSES

DOCS: Final = ROOT / "docs"
TARGETS: Final = set(re.findall(r"^([a-z]+):.*##", read(ROOT / "Makefile"), re.MULTILINE))


def served() -> dict[str, set[str]]:
    """Every address with its methods, HEAD left out, which goes wherever GET does."""
    found = {page.path: {"GET"} for page in DRAWN_PAGES} | {path: {"GET"} for path in ADDRESSES}
    for route in routes():
        assert isinstance(route, Route)
        assert route.methods is not None
        found.setdefault(route.path, set()).update(route.methods - {"HEAD"})
    return found


def test_every_address_is_told_with_its_methods_and_none_that_is_not_there() -> None:
    rows = re.findall(
        r"^\| `(/[^`]*)` \| ([A-Z ]+) \| \S.* \|$",
        section(DOCS / "architecture.md", "Addresses"),
        re.MULTILINE,
    )
    assert len(rows) == len(dict(rows)), "an address stands twice"
    assert {path: set(methods.split()) for path, methods in rows} == served()


def test_every_kind_of_field_is_told_and_none_that_is_not_there() -> None:
    (line,) = re.findall(
        r"^- \*\*`kind`\*\*: (.+)$", section(DOCS / "content.md", "Forms"), re.MULTILINE
    )
    named = re.sub(r"\([^()]*\)", "", line.replace("[[steps.fields.columns]]", ""))
    assert set(re.findall(r"`([a-z_]+)`", named)) == {str(kind) for kind in Kind}


def test_every_target_is_told() -> None:
    told = re.findall(r"^\| `make ([a-z]+)` \| \S", read(ROOT / "CONTRIBUTING.md"), re.MULTILINE)
    assert set(told) == TARGETS
    assert len(told) == len(TARGETS)


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_no_command_is_named_that_is_not_there(path: object) -> None:
    text = read(path)  # type: ignore[arg-type]
    first_words = {name.split()[0] for name in COMMANDS}
    assert set(re.findall(r"python -m youcheng ([a-z][a-z-]*)", text)) <= first_words
    assert set(re.findall(r"`make ([a-z]+)", text)) <= TARGETS
    tools = {one.stem for one in (ROOT / "tools").glob("*.py")}
    assert set(re.findall(r"python -m tools\.([a-z_]+)", text)) <= tools


def test_every_decision_has_its_title_in_the_table() -> None:
    told = re.findall(
        r"^\| \[(\d+)\]\((\d{4}-[\w-]+\.md)\) \| (.+) \|$",
        read(DOCS / "decisions" / "README.md"),
        re.MULTILINE,
    )
    records = sorted((DOCS / "decisions").glob("0*.md"))
    assert [(name, f"# {number}. {title}") for number, name, title in told] == [
        (record.name, read(record).splitlines()[0]) for record in records
    ]


def test_every_package_that_runs_the_site_is_in_the_notice_with_its_licence() -> None:
    lock = read(ROOT / "requirements" / "run.lock")
    packages = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    told = dict(re.findall(r"^- ([a-z0-9-]+): (\S.*)$", read(ROOT / "NOTICE"), re.MULTILINE))
    assert set(told) == packages
    for name, licence in told.items():
        if named := importlib.metadata.metadata(name).get("License-Expression"):
            assert licence == named, name


def test_every_direct_dependency_has_its_reason() -> None:
    project = read(ROOT / "pyproject.toml").partition("[project.optional-dependencies]")[0]
    reasons = read(DOCS / "decisions" / "0001-dependencies.md")
    for name in re.findall(r'^    "([a-z0-9-]+)', project, re.MULTILINE):
        assert re.search(rf"\b{re.escape(name)}\b", reasons), name
