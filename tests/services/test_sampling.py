"""The sample edition: in every state, without any address, and gone without a trace but the log."""

from __future__ import annotations

from threading import Event

import pytest
from sqlalchemy import select

from tests.at_once import at_once
from tests.services import paintings
from tests.services.office import Office
from tests.services.samples import fill, small_entries
from youcheng.domain.audit import Via
from youcheng.domain.consents import hash_text
from youcheng.domain.states import (
    STATES_OF,
    Consent,
    ConsentAnswer,
    ReviewState,
    SubmissionKind,
    Visibility,
)
from youcheng.domain.submissions import SAMPLE, Submission
from youcheng.domain.works import AddressKind
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.sampling import (
    SUBJECT,
    add_samples,
    has_sample,
    lacks_samples,
    look_for_samples,
    remove_samples,
    shows_samples,
)
from youcheng.services.showing import UnknownWork, WorkGone, find_picture
from youcheng.services.verifying import verify_log
from youcheng.storage.tables import (
    AgreementRow,
    AttachmentRow,
    GrantRow,
    OutboxRow,
    PictureRow,
    SubmissionRow,
    TombstoneRow,
    TranslationRow,
    WorkAddressRow,
    WorkGramRow,
    WorkRow,
)

EVERY_STATE = 15
"""So many entries lead to every state."""
HELD = (
    SubmissionRow,
    AgreementRow,
    AttachmentRow,
    PictureRow,
    WorkAddressRow,
    GrantRow,
    OutboxRow,
    TombstoneRow,
    TranslationRow,
    WorkGramRow,
    WorkRow,
)


def samples(office: Office) -> list[Submission]:
    with office.engine.connect() as connection:
        ids = connection.execute(select(SubmissionRow.id)).scalars().all()
    return [found for one in ids if (found := office.submission(one)).is_sample]


def rows(office: Office) -> dict[str, int]:
    return {table.__tablename__: office.count(table) for table in HELD}


def test_a_sample_edition_stands_in_every_state_and_language(office: Office) -> None:
    entries = small_entries(office, EVERY_STATE + 5)
    assert fill(office, *entries) == len(entries)
    made = samples(office)
    assert {one.review for one in made} == STATES_OF[SubmissionKind.PAINTING] - {ReviewState.ERASED}
    assert {one.language for one in made} == {one.code for one in LANGUAGES}
    assert {one.state.visibility for one in made} == {*Visibility}
    assert {one.programme for one in made} == {"painting-2026"}
    assert len(made) == len(entries)
    office.assert_log_is_whole()


def test_nobody_is_mailed_and_no_address_is_held(office: Office) -> None:
    fill(office, *small_entries(office, EVERY_STATE))
    assert office.mails() == []
    assert office.woken == 0
    assert office.count(GrantRow) == 0
    assert [one.id for one in samples(office) if "@" in str((one.draft.answers, one.sent))] == []
    assert {one.contact for one in samples(office)} == {""}


def test_a_work_on_show_is_found_and_one_that_was_taken_back_is_gone(office: Office) -> None:
    fill(office, *small_entries(office, EVERY_STATE))
    told = {}
    with office.services.records.read() as uow:
        pictures = {one.id: uow.pictures.of(one.id) for one in samples(office)}
    for one in samples(office):
        for picture in pictures[one.id]:
            try:
                found = find_picture(office.services, address=picture.address)
                told[one.state.visibility] = found.submission
            except UnknownWork:
                assert one.state.visibility is not Visibility.PUBLIC
    assert set(told) == {Visibility.PUBLIC}
    with office.engine.connect() as connection:
        every = select(WorkAddressRow.address).where(WorkAddressRow.kind == AddressKind.PICTURE)
        closed = every.where(WorkAddressRow.closed_at.is_not(None))
        addresses = connection.execute(closed).scalars().all()
    for address in addresses:
        with pytest.raises(WorkGone):
            find_picture(office.services, address=address)
    assert len(addresses) == 2


