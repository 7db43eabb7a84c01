"""A single certificate: revoked by a lead for a reason of the list, and issued anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.services.certified import certificates, issue, judged, judged_class
from tests.services.clerks import EVERYBODY, LEAD
from tests.services.jurying import take_back, way_in
from tests.services.office import Office, Paper
from youcheng.domain.actors import Actor, Role
from youcheng.domain.certificates import CertificateKind
from youcheng.domain.codes import show_certificate_code
from youcheng.domain.states import ReviewState
from youcheng.services.certificates import (
    RevokedCertificate,
    open_certificate,
    open_class_certificates,
    verify_certificate,
)
from youcheng.services.certifying import Issued, view_standing
from youcheng.services.desk_access import NotAllowed
from youcheng.services.revoking import (
    RevocationRefused,
    reissue_certificates,
    revoke_certificate,
)
from youcheng.services.tracking import view_status


def revoke(office: Office, code: str, reason: str = "mistake") -> None:
    revoke_certificate(office.services, actor=LEAD, code=code, reason=reason)


def reissue(paper: Paper) -> int:
    code = str(paper.stored.code)
    return reissue_certificates(paper.office.services, actor=LEAD, code=code)


def why(call: Callable[[], object]) -> str:
    with pytest.raises(RevocationRefused) as refused:
        call()
    return refused.value.problem


def test_a_revoked_certificate_is_told_so_and_the_painting_stays_where_it_is(
    office: Office,
) -> None:
    paper, other = judged(office, True, False)
    issue(office)
    (made,), token = certificates(paper), way_in(paper)
    mails = office.mails()
    revoke(office, show_certificate_code(made.code).lower(), "not_own")
    told = verify_certificate(office.services, code=made.code)
    assert (told.is_valid, told.certificate.initial, told.certificate.submission) == (False, "", "")
    with pytest.raises(RevokedCertificate):
        open_certificate(office.services, token=token)
    status = view_status(office.services, token=token)
    assert (status.review, status.has_certificate) == (ReviewState.ARCHIVED, False)
    (event,) = office.events("certificate.revoked")
    assert event.actor == f"staff:{LEAD.id}"
    assert dict(event.details) == {"certificate": "award", "count": "1", "reason": "not_own"}
    assert office.mails() == mails
    # Neither it nor any other comes back by itself.
    assert issue(office) == Issued(0, 0)
    assert certificates(paper) == []
    (standing,) = view_standing(office.services, actor=LEAD)
    assert (standing.valid, standing.revoked) == (1, 1)
    assert verify_certificate(office.services, code=certificates(other)[0].code).is_valid
    office.assert_log_is_whole()


def test_it_is_issued_anew_once_under_another_code_and_the_family_is_mailed(
    office: Office,
) -> None:
    (paper,) = judged(office, True)
    issue(office)
    (made,) = certificates(paper)
    assert why(lambda: reissue(paper)) == "none"
    revoke(office, made.code)
    assert reissue(paper) == 1
    assert why(lambda: reissue(paper)) == "none"
    (anew,) = certificates(paper)
    assert (anew.kind, anew.initial) == (CertificateKind.AWARD, made.initial)
    assert anew.code != made.code
    assert not verify_certificate(office.services, code=made.code).is_valid
    assert verify_certificate(office.services, code=anew.code).is_valid
    assert open_certificate(office.services, token=way_in(paper)).certificate == anew
    first, second = paper.mails("certificate")
    assert (second.address, second.language) == (first.address, first.language)
    assert second.facts.keys() == first.facts.keys()
    revoke(office, anew.code)
    assert reissue(paper) == 1
    office.assert_log_is_whole()


def test_a_class_keeps_its_other_certificates_and_a_revoked_one_does_not_come_back_by_itself(
    office: Office,
) -> None:
    batch = judged_class(office, 2)
    issue(office)
    school, teacher = certificates(batch)
    assert school.kind is CertificateKind.SCHOOL
    revoke(office, teacher.code, "request")
    parcel = open_class_certificates(office.services, token=way_in(batch))
    left = sorted(one.certificate.kind for one in parcel.certificates)
    assert left == ["participation", "participation", "school"]
    assert issue(office) == Issued(0, 0)
    assert certificates(batch) == [school]
    assert reissue(batch) == 1
    assert [one.kind for one in certificates(batch)] == [
        CertificateKind.SCHOOL,
        CertificateKind.TEACHER,
    ]
    assert len(batch.mails("certificate")) == 2


def test_only_what_is_valid_is_revoked_for_a_reason_of_the_list(office: Office) -> None:
    paper, gone = judged(office, False, False)
    issue(office)
    (made,), (lost,) = certificates(paper), certificates(gone)
    assert why(lambda: revoke(office, made.code, "because")) == "reason"
    slip = made.code[:-1] + ("0" if made.code[-1] != "0" else "1")
    take_back(gone)
    for wrong in ("", "x", slip, str(paper.stored.code), lost.code):
        assert why(lambda wrong=wrong: revoke(office, wrong)) == "code"
    assert why(lambda: reissue(gone)) == "none"
    revoke(office, made.code)
    assert why(lambda: revoke(office, made.code)) == "code"
    take_back(paper)
    assert why(lambda: reissue(paper)) == "none"
    for wrong in ("", "nothing"):
        with pytest.raises(RevocationRefused, match="none"):
            reissue_certificates(office.services, actor=LEAD, code=wrong)


def test_it_is_for_leads_alone(office: Office) -> None:
    (paper,) = judged(office, False)
    issue(office)
    (made,) = certificates(paper)
    own = Actor("o1", roles=frozenset({Role.OFFICER}), programmes=frozenset({"painting-2026"}))
    for who, actor in {**EVERYBODY, "officer of the competition": own}.items():
        if who == "lead":
            continue
        with pytest.raises(NotAllowed, match="role"):
            revoke_certificate(office.services, actor=actor, code=made.code, reason="mistake")
        with pytest.raises(NotAllowed, match="role"):
            reissue_certificates(office.services, actor=actor, code=str(paper.stored.code))
    assert certificates(paper) == [made]
