"""`intake` tells what the site would make of a photo, and keeps nothing."""

from __future__ import annotations

from pathlib import Path

from tests.commands.installation import Installation
from tests.media import nasty_pictures as nasty


def _write(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


def test_a_photo_is_accepted_with_its_sizes(small: Installation, tmp_path: Path) -> None:
    photo = _write(tmp_path / "photo", nasty.saved(nasty.scene(), "JPEG"))
    line = small.run("intake", photo)
    assert line.startswith(f"{photo}: accepted, jpg of 1640 × 1250")
    assert "320.webp 320 × 244" in line
    assert [*tmp_path.glob("*.webp")] == []


def test_each_photo_is_told_and_one_refused_is_an_error(
    small: Installation, tmp_path: Path
) -> None:
    good = _write(tmp_path / "good", nasty.heic(nasty.scene()))
    moving = _write(tmp_path / "moving", nasty.animated("PNG"))
    code, out, said = small.call("intake", good, moving)
    assert (code, said) == (1, "")
    assert out.splitlines()[1] == f"{moving}: refused, file_animated"
    found = small.look("intake", good, moving, code=1)
    assert [one["file"] for one in found] == [good, moving]
    assert [one["accepted"] for one in found] == [True, False]
    assert (found[0]["kind"], found[1]["code"]) == ("heic", "file_animated")
    assert [one["name"] for one in found[0]["copies"]] == [
        "320.webp", "480.webp", "640.webp", "960.webp", "1280.jpg", "2560.jpg",
    ]  # fmt: skip


def test_a_small_one_is_taken_as_a_sample_alone(small: Installation, tmp_path: Path) -> None:
    photo = _write(tmp_path / "small", nasty.saved(nasty.scene((900, 700)), "PNG"))
    assert small.call("intake", photo)[0] == 1
    assert "accepted, png of 900 × 700" in small.run("intake", "--sample", photo)


def test_a_file_that_is_not_there_is_named(small: Installation, tmp_path: Path) -> None:
    assert str(tmp_path / "nowhere") in small.fail("intake", str(tmp_path / "nowhere"))
