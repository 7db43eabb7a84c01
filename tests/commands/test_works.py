"""`works`: a painting comes on show by the commands alone, and only when nothing is lacking."""

from __future__ import annotations

import io
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.commands.installation import Installation
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import FORM, send
from youcheng import bootstrap
from youcheng.commands import site
from youcheng.content.loader import load_content
from youcheng.content.subjects import edition_of
from youcheng.domain.audit import Via
from youcheng.domain.states import ConsentAnswer, ReviewState
from youcheng.web import middleware, routes

ZH = ("--language", "zh", "--title", "湖睡着了", "--see", "蓝色的湖上有两条船。")
EN = ("--language", "en", "--title", "The lake falls asleep", "--see", "Two boats on a blue lake.")


@pytest.fixture
def revealed(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The moment of the reveal, at which the commands run."""
    edition = edition_of(load_content(), FORM)
    assert edition is not None
    _run_at(monkeypatch, edition.reveals_at)
    return edition.reveals_at


def _run_at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the commands' clock say `moment`."""
    built = partial(bootstrap.build_services, clock=lambda: moment)
    monkeypatch.setattr(site, "build_services", built)


def _enter(office: Office, **answers: ConsentAnswer) -> Paper:
    paper = send(office)
    answer(paper, **answers)
    return paper


def _visitor(office: Office, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(bootstrap, "get_services", lambda: office.services)
    app = Starlette(routes=routes(), middleware=middleware())
    return TestClient(app, base_url="http://localhost", headers={"Accept-Language": "en"})


def test_a_painting_comes_on_show_by_the_commands_alone_and_goes_for_good(
    small: Installation, revealed: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small.office() as office:
        paper = _enter(office)
        code = str(paper.stored.code)
        visitor = _visitor(office, monkeypatch)
        assert "not moderated" in small.fail("works", "schedule", code).replace(code, "")
        small.run("works", "moderate", code, "--yes")
        refused = small.call("works", "schedule", code)
        assert "words in zh are missing" in refused[2]
        assert "words in en are missing" in refused[2]
        small.run("works", "translate", code, *ZH)
        assert "words in en are missing" in small.fail("works", "schedule", code)
        small.run("works", "translate", code, *EN)
        assert f"next: `python -m youcheng works schedule {code}`" in small.run(
            "works", "show", code
        )
        _run_at(monkeypatch, revealed - timedelta(seconds=1))
        small.run("works", "schedule", code)
        early = small.run("works", "publish")
        assert f"{code} waits: the results are out on 2027-06-01 10:00 Nanjing" in early
        assert "no works came on show" in early
        assert code not in visitor.get("/gallery").text
        _run_at(monkeypatch, revealed)
        assert "1 work came on show" in small.run("works", "publish")
        assert f'href="/art/{code}?lang=en"' in visitor.get("/gallery").text
        assert "Two boats on a blue lake." in visitor.get(f"/art/{code}?lang=en").text
        assert f"on show: http://localhost:8501/art/{code}" in small.run("works", "show", code)
        small.run("works", "take-down", code, "--yes")
        assert visitor.get(f"/art/{code}").status_code == 410
        assert "never comes back" in small.fail("works", "schedule", code)
        assert "not on show" in small.fail("works", "take-down", code, "--yes")
        acts = [one for one in office.events() if one.via is Via.COMMAND]
        assert {one.actor for one in acts} == {"system"}
        kinds = [one.kind for one in acts]
        assert kinds.count("moderation.passed") == kinds.count("visibility.taken_down") == 1
        assert kinds.count("work.translated") == kinds.count("visibility.changed") == 2
        office.assert_log_is_whole()


def test_a_painting_whose_guardian_does_not_let_it_be_shown_is_not_scheduled(
    small: Installation, revealed: datetime
) -> None:
    with small.office() as office:
        paper = _enter(office, consent_show_work=ConsentAnswer.REFUSE)
        code = str(paper.stored.code)
        small.run("works", "moderate", code, "--yes")
        small.run("works", "translate", code, *ZH)
        small.run("works", "translate", code, *EN)
        assert small.fail("works", "schedule", code) == (
            f"{code}: the guardian has not agreed to show it (consent C3)"
        )


def test_the_list_tells_what_each_painting_lacks(installation: Installation) -> None:
    with installation.office() as office:
        code = str(_enter(office).stored.code)
        unanswered = str(send(office, seed=2).stored.code)
    (one,) = installation.look("works", "list")
    assert (one["code"], one["review"], one["visibility"]) == (code, "submitted", "hidden")
    assert one["lacks"] == ["moderation", "alt_text", "embargo"]
    assert one["undescribed"] == ["zh", "en"]
    assert one["words"]["title"] == "Le lac s’endort"
    line, total = installation.run("works", "list").splitlines()
    assert line.startswith(f"{code}  “Le lac s’endort”  submitted  hidden  lacks: moderation, ")
    assert line.endswith("words in zh and en, reveal on 2027-06-01 10:00 Nanjing")
    assert total == "1 painting"
    assert "no painting" in installation.fail("works", "show", unanswered)


def test_of_several_codes_those_are_scheduled_that_can_be(small: Installation) -> None:
    with small.office() as office:
        ready, raw = _enter(office), send(office, seed=2)
        code = str(ready.stored.code)
        small.run("works", "moderate", code, "--yes")
        small.run("works", "translate", code, *ZH)
        small.run("works", "translate", code, *EN)
        found, out, said = small.call("works", "schedule", str(raw.stored.code), code)
    assert found == 1
    assert out == f"{code} is scheduled\n"
    assert str(raw.stored.code) in said


def test_the_picture_can_be_looked_at_and_no_file_is_written_over(
    small: Installation, tmp_path: Path
) -> None:
    with small.office() as office:
        code = str(_enter(office).stored.code)
    file = tmp_path / "picture.jpg"
    small.run("works", "show", code, "--picture", str(file))
    assert Image.open(io.BytesIO(file.read_bytes())).size == (1280, 960)
    assert "exists" in small.fail("works", "show", code, "--picture", str(file))


def test_no_file_is_left_where_the_picture_is_missing(small: Installation, tmp_path: Path) -> None:
    with small.office() as office:
        code = str(_enter(office).stored.code)
        for key in office.file_keys():
            office.services.files.delete(key)
    file = tmp_path / "picture.jpg"
    assert "not in the file store" in small.fail("works", "show", code, "--picture", str(file))
    assert not file.exists()


class _Terminal(io.StringIO):
    """Where somebody types."""

    def isatty(self) -> bool:
        return True


def test_what_is_final_is_done_once_the_code_is_written_again(
    small: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small.office() as office:
        paper = _enter(office)
        code = str(paper.stored.code)
        for typed in ("", "\n", "yes\n"):
            monkeypatch.setattr(sys, "stdin", _Terminal(typed))
            found, _, said = small.call("works", "moderate", code)
            assert (found, said) == (1, "nothing was done: that was not the code\n")
        assert paper.stored.review is ReviewState.SUBMITTED
        monkeypatch.setattr(sys, "stdin", _Terminal(f"{code}\n"))
        assert small.call("works", "moderate", code)[0] == 0
        assert paper.stored.review is ReviewState.ELIGIBLE


def test_nothing_final_is_done_while_nobody_is_there_to_confirm(small: Installation) -> None:
    with small.office() as office:
        paper = _enter(office)
        code = str(paper.stored.code)
        for action in ("moderate", "take-down"):
            assert "--yes" in small.fail("works", action, code)
        assert paper.stored.review is ReviewState.SUBMITTED


def test_a_moderation_is_passed_once(small: Installation) -> None:
    with small.office() as office:
        code = str(_enter(office).stored.code)
    small.run("works", "moderate", code, "--yes")
    assert small.fail("works", "moderate", code, "--yes") == (
        f"{code}: it waits for no moderation: it is eligible"
    )


@pytest.mark.parametrize("words", [("show",), ("moderate", "--yes"), ("take-down", "--yes")])
def test_an_unknown_code_is_told(small: Installation, words: tuple[str, ...]) -> None:
    action, *options = words
    assert "no reference code" in small.fail("works", action, "JS-26-0000-1", *options)
    with small.office() as office:
        code = str(send(office).stored.code)
    assert "no painting that is with the staff" in small.fail("works", action, code, *options)


def test_words_that_say_nothing_are_not_kept(small: Installation) -> None:
    with small.office() as office:
        code = str(_enter(office).stored.code)
    said = small.fail(
        "works", "translate", code, "--language", "en", "--title", "Lake", "--see", " "
    )
    assert "--see" in said
    assert small.look("works", "show", code)["translations"] == {}
