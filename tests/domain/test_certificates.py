"""What a certificate tells of a name."""

from __future__ import annotations

import pytest

from youcheng.domain.certificates import initial_of
from youcheng.domain.codes import (
    CodeRefused,
    draw_certificate_code,
    parse_certificate_code,
    show_certificate_code,
)


@pytest.mark.parametrize(
    ("name", "initial"),
    [
        ("Zoé", "Z"),
        ("小明", "小"),
        ("श्रेया", "श्"),
        ("निशा", "नि"),
        ("  “Ана” ", "А"),
        ("E\u0301lise", "É"),
        ("", ""),
        ("…", ""),
    ],
)
def test_an_initial_is_the_first_letter_with_its_marks(name: str, initial: str) -> None:
    assert initial_of(name) == initial


def test_a_code_is_read_however_it_is_written_and_every_slip_is_found() -> None:
    code = draw_certificate_code()
    shown = show_certificate_code(code)
    assert [len(part) for part in shown.split("-")] == [4, 4, 4, 1]
    assert parse_certificate_code(f" {shown.lower()} ") == code
    for at in range(len(code)):
        slip = code[:at] + ("0" if code[at] != "0" else "1") + code[at + 1 :]
        with pytest.raises(CodeRefused, match="check"):
            parse_certificate_code(slip)
