"""Certificates on the wire: for the family, for a class, and for whoever checks one."""

from __future__ import annotations

import io
import re
import zipfile

from starlette.testclient import TestClient

from tests.documents.pdf_reading import read_text, squeeze
from tests.services.certified import certificates, issue, judged, judged_class
from tests.services.clerks import LEAD
from tests.services.jurying import take_back, way_in
from tests.services.office import Office
from youcheng.documents.certificate import NOTICE
from youcheng.domain.codes import show_certificate_code
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.revoking import reissue_certificates, revoke_certificate

CANARIES = {
    "child_given_name": "Zoranacanary",
    "child_family_name": "Familycanary",
    "school_name": "Schoolcanary",
    "title": "Titlecanary",
}


def test_whoever_has_the_code_learns_award_year_and_one_letter_in_six_languages(
    visitor: TestClient, office: Office
) -> None:
    (paper,) = judged(office, True, **CANARIES)
    issue(office)
    (made,) = certificates(paper)
    address = f"/verify/{show_certificate_code(made.code)}"
    for language in LANGUAGES:
        reply = visitor.get(address, params={"lang": language.code})
        assert reply.status_code == 200
        assert f'<html lang="{language.html}"' in reply.text
        assert NOTICE in reply.text
        for shown in (show_certificate_code(made.code), "<dd>2026</dd>", "<dd>Z</dd>"):
            assert shown in reply.text
        assert "<script" not in reply.text
        assert len(reply.content) < 100_000
        said = reply.text + repr(reply.headers)
        for canary in (*CANARIES.values(), str(paper.stored.code), paper.submission):
            assert canary not in said
        assert reply.headers["x-robots-tag"] == "noindex, nofollow"
        assert reply.headers["cache-control"] == "no-store"


def test_an_altered_code_and_a_revoked_one_are_told(visitor: TestClient, office: Office) -> None:
    (paper,) = judged(office, False)
    issue(office)
    (made,) = certificates(paper)
    altered = made.code[:-1] + ("0" if made.code[-1] != "0" else "1")
    for wrong in (altered, "x", str(paper.stored.code), "<script>"):
        reply = visitor.get(f"/verify/{wrong}")
        assert reply.status_code == 404
        assert "There is no certificate with this code" in reply.text
        assert wrong not in reply.text or wrong == "x"
    take_back(paper)
    reply = visitor.get(f"/verify/{made.code}")
    assert reply.status_code == 410
    assert "This certificate is no longer valid" in reply.text
    assert "First letter of the name" not in reply.text


def test_a_family_downloads_its_certificate_from_the_status_page(
    visitor: TestClient, office: Office
) -> None:
    paper, other = judged(office, False, False, **CANARIES)
    token = way_in(paper)
    assert visitor.get(f"/certificate/{token}.pdf").status_code == 404
    assert "/certificate/" not in visitor.get("/track", params={"access": token}).text
    issue(office)
    page = visitor.get("/track", params={"access": token}).text
    (link,) = re.findall(r'href="(/certificate/[^"]+)"', page)
    reply = visitor.get(link)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/pdf")
    assert reply.headers["cache-control"] == "no-store"
    text = squeeze(read_text(reply.content))
    for shown in ("Zoranacanary", "Familycanary", "Titlecanary", NOTICE):
        assert squeeze(shown) in text
    assert "Schoolcanary" not in text
    take_back(paper)
    assert visitor.get(link).status_code == 410
    assert visitor.get(f"/certificate/{'x' * 43}.pdf").status_code == 404
    assert visitor.get(f"/certificate/{way_in(other)}.pdf").status_code == 200


def test_a_single_certificate_that_is_revoked_is_gone_until_it_is_issued_anew(
    visitor: TestClient, office: Office
) -> None:
    (paper,) = judged(office, False, **CANARIES)
    issue(office)
    (made,), token = certificates(paper), way_in(paper)
    link = f"/certificate/{token}.pdf"
    assert visitor.get(link).status_code == 200
    revoke_certificate(office.services, actor=LEAD, code=made.code, reason="mistake")
    for language in LANGUAGES:
        asked = {"lang": language.code}
        told, gone = visitor.get(f"/verify/{made.code}", params=asked), visitor.get(link)
        assert (told.status_code, gone.status_code) == (410, 410)
        assert "text/html" in gone.headers["content-type"]
        for reply in (told, gone):
            assert not [one for one in CANARIES.values() if one in reply.text]
    assert "/certificate/" not in visitor.get("/track", params={"access": token}).text
    code = str(paper.stored.code)
    reissue_certificates(office.services, actor=LEAD, code=code)
    (anew,) = certificates(paper)
    assert visitor.get(link).status_code == 200
    assert visitor.get(f"/verify/{made.code}").status_code == 410
    assert visitor.get(f"/verify/{anew.code}").status_code == 200


def test_a_teacher_takes_the_certificates_of_the_class_along(
    visitor: TestClient, office: Office
) -> None:
    batch = judged_class(office, 2)
    issue(office)
    page = visitor.get("/track", params={"access": way_in(batch)}).text
    (link,) = re.findall(r'href="(/certificates/[^"]+)"', page)
    reply = visitor.get(link)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(reply.content)) as packed:
        assert packed.testzip() is None
        names = sorted(packed.namelist())
        assert [name.rpartition(" ")[0].split()[0] for name in names] == [
            "Child",
            "Child",
            "Zoé",
            "École",
        ]
        assert all(packed.read(name).startswith(b"%PDF") for name in names)


def test_nobody_takes_the_staff_s_file_without_signing_in(
    visitor: TestClient, office: Office
) -> None:
    judged(office, False)
    issue(office)
    for fields in ({}, {"edition": "2026"}):
        reply = visitor.post("/desk/certificates", data=fields)
        assert reply.status_code == 303
        assert "/staff/sign-in" in reply.headers["location"]
    assert office.events("certificates.taken") == []
