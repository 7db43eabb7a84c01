"""Certificates: who is given one, who issues them, and what is left after a withdrawal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.services.certified import certificates, issue, judged, judged_class
from tests.services.clerks import EVERYBODY, LEAD
from tests.services.jurying import EDITION, rules_of, take_back, way_in
from tests.services.office import Office, denied
from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.certificates import CertificateKind
from youcheng.domain.codes import show_certificate_code
from youcheng.domain.states import ReviewState
from youcheng.services.certificates import (
    UnknownCertificate,
    open_certificate,
    open_class_certificates,
    take_certificates,
    verify_certificate,
)
from youcheng.services.certifying import Issued, NotRevealed, issue_certificates, view_standing
from youcheng.services.desk_access import NotAllowed
from youcheng.services.erasing import erase_on_request
from youcheng.services.tracking import view_status


def test_each_painting_gets_one_certificate_and_its_family_one_mail(office: Office) -> None:
    won, took_part = judged(office, True, False)
    assert issue(office) == Issued(2, 0)
    assert issue(office) == Issued(0, 0)
    kinds = {paper: [one.kind for one in certificates(paper)] for paper in (won, took_part)}
    assert kinds == {won: [CertificateKind.AWARD], took_part: [CertificateKind.PARTICIPATION]}
    for paper in (won, took_part):
        assert paper.stored.review is ReviewState.ARCHIVED
        (mail,) = paper.mails("certificate")
        assert mail.address == paper.stored.text("guardian_email")
        status = view_status(office.services, token=way_in(paper))
        assert (status.has_certificate, status.review) == (True, ReviewState.ARCHIVED)
    assert len(office.events("certificate.issued")) == 2
    office.assert_log_is_whole()


def test_nothing_is_issued_before_the_reveal(office: Office) -> None:
    (paper,) = judged(office, False)
    office.now = rules_of(office).reveals_at - timedelta(seconds=1)
    with pytest.raises(NotRevealed):
        issue(office)
    (standing,) = view_standing(office.services, actor=LEAD)
    assert (standing.revealed, standing.waiting) == (False, 0)
    status = view_status(office.services, token=way_in(paper))
    assert (status.review, status.has_certificate) == (ReviewState.IN_JURY, False)


def test_nobody_but_a_lead_and_the_competition_s_officer_issues_and_takes(office: Office) -> None:
    judged(office, False)
    issue(office)
    own = Actor("o1", roles=frozenset({Role.OFFICER}), programmes=frozenset({"painting-2026"}))
    assert len(take_certificates(office.services, actor=own, edition=EDITION).certificates) == 1
    assert office.events("certificates.taken")[-1].actor == "staff:o1"
    for who, actor in EVERYBODY.items():
        if who == "lead":
            continue
        with pytest.raises(NotAllowed, match="role"):
            issue_certificates(office.services, actor=actor, edition=EDITION)
        with pytest.raises(NotAllowed, match="role"):
            take_certificates(office.services, actor=actor, edition=EDITION)
        with pytest.raises(NotAllowed, match="role"):
            view_standing(office.services, actor=actor)
    with pytest.raises(NotAllowed, match="role"):
        issue_certificates(office.services, actor=LEAD, edition="1999")


def test_anybody_learns_by_the_code_what_it_is_for_and_one_letter(office: Office) -> None:
    (paper,) = judged(office, False, child_given_name="Zoé", child_family_name="Canary")
    issue(office)
    (made,) = certificates(paper)
    for typed in (made.code, show_certificate_code(made.code).lower()):
        told = verify_certificate(office.services, code=typed)
        assert (told.is_valid, told.certificate.initial, told.edition.id) == (True, "Z", "2026")
    slip = made.code[:-1] + ("0" if made.code[-1] != "0" else "1")
    for typed in (slip, "", "7K3M", str(paper.stored.code), "x" * 500):
        with pytest.raises(UnknownCertificate):
            verify_certificate(office.services, code=typed)


@pytest.mark.parametrize("by", ["family", "staff"])
def test_what_is_withdrawn_or_erased_is_revoked_and_leaves_no_letter(
    office: Office, by: str
) -> None:
    paper, other = judged(office, False, False)
    issue(office)
    (made,), token = certificates(paper), way_in(paper)
    if by == "family":
        take_back(paper)
    else:
        erase_on_request(office.services, code=paper.stored.code, via=Via.COMMAND)
    told = verify_certificate(office.services, code=made.code)
    assert (told.is_valid, told.certificate.initial, told.certificate.submission) == (False, "", "")
    assert certificates(paper) == []
    if by == "family":
        with pytest.raises(UnknownCertificate):
            open_certificate(office.services, token=token)
    else:
        denied(lambda: open_certificate(office.services, token=token))
    (standing,) = view_standing(office.services, actor=LEAD)
    assert (standing.valid, standing.revoked) == (1, 1)
    assert verify_certificate(office.services, code=certificates(other)[0].code).is_valid
    assert office.events("certificate.revoked")
    office.assert_log_is_whole()


def test_a_class_has_certificates_for_every_child_the_teacher_and_the_school(
    office: Office,
) -> None:
    batch = judged_class(office, 2)
    assert issue(office) == Issued(4, 0)
    assert issue(office) == Issued(0, 0)
    parcel = open_class_certificates(office.services, token=way_in(batch))
    names = {one.name.split()[0]: one.certificate.kind for one in parcel.certificates}
    assert names == {
        "Child": CertificateKind.PARTICIPATION,
        "Zoé": CertificateKind.TEACHER,
        "École": CertificateKind.SCHOOL,
    }
    assert len(parcel.certificates) == 4
    (mail,) = [one for one in office.mails("certificate") if one.submission == batch.submission]
    assert mail.address == "school@example.org"
    office.assert_log_is_whole()


def test_a_chinese_name_has_the_family_name_first(office: Office) -> None:
    (paper,) = judged(office, False, child_given_name="小明", child_family_name="王")
    issue(office)
    named = open_certificate(office.services, token=way_in(paper))
    assert (named.name, named.language) == ("王小明", paper.stored.language)
