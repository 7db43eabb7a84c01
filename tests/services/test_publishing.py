"""What comes on show, when, and what of it; and how it goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.services.exhibiting import (
    MODERATOR,
    TRANSLATIONS,
    exhibit,
    moderate,
    reveal,
    schedule,
    shown,
    translate,
)
from tests.services.guardian import answer
from tests.services.office import VISITOR, Office, Paper, token_in
from tests.services.paintings import send
from youcheng.domain.consents import agreed
from youcheng.domain.gallery import Choice, Words
from youcheng.domain.states import ConsentAnswer, Visibility
from youcheng.domain.transitions import TransitionRefused
from youcheng.services.consenting import withdraw_consent
from youcheng.services.gallery import view_work
from youcheng.services.publishing import publish_due_works, take_down_work, translate_work
from youcheng.services.showing import UnknownWork, WorkGone
from youcheng.services.tracking import enter_code, request_code
from youcheng.services.withdrawing import withdraw
from youcheng.storage.tables import TranslationRow, WorkGramRow, WorkRow

REFUSE = ConsentAnswer.REFUSE


def agreed_entry(office: Office, refused: str = "", **changes: object) -> Paper:
    """An entry whose guardian agreed to everything but `refused`."""
    paper = send(office, **changes)
    answer(paper, **({refused: REFUSE} if refused else {}))
    return paper


def status_token(paper: Paper) -> str:
    """The way to the status page, by the code that is mailed to the guardian."""
    services, email = paper.office.services, paper.stored.text("guardian_email")
    code = str(paper.stored.code)
    challenge = request_code(services, code=code, email=email, client=VISITOR)
    digits = paper.office.mail("one_time_code").facts["one_time_code"]
    return enter_code(services, challenge=challenge, text=digits, client=VISITOR).token


def refusal(paper: Paper) -> str:
    with pytest.raises(TransitionRefused) as refused:
        schedule(paper)
    return refused.value.code


def test_nothing_is_scheduled_without_moderation_and_words_in_both_languages(
    office: Office,
) -> None:
    paper = agreed_entry(office)
    assert refusal(paper) == "state"
    moderate(paper)
    assert refusal(paper) == "alt_text"
    translate(paper, "zh")
    assert refusal(paper) == "alt_text"
    translate(paper, "en")
    schedule(paper)
    assert paper.stored.state.visibility is Visibility.SCHEDULED


def test_nothing_is_scheduled_that_a_guardian_does_not_let_us_show(office: Office) -> None:
    paper = agreed_entry(office, "consent_show_work")
    moderate(paper)
    translate(paper)
    assert refusal(paper) == "show_agreed"


def test_nothing_is_on_show_before_the_reveal(office: Office) -> None:
    paper = agreed_entry(office)
    moderate(paper)
    translate(paper)
    schedule(paper)
    assert publish_due_works(office.services) == 0
    assert reveal(office) == 1
    office.now -= timedelta(seconds=1)
    assert publish_due_works(office.services) == 0
    work = shown(paper)
    assert work is not None
    assert work.published_at == office.now + timedelta(seconds=1)
    assert len(paper.mails("on_show")) == 1
    office.assert_log_is_whole()


def test_a_work_without_words_is_never_described_by_nothing(office: Office) -> None:
    paper = agreed_entry(office)
    for words in (Words("", "A lake."), Words("Lake", " ")):
        with pytest.raises(ValueError, match="says what is seen"):
            translate_work(
                office.services,
                code=paper.stored.code,
                language="en",
                words=words,
                mover=MODERATOR,
            )
    assert office.count(TranslationRow) == 0


def test_a_work_on_show_says_what_the_form_lets_everybody_see(office: Office) -> None:
    work = exhibit(agreed_entry(office))
    assert (work.edition, work.theme, work.country, work.place) == ("2026", "water", "CH", "vaud")
    assert (work.band, work.technique, work.award, work.year) == ("8-10", "gouache", "", 2026)
    assert (work.width_cm, work.height_cm, work.name, work.sample) == (42, 30, "", False)
    assert work.words.title == "Le lac s’endort"
    assert work.translations == TRANSLATIONS
    assert (work.width, work.height) == (2000, 1500)


@pytest.mark.parametrize(
    ("choice", "refused", "name"),
    [
        ("first-name", "", "Mira"),
        ("alias", "", "Little Fish"),
        ("anonymous", "", ""),
        ("first-name", "consent_show_name", ""),
        ("alias", "consent_show_name", ""),
    ],
)
def test_a_name_is_shown_only_as_chosen_and_agreed_to(
    office: Office, choice: str, refused: str, name: str
) -> None:
    alias = {"alias": "Little Fish"} if choice == "alias" else {}
    work = exhibit(agreed_entry(office, refused, public_name_choice=choice, **alias))
    assert work.name == name
    assert name.casefold() in work.search


def test_a_name_goes_when_its_consent_is_withdrawn_and_the_work_stays(office: Office) -> None:
    paper = agreed_entry(office, public_name_choice="first-name")
    before = exhibit(paper)
    withdraw_consent(office.services, token=status_token(paper), field="consent_show_name")
    after = shown(paper)
    assert after is not None
    assert (before.name, after.name) == ("Mira", "")
    assert "mira" not in after.search
    assert after.published_at == before.published_at


def test_a_work_goes_with_the_consent_to_show_it(office: Office) -> None:
    paper = agreed_entry(office)
    work = exhibit(paper)
    withdraw_consent(office.services, token=status_token(paper), field="consent_show_work")
    assert shown(paper) is None
    assert paper.stored.state.visibility is Visibility.TAKEN_DOWN
    with pytest.raises(WorkGone):
        view_work(office.services, code=work.code, choice=Choice())


def test_a_work_that_was_taken_down_is_gone_for_good(office: Office) -> None:
    paper = agreed_entry(office)
    work = exhibit(paper)
    take_down_work(office.services, code=paper.stored.code, mover=MODERATOR)
    with pytest.raises(WorkGone):
        view_work(office.services, code=work.code, choice=Choice())
    assert office.count(WorkRow) == office.count(WorkGramRow) == 0
    assert publish_due_works(office.services) == 0
    with pytest.raises(TransitionRefused):
        schedule(paper)
    translate(paper)
    assert shown(paper) is None
    office.assert_log_is_whole()


def test_a_work_that_was_withdrawn_leaves_no_words(office: Office) -> None:
    paper = agreed_entry(office)
    work = exhibit(paper)
    mail = paper.mails("painting_consent_receipt")[-1]
    withdraw(office.services, token=token_in(mail.facts["withdraw_link"]))
    assert office.count(WorkRow) == office.count(TranslationRow) == 0
    with pytest.raises(WorkGone):
        view_work(office.services, code=work.code, choice=Choice())


def test_a_work_that_waits_for_its_reveal_is_unknown(office: Office) -> None:
    paper = agreed_entry(office)
    moderate(paper)
    translate(paper)
    schedule(paper)
    for code in (str(paper.stored.code), "JS-26-0000-0", "nothing", "../x"):
        with pytest.raises(UnknownWork):
            view_work(office.services, code=code, choice=Choice())


def test_the_agreements_decide_and_not_the_answers(office: Office) -> None:
    paper = agreed_entry(office, "consent_show_name", public_name_choice="first-name")
    with office.services.records.read() as uow:
        assert "show_name" not in agreed(uow.agreements.of(paper.submission))
    assert exhibit(paper).name == ""
