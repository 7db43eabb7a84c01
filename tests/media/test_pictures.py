"""Pictures of works as they arrive: what is taken, what is made of them, and what is refused."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, ImageFilter, ImageStat

from tests.conftest import sample
from tests.media import nasty_files
from tests.media import nasty_pictures as nasty
from youcheng.domain.pictures import (
    ALIKE,
    DERIVATIVES,
    LIGHT_COPY,
    MOST_LIGHT_BYTES,
    Edit,
    Intake,
    PictureRefused,
    distance,
)
from youcheng.media.pictures import take_in

SIDEWAYS = {5, 6, 7, 8}
WRONG_RED = (180, 40, 40)

Take = Callable[..., Intake]
Make = Callable[[], Image.Image]


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """The folder that the copies of the last picture lie in."""
    return tmp_path / "copies"


@pytest.fixture
def take(tmp_path: Path, copies: Path) -> Take:
    """Takes bytes in under a name that tells nothing."""

    def take_bytes(content: bytes, **options: Any) -> Intake:
        path = tmp_path / "upload"
        path.write_bytes(content)
        for old in copies.glob("*"):
            old.unlink()
        copies.mkdir(exist_ok=True)
        return take_in(path, copies, **options)

    return take_bytes


@pytest.fixture
def refusal(take: Take, copies: Path) -> Callable[..., str]:
    """The code with which bytes are refused."""

    def refuse(content: bytes, **options: Any) -> str:
        with pytest.raises(PictureRefused) as caught:
            take(content, **options)
        assert [*copies.iterdir()] == []
        return caught.value.code

    return refuse


def opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("RGB")


def two_colours() -> Image.Image:
    return nasty.scene().convert("1", dither=Image.Dither.NONE)


def large() -> Image.Image:
    return nasty.scene((2_600, 1_900))


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures of the same size are apart, of 255, on average."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


# --- what is taken ---


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("jpg", lambda: nasty.saved(nasty.scene(), "JPEG")),
        ("jpg", lambda: nasty.saved(nasty.scene(), "JPEG", progressive=True)),
        ("png", lambda: nasty.saved(nasty.scene(), "PNG")),
        ("webp", lambda: nasty.saved(nasty.scene(), "WEBP")),
        ("heic", lambda: nasty.heic(nasty.scene())),
    ],
    ids=["JPEG", "progressive JPEG", "PNG", "WebP", "HEIC"],
)
def test_a_picture_is_taken_with_its_copies(
    take: Take, copies: Path, kind: str, make: Callable[[], bytes]
) -> None:
    content = make()
    intake = take(content)
    assert (intake.kind, intake.bytes) == (kind, len(content))
    assert intake.sha256 == hashlib.sha256(content).hexdigest()
    assert (intake.width, intake.height) == nasty.ENOUGH
    assert {path.name for path in copies.iterdir()} == set(DERIVATIVES)
    for one in intake.derivatives:
        file = (copies / one.name).read_bytes()
        assert (one.bytes, one.sha256) == (len(file), hashlib.sha256(file).hexdigest())
        picture = Image.open(io.BytesIO(file))
        assert picture.size == (one.width, one.height)
        assert picture.format == ("WEBP" if one.name.endswith("webp") else "JPEG")
        expected = nasty.scene().resize(picture.size, Image.Resampling.LANCZOS)
        assert difference(opened(copies / one.name), expected) < 4


def test_copies_have_their_longer_edges_and_nothing_is_enlarged(take: Take) -> None:
    intake = take(nasty.saved(nasty.scene((1_500, 3_000)), "JPEG"))
    sizes = {one.name: (one.width, one.height) for one in intake.derivatives}
    assert sizes == {
        "320.webp": (160, 320),
        "480.webp": (240, 480),
        "640.webp": (320, 640),
        "960.webp": (480, 960),
        "1280.jpg": (640, 1_280),
        "2560.jpg": (1_280, 2_560),
    }
    small = take(nasty.saved(nasty.scene(), "JPEG")).derivatives[-1]
    assert (small.width, small.height) == nasty.ENOUGH


def test_the_copy_for_the_page_of_a_work_is_light_however_much_grain_it_has(
    take: Take, copies: Path
) -> None:
    sizes, losses = [], []
    for grain in (0, 12, 40):
        noise = Image.effect_noise(nasty.ENOUGH, grain).convert("RGB")
        picture = ImageChops.add(nasty.scene(), noise, offset=-128)
        take(nasty.saved(picture, "JPEG", quality=95))
        copy = opened(copies / LIGHT_COPY)
        sizes.append((copies / LIGHT_COPY).stat().st_size)
        losses.append(difference(copy, picture.resize(copy.size, Image.Resampling.LANCZOS)))
    assert max(sizes) <= MOST_LIGHT_BYTES
    assert sizes[0] < MOST_LIGHT_BYTES / 2 < sizes[1]
    assert losses[0] < 2
    assert losses[-1] < 15


def test_a_photograph_with_a_preview_in_it_is_taken(take: Take) -> None:
    assert take(nasty_files.photograph_with_preview(), sample=True).kind == "jpg"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_as_its_exif_says(
    take: Take, copies: Path, orientation: int, form: str
) -> None:
    upright = nasty.scene((400, 240))
    stored = upright
    for method in _BACK[orientation]:
        stored = stored.transpose(method)
    exif = Image.Exif()
    exif[0x0112] = orientation
    intake = take(nasty.saved(stored, form, exif=exif), sample=True)
    assert (intake.width, intake.height) == (400, 240)
    assert difference(opened(copies / "2560.jpg"), upright) < 3


_T = Image.Transpose
_BACK: Mapping[int, list[Image.Transpose]] = {
    1: [],
    2: [_T.FLIP_LEFT_RIGHT],
    3: [_T.ROTATE_180],
    4: [_T.FLIP_TOP_BOTTOM],
    5: [_T.TRANSPOSE],
    6: [_T.ROTATE_90],
    7: [_T.TRANSVERSE],
    8: [_T.ROTATE_270],
}
"""How an upright picture is stored so that EXIF's orientation puts it right again."""


