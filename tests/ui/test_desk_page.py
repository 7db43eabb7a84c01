"""What the desk's one page shows to everybody at every address of it: a part, or that it is not
theirs. The script is the site's own, over records of its own; who is signed in is given."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest

from tests.conftest import sample
from tests.services.clerks import EVERYBODY
from tests.services.office import OPENS, Office
from tests.services.test_desk_parts import OPENS as PARTS_OF
from tests.ui.test_app import markup, run
from youcheng import bootstrap
from youcheng.paths import PAGES
from youcheng.services.desk_parts import DeskPart
from youcheng.settings import get_settings

NOT_THEIRS: Final = "not for your role"
CANARY: Final = "Kanarienvogel"
SCRIPTS: Final = {"desk": "youcheng.ui.desk.page", "jury": "youcheng.ui.jury.page"}
"""The site's scripts for the staff, and what they show."""


@pytest.fixture(scope="module")
def culture(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The code of a submission to one programme, in records that the pages take as their own."""
    folder = tmp_path_factory.mktemp("desk")
    caches = (get_settings, bootstrap.get_engine, bootstrap.get_services)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YOUCHENG_VAR", str(folder / "var"))
        for one in caches:
            one.cache_clear()
        services = bootstrap.get_services()
        files: Any = services.files
        office = Office(bootstrap.database_url(get_settings()), files, folder)
        office.services = replace(services, clock=lambda: office.now)
        office.now = OPENS
        code = str(office.send(changes={"title": CANARY}).stored.code)
        # Their components can be declared in a run of the app alone.
        for page in SCRIPTS:
            look(page)
        yield code
        office.engine.dispose()
        bootstrap.get_engine().dispose()
    for one in caches:
        one.cache_clear()


def look(page: str, **query: str) -> str:
    """What the page at an address holds."""
    app = run(PAGES / f"{page}.py", lang="en", **query)
    assert not app.exception, query
    return markup(app)


@pytest.mark.usefixtures("culture")
def test_every_part_has_a_page() -> None:
    assert sys.modules[SCRIPTS["desk"]].PARTS.keys() == set(DeskPart)


@pytest.mark.parametrize("who", sample([*EVERYBODY], 5, "desk page"))
def test_each_role_is_shown_its_parts_and_told_of_the_others(
    culture: str, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    for module in SCRIPTS.values():
        monkeypatch.setattr(f"{module}.current_actor", lambda: EVERYBODY[who])
    others = [part for part in DeskPart if part not in PARTS_OF[who]]
    asked = {*PARTS_OF[who], *sample(others, 2, f"desk page/{who}")}
    shown = {part: NOT_THEIRS not in look("desk", part=part) for part in asked}
    assert {part for part, is_shown in shown.items() if is_shown} == set(PARTS_OF[who])
    assert (NOT_THEIRS not in look("desk")) is bool(PARTS_OF[who])
    reads = who in {"officer of culture", "lead"}
    assert (CANARY in look("desk", submission=culture)) is reads
    assert (CANARY in look("desk", part=DeskPart.QUEUE)) is reads
    scores = DeskPart.SCORING in PARTS_OF[who]
    assert (NOT_THEIRS not in look("jury")) is scores


def test_who_is_signed_out_is_shown_the_way_in_alone(culture: str) -> None:
    for page, query in (
        ("desk", {}),
        *(("desk", {"part": str(part)}) for part in sample([*DeskPart], 4, "signed out")),
        ("desk", {"submission": culture}),
        ("jury", {}),
        ("jury", {"entry": "0" * 32}),
    ):
        told = look(page, **query)
        assert "You are signed out" in told
        assert "/staff/sign-in" in told
        assert CANARY not in told
