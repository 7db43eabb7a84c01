"""Texts of mails that staff set: whose they are to set, what is told of them, and that letters are
written in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from tests.at_once import at_once
from tests.services.clerks import ADMINISTRATOR, CULTURE, EVERYBODY, LEAD
from tests.services.office import Office
from tests.services.outbox_work import decided, send
from youcheng.domain.actors import Actor
from youcheng.domain.mail_texts import MailTextChange, MailTextProblem, MailTextRefused, is_fit
from youcheng.domain.outbox import MailState
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_outbox import view_mail
from youcheng.services.mail_texts import (
    LanguageText,
    change_mail_text,
    list_mail_texts,
    restore_mail_text,
    show_mail_text,
    texts_in_force,
    view_mail_text,
)

TEMPLATE = "decision_accepted"
SECRET = "Welcome aboard"


def text_of(office: Office, template: str = TEMPLATE, language: str = "en") -> LanguageText:
    view = view_mail_text(office.services, actor=LEAD, template=template)
    (found,) = [one for one in view.languages if one.language == language]
    return found


def change(
    office: Office,
    actor: Actor = LEAD,
    *,
    template: str = TEMPLATE,
    language: str = "en",
    seen: int | None = None,
    **parts: str,
) -> MailTextChange:
    now = text_of(office, template, language)
    return change_mail_text(
        office.services,
        actor=actor,
        template=template,
        language=language,
        parts={**now.text.parts(), **parts},
        seen=now.number if seen is None else seen,
    )


def refused(office: Office, **given: object) -> tuple[MailTextProblem, str, str]:
    before, events = texts_in_force(office.services), len(office.events())
    with pytest.raises(MailTextRefused) as raised:
        change(office, **given)  # type: ignore[arg-type]
    assert texts_in_force(office.services) == before
    assert len(office.events()) == events
    return raised.value.problem, raised.value.part, raised.value.name


def changed_in(office: Office) -> Sequence[str]:
    groups = list_mail_texts(office.services, actor=LEAD)
    (found,) = [one.letters[TEMPLATE] for one in groups if TEMPLATE in one.letters]
    return found


def test_a_draft_that_waits_is_written_in_the_new_text_and_leaves_in_it(office: Office) -> None:
    paper, mail = decided(office)
    change(office, title=f"{SECRET}!", paragraphs="“{programme}” and {contact}\n\nare R&D.")
    change(office, language="zh", next_step="请打开页面。")
    view = view_mail(office.services, actor=CULTURE, mail=mail.id)
    assert view.line.blocks == ()
    assert view.letter is not None
    assert view.letter.subject == f"{SECRET}! · {paper.stored.code}"
    assert "” and friends@youcheng.example" in view.letter.html
    assert "are R&amp;D." in view.letter.html
    assert mail.facts["link"].rpartition("/")[0] in view.letter.text
    assert "请打开页面。" in view.readings["zh"].text
    assert SECRET not in view.readings["fr"].text
    assert send(office, mail).done == (mail.id,)
    texts = texts_in_force(office.services)
    (left,) = [one for one in office.mails() if one.id == mail.id]
    assert left.state is MailState.QUEUED
    letter = office.services.write_letter(left, left.language, texts)
    assert letter.subject == view.letter.subject
    assert left.facts["link"] in letter.text
    assert left.facts["withdraw_link"] in letter.text


def test_every_change_is_told_without_its_text_and_the_delivered_one_comes_back(
    office: Office,
) -> None:
    delivered = text_of(office).delivered
    first = change(office, title=SECRET)
    office.wait(hours=1)
    assert changed_in(office) == ["en"]
    assert text_of(office).own == first.text
    second = restore_mail_text(
        office.services, actor=ADMINISTRATOR, template=TEMPLATE, language="en", seen=first.number
    )
    assert second.text is None
    assert changed_in(office) == []
    assert texts_in_force(office.services) == {}
    now = text_of(office)
    assert (now.text, now.own, now.number) == (delivered, None, second.number)
    view = view_mail_text(office.services, actor=LEAD, template=TEMPLATE)
    assert [(one.by, one.text) for one in view.changes] == [
        (ADMINISTRATOR.id, None),
        (LEAD.id, first.text),
    ]
    (set_,), (back,) = office.events("mail.text_changed"), office.events("mail.text_restored")
    for event, who in ((set_, LEAD), (back, ADMINISTRATOR)):
        assert event.actor == f"staff:{who.id}"
        assert dict(event.details) == {"template": TEMPLATE, "language": "en"}
        assert event.fields == ("title",)
    assert SECRET not in repr(office.events())
    office.assert_log_is_whole()


def test_saving_the_delivered_text_is_going_back_to_it(office: Office) -> None:
    delivered: Mapping[str, str] = text_of(office).delivered.parts()
    change(office, title=SECRET)
    assert change(office, **delivered).text is None
    assert texts_in_force(office.services) == {}


def test_a_text_that_may_not_be_so_changes_nothing(office: Office) -> None:
    assert refused(office) == ("same", "", "")
    assert refused(office, paragraphs="Good.") == ("missing", "", "{programme}")
    assert refused(office, title="{link}") == ("unknown", "title", "{link}")
    assert refused(office, button=" ") == ("empty", "button", "")
    assert refused(office, next_step="Ask [name].") == ("blank", "next_step", "[name]")
    assert refused(office, after="x" * 3001) == ("long", "after", "")
    assert refused(office, template="erased", paragraphs="All of it.") == ("missing", "", "{code}")


def test_of_two_who_set_a_text_one_is_told_of_the_other(office: Office) -> None:
    def set_to(title: str) -> str:
        try:
            change(office, title=title, seen=0)
        except MailTextRefused as told:
            return told.problem
        return title

    outcomes = at_once(lambda: set_to("First"), lambda: set_to("Second"))
    assert "changed" in outcomes
    (held,) = [one for one in outcomes if one != "changed"]
    assert text_of(office).text.title == held
    assert change(office, language="fr", title="Premier", seen=0).number > 1


def test_a_letter_without_a_button_is_given_none(office: Office) -> None:
    own = change(office, template="one_time_code", title="Code", button="Go there").text
    assert own is not None
    assert own.button == ""


def test_a_text_that_fits_no_more_is_told_and_the_delivered_one_leaves(office: Office) -> None:
    _, mail = decided(office)
    own = change(office, title=SECRET).text
    assert own is not None
    unfit = MailTextChange(99, TEMPLATE, "en", replace(own, button=""), office.now, LEAD.id)
    with office.services.records.write() as uow:
        uow.mail_texts.add(unfit)
        uow.commit()
    now = text_of(office)
    assert not now.fits
    assert not is_fit(now.text, now.delivered)
    letter = office.services.write_letter(mail, "en", texts_in_force(office.services))
    assert SECRET not in letter.text
    assert letter == office.services.write_letter(mail, "en", {})


def test_a_letter_can_be_looked_at_before_its_text_is_set(office: Office) -> None:
    parts = {**text_of(office, language="fr").delivered.parts(), "title": SECRET}
    letter = show_mail_text(
        office.services, actor=ADMINISTRATOR, template=TEMPLATE, language="fr", parts=parts
    )
    assert letter.subject.startswith(f"{SECRET} · ")
    assert office.services.content.programmes[0].name.get("fr") in letter.text
    with pytest.raises(MailTextRefused):
        show_mail_text(
            office.services,
            actor=LEAD,
            template=TEMPLATE,
            language="fr",
            parts={**parts, "title": "{link}"},
        )
    assert texts_in_force(office.services) == {}


def test_texts_are_a_leads_and_an_administrators_alone(office: Office) -> None:
    parts = text_of(office).delivered.parts()
    about = {"template": TEMPLATE, "language": "en"}
    for who, actor in EVERYBODY.items():
        if actor in (LEAD, ADMINISTRATOR):
            assert list_mail_texts(office.services, actor=actor), who
            continue
        with pytest.raises(NotAllowed):
            list_mail_texts(office.services, actor=actor)
        with pytest.raises(NotAllowed):
            view_mail_text(office.services, actor=actor, template=TEMPLATE)
        with pytest.raises(NotAllowed):
            show_mail_text(office.services, actor=actor, parts=parts, **about)
        with pytest.raises(NotAllowed):
            change_mail_text(
                office.services, actor=actor, parts={**parts, "title": "X"}, seen=0, **about
            )
        with pytest.raises(NotAllowed):
            restore_mail_text(office.services, actor=actor, seen=0, **about)
    assert texts_in_force(office.services) == {}


@pytest.mark.parametrize(("template", "language"), [("receit", "en"), (TEMPLATE, "xx")])
def test_what_is_no_letter_or_no_language_has_no_text(
    office: Office, template: str, language: str
) -> None:
    with pytest.raises(KeyError):
        change_mail_text(
            office.services,
            actor=LEAD,
            template=template,
            language=language,
            parts=text_of(office).delivered.parts(),
            seen=0,
        )
