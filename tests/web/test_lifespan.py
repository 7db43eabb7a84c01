"""What goes on beside the requests for as long as the process lives."""

from __future__ import annotations

import logging
from dataclasses import replace
from importlib import import_module
from typing import Any, Final

import pytest

from tests.coroutines import run_to_end
from tests.services.office import Office
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import StoreDown

LIFESPAN: Final[Any] = import_module("youcheng.web.lifespan")


class Enough(BaseException):
    """The test has seen what it wanted to see."""


def test_a_look_that_fails_is_told_and_the_next_one_comes(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[str] = []

    def look(_services: Any) -> None:
        looks.append("samples")
        if len(looks) > 3:
            raise Enough

    def follow() -> None:
        looks.append("settings")
        raise StoreDown

    monkeypatch.setattr(logging.getLogger("youcheng"), "propagate", True)
    monkeypatch.setattr(LIFESPAN, "_LOOKS_EVERY", 0)
    monkeypatch.setattr(LIFESPAN, "look_for_samples", look)
    monkeypatch.setattr(LIFESPAN, "follow_settings", follow)
    services: Any = None
    with pytest.raises(Enough):
        run_to_end(LIFESPAN._watch(services))
    assert looks == ["samples", "settings", "samples", "settings", "samples"]
    assert [one.name for one in caplog.records] == [LIFESPAN.__name__] * 2


def busy(_services: Any) -> Any:
    raise StoreBusy


def test_a_form_that_is_gone_is_told_at_the_start(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logging.getLogger("youcheng"), "propagate", True)
    office.send("culture")
    LIFESPAN._look_for_forms(office.services)
    assert not caplog.records
    content = office.services.content
    kept = tuple(one for one in content.forms if one.id != "culture")
    services = replace(office.services, content=replace(content, forms=kept))
    LIFESPAN._look_for_forms(services)
    monkeypatch.setattr(LIFESPAN, "missing_forms", busy)
    LIFESPAN._look_for_forms(services)
    (told,) = caplog.records
    assert told.levelname == "ERROR"
    assert "1 submission needs the form culture" in told.message