@pytest.mark.parametrize("orientation", [1, 3, 5, 6, 7])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_an_edit_counts_from_the_picture_as_it_stands(
    take: Take, copies: Path, orientation: int, turn: int
) -> None:
    upright = nasty.scene((400, 240))
    stored = upright
    for method in _BACK[orientation]:
        stored = stored.transpose(method)
    exif = Image.Exif()
    exif[0x0112] = orientation
    edit = Edit(turn, crop=(0.25, 0.1, 0.75, 1))
    intake = take(nasty.saved(stored, "PNG", exif=exif), edit=edit, sample=True)
    turned = upright.rotate(-turn, expand=True)
    expected = turned.crop(edit.box(*turned.size))
    assert (intake.width, intake.height) == expected.size
    assert difference(opened(copies / "2560.jpg"), expected) < 3


def test_a_crop_of_a_large_photograph_keeps_what_it_has(take: Take, copies: Path) -> None:
    scene = nasty.scene((5_200, 3_900))
    edit = Edit(crop=(0.5, 0.5, 1, 1))
    intake = take(nasty.saved(scene, "JPEG", quality=95), edit=edit)
    assert (intake.width, intake.height) == (2_600, 1_950)
    expected = scene.crop((2_600, 1_950, 5_200, 3_900)).resize((2_560, 1_920))
    assert difference(opened(copies / "2560.jpg"), expected) < 3


# --- colours ---


@pytest.mark.parametrize(
    ("seen", "saved"),
    [
        (lambda: nasty.scene(mode="L"), lambda seen: nasty.saved(seen, "JPEG")),
        (lambda: nasty.scene(mode="L"), lambda seen: nasty.saved(seen, "PNG")),
        (
            nasty.scene,
            lambda _: nasty.saved(nasty.scene(mode="CMYK"), "JPEG", quality=95),
        ),
        (nasty.scene, lambda seen: nasty.saved(seen.quantize(64), "PNG")),
        (two_colours, lambda seen: nasty.saved(seen, "PNG")),
        (
            lambda: nasty.scene(mode="L"),
            lambda seen: nasty.saved(seen.convert("I;16").point(lambda v: v * 257), "PNG"),
        ),
        (nasty.scene, lambda seen: nasty.saved(seen, "JPEG", quality=95, keep_rgb=True)),
    ],
    ids=["grey JPEG", "grey PNG", "CMYK", "palette", "two colours", "16 bits", "RGB JPEG"],
)
def test_every_kind_of_colour_becomes_what_it_looks_like(
    take: Take, copies: Path, seen: Make, saved: Callable[[Image.Image], bytes]
) -> None:
    expected = seen()
    take(saved(expected))
    small = expected.convert("RGB").resize((640, 488), Image.Resampling.LANCZOS)
    assert difference(opened(copies / "640.webp"), small) < 4


