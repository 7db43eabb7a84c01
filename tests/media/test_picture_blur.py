"""What is blurred cannot be recognised in any file, and nothing else of the picture changes."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest
from PIL import Image

from tests.media.shown_pictures import differ, show
from youcheng.domain.pictures import MOST_BLURS, Edit

PART = (0.25, 0.5, 0.5, 0.75)
CROPPED = (0.1, 0.0, 1.0, 0.9)


def _unevenness(picture: Image.Image) -> float:
    """How far colours lie apart within most places of the size of half a square."""
    places = [
        picture.crop((x, y, x + 24, y + 24)).getextrema()
        for x in range(0, picture.width - 24, 24)
        for y in range(0, picture.height - 24, 24)
    ]
    return median(max(high - low for low, high in place) for place in places)  # type: ignore[misc,operator]


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_part_becomes_even_squares_in_every_file_and_the_rest_stays(
    tmp_path: Path, turn: int
) -> None:
    plain = show(tmp_path / "plain", Edit(turn, CROPPED))
    blurred = show(tmp_path / "blurred", Edit(turn, CROPPED, (PART,)))
    for before, after in zip(plain, blurred, strict=True):
        width, height = after.size
        box = (width // 4, height // 2, width // 2, height * 3 // 4)
        inside = after.crop(box)
        assert _unevenness(inside) <= 30 < 100 < _unevenness(before.crop(box))
        assert differ(inside, before.crop(box)) > 30
        for rest in ((0, 0, width, height // 2 - 32), (width // 2 + 32, 0, width, height)):
            assert differ(after.crop(rest), before.crop(rest)) < 1


@pytest.mark.parametrize(
    "blurs",
    [
        ((0.5, 0.5, 0.5, 0.6),),
        ((0.0, 0.0, 1.1, 0.5),),
        ((-0.1, 0.0, 0.5, 0.5),),
        ((float("nan"), 0.0, 0.5, 0.5),),
        ((0.0, 0.0, 0.1, 0.1),) * (MOST_BLURS + 1),
    ],
)
def test_what_is_no_part_of_a_picture_cannot_be_blurred(
    blurs: tuple[tuple[float, float, float, float], ...],
) -> None:
    with pytest.raises(ValueError, match="blurred"):
        Edit(blurs=blurs)
