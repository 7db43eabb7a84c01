"""The outbox on the desk: who finds and reads what, and in what order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.clerks import CULTURE, EVERYBODY, LEAD
from tests.services.desk_work import everything
from tests.services.office import Office
from tests.services.outbox_work import (
    OFFICER,
    ZOE,
    decided,
    lines,
    plan,
    send,
    stored,
)
from youcheng.domain.outbox import MailState
from youcheng.domain.outbox_view import OutboxView, Pile
from youcheng.domain.states import ReviewState
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.delivering import Outcome, deliver
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_outbox import count_outbox, list_outbox, view_mail
from youcheng.services.desk_outbox_acts import (
    bring_mail_back,
    discard_mail,
    edit_mail,
    send_mails,
)


def test_each_role_reads_and_sends_exactly_the_drafts_that_are_theirs(office: Office) -> None:
    mails = {name: decided(office, name)[1] for name in OFFICER}
    theirs = {
        "officer of culture": {"culture"},
        "officer of health": {"health"},
        "lead": {"culture", "health"},
    }
    before = everything(office)
    for who, actor in EVERYBODY.items():
        mine = theirs.get(who)
        if mine is None:
            with pytest.raises(NotAllowed, match="desk"):
                list_outbox(office.services, actor=actor, view=OutboxView())
            with pytest.raises(NotAllowed, match="desk"):
                count_outbox(office.services, actor=actor, view=OutboxView())
            with pytest.raises(NotAllowed, match="desk"):
                plan(office, *mails.values(), actor=actor)
        else:
            found = {mails[name].id for name in mine}
            assert {*lines(office, actor)} == found, who
            assert {one.id for one in plan(office, *mails.values(), actor=actor).ready} == found
            counts = count_outbox(office.services, actor=actor, view=OutboxView())
            assert counts.programmes == dict.fromkeys(sorted(mine), 1)
            assert counts.piles[Pile.DRAFTS] == len(mine)
        for name, mail in mails.items():
            if mine is None or name not in mine:
                for verb, more in (
                    (view_mail, {}),
                    (edit_mail, {"version": 0, "text": "No."}),
                    (discard_mail, {"version": 0}),
                    (bring_mail_back, {"version": 0}),
                ):
                    with pytest.raises(NotAllowed):
                        verb(office.services, actor=actor, mail=mail.id, **more)  # type: ignore[operator]
    assert everything(office) == before


def test_a_draft_reads_in_every_language_and_shows_nobody_its_secrets(office: Office) -> None:
    _, mail = decided(office)
    seen = view_mail(office.services, actor=LEAD, mail=mail.id)
    assert {*seen.readings} == {one.code for one in LANGUAGES}
    assert len({one.subject for one in seen.readings.values()}) == len(LANGUAGES)
    token = mail.facts["withdraw_link"].rpartition("/withdraw/")[2][:43]
    assert seen.letter is not None
    for letter in (seen.letter, *seen.readings.values()):
        assert token not in letter.text
        assert token not in letter.html
    assert "/withdraw/…" in seen.letter.text
    assert ZOE not in repr(seen)


def test_of_what_was_withdrawn_no_draft_is_found_or_leaves(office: Office) -> None:
    paper, mail = decided(office)
    planned = plan(office, mail)
    state = replace(paper.stored.state, review=ReviewState.WITHDRAWN)
    with office.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE submission SET review = '{state.review}' WHERE id = '{paper.submission}'"
        )
    assert lines(office, LEAD) == []
    with pytest.raises(NotAllowed, match="mail"):
        view_mail(office.services, actor=LEAD, mail=mail.id)
    assert send_mails(office.services, actor=LEAD, plan=planned).done == ()
    assert stored(office, mail).state is MailState.HELD


def test_a_list_goes_through_every_mail_once_and_back_again(office: Office) -> None:
    mails = []
    for _ in range(5):
        mails.append(decided(office)[1].id)
        office.wait(minutes=1)
    seen, place, pages = [], "", []
    while True:
        page = list_outbox(office.services, actor=CULTURE, view=OutboxView(), after=place, limit=2)
        pages.append(page)
        seen += [one.id for one in page.lines]
        if not page.after:
            break
        place = page.after
    assert seen == mails
    back = list_outbox(
        office.services, actor=CULTURE, view=OutboxView(), before=pages[2].before, limit=2
    )
    assert [one.id for one in back.lines] == mails[2:4]
    assert back.before
    assert back.after
    send(office, *office.mails("decision_accepted"))
    for mail in mails:
        deliver(office.services, mail_id=mail, send=lambda _: Outcome.TAKEN)
    latest = lines(office, pile=Pile.SENT, template="decision_accepted")
    assert latest == mails[::-1]


def test_filters_choose_by_letter_programme_and_language(office: Office) -> None:
    _, english = decided(office)
    _, french = decided(office, changes={"form_language": "fr"})
    _, other = decided(office, "health")
    assert {*lines(office, LEAD, language="fr")} == {french.id}
    assert {*lines(office, LEAD, programme="health")} == {other.id}
    assert {*lines(office, LEAD, template="decision_accepted")} == {english.id, french.id, other.id}
    assert lines(office, LEAD, template="award") == []
    counts = count_outbox(office.services, actor=LEAD, view=OutboxView(language="fr"))
    assert (counts.languages, counts.templates) == ({"en": 2, "fr": 1}, {"decision_accepted": 1})
    done = send(office, french, other, actor=LEAD)
    assert {*lines(office, LEAD, pile=Pile.WAITING, batch=done.batch)} == {french.id, other.id}
    assert lines(office, LEAD, pile=Pile.WAITING, batch="0") == []
