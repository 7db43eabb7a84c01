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
    shutil.copytree(LOCALE, folder, ignore=shutil.ignore_patterns("*.mo"))
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


def home_in_french() -> str:
    return catalogues.compile_catalogue(BY_CODE["fr"]).gettext("Home")


def test_what_is_compiled_is_kept_until_its_file_changes(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(BY_CODE["fr"])
    assert home_in_french() == "Accueil"
    with monkeypatch.context() as patched:
        patched.setattr(catalogues, "read_po", None)
        assert home_in_french() == "Accueil"
    path.write_text(path.read_text("utf-8").replace('"Accueil"', '"Maison"'), "utf-8")
    assert home_in_french() == "Maison"
    assert {one.name for one in path.parent.iterdir()} == {"youcheng.po", "youcheng.mo"}


def test_a_kept_catalogue_that_is_torn_is_compiled_anew(copied: Path) -> None:
    path = path_of(BY_CODE["fr"])
    home_in_french()
    kept = path.with_suffix(".mo").read_bytes()
    path.with_suffix(".mo").write_bytes(kept[: len(kept) // 2])
    assert home_in_french() == "Accueil"
    assert path.with_suffix(".mo").read_bytes() == kept


def test_where_no_catalogue_can_be_kept_it_is_compiled_all_the_same(copied: Path) -> None:
    path = path_of(BY_CODE["fr"])
    path.with_suffix(".mo").mkdir()
    assert home_in_french() == "Accueil"
    assert {one.name for one in path.parent.iterdir()} == {"youcheng.po", "youcheng.mo"}
