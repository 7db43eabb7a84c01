"""A reader of QR codes (ISO/IEC 18004) for undamaged codes in byte mode, versions 1 to 9.

The tables of the standard come from segno; what is read is a picture.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import Final

from PIL import Image
from segno import consts

Matrix = list[list[bool]]

_QUIET_ZONE: Final = 4
_FORMAT_MASK: Final = 0b101010000010010


def read_svg(svg: str) -> str:
    """What the code in an SVG made of one path of strokes says."""
    root = ET.fromstring(svg)
    size = int(root.attrib["viewBox"].split()[3])
    (strokes,) = (part.attrib["d"] for part in root if "stroke" in part.attrib)
    dark = [[False] * size for _ in range(size)]
    column, row = 0.0, 0.0
    for command, values in re.findall(r"([Mmh])([-\d. ]+)", strokes):
        across, *down = (float(value) for value in re.findall(r"-?[\d.]+", values))
        if command == "M":
            column, row = across, down[0]
        elif command == "m":
            column, row = column + across, row + down[0]
        else:
            for one in range(int(across)):
                dark[int(row)][int(column) + one] = True
            column += across
    inner = slice(_QUIET_ZONE, -_QUIET_ZONE)
    return read_matrix([line[inner] for line in dark[inner]])


def read_picture(picture: Image.Image) -> str:
    """What a code says that is all there is in a grey picture besides light ground."""
    code = picture.point(lambda level: 255 * (level < 128))
    code = code.crop(code.getbbox())
    left_edge = [code.getpixel((0, y)) != 0 for y in range(code.height)]
    # The finder pattern at the top left is seven modules high.
    module = left_edge.index(False) / 7
    size = round(code.height / module)
    centre = [(number + 0.5) * code.height / size for number in range(size)]
    return read_matrix([[code.getpixel((int(x), int(y))) != 0 for x in centre] for y in centre])


def read_matrix(dark: Matrix) -> str:
    """What the modules say, without the quiet zone.

    Raises:
        ValueError: it is not in byte mode.
    """
    version = (len(dark) - 17) // 4
    format_bits = [*(dark[8][x] for x in (0, 1, 2, 3, 4, 5, 7, 8)), dark[7][8]]
    format_bits += [dark[y][8] for y in (5, 4, 3, 2, 1, 0)]
    form = _number(format_bits) ^ _FORMAT_MASK
    stream = list(_bits(dark, version, mask=form >> 10 & 0b111))
    words = [_number(stream[start : start + 8]) for start in range(0, len(stream) - 7, 8)]
    # segno numbers the levels of repair as the format bits do.
    data = _join_blocks(words, version, level=form >> 13)
    if data[0] >> 4 != 0b0100:
        raise ValueError("the code is not in byte mode")
    bits = [bool(word >> place & 1) for word in data for place in range(7, -1, -1)]
    length = _number(bits[4:12])
    return bytes(_number(bits[12 + 8 * n : 20 + 8 * n]) for n in range(length)).decode()


def _number(bits: list[bool]) -> int:
    return int("".join("01"[bit] for bit in bits), 2)


def _bits(dark: Matrix, version: int, mask: int) -> Iterator[bool]:
    size = len(dark)
    right = size - 1
    upwards = True
    while right > 0:
        right -= right == 6
        for y in range(size - 1, -1, -1) if upwards else range(size):
            for x in (right, right - 1):
                if not _is_function(x, y, version, size):
                    yield dark[y][x] ^ _is_masked(x, y, mask)
        right -= 2
        upwards = not upwards


def _is_masked(x: int, y: int, mask: int) -> bool:
    sums = (
        *((y + x) % 2, y % 2, x % 3, (y + x) % 3, (y // 2 + x // 3) % 2),
        *(y * x % 2 + y * x % 3, (y * x % 2 + y * x % 3) % 2, ((y + x) % 2 + y * x % 3) % 2),
    )
    return sums[mask] == 0


def _is_function(x: int, y: int, version: int, size: int) -> bool:
    finder = (x < 9 and y < 9) or (x < 9 and y > size - 9) or (x > size - 9 and y < 9)
    version_block = version > 6 and (min(x, y) < 6 and max(x, y) > size - 12)
    centres = consts.ALIGNMENT_POS[version - 2] if version > 1 else ()
    aligned = any(
        abs(x - column) < 3 and abs(y - row) < 3
        for column in centres
        for row in centres
        if (column, row) not in {(6, 6), (6, centres[-1]), (centres[-1], 6)}
    )
    return finder or x == 6 or y == 6 or version_block or aligned


def _join_blocks(words: list[int], version: int, level: int) -> list[int]:
    lengths = [info.num_data for info in consts.ECC[version][level] for _ in range(info.num_blocks)]
    blocks: list[list[int]] = [[] for _ in lengths]
    taken = iter(words)
    for place in range(max(lengths)):
        for block, length in zip_longest(blocks, lengths):
            if place < length:
                block.append(next(taken))
    return list(chain.from_iterable(blocks))
