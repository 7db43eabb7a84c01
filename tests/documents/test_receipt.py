"""The copy of a submission, read as its keeper reads it: text, picture, link, and metadata."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pikepdf
import pytest

from tests.documents.copies import ADDRESS, CODE, SAYINGS, SENT, sample_copy
from tests.documents.pdf_reading import draw_page, read_text, read_words, squeeze
from tests.documents.qr_reading import read_picture
from tests.naughty_strings import NAUGHTY
from youcheng.content.collection import Content
from youcheng.content.loader import load_content
from youcheng.documents.glyphs import fill_gaps
from youcheng.documents.receipt import Answer, Copy, Section, make_copy
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES

CODES = [language.code for language in LANGUAGES]
RIGHT_EDGE = 210 - 20
"""Of what is printed, in millimetres."""
SLACK = 2
"""A full-width sign at the end of a line is cut to half its width and still tells its whole one."""

LONG = (
    *("W" * 3000, "ы" * 3000, "क्ष" * 1500, "！" * 400, "（" * 400, "“" * 400, "…" * 400, "—" * 400),
    *("a\u00a0" * 800, "中\u2060" * 800, "々" * 400, "”中" * 300, "中）" * 300, "😀" * 400),
    *("https://example.org/" + "a" * 500, "e\u0301" * 1500, "x\u200dy" * 500, "\u3000" * 500),
    *("\u200d" * 3000, "\u00ad" * 3000, "a" * 19 + " " + "W" * 60, "⸻" * 200, "-" * 3000),
)


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


@pytest.fixture(scope="module")
def pdf_in(content: Content) -> Callable[[str], bytes]:
    """The sample copy in a language."""
    made = {code: make_copy(sample_copy(content, code), translator(code)) for code in CODES}
    return made.__getitem__


def answered(copy: Copy, answers: Iterable[str]) -> Copy:
    lines = tuple(Answer(f"Question {n}", (text,)) for n, text in enumerate(answers))
    return replace(copy, sections=(Section("Answers", lines),), agreements=())


@pytest.mark.parametrize("code", CODES)
def test_everything_is_in_the_text(
    content: Content, pdf_in: Callable[[str], bytes], code: str
) -> None:
    copy = sample_copy(content, code)
    # A paragraph may go on after the foot of a page.
    foot = re.escape(squeeze(CODE)) + r"[^\f]{5,30}\f"
    pages = [squeeze(page) + "\f" for page in read_text(pdf_in(code)).split("\f")[:-1]]
    text = re.sub(foot, "", "".join(pages))
    wanted = [copy.title, copy.programme, copy.sent_at, copy.next_step, copy.status_address]
    wanted += copy.footer
    for section in copy.sections:
        wanted += [section.title, *(answer.label for answer in section.answers)]
        wanted += [line for answer in section.answers for line in answer.lines]
    for agreement in copy.agreements:
        wanted += [agreement.title, agreement.answer, *agreement.text.split("\n")]
        wanted += [agreement.version, agreement.text_hash, agreement.agreed_at]
    assert len(wanted) > 60
    assert [part for part in wanted if squeeze(part) not in text] == []
    assert len(pages) > 2


@pytest.mark.parametrize("code", CODES)
def test_document_names_itself_for_archives_and_for_readers_aloud(
    content: Content, pdf_in: Callable[[str], bytes], code: str
) -> None:
    with pikepdf.open(io.BytesIO(pdf_in(code))) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == sample_copy(content, code).title
        assert str(pdf.Root.Lang).split("-")[0] == code
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.CreationDate).startswith("D:20261126090541")


@pytest.mark.parametrize("code", CODES)
def test_nothing_in_it_acts_and_its_fonts_are_the_packaged_ones(
    pdf_in: Callable[[str], bytes], code: str
) -> None:
    with pikepdf.open(io.BytesIO(pdf_in(code))) as pdf:
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(pdf.Root.get("/Names", {}).keys())
        fonts = {
            str(part.BaseFont).partition("+")[2]
            for part in pdf.objects
            if isinstance(part, pikepdf.Dictionary) and part.get("/Type") == "/Font"
        }
        links = [
            str(note.A.URI)
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note
        ]
    families = {re.split(r"-|,", font)[0] for font in fonts}
    assert families <= {"NotoSerif", "NotoSansDevanagari", "NotoSansCJKsc", "NotoSansMonoCJKsc"}
    assert set(links) == {ADDRESS}


def test_chinese_is_drawn_in_the_forms_of_the_mainland_in_every_language(
    content: Content,
) -> None:
    copy = answered(sample_copy(content, "en"), [SAYINGS["zh"]])
    for code in CODES:
        with pikepdf.open(io.BytesIO(make_copy(copy, translator(code)))) as pdf:
            fonts = " ".join(str(part.get("/BaseFont", "")) for part in _dictionaries(pdf))
        assert "NotoSansCJKsc" in fonts
        assert not re.search(r"CJK(jp|kr|tc|hk)", fonts)


def _dictionaries(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary)]


def test_a_question_that_was_passed_over_says_so(content: Content) -> None:
    copy = sample_copy(content, "en")
    section = Section("About you", (Answer("Phone", ()), Answer("Name", ("Zoé",))))
    text = read_text(make_copy(replace(copy, sections=(section,)), translator("en")))
    assert re.search(r"Phone\s+Not provided\s+Name\s+Zoé", text)


def test_pages_are_counted(pdf_in: Callable[[str], bytes]) -> None:
    pages = read_text(pdf_in("en")).split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert CODE in page


def test_qr_code_on_the_page_reads_as_the_status_address(pdf_in: Callable[[str], bytes]) -> None:
    for code in CODES:
        page = draw_page(pdf_in(code))
        right = page.crop((round(page.width * 0.745), 0, page.width, page.height // 2))
        rows = [
            right.crop((0, y, right.width, y + 1)).getextrema()[0] > 128
            for y in range(right.height)
        ]
        # The code is the first thing at the right that is more than a rule.
        blocks = [block for block in _dark_blocks(rows) if block[1] - block[0] > 100]
        top, bottom = blocks[0]
        assert read_picture(right.crop((0, top, right.width, bottom))) == ADDRESS


def _dark_blocks(light: list[bool]) -> list[tuple[int, int]]:
    edges = [
        n for n, (a, b) in enumerate(zip([True, *light], [*light, True], strict=True)) if a != b
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))


def test_the_same_copy_gives_the_same_bytes_and_carries_no_other_moment(
    content: Content, pdf_in: Callable[[str], bytes]
) -> None:
    copy = sample_copy(content, "ne")
    assert make_copy(copy, translator("ne")) == pdf_in("ne")
    later = replace(copy, created_at=SENT + timedelta(days=1))
    assert make_copy(later, translator("ne")) != pdf_in("ne")
    moments = set(re.findall(rb"\(D:(\d{8})|>(\d{4}-\d\d-\d\d)T", pdf_in("ne")))
    assert moments == {(b"20261126", b""), (b"", b"2026-11-26")}


def test_the_file_date_is_the_moment_in_whatever_zone_it_is_given(content: Content) -> None:
    copy = sample_copy(content, "en")
    there = replace(copy, created_at=SENT.astimezone(ZoneInfo("Asia/Shanghai")))
    assert make_copy(there, translator("en")) == make_copy(copy, translator("en"))


@pytest.mark.parametrize("code", ["zh", "en", "ne"])
def test_naughty_strings_come_out_as_text(content: Content, code: str) -> None:
    pdf = make_copy(answered(sample_copy(content, code), NAUGHTY), translator(code))
    text = squeeze(read_text(pdf))
    assert len(NAUGHTY) > 500
    lost = [
        (text_in, number)
        for number, text_in in enumerate(NAUGHTY)
        if f"Question{number}{squeeze(fill_gaps(text_in))}" not in text
    ]
    assert lost == []


@pytest.mark.parametrize("code", ["zh", "en", "ne"])
def test_words_without_a_break_stay_inside_the_page(content: Content, code: str) -> None:
    copy = answered(sample_copy(content, code), LONG)
    labelled = replace(copy.sections[0], answers=(*copy.sections[0].answers, Answer("W" * 200, ())))
    copy = replace(copy, sections=(labelled,), next_step="W" * 300, title="W" * 120)
    words = read_words(make_copy(copy, translator(code)))
    assert [word for word in words if word.right > RIGHT_EDGE + SLACK] == []
    printed = "".join(word.text for word in words)
    assert printed.count("WW") == (3000 + 60 + 200 + 300 + 120) // 2


@pytest.mark.parametrize("text", ["好" * 20_000, "слово " * 3_334, "किताब " * 3_334, "w" * 20_000])
def test_twenty_thousand_characters_are_all_printed(content: Content, text: str) -> None:
    pdf = make_copy(answered(sample_copy(content, "en"), [text]), translator("en"))
    pages = re.sub(rf"{CODE}\s+Page \d+ of \d+\s*\f", "", read_text(pdf))
    assert squeeze(text) in squeeze(pages)


@pytest.mark.parametrize(("name", "boxes"), [("Zoé 😀", True), ("مريم", True), ("Zoé 张", False)])
def test_boxes_are_explained_where_there_are_any(content: Content, name: str, boxes: bool) -> None:
    pdf = make_copy(answered(sample_copy(content, "en"), [name]), translator("en"))
    text = " ".join(read_text(pdf).split())
    assert ("Where this copy shows □, its fonts lack a character." in text) is boxes
