"""A certificate, read as its keeper reads it: text, marks for archives, code to be scanned."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from tests.documents.pdf_reading import draw_page, read_text, squeeze
from tests.documents.qr_reading import read_picture
from youcheng.content.loader import load_content
from youcheng.documents.certificate import NOTICE, Sheet, make_certificate
from youcheng.domain.certificates import Certificate, CertificateKind
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.certificate_words import write_certificate
from youcheng.services.certificates import Named

CODE = "7K3M-QW92-4HXT-C"
ADDRESS = f"https://youcheng.example/verify/{CODE}"
NAMES = {
    "zh": "王小明",
    "en": "Zoë O’Hara-Smith",
    "fr": "Zoé Favre",
    "ru": "Анна Ковалёва",
    "ms": "Awang Haji Ali bin Omar",
    "ne": "श्रेया क्षेत्री",
}


def sheet(
    language: str,
    *,
    kind: CertificateKind = CertificateKind.AWARD,
    name: str = "",
    title: str = "The lake",
) -> Sheet:
    content = load_content()
    certificate = Certificate(
        code=CODE.replace("-", ""),
        kind=kind,
        edition="2026",
        award="first" if kind is CertificateKind.AWARD else "",
        initial="Z",
        submission="a" * 32,
        issued_at=datetime(2027, 6, 1, 2, tzinfo=UTC),
        issued_by="staff:e1",
    )
    named = Named(certificate, content.editions[0], name or NAMES[language], title, language)
    return write_certificate(named, content, public_url="https://youcheng.example")


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_it_says_in_two_languages_whose_it_is_and_what_it_is_not_for(code: str) -> None:
    made = make_certificate(sheet(code))
    text = squeeze(read_text(made))
    edition = load_content().editions[0]
    for wanted in (NAMES[code], NOTICE, CODE, ADDRESS, "一等奖"):
        assert squeeze(wanted) in text
    second = "en" if code == "zh" else code
    assert squeeze(edition.awards[0].name.get(second)) in text
    assert squeeze(edition.name.get("zh")) in text
    assert squeeze(edition.name.get(second)) in text
    with pikepdf.open(io.BytesIO(made)) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert len(pdf.pages) == 1


def test_its_code_is_scanned_to_the_page_that_checks_it() -> None:
    page = draw_page(make_certificate(sheet("en")))
    corner = (int(page.width * 0.79), int(page.height * 0.72))
    edge = (int(page.width * 0.92), int(page.height * 0.915))
    assert read_picture(page.crop((*corner, *edge))) == ADDRESS


@pytest.mark.parametrize("kind", [*CertificateKind])
def test_the_longest_names_stay_on_one_page(kind: CertificateKind) -> None:
    long = "W" * 60 + " " + "Щ" * 100
    with pikepdf.open(
        io.BytesIO(make_certificate(sheet("ru", kind=kind, name=long, title="क्ष" * 40)))
    ) as pdf:
        assert len(pdf.pages) == 1