@pytest.mark.parametrize("form", ["PNG", "WEBP", "HEIC"])
def test_what_is_transparent_is_white(take: Take, copies: Path, form: str) -> None:
    picture = Image.new("RGBA", (800, 600), (0, 0, 0, 0))
    picture.paste((200, 30, 40, 255), (400, 0, 800, 600))
    content = nasty.heic(picture, quality=90) if form == "HEIC" else nasty.saved(picture, form)
    take(content, sample=True)
    shown = opened(copies / "1280.jpg")
    for place, colour in ((100, (255, 255, 255)), (700, (200, 30, 40))):
        found = shown.getpixel((place, 300))
        assert isinstance(found, tuple)
        assert max(abs(one - other) for one, other in zip(found, colour, strict=True)) < 6


def test_a_palette_with_a_transparent_colour_is_laid_on_white(take: Take, copies: Path) -> None:
    picture = Image.new("P", (800, 600), 0)
    picture.putpalette([0, 0, 0, 200, 30, 40])
    picture.paste(1, (400, 0, 800, 600))
    take(nasty.saved(picture, "PNG", transparency=0), sample=True)
    assert opened(copies / "1280.jpg").getpixel((100, 300)) == (255, 255, 255)


@pytest.mark.parametrize("mode", sample(["RGBA", "LA", "P"], 1, "transparent"))
def test_a_large_picture_with_transparency_looks_as_it_does_on_white(
    take: Take, copies: Path, mode: str
) -> None:
    scene = nasty.scene((5_400, 4_050))
    scene.putalpha(Image.linear_gradient("L").resize(scene.size))
    picture = scene.quantize(64) if mode == "P" else scene.convert(mode)
    take(nasty.saved(picture, "PNG", compress_level=1))
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture.convert("RGBA"))
    shown = opened(copies / "2560.jpg")
    assert shown.size == (2_560, 1_920)
    expected = white.convert("RGB").resize(shown.size, Image.Resampling.LANCZOS)
    assert difference(shown, expected) < 4


def test_a_picture_in_other_primaries_becomes_srgb(take: Take, copies: Path) -> None:
    profile = nasty.display_p3()
    source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    flat = Image.new("RGB", (800, 600), WRONG_RED)
    expected = ImageCms.profileToProfile(flat, source, target)
    assert expected is not None
    assert difference(flat, expected) > 5
    take(nasty.saved(flat, "JPEG", quality=95, icc_profile=profile), sample=True)
    for name in DERIVATIVES:
        found = opened(copies / name)
        assert difference(found, expected.resize(found.size)) < 3


@pytest.mark.parametrize(
    "profile", [b"no profile", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()]
)
def test_a_profile_that_does_not_fit_is_not_used(take: Take, copies: Path, profile: bytes) -> None:
    flat = Image.new("RGB", (800, 600), WRONG_RED)
    take(nasty.saved(flat, "JPEG", quality=95, icc_profile=profile), sample=True)
    assert difference(opened(copies / "2560.jpg"), flat) < 3


# --- what is found ---


def test_colour_and_placeholder_are_those_of_the_picture(take: Take) -> None:
    picture = Image.new("RGB", (800, 600), (20, 90, 180))
    picture.paste((240, 30, 30), (0, 0, 200, 600))
    intake = take(nasty.saved(picture, "PNG"), sample=True)
    red, green, blue = bytes.fromhex(intake.colour.removeprefix("#"))
    assert abs(red - 20) + abs(green - 90) + abs(blue - 180) < 12
    assert len(intake.placeholder) <= 300
    tiny = Image.open(io.BytesIO(intake.placeholder))
    assert (tiny.format, tiny.size) == ("WEBP", (16, 12))


@pytest.mark.parametrize("noise", [False, True])
def test_a_placeholder_is_small_for_any_picture(take: Take, noise: bool) -> None:
    bands = [Image.effect_noise((900, 900), 200) for _ in range(3)]
    picture = Image.merge("RGB", bands) if noise else nasty.scene((900, 900))
    assert len(take(nasty.saved(picture, "PNG"), sample=True).placeholder) <= 300


