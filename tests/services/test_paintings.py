"""An entry of a painting from the photo to the guardian's answer, and out again."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.services.guardian import answer, link_in
from tests.services.office import Office, Paper, denied, token_in
from tests.services.paintings import FORM, every_warning, fill_in, photo, send
from youcheng.domain.attachments import AttachmentRefused
from youcheng.domain.outbox import OutboxMail
from youcheng.domain.pictures import WHOLE, Edit
from youcheng.domain.states import ConsentAnswer, ReviewState, SubmissionKind
from youcheng.domain.works import AddressKind
from youcheng.services.attachments import edit_picture
from youcheng.services.consenting import read_picture, view_consent
from youcheng.services.drafts import mail_form_link
from youcheng.services.flagging import DUPLICATE, POSSIBLE_COPY
from youcheng.services.keeping_time import keep_time
from youcheng.services.pictures import cut_due_tiles
from youcheng.services.submitting import FormRefused
from youcheng.services.withdrawing import withdraw

ON_BOTH_STORES = True
COPIES = ["1280.jpg", "2560.jpg", "320.webp", "480.webp", "640.webp", "960.webp"]


@pytest.fixture
def entry(office: Office) -> Paper:
    return send(office)


def _pictures(paper: Paper) -> list[str]:
    with paper.office.services.records.read() as uow:
        return [one.id for one in uow.pictures.of(paper.submission)]


def _address(paper: Paper) -> str:
    with paper.office.services.records.read() as uow:
        (picture,) = uow.pictures.of(paper.submission)
    return picture.address


def _withdrawal_in(mail: OutboxMail) -> str:
    return token_in(mail.facts["withdraw_link"])


def _is_closed(office: Office, address: str) -> bool:
    with office.services.records.read() as uow:
        known = uow.addresses.find(address)
    assert known is not None
    assert known.kind is AddressKind.PICTURE
    return known.closed_at is not None


def _edit(paper: Paper, edit: Edit) -> None:
    (picture,) = _pictures(paper)
    edit_picture(paper.office.services, token=paper.token, attachment=picture, edit=edit)


def test_a_photo_is_kept_with_a_copy_of_each_size(office: Office) -> None:
    paper = fill_in(office)
    (original,) = [one for one in paper.attachments if not one.derived_from]
    copies = [one for one in paper.attachments if one.derived_from == original.id]
    assert sorted(one.name for one in copies) == COPIES
    assert office.file_keys() == {one.key for one in paper.attachments}
    assert paper.read(original.id) == photo()
    small = next(one for one in copies if one.name == "320.webp")
    assert max(Image.open(io.BytesIO(paper.read(small.id))).size) == 320


def test_what_is_no_photo_is_refused_and_leaves_nothing(office: Office) -> None:
    paper = office.begin(FORM)
    for content, code in (
        (b"<html>", "file_kind"),
        (photo()[:5000], "file_broken"),
        (photo(width=600, height=400), "file_too_small"),
    ):
        with pytest.raises(AttachmentRefused) as refused:
            paper.attach("image", content, "x.jpg")
        assert refused.value.code == code
    assert office.file_keys() == set()
    assert paper.attachments == []


def test_turning_a_photo_puts_new_copies_in_place_of_the_old_ones(office: Office) -> None:
    paper = fill_in(office)
    address = _address(paper)
    _edit(paper, Edit(turn=90))
    view = next(iter(paper.open().pictures.values()))
    assert (view.width, view.height, view.edit) == (1500, 2000, Edit(turn=90))
    assert Image.open(io.BytesIO(paper.read(view.preview))).size == (480, 640)
    assert _is_closed(office, address)
    assert not _is_closed(office, _address(paper))
    assert office.file_keys() == {one.key for one in paper.attachments}
    assert len(paper.attachments) == 1 + len(COPIES)


def test_cropping_counts_from_the_photo_as_it_was_sent(office: Office) -> None:
    paper = fill_in(office)
    _edit(paper, Edit(crop=(0.0, 0.0, 0.9, 0.9)))
    view = next(iter(paper.open().pictures.values()))
    assert (view.width, view.height) == (1800, 1350)
    _edit(paper, Edit(crop=WHOLE))
    view = next(iter(paper.open().pictures.values()))
    assert (view.width, view.height) == (2000, 1500)


def test_too_little_cannot_be_kept_of_a_photo(office: Office) -> None:
    paper = fill_in(office)
    with pytest.raises(AttachmentRefused) as refused:
        _edit(paper, Edit(crop=(0.0, 0.0, 0.3, 0.3)))
    assert refused.value.code == "file_too_small"
    assert len(paper.attachments) == 1 + len(COPIES)


def test_nothing_happens_before_a_guardian_has_agreed(entry: Paper) -> None:
    office = entry.office
    assert entry.stored.kind is SubmissionKind.PAINTING
    assert entry.stored.review is ReviewState.AWAITING_GUARDIAN
    assert cut_due_tiles(office.services) == 0
    assert office.mails("staff_notice") == []
    assert answer(entry) is ReviewState.SUBMITTED
    assert len(office.mails("staff_notice")) == 1
    assert cut_due_tiles(office.services) == 1
    assert cut_due_tiles(office.services) == 0
    tiles = [one for one in entry.attachments if one.name.endswith("/default.jpg")]
    assert tiles
    assert office.file_keys() == {one.key for one in entry.attachments}
    office.assert_log_is_whole()


def test_a_picture_whose_tiles_were_cut_before_there_were_cards_gets_its_card(
    entry: Paper,
) -> None:
    office = entry.office
    answer(entry)
    cut_due_tiles(office.services)
    (card,) = [one for one in entry.attachments if one.name == "card.jpg"]
    others = {one.id for one in entry.attachments} - {card.id}
    with office.services.records.write() as uow:
        uow.attachments.remove(card.id)
        uow.commit()
    office.services.files.delete(card.key)
    assert cut_due_tiles(office.services) == 1
    assert cut_due_tiles(office.services) == 0
    (drawn,) = [one for one in entry.attachments if one.name == "card.jpg"]
    assert {one.id for one in entry.attachments} - {drawn.id} == others
    assert (drawn.derived_from, drawn.key) == (card.derived_from, card.key)
    assert office.file_keys() == {one.key for one in entry.attachments}


def test_the_guardian_is_asked_each_consent_in_their_own_language(office: Office) -> None:
    paper = send(office, guardian_language="ne")
    mail = office.mail("painting_guardian_request")
    assert mail.language == "ne"
    assert "lang=ne" in mail.facts["link"]
    request = view_consent(office.services, token=link_in(mail))
    assert next(one.id for one in request.fields) == "consent_process"
    assert request.texts == view_consent(office.services, token=link_in(mail), language="ne").texts
    assert request.picture is not None
    _, pieces = read_picture(office.services, token=link_in(mail))
    assert max(Image.open(io.BytesIO(b"".join(pieces))).size) == 320
    assert paper.stored.review is ReviewState.AWAITING_GUARDIAN


def test_the_guardian_who_entered_it_is_written_to_once(entry: Paper) -> None:
    assert sorted(one.template for one in entry.mails()) == [
        "painting_guardian_request",
        "second_guardian",
    ]


@pytest.mark.parametrize(
    ("who", "note"),
    [("young-person", "painting_young_person_note"), ("teacher", "painting_teacher_note")],
)
def test_who_entered_it_for_a_guardian_is_told_too(office: Office, who: str, note: str) -> None:
    paper = send(office, who)
    assert sorted(one.template for one in paper.mails()) == sorted(
        ["painting_guardian_request", note]
    )


def test_a_second_guardian_is_told_and_can_take_it_back(office: Office) -> None:
    paper = send(office, guardian_2_email="other@example.org")
    assert answer(paper) is ReviewState.SUBMITTED
    mail = office.mail("second_guardian", to="other@example.org")
    withdraw(
        office.services, token=mail.facts["withdraw_link"].partition("?")[0].rpartition("/")[2]
    )
    assert paper.stored.review is ReviewState.WITHDRAWN
    assert office.file_keys() == set()


@pytest.mark.parametrize("end", ["refused", "expired", "withdrawn"])
def test_what_ends_takes_every_file_and_address_along(entry: Paper, end: str) -> None:
    office, address = entry.office, _address(entry)
    link = link_in(entry.mails("painting_guardian_request")[-1])
    if end == "refused":
        answer(entry, consent_process=ConsentAnswer.REFUSE)
    elif end == "expired":
        for _ in range(15):
            office.wait(days=1)
            keep_time(office.services)
    else:
        answer(entry)
        cut_due_tiles(office.services)
        withdraw(office.services, token=_withdrawal_in(entry.mails("painting_consent_receipt")[-1]))
    assert entry.stored.review is (
        ReviewState.EXPIRED if end == "expired" else ReviewState.WITHDRAWN
    )
    assert office.file_keys() == set()
    assert entry.attachments == []
    assert _pictures(entry) == []
    assert _is_closed(office, address)
    assert denied(lambda: view_consent(office.services, token=link)) is not None
    office.assert_log_is_whole()


def test_a_guardian_is_reminded_twice(entry: Paper) -> None:
    office = entry.office
    for _ in range(13):
        office.wait(days=1)
        keep_time(office.services)
    assert len(entry.mails("painting_guardian_reminder")) == 2
    assert entry.stored.review is ReviewState.AWAITING_GUARDIAN


def test_a_changed_picture_asks_the_guardian_anew(entry: Paper) -> None:
    office = entry.office
    answer(entry)
    _edit(entry, Edit(turn=180))
    entry.send(confirmed=every_warning(entry))
    assert entry.stored.review is ReviewState.AWAITING_GUARDIAN
    assert len(entry.mails("painting_guardian_request")) == 2
    assert answer(entry) is ReviewState.SUBMITTED
    assert office.file_keys() == {one.key for one in entry.attachments}


def test_other_changes_do_not_ask_the_guardian_again(entry: Paper) -> None:
    answer(entry)
    entry.save(title="The river at night")
    entry.send(confirmed=every_warning(entry))
    assert entry.stored.review is ReviewState.SUBMITTED
    assert len(entry.mails("painting_guardian_request")) == 1


def test_refusing_to_be_shown_is_no_reason_to_end_it(entry: Paper) -> None:
    assert answer(entry, consent_show_work=ConsentAnswer.REFUSE) is ReviewState.SUBMITTED


def test_a_picture_that_was_sent_before_is_flagged_and_not_blocked(office: Office) -> None:
    send(office, seed=1)
    other = send(office, seed=1, child_given_name="Amina", guardian_email="b@example.org")
    assert POSSIBLE_COPY in other.stored.flags
    assert DUPLICATE not in other.stored.flags
    third = send(office, seed=7, child_given_name="Tenzin", guardian_email="c@example.org")
    assert POSSIBLE_COPY not in third.stored.flags


def test_a_second_work_of_one_child_is_flagged_and_not_blocked(office: Office) -> None:
    assert DUPLICATE not in send(office, seed=1).stored.flags
    again = send(office, seed=2)
    assert DUPLICATE in again.stored.flags
    assert again.stored.review is ReviewState.AWAITING_GUARDIAN


def test_a_dark_photo_is_asked_about_until_it_is_kept(office: Office) -> None:
    dark = Image.open(io.BytesIO(photo())).point(lambda value: value // 8)
    out = io.BytesIO()
    dark.save(out, "JPEG")
    full = fill_in(office)
    full.remove(next(one.id for one in full.attachments if not one.derived_from))
    full.attach("image", out.getvalue(), "dark.jpg")
    with pytest.raises(FormRefused) as refused:
        full.send()
    assert "picture_dark" in {one.code for one in refused.value.warnings}
    assert full.stored.review is ReviewState.DRAFT
    full.send(confirmed=every_warning(full))
    assert full.stored.review is ReviewState.AWAITING_GUARDIAN


def test_an_entry_that_waits_can_be_gone_on_with_by_mail(office: Office) -> None:
    paper = fill_in(office, "young-person")
    assert mail_form_link(office.services, token=paper.token) == paper.stored.text("email")
    mail = office.mail("resume_link")
    assert mail.facts["link"].startswith("https://youcheng.example/compete?draft=")
