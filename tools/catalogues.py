"""Message catalogues: `python -m tools.catalogues update|check`.

``update`` extracts the texts from code and templates and merges them into every catalogue; the
English one is filled by itself. ``check`` changes nothing and fails with one line for every
message that is missing, fuzzy, obsolete, left untranslated or whose placeholders differ.
"""

from __future__ import annotations

import io
import re
import sys
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg  # type: ignore[attr-defined]
from babel.messages.pofile import read_po, write_po

from youcheng.i18n.catalogues import DOMAIN
from youcheng.i18n.languages import LANGUAGES, Language
from youcheng.paths import LOCALE, ROOT

KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_NO_DATE: Final = datetime(2026, 1, 1, tzinfo=UTC)
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def template() -> Catalog:
    """Every message in code and templates, with its places."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog(domain=DOMAIN, charset="utf-8")
    for folder in ("youcheng", "pages"):
        rows = extract_from_dir(
            ROOT / folder,
            method_map=[(p.removeprefix(f"{folder}/"), m) for p, m in methods],
            options_map={p.removeprefix(f"{folder}/"): o for p, o in options.items()},
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for name, _line, message, comments, context in rows:
            # Places without line numbers: a moved line is no change for a translator.
            catalogue.add(
                message, None, [(f"{folder}/{name}", 0)], auto_comments=comments, context=context
            )
    return catalogue


def path_of(language: Language) -> Path:
    """The catalogue file of a language."""
    return LOCALE / language.catalogue / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: Language) -> Catalog:
    """The language's catalogue as it stands; an empty one if there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(
            locale=language.catalogue,
            domain=DOMAIN,
            project="Youcheng",
            version="1",
            header_comment=f"# Youcheng: the site's texts in {language.self_name}.",
            fuzzy=False,
            copyright_holder="Youcheng",
            msgid_bugs_address="",
            last_translator="",
            language_team=language.self_name,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language.catalogue, domain=DOMAIN, abort_invalid=True)


def updated(language: Language, fresh: Catalog) -> Catalog:
    """The catalogue with the messages of `fresh`; English answers itself."""
    catalogue = read(language)
    # update() keeps the very message objects of its argument: each catalogue needs its own.
    catalogue.update(deepcopy(fresh), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    if language.code == "en":
        for message in catalogue:
            if message.id:
                message.string = message.id
    return catalogue


def as_bytes(catalogue: Catalog) -> bytes:
    """The catalogue file's content: sorted, without dates that change by themselves."""
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    buffer = io.BytesIO()
    write_po(
        buffer, catalogue, sort_output=True, width=100, omit_header=False, include_lineno=False
    )
    return buffer.getvalue()


def _names(text: str) -> set[str]:
    return {one or other for one, other in _PLACEHOLDER.findall(text)}


def _forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def problems(language: Language, fresh: Catalog) -> list[str]:
    """What is wrong with a language's catalogue, one line each."""
    catalogue = read(language)
    found = []
    for wanted in fresh:
        if not wanted.id:
            continue
        ids = wanted.id if isinstance(wanted.id, tuple | list) else (wanted.id,)
        name = f"{language.code}: {ids[0]!r}"
        message = catalogue.get(ids[0], wanted.context)
        if message is None:
            found.append(f"{name}: missing (run `make messages`)")
            continue
        if message.fuzzy:
            found.append(f"{name}: fuzzy")
        forms = _forms(message)
        if not all(forms):
            found.append(f"{name}: not translated")
        if len(ids) > 1 and len(forms) != catalogue.num_plurals:
            found.append(f"{name}: {len(forms)} plural forms, {catalogue.num_plurals} wanted")
        allowed = set().union(*(_names(one) for one in ids))
        for form in forms:
            if (
                form
                and _names(form) != _names(ids[-1])
                and not (len(ids) > 1 and _names(form) <= allowed)
            ):
                found.append(f"{name}: placeholders differ in {form!r}")
    known = {
        (m.id if not isinstance(m.id, tuple | list) else tuple(m.id), m.context)
        for m in fresh
        if m.id
    }
    for message in catalogue:
        key = message.id if not isinstance(message.id, tuple | list) else tuple(message.id)
        if message.id and (key, message.context) not in known:
            found.append(f"{language.code}: {key!r}: no longer used (run `make messages`)")
    return found


def main() -> int:
    """Run the command named on the command line; 0 if all is well."""
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    fresh = template()
    if command == "update":
        for language in LANGUAGES:
            path = path_of(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(as_bytes(updated(language, fresh)))
        return 0
    if command == "check":
        found = [line for language in LANGUAGES for line in problems(language, fresh)]
        print("\n".join(found) or f"{len(fresh)} messages in {len(LANGUAGES)} languages: all there")
        return 1 if found else 0
    print("usage: python -m tools.catalogues update|check", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
