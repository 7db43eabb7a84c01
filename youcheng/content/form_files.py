"""Reads the files under data/forms, each by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from youcheng.content.form_entries import CommonEntry, FormEntry, OptionsFile
from youcheng.content.form_references import take_over
from youcheng.content.problems import Problem
from youcheng.content.reading import read_file, validate_table

COMMON = "forms/common.toml"
OPTIONS = "forms/options.toml"


@dataclass(frozen=True)
class FormFiles:
    """What the files hold; `common` and `options` are None, and a form is missing, if broken."""

    common: CommonEntry | None
    options: OptionsFile | None
    forms: Mapping[str, FormEntry] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    """Ids of all forms, broken ones included."""


def read_form_files(folder: Path, problems: list[Problem]) -> FormFiles:
    """Return the files in `folder`, after noting what is wrong with each."""
    if not any(folder.glob("*.toml")):
        problems.append(Problem("forms/", "", "", "the folder holds no .toml file"))
        return FormFiles(None, None)
    common = read_file(folder / "common.toml", COMMON, problems)
    options = read_file(folder / "options.toml", OPTIONS, problems)
    documents: dict[str, dict[str, Any]] = {}
    names = []
    for path in sorted(folder.glob("*.toml")):
        file = f"forms/{path.name}"
        if file in (COMMON, OPTIONS):
            continue
        names.append(path.stem)
        document = read_file(path, file, problems)
        if document is not None:
            documents[path.stem] = document
    forms: dict[str, FormEntry] = {}
    for name, document in documents.items():
        file = f"forms/{name}.toml"
        problems += take_over(document, documents, file)
        entry = validate_table(document, FormEntry, file, "", problems, deep=True)
        if document.get("id") != name:
            problems.append(Problem(file, "", "id", f"must be {name}, as the file is called"))
        elif entry is not None:
            forms[name] = entry
    return FormFiles(
        None
        if common is None
        else validate_table(common, CommonEntry, COMMON, "", problems, deep=True),
        None
        if options is None
        else validate_table(options, OptionsFile, OPTIONS, "", problems, deep=True),
        forms,
        tuple(names),
    )
