"""Message catalogues: complete, and a broken one stops the start."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools.catalogues import path_of, problems, read, template, updated
from youcheng.i18n import catalogues
from youcheng.i18n.languages import BY_CODE, LANGUAGES, Language
from youcheng.paths import LOCALE
from youcheng.ui import runtime


@pytest.fixture(scope="module")
def fresh() -> Catalog:
    return template()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the catalogues that a test may break."""
    folder = tmp_path / "locale"
    shutil.copytree(LOCALE, folder)
    monkeypatch.setattr("youcheng.i18n.catalogues.LOCALE", folder)
    monkeypatch.setattr("tools.catalogues.LOCALE", folder)
    catalogues.translator.cache_clear()
    yield folder
    catalogues.translator.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_nothing_is_missing_fuzzy_or_mismatched(language: Language, fresh: Catalog) -> None:
    assert problems(language, fresh) == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_an_update_changes_nothing(language: Language, fresh: Catalog) -> None:
    before = {(m.id, m.context): m.string for m in read(language)}
    after = {(m.id, m.context): m.string for m in updated(language, fresh)}
    del before["", None], after["", None]
    assert before == after


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("msgid \"Home\"\nmsgstr", "#, fuzzy\nmsgid \"Home\"\nmsgstr", "fuzzy"),
        ("msgid \"Home\"\nmsgstr \"Accueil\"", "msgid \"Home\"\nmsgstr \"\"", "not translated"),
        ("msgid \"Home\"", "msgid \"Casa\"", "missing"),
        ("msgid \"Home\"", "msgid \"Casa\"", "no longer used"),
        ("{reference}\"\n\n", "{number}\"\n\n", "placeholders differ"),
    ],
)  # fmt: skip
def test_the_check_names_what_is_wrong(
    copied: Path, fresh: Catalog, old: str, new: str, found: str
) -> None:
    french = BY_CODE["fr"]
    path = path_of(french)
    text = path.read_text("utf-8")
    assert path.is_relative_to(copied)
    head, _, tail = text.rpartition(old)
    assert head, f"the French catalogue no longer holds {old!r}"
    path.write_text(head + new + tail, "utf-8")
    assert any(found in line and line.startswith("fr: ") for line in problems(french, fresh))


def test_a_message_that_is_not_in_the_catalogue_is_shown_in_english() -> None:
    assert (
        catalogues.translator("fr").gettext("Nobody translated this.") == "Nobody translated this."
    )


@pytest.mark.parametrize("content", ['msgid "a"\nmessage "b"\n', None], ids=["broken", "missing"])
def test_a_broken_catalogue_stops_the_start_and_says_where(
    copied: Path, content: str | None
) -> None:
    path = path_of(BY_CODE["ru"])
    if content is None:
        path.unlink()
    else:
        path.write_text(content, "utf-8")
    with pytest.raises(SystemExit) as stopped:
        runtime.prepare()
    message = str(stopped.value)
    assert "The site cannot start" in message
    assert str(path) in message
    assert "Traceback" not in message
