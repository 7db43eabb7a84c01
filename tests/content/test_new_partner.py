"""A partner or a programme joins by data alone: TOML, and a drawing beside it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from markupsafe import Markup

import youcheng.markup.assets as served
from tests.content.other_province import SOURCE, item, partner, story, text
from youcheng.content.loader import read_content
from youcheng.content.models import Content
from youcheng.content.problems import ContentError
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.accents import accent_rules
from youcheng.markup.hero_map import draw_hero_map
from youcheng.markup.pages import page_body
from youcheng.paths import ASSETS

CODES = [language.code for language in LANGUAGES]


def append(path: Path, *lines: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + "\n".join(lines) + "\n")


@pytest.fixture
def with_partner(copy: Path) -> Path:
    """The shipped content with a sixth partner, its story and one item."""
    append(copy / "partners.toml", *partner(order=6, side="Wuxi"))
    append(copy / "cooperation.toml", *item("wuxi"))
    append(copy / "stories" / "harbour.toml", *story())
    return copy


@pytest.fixture
def with_programme(copy: Path) -> Path:
    """The shipped content with a seventh programme behind a window of its own."""
    append(
        copy / "programmes" / "letters.toml",
        'id = "letters"',
        "order = 7",
        text("name", "Letters to Jiangsu"),
        text("line", "A line about letters"),
        text("intro", "An introduction to letters"),
        text("who", "Who may write"),
        'window = "pear"',
        'character = "信"',
        SOURCE,
        'items = ["little-angels"]',
        "[steps_ahead]",
        "minutes = 10",
        text("readers", "Who reads letters"),
        "[[steps_ahead.needs]]",
        text("", "Paper"),
        *(line for one in "ABC" for line in ("[[after]]", text("", f"Letters, part {one}"))),
    )
    return copy


@pytest.fixture
def drawings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of assets with the two drawings that the new ones need, served with the others."""
    folder = tmp_path / "assets"
    shutil.copytree(ASSETS, folder)
    shutil.copy(folder / "ripple.svg", folder / "partner-harbour.svg")
    shutil.copy(folder / "window-moon.svg", folder / "window-pear.svg")
    folders = tuple(folder if one == ASSETS else one for one in served.FOLDERS)
    found: Mapping[str, served.Asset] = served.read_assets(folders)
    monkeypatch.setattr(served, "assets", lambda: found)
    return folder


def body(content: Content, page: str, code: str, **parameters: str) -> Markup:
    query = {name: [value] for name, value in parameters.items()}
    return page_body(page, query, translator(code), content)


def test_a_sixth_partner_stands_on_every_page(with_partner: Path, drawings: Path) -> None:
    content = read_content(with_partner, assets=drawings)
    assert [one.id for one in content.partners][-1] == "harbour"
    for code in CODES:
        assert_harbour_is_shown(content, code)


def assert_harbour_is_shown(content: Content, code: str) -> None:
    drawing = served.assets()["partner-harbour.svg"].address
    home = body(content, "home", code)
    assert f"<b>Harbour ({code})</b><i>Harbourland ({code})</i>" in home
    assert 'class="pl pl-s p-harbour' in home
    assert 'class="arc p-harbour"' in draw_hero_map(content).svg
    assert f"A line about Harbour ({code})" in home
    assert home.count(drawing) == 1

    partners = body(content, "partners", code)
    assert f"City of Harbour ({code})" in partners
    assert f"An introduction to Harbour ({code})" in partners
    assert drawing in partners

    own = body(content, "partners", code, partner="harbour", step="4")
    assert f"Step 4 of Harbour ({code})" in own
    assert f"A school in Harbour ({code})" in own
    before = body(content, "partners", code, partner="pointe-noire", step="6")
    assert f"partner=harbour&amp;step=1&amp;lang={code}" in before


def test_a_sixth_partner_has_its_accent_and_room_for_its_card(with_partner: Path) -> None:
    rules = accent_rules(read_content(with_partner).partners)
    light, dark = rules.split("@media (prefers-color-scheme:dark)")
    assert ".p-harbour{--a:#5B3FA0}" in light
    assert ".p-harbour{--a:#B9A5F0}" in dark
    assert "--cards:3}" in light


def test_the_picture_s_address_follows_the_partners(with_partner: Path, content: Content) -> None:
    more = read_content(with_partner)
    before, after = draw_hero_map(content), draw_hero_map(more)
    assert before.address != after.address
    assert before.image_address != after.image_address
    assert draw_hero_map(content) is before
    assert "p-harbour" not in before.svg


def test_a_partner_off_the_picture_has_no_name_on_it(with_partner: Path, drawings: Path) -> None:
    path = with_partner / "partners.toml"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("lon = 39.67", "lon = -150.0"), encoding="utf-8")
    home = body(read_content(with_partner), "home", "en")
    assert 'class="pl pl-s p-harbour"' not in home
    assert "A line about Harbour (en)" in home


def test_a_seventh_programme_stands_on_every_page(with_programme: Path, drawings: Path) -> None:
    content = read_content(with_programme, assets=drawings)
    for code in CODES:
        assert_letters_are_shown(content, code)


def assert_letters_are_shown(content: Content, code: str) -> None:
    drawing = served.assets()["window-pear.svg"].address
    for page in ("home", "programmes"):
        shown = body(content, page, code)
        assert f"Letters to Jiangsu ({code})" in shown
        assert f"A line about letters ({code})" in shown
        assert drawing in shown
        assert shown.index("信") > shown.index("友")

    own = body(content, "programmes", code, programme="letters")
    assert f"An introduction to letters ({code})" in own
    assert f"Letters, part C ({code})" in own
    assert content.item("little-angels").title.get(code) in own