def test_copies_of_a_picture_have_like_fingerprints_and_others_do_not(take: Take) -> None:
    scene = nasty.scene()
    original = take(nasty.saved(scene, "PNG")).fingerprint
    for method in Image.Transpose:
        turned = scene.transpose(method)
        smaller = turned.resize((turned.width // 3, turned.height // 3))
        copy = take(nasty.saved(smaller, "JPEG", quality=40), sample=True)
        assert distance(original, copy.fingerprint) <= ALIKE
    other = ImageChops.offset(scene.transpose(_T.ROTATE_90), 300, 500).filter(
        ImageFilter.GaussianBlur(20)
    )
    assert distance(original, take(nasty.saved(other, "JPEG")).fingerprint) > ALIKE


@pytest.mark.parametrize(
    ("picture", "hints"),
    [
        (large, set()),
        (nasty.scene, {"small"}),
        (lambda: large().filter(ImageFilter.GaussianBlur(12)), {"blurred"}),
        (lambda: large().point(lambda value: value * 0.4), {"dark"}),
    ],
    ids=["good", "small", "blurred", "dark"],
)
def test_hints_say_what_may_be_wrong(take: Take, picture: Make, hints: set[str]) -> None:
    assert take(nasty.saved(picture(), "JPEG")).hints == hints


# --- what is refused ---


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "file_empty"),
        (lambda: nasty.saved(nasty.scene((1_599, 1_300)), "JPEG"), "file_too_small"),
        (lambda: nasty.saved(nasty.scene((1_600, 1_200)), "JPEG"), "file_too_small"),
        (lambda: bytes(20 * 1024 * 1024 + 1), "file_too_big"),
        (lambda: nasty.animated("PNG"), "file_animated"),
        (lambda: nasty.animated("WEBP"), "file_animated"),
        (nasty.moving_heic, "file_animated"),
        (lambda: nasty.saved(nasty.scene((64, 48)), "GIF"), "file_kind"),
        (nasty_files.pdf, "file_kind"),
        (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "file_kind"),
        (lambda: nasty_files.flat_png(12_001, 200), "file_too_many_pixels"),
        (lambda: nasty_files.flat_png(10_000, 6_001), "file_too_many_pixels"),
        (lambda: nasty_files.png_that_announces(65_000, 65_000), "file_too_many_pixels"),
        (nasty_files.png_text_bomb, "file_broken"),
        (nasty.png_profile_bomb, "file_broken"),
        (lambda: nasty_files.picture("JPEG", (1_800, 1_300))[:-100], "file_broken"),
        (nasty_files.jpeg_scan_bomb, "file_too_costly"),
        (nasty.jpeg_of_repeated_scans, "file_too_costly"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    refusal: Callable[..., str], make: Callable[[], bytes], code: str
) -> None:
    assert refusal(make()) == code


def test_a_crop_that_leaves_too_little_is_refused(refusal: Callable[..., str]) -> None:
    content = nasty.saved(nasty.scene(), "JPEG")
    assert refusal(content, edit=Edit(crop=(0, 0, 0.9, 1))) == "file_too_small"


@pytest.mark.parametrize("mode", sample(["RGB", "RGBA", "LA", "CMYK", "P", "L"], 2, "largest"))
def test_the_largest_picture_of_every_kind_is_taken(take: Take, mode: str) -> None:
    colours = {"RGBA": (90, 120, 200, 90), "LA": (200, 90), "P": 3, "L": 200}
    colours["CMYK"] = (10, 20, 30, 40)
    colour = colours.get(mode, (90, 120, 200))
    picture = Image.new(mode, (12_000, 5_000), colour)
    form = "JPEG" if mode == "CMYK" else "PNG"
    intake = take(nasty.saved(picture, form, **({} if form == "JPEG" else {"compress_level": 1})))
    assert (intake.width, intake.height) == (12_000, 5_000)


def test_copies_that_are_there_are_not_written_over(take: Take, copies: Path) -> None:
    content = nasty.saved(nasty.scene(), "JPEG")
    take(content)
    path = copies.parent / "upload"
    with pytest.raises(FileExistsError):
        take_in(path, copies)
