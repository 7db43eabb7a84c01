"""docs/operating.md tells every setting with its default, and every command with its arguments."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from typing import Final

import pytest
from pydantic import SecretStr

from youcheng.__main__ import build_parser
from youcheng.paths import ROOT
from youcheng.settings import PREFIX, Settings

TEXT: Final = (ROOT / "docs" / "operating.md").read_text("utf-8")
SETTINGS: Final = dict(re.findall(r"^\| `(YOUCHENG_\w+)` \| (.+?) \|", TEXT, re.MULTILINE))
_SECTION: Final = TEXT[TEXT.index("## Commands") : TEXT.index("## Backups")]
COMMANDS: Final = dict(
    re.findall(r"^\| `([a-z-]+(?: [a-z-]+)?)(?![a-z-])([^`]*)` \|", _SECTION, re.MULTILINE)
)


def shown(name: str) -> str:
    """The default of a setting as the document writes it."""
    default = Settings.model_fields[name].default
    if name == "var":
        return "`var/`"
    if default == "" or (isinstance(default, SecretStr) and not default):
        return "empty"
    value = default if isinstance(default, str) else json.dumps(default)
    return f"`{value}`"


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_a_setting_is_told_with_its_default(name: str) -> None:
    assert SETTINGS[f"{PREFIX}{name.upper()}"] == shown(name)


def test_no_setting_is_told_that_is_not_there() -> None:
    assert set(SETTINGS) == {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}


def parsers(
    parser: argparse.ArgumentParser, name: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with its parser; those of a group by both words."""
    groups = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not groups:
        yield name, parser
    for group in groups:
        for word, inner in group.choices.items():
            yield from parsers(inner, f"{name} {word}".strip())


ALL: Final = dict(parsers(build_parser()))


def test_the_commands_that_are_told_are_those_that_there_are() -> None:
    assert set(COMMANDS) == set(ALL)


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_command_is_told_with_its_options(name: str) -> None:
    options = {
        text
        for action in ALL[name]._actions
        for text in action.option_strings
        if text.startswith("--") and text != "--help"
    }
    assert set(re.findall(r"--[a-z-]+", COMMANDS[name])) == options


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_command_says_what_it_is_for(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args([*name.split(), "--help"])
    assert ended.value.code == 0
    lines = capsys.readouterr().out.split("\n\n")
    assert lines[1].strip()
    assert not lines[1].startswith("positional")