def test_a_missing_drawing_is_named(with_partner: Path, with_programme: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_content(with_partner, assets=ASSETS)
    assert str(caught.value).splitlines()[1:] == [
        "partners.toml: partner 6 (harbour): id: there is no drawing assets/partner-harbour.svg",
        "programmes/letters.toml: window: there is no drawing assets/window-pear.svg",
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            'light = "#5B3FA0"',
            'light = "#DDBB57"',
            "accent.light: contrast with #FBF8F1 is 1.74, must be at least 4.5",
        ),
        (
            'dark = "#B9A5F0"',
            'dark = "#5B3FA0"',
            "accent.dark: contrast with #10191E is 2.25, must be at least 4.5",
        ),
        (
            'light = "#5B3FA0"',
            'light = "purple"',
            "accent.light: String should match pattern '^#[0-9A-Fa-f]{6}$'",
        ),
        ('accent = { light = "#5B3FA0", dark = "#B9A5F0" }', "", "accent: Field required"),
        (
            'label_side = "s"',
            'label_side = "ne"',
            "label_side: Input should be 'n', 'e', 's' or 'w'",
        ),
        ("order = 6", "order = 3", "order: 3 is also the order of bsb"),
        ("order = 6", "order = 0", "order: Input should be greater than or equal to 1"),
    ],
)
def test_a_fault_of_the_new_partner_is_named(
    with_partner: Path, old: str, new: str, line: str
) -> None:
    path = with_partner / "partners.toml"
    head, tail = path.read_text(encoding="utf-8").rsplit("[[partner]]", 1)
    assert old in tail
    path.write_text(f"{head}[[partner]]{tail.replace(old, new)}", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_content(with_partner)
    assert str(caught.value).splitlines()[1:] == [f"partners.toml: partner 6 (harbour): {line}"]


@pytest.mark.parametrize(
    ("taken", "line"),
    [
        ("js", "js stands for Jiangsu itself"),
        ("jiangsu", "jiangsu stands for Jiangsu itself"),
        ("suzhou", "jiangsu.toml has a city suzhou"),
    ],
)
def test_a_partner_takes_no_name_that_means_something_else(
    with_partner: Path, taken: str, line: str
) -> None:
    for path in (*with_partner.glob("*.toml"), with_partner / "stories" / "harbour.toml"):
        words = path.read_text(encoding="utf-8")
        path.write_text(words.replace('"harbour"', f'"{taken}"'), encoding="utf-8")
    (with_partner / "stories" / "harbour.toml").rename(with_partner / "stories" / f"{taken}.toml")
    with pytest.raises(ContentError) as caught:
        read_content(with_partner)
    assert str(caught.value).splitlines()[1:] == [f"partners.toml: partner 6 ({taken}): id: {line}"]


def test_a_partner_that_nobody_entered_is_named_wherever_it_is_used(
    with_partner: Path, content: Content
) -> None:
    path = with_partner / "partners.toml"
    words = path.read_text(encoding="utf-8")
    path.write_text(words[: words.rindex("[[partner]]")], encoding="utf-8")
    append(
        with_partner / "timeline.toml",
        "[[entry]]",
        'id = "harbour-begun"',
        'partners = ["harbour"]',
        text("text", "It began"),
        SOURCE,
        'standing = "verified"',
    )
    with pytest.raises(ContentError) as caught:
        read_content(with_partner)
    unknown = "partners.toml has no partner harbour"
    items, entries = len(content.items) + 1, len(content.timeline) + 1
    assert str(caught.value).splitlines()[1:] == [
        f"cooperation.toml: item {items} (harbour-school): partners: {unknown}",
        f"cooperation.toml: item {items} (harbour-school): places[1].partner: {unknown}",
        f"stories/harbour.toml: partner: {unknown}",
        f"timeline.toml: entry {entries} (harbour-begun): partners: {unknown}",
    ]


def test_a_partner_without_story_is_named(with_partner: Path) -> None:
    (with_partner / "stories" / "harbour.toml").unlink()
    with pytest.raises(ContentError) as caught:
        read_content(with_partner)
    assert str(caught.value).splitlines()[1:] == [
        "stories/: harbour is missing",
    ]


def test_there_is_at_least_one_partner_and_one_programme(copy: Path) -> None:
    (copy / "partners.toml").write_text("", encoding="utf-8")
    shutil.rmtree(copy / "programmes")
    with pytest.raises(ContentError) as caught:
        read_content(copy)
    assert str(caught.value).splitlines()[1:] == [
        "partners.toml: partner: the file holds no [[partner]]",
        "programmes/: the folder holds no .toml file",
    ]


@pytest.mark.parametrize(
    ("file", "old", "key"),
    [
        ("stories/vaud.toml", 'partner = "vaud"', "partner"),
        ("programmes/study.toml", 'id = "study"', "id"),
    ],
)
def test_a_file_that_names_another_than_it_is_called_is_the_only_fault(
    copy: Path, file: str, old: str, key: str
) -> None:
    path = copy / file
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace(old, f'{key} = "nowhere"'), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_content(copy)
    message = f"{file}: {key}: must be {path.stem}, as the file is called"
    assert str(caught.value).splitlines()[1:] == [message]
