"""The name under which a file is shown: what a person called it, and nothing that is no name."""

from __future__ import annotations

import pytest

from youcheng.domain.attachments import LONGEST_NAME, clean_name


@pytest.mark.parametrize(
    ("given", "kind", "shown"),
    [
        ("Plan 2027.pdf", "pdf", "Plan 2027.pdf"),
        ("Plan.PDF", "pdf", "Plan.pdf"),
        ("photo.jpeg", "jpg", "photo.jpg"),
        ("photo.png", "jpg", "photo.png.jpg"),
        ("计划.pdf", "pdf", "计划.pdf"),
        ("Cafe\u200b\u0301.pdf", "pdf", "Café.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        (r"C:\Users\Zoé\plan.pdf", "pdf", "plan.pdf"),
        ("\u202egnp.exe", "png", "gnp.exe.png"),
        ("one\u2029two\r\n.pdf", "pdf", "onetwo.pdf"),
        ('a<b>"c|d%e.pdf', "pdf", "a_b__c_d_e.pdf"),
        (" \u3000.pdf. ", "pdf", "pdf.pdf"),
        ("\u00a0\u3000\u2003", "pdf", "file.pdf"),
        ("", "png", "file.png"),
    ],
)
def test_name_of_a_file_is_shown_without_path_and_with_its_true_ending(
    given: str, kind: str, shown: str
) -> None:
    assert clean_name(given, kind) == shown


def test_a_long_name_is_cut() -> None:
    assert clean_name("x" * 5000 + ".pdf", "pdf") == "x" * LONGEST_NAME + ".pdf"