def test_guardians_answer_the_texts_of_the_form_and_who_refuses_is_never_shown(
    office: Office,
) -> None:
    planned = small_entries(office, 60)
    never = next(one for one in planned if Consent.SHOW_WORK in one.refused)
    fill(office, never)
    (made,) = samples(office)
    assert made.review is ReviewState.PARTICIPATED
    assert made.state.visibility is Visibility.HIDDEN
    with office.services.records.read() as uow:
        given = uow.agreements.of(made.id)
        texts = {one.field: uow.agreements.text(one.text_hash) for one in given}
    answers = {one.consent: one.answer for one in given}
    assert {one.by for one in given} == {"guardian"}
    assert {one.language for one in given} == {never.language}
    assert answers[Consent.PROCESS] is ConsentAnswer.AGREE
    assert answers[Consent.SHOW_WORK] is ConsentAnswer.REFUSE
    assert {hash_text(text) for text in texts.values()} == {one.text_hash for one in given}
    operator = office.services.content.operator
    assert operator.name.get(never.language) in texts["consent_process"]


def test_a_second_run_adds_what_is_missing_and_nothing_else(office: Office) -> None:
    entries = small_entries(office, 4)
    assert fill(office, *entries[:2]) == 2
    before = office.events()
    assert fill(office, *entries[:2]) == 0
    assert office.events() == before
    assert fill(office, *entries) == 2
    assert office.count(SubmissionRow) == 4


def test_two_runs_at_once_add_each_entry_once(office: Office) -> None:
    entries = small_entries(office, 3)
    added = at_once(*[lambda: fill(office, *entries)] * 2)
    assert [one for one in added if isinstance(one, Exception)] == []
    assert sum(one for one in added if isinstance(one, int)) == 3
    assert office.count(SubmissionRow) == 3
    office.assert_log_is_whole()


def test_a_run_that_is_stopped_leaves_whole_entries(office: Office) -> None:
    over = Event()
    added = add_samples(
        office.services,
        entries=small_entries(office, 30),
        via=Via.JOB,
        workers=1,
        over=over,
        done=lambda _: over.set(),
    )
    assert 1 <= added < 30
    assert office.count(SubmissionRow) == added
    office.assert_log_is_whole()


def test_removing_takes_every_sample_and_touches_nothing_real(office: Office) -> None:
    real = paintings.send(office)
    kept, files, mails = rows(office), office.file_keys(), office.mails()
    stored, given = real.stored, office.events()
    entries = small_entries(office, EVERY_STATE)
    fill(office, *entries)
    assert remove_samples(office.services, via=Via.COMMAND) == EVERY_STATE
    assert rows(office) == kept
    assert office.file_keys() == files
    assert office.mails() == mails
    assert real.stored == stored
    assert office.events()[: len(given)] == given
    assert verify_log(office.services).is_whole
    assert [one.subject for one in office.events("sample.removed")] == [SUBJECT]
    assert remove_samples(office.services, via=Via.COMMAND) == 0


def test_what_was_removed_may_be_made_again(office: Office) -> None:
    entries = small_entries(office, 2)
    fill(office, *entries)
    before = {one.id for one in samples(office)}
    remove_samples(office.services, via=Via.COMMAND)
    assert fill(office, *entries) == 2
    assert before & {one.id for one in samples(office)} == set()
    assert verify_log(office.services).is_whole


def test_the_site_knows_whether_it_shows_samples(sqlite_office: Office) -> None:
    services = sqlite_office.services
    assert lacks_samples(services, 1)
    fill(sqlite_office, *small_entries(sqlite_office, 1))
    assert not lacks_samples(services, 1)
    assert has_sample(services)
    look_for_samples(services)
    assert shows_samples()
    remove_samples(services, via=Via.COMMAND)
    look_for_samples(services)
    assert not shows_samples()
    assert lacks_samples(services, 1)


def test_the_flag_outlives_the_answers(office: Office) -> None:
    planned = small_entries(office, EVERY_STATE)
    fill(office, *planned[12:14])
    for one in samples(office):
        assert one.review in {ReviewState.WITHDRAWN, ReviewState.EXPIRED}
        assert one.flags == (SAMPLE,)
        assert one.draft.answers == {}
