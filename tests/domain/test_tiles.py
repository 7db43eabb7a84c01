"""The tiles of a picture: all of it at every scale, and named as the IIIF Image API names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.domain.tiles import EDGE, describe_tiles, list_factors, plan_tiles, tiles_at


def test_a_picture_is_cut_as_the_standard_shows_it() -> None:
    assert [tile.name for tile in plan_tiles(1000, 600)] == [
        "0,0,512,512/512,512/0/default.jpg",
        "512,0,488,512/488,512/0/default.jpg",
        "0,512,512,88/512,88/0/default.jpg",
        "512,512,488,88/488,88/0/default.jpg",
        "full/500,300/0/default.jpg",
    ]


@pytest.mark.parametrize("size", [(1, 1), (512, 300), (512, 512)])
def test_a_picture_of_one_tile_is_itself(size: tuple[int, int]) -> None:
    assert [tile.name for tile in plan_tiles(*size)] == ["full/max/0/default.jpg"]


@given(st.integers(1, 12_000), st.integers(1, 5_000))
def test_tiles_cover_every_pixel_once_at_every_scale(width: int, height: int) -> None:
    tiles = [*plan_tiles(width, height)]
    names = {one.name for one in tiles}
    for factor in list_factors(width, height):
        scale = [*tiles_at(factor, width, height)]
        areas = [(one.right - one.left) * (one.bottom - one.top) for one in scale]
        assert sum(areas) == width * height
        assert {one.name for one in scale} <= names
    assert len(names) == len(tiles)
    assert all(1 <= edge <= EDGE for one in tiles for edge in one.size)
    assert sum(one.factor == list_factors(width, height)[-1] for one in tiles) == 1


def test_the_description_has_all_that_the_standard_requires() -> None:
    assert describe_tiles(4032, 3024) == {
        "@context": "http://iiif.io/api/image/3/context.json",
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level0",
        "width": 4032,
        "height": 3024,
        "sizes": [{"width": 504, "height": 378}],
        "tiles": [{"width": 512, "height": 512, "scaleFactors": [1, 2, 4, 8]}],
    }
