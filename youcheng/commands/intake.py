"""`intake`: what the site would make of photos of paintings."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from youcheng.commands.output import say, say_json
from youcheng.commands.parsing import Commands, add_command, add_json
from youcheng.domain.pictures import Intake, PictureRefused
from youcheng.media.pictures import take_in


def add_to(commands: Commands) -> None:
    """Make the command known."""
    parser = add_command(commands, "intake", look_at)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a photo")
    parser.add_argument(
        "--sample", action="store_true", help="take small ones, as for the sample edition"
    )
    add_json(parser)


def look_at(arguments: argparse.Namespace) -> int:
    """Take photos in as the site does, and say what became of each; nothing is kept.

    One line for each: its kind, its size as it is shown and the sizes of the copies, or the code
    with which it was refused. If any was refused the command ends with 1.
    """
    found = [(path, _outcome(path, sample=arguments.sample)) for path in arguments.files]
    if arguments.json:
        say_json([{"file": str(path), **outcome} for path, outcome in found])
    else:
        for path, outcome in found:
            say(f"{path}: {_line(outcome)}")
    return 0 if all(outcome["accepted"] for _, outcome in found) else 1


def _outcome(path: Path, *, sample: bool) -> Mapping[str, Any]:
    with tempfile.TemporaryDirectory(prefix="youcheng-") as folder:
        try:
            return _accepted(take_in(path, Path(folder), sample=sample))
        except PictureRefused as refused:
            return {"accepted": False, "code": refused.code}


def _accepted(intake: Intake) -> Mapping[str, Any]:
    return {
        "accepted": True,
        "kind": intake.kind,
        "bytes": intake.bytes,
        "sha256": intake.sha256,
        "width": intake.width,
        "height": intake.height,
        "fingerprint": intake.fingerprint,
        "colour": intake.colour,
        "placeholder_bytes": len(intake.placeholder),
        "hints": sorted(intake.hints),
        "copies": [
            {"name": one.name, "width": one.width, "height": one.height, "bytes": one.bytes}
            for one in intake.derivatives
        ],
    }


def _line(outcome: Mapping[str, Any]) -> str:
    if not outcome["accepted"]:
        return f"refused, {outcome['code']}"
    copies = ", ".join(
        f"{one['name']} {one['width']} × {one['height']} ({one['bytes']:,} bytes)"
        for one in outcome["copies"]
    )
    hints = f"; hints: {', '.join(outcome['hints'])}" if outcome["hints"] else ""
    size = f"{outcome['width']} × {outcome['height']}"
    return f"accepted, {outcome['kind']} of {size} ({outcome['bytes']:,} bytes): {copies}{hints}"
