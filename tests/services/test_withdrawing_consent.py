"""One consent, withdrawn without the rest."""

from __future__ import annotations

import pytest

from tests.services.office import Office
from youcheng.domain.consents import agreed
from youcheng.domain.states import Consent, ConsentAnswer, ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.services.consenting import withdraw_consent
from youcheng.storage.tables import AgreementRow

ZOE = "zoe.rochat@example.org"


def test_a_consent_that_was_given_can_be_withdrawn_alone(office: Office) -> None:
    paper = office.send("culture")
    paper.save(title="A change that is not sent yet")
    before = paper.stored
    office.wait(days=1)
    withdraw_consent(office.services, token=paper.token, field="consent_publish_summary")
    stored = paper.stored
    refusal = {"consent_publish_summary": "refuse"}
    assert stored.sent == {**(before.sent or {}), **refusal}
    assert stored.draft.answers == {**before.draft.answers, **refusal}
    assert stored.review is ReviewState.SUBMITTED
    with office.services.records.read() as uow:
        given = uow.agreements.of(paper.submission)
    assert Consent.PUBLISH_SUMMARY not in agreed(given)
    assert Consent.PROCESS in agreed(given)
    latest = given[-1]
    assert (latest.answer, latest.at) == (ConsentAnswer.REFUSE, office.now)
    assert office.mail("consent_changed").address == ZOE
    (event,) = office.events("consent.changed")
    assert event.fields == ("consent_publish_summary",)
    assert ("consent", "publish_summary") in event.details
    office.assert_log_is_whole()


def test_a_consent_that_does_not_stand_is_not_withdrawn(office: Office) -> None:
    paper = office.send("culture")
    withdraw_consent(office.services, token=paper.token, field="consent_publish_summary")
    recorded = office.count(AgreementRow)
    for field in ("consent_publish_summary", "consent_news"):
        with pytest.raises(TransitionRefused) as refused:
            withdraw_consent(office.services, token=paper.token, field=field)
        assert refused.value.code == "consent_withdrawn"
    assert office.count(AgreementRow) == recorded
    assert len(office.mails("consent_changed")) == 1


def test_what_a_form_cannot_do_without_is_not_withdrawn_alone(office: Office) -> None:
    paper = office.send("culture")
    for field in ("consent_process", "consent_cross_border", "declaration_true", "nonsense"):
        with pytest.raises(KeyError):
            withdraw_consent(office.services, token=paper.token, field=field)
