"""The compiler: what it refuses, and that threads do not disturb each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.documents.copies import sample_copy
from youcheng.content.loader import load_content
from youcheng.documents.receipt import make_copy
from youcheng.documents.typesetting import TypesettingError, typeset
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import BY_CODE

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def test_a_template_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypesettingError, match=r"nothing\.typ"):
        typeset("nothing.typ", {}, created_at=NOW)


def test_a_refusal_says_nothing_of_the_data() -> None:
    with pytest.raises(TypesettingError) as refusal:
        typeset("receipt.typ", {"copy": {"title": "Anna"}, "words": "Anna"}, created_at=NOW)
    assert "Anna" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_templates_read_no_file_outside_their_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.typ"
    outside.write_text("= Outside")
    with pytest.raises(TypesettingError):
        typeset(str(outside), {}, created_at=NOW)


def test_threads_make_the_same_documents_as_one_alone() -> None:
    content = load_content()

    def make(code: str) -> bytes:
        return make_copy(sample_copy(content, code), translator(code))

    alone = {code: make(code) for code in BY_CODE}
    codes = [*BY_CODE] * 3
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(make, codes))
    assert [alone[code] == pdf for code, pdf in zip(codes, together, strict=True)] == [True] * 18
