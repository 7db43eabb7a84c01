"""A certificate as a PDF for printing: Chinese and one more language on one sheet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from youcheng.documents.qr import draw_qr
from youcheng.documents.typesetting import Json, name_language, typeset
from youcheng.i18n.languages import Language
from youcheng.paths import ASSETS

TEMPLATE: Final = "certificate.typ"
NOTICE: Final = "不作为中小学招生入学依据"
"""Every certificate of a contest for children bears this sentence in China (Ministry of Education,
rules for nationwide contests, 2022); it is printed in Chinese in every language."""


@dataclass(frozen=True, slots=True)
class Half:
    """What a certificate says in one language.

    Attributes:
        language: the language.
        heading: what it is.
        reason: what it is given for.
        picture: which picture it is about; empty for none.
        award: the award; empty for none.
        issuer: who gives it, and when.
        notice: what it is not to be used for.
        check: that it can be checked at the address.
    """

    language: Language
    heading: str
    reason: str
    picture: str
    award: str
    issuer: str
    notice: str
    check: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A certificate.

    Attributes:
        name: whose it is.
        code: as it is printed.
        address: whole address at which it can be checked.
        issued_at: aware: the date that the file names as its own.
        chinese, other: what it says in both languages.
    """

    name: str
    code: str
    address: str
    issued_at: datetime
    chinese: Half
    other: Half


def make_certificate(sheet: Sheet) -> bytes:
    """The certificate as a PDF/A-2b of one page; the same sheet gives the same bytes.

    Raises:
        TypesettingError: the heading is empty.
        ValueError: the address is too long for a QR code.
    """
    data: dict[str, Json] = {
        "name": sheet.name,
        "code": sheet.code,
        "address": sheet.address,
        "halves": [_half(sheet.chinese), _half(sheet.other)],
        "qr": draw_qr(sheet.address),
        "seal": (ASSETS / "seal.svg").read_text("utf-8"),
        "lattice": (ASSETS / "lattice.svg").read_text("utf-8").replace("#000", "#B23A2B"),
    }
    return typeset(TEMPLATE, data, created_at=sheet.issued_at)


def _half(half: Half) -> dict[str, str | None]:
    words = {name: str(value) for name, value in asdict(half).items() if name != "language"}
    return {**words, **name_language(half.language)}
