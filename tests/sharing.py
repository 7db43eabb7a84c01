"""How processes that run tests side by side share them out, under `--dist loadgroup`."""

from __future__ import annotations

from typing import Final

import pytest

LONGEST: Final = ("test_edition.py", "museum", "test_scaled_out.py", "test_desk_day.py")
"""What is begun first, so that no process is left with it when the others are done."""
ALONE: Final = ("test_map.py",)
"""Files whose tests need nothing of each other: they come last and fill what time is left."""


def share_out(items: list[pytest.Item]) -> None:
    """Let one process run all tests of a file, and one all that need the museum, which takes long
    to fill; put the tests into the order in which they are begun."""
    groups = {item: _group(item) for item in items}
    for item, group in groups.items():
        if group:
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: _turn(groups[item]))


def _group(item: pytest.Item) -> str:
    if "museum" in getattr(item, "fixturenames", ()):
        return "museum"
    return "" if item.path.name in ALONE else item.path.name


def _turn(group: str) -> int:
    if group in LONGEST:
        return LONGEST.index(group)
    return len(LONGEST) + (not group)
