"""The perceptual hash of a picture: signs of the lowest coefficients of its cosine transform.

After Christoph Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions, 2010,
section 3.1. The signs are taken against nought and not against the median, so that the fingerprint
of a turned or mirrored copy follows from that of the picture; see
`youcheng.domain.pictures.distance`.
"""

from __future__ import annotations

from math import cos, pi
from typing import Final

from PIL import Image

_EDGE: Final = 32
_LOWEST: Final = 8
_WAVES: Final = tuple(
    tuple(cos(pi * (2 * place + 1) * number / (2 * _EDGE)) for place in range(_EDGE))
    for number in range(_LOWEST)
)


def take_fingerprint(picture: Image.Image) -> str:
    """16 hexadecimal digits of a picture in any size and in L, RGB or YCbCr."""
    size = (_EDGE, _EDGE)
    grey = picture.convert("L").resize(size, Image.Resampling.HAMMING, reducing_gap=3.0).tobytes()
    rows = [grey[start : start + _EDGE] for start in range(0, len(grey), _EDGE)]
    across = [[_product(wave, row) for wave in _WAVES] for row in rows]
    columns = [*zip(*across, strict=True)]
    bits = 0
    for row in range(_LOWEST):
        for column in range(_LOWEST):
            # The first coefficient is the brightness, which is never below nought.
            above = (row or column) and _product(_WAVES[row], columns[column]) > 0
            bits = bits << 1 | bool(above)
    return f"{bits:016x}"


def _product(wave: tuple[float, ...], values: bytes | tuple[float, ...]) -> float:
    return sum(one * other for one, other in zip(wave, values, strict=True))
