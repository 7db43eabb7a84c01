"""What is true of pictures without looking at any: edits, sizes, and which are alike."""

from __future__ import annotations

import pytest

from youcheng.domain.pictures import Edit, PictureRefused, check_edit, check_size, distance


@pytest.mark.parametrize("turn", [45, -90, 360])
def test_an_edit_turns_by_quarters_alone(turn: int) -> None:
    with pytest.raises(ValueError, match="turn"):
        Edit(turn)


@pytest.mark.parametrize(
    "crop",
    [(0, 0, 0, 1), (0.5, 0, 0.5, 1), (0, 0.9, 1, 0.1), (-0.1, 0, 1, 1), (0, 0, 1, 1.1),
     (float("nan"), 0, 1, 1)],
)  # fmt: skip
def test_an_edit_leaves_something(crop: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="nothing"):
        Edit(crop=crop)


def test_an_edit_tells_what_stays_in_pixels() -> None:
    assert Edit().box(4032, 3024) == (0, 0, 4032, 3024)
    assert Edit(crop=(0.25, 0.5, 0.75, 1)).box(400, 300) == (100, 150, 300, 300)


def test_the_narrowest_crop_leaves_a_pixel() -> None:
    left, top, right, bottom = Edit(crop=(0.9999, 0.9999, 1, 1)).box(100, 80)
    assert (left, top, right, bottom) == (99, 79, 100, 80)


@pytest.mark.parametrize(
    ("width", "height", "taken"),
    [
        (1600, 1250, True),
        (1250, 1600, True),
        (1599, 1300, False),
        (1600, 1249, False),
        (12_000, 100, False),
    ],
)
def test_a_picture_needs_a_long_edge_and_pixels(width: int, height: int, taken: bool) -> None:
    if taken:
        check_size(width, height, sample=False)
    else:
        with pytest.raises(PictureRefused, match="file_too_small"):
            check_size(width, height, sample=False)
    check_size(width, height, sample=True)


def test_fingerprints_differ_in_the_bits_that_differ() -> None:
    # Even rows and columns on the diagonal: no turn or mirror moves or changes these bits.
    assert distance("0" * 16, "0" * 16) == 0
    assert distance("8000000000000000", "0" * 16) == 1
    assert distance("8000200008000000", "0" * 16) == 3


def test_the_order_of_fingerprints_does_not_matter() -> None:
    assert distance("6af0c28bbd3597ad", "0123456789abcdef") == distance(
        "0123456789abcdef", "6af0c28bbd3597ad"
    )


def test_an_edit_shows_a_part_of_what_its_sender_kept() -> None:
    edit = Edit(crop=(0.5, 0.0, 1.0, 0.5), trim=(0.5, 0.25, 1.0, 0.75))
    assert edit.shown == (0.75, 0.125, 1.0, 0.375)
    assert edit.box(400, 800) == (300, 100, 400, 300)
    with pytest.raises(ValueError, match="nothing is shown"):
        Edit(trim=(0.5, 0.0, 0.5, 1.0))


def test_a_blur_stays_where_it_is_in_the_picture_whatever_is_shown_of_it() -> None:
    blurs = ((0.0, 0.0, 0.25, 0.25), (0.375, 0.5, 0.75, 1.0), (0.5, 0.0, 1.0, 0.5))
    edit = Edit(blurs=blurs, trim=(0.5, 0.5, 1.0, 1.0))
    # The first and the third lie beside what is shown; the second begins to the left of it.
    assert edit.shown_blurs == ((-0.25, 0.0, 0.5, 1.0),)
    assert Edit(blurs=blurs).shown_blurs == blurs


@pytest.mark.parametrize(
    ("trim", "size", "taken"),
    [
        ((0.0, 0.0, 1.0, 1.0), (1600, 1250), True),
        ((0.0, 0.0, 1.0, 1.0), (1600, 1249), False),
        ((0.4, 0.0, 0.6, 1.0), (1600, 1250), True),
        ((0.4, 0.0, 0.6, 1.0), (1599, 1300), False),
        ((0.4, 0.0, 0.59, 1.0), (4000, 3000), False),
        ((0.0, 0.4, 1.0, 0.59), (4000, 3000), False),
        ((0.0, 0.5, 1.0, 0.756), (1600, 1250), True),
        ((0.0, 0.5, 1.0, 0.755), (1600, 1250), False),
    ],
)
def test_of_a_trimmed_picture_stay_a_fifth_and_the_pixels_of_the_smallest_copy(
    trim: tuple[float, float, float, float], size: tuple[int, int], taken: bool
) -> None:
    if taken:
        check_edit(Edit(trim=trim), *size, sample=False)
    else:
        with pytest.raises(PictureRefused, match="file_too_small"):
            check_edit(Edit(trim=trim), *size, sample=False)


def test_the_edges_of_a_small_sample_are_not_cut_off_either() -> None:
    check_edit(Edit(), 1000, 750, sample=True)
    with pytest.raises(PictureRefused, match="file_too_small"):
        check_edit(Edit(trim=(0.0, 0.0, 0.3, 1.0)), 1000, 750, sample=True)
