"""The public row of a work: written when it comes on show, renewed with every change, removed when
it goes. What reads the gallery never has to know what may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from youcheng.content.subjects import edition_of
from youcheng.domain.consents import agreed
from youcheng.domain.editions import Edition, band_of
from youcheng.domain.gallery import AWARDED, Words, Work, public_answers
from youcheng.domain.states import Consent, ReviewState, SubmissionKind, Visibility
from youcheng.domain.submissions import Submission
from youcheng.domain.works import AddressKind, Picture, WorkAddress
from youcheng.services.effective_answers import effective_answers
from youcheng.services.ports import Services, UnitOfWork

_GIVEN_NAME: Final = "first-name"
"""The choice of a name to be shown that means the given name; `alias` is an answer of its own."""


def settle_work(services: Services, uow: UnitOfWork, submission: Submission, now: datetime) -> None:
    """Bring the public row of a painting in line with what may be shown of it; the caller commits.

    Args:
        services, uow: a unit of work that writes.
        submission: as it stands after the change.
        now: since when it has been on show, if it was not before.
    """
    if submission.kind is not SubmissionKind.PAINTING:
        return
    before = uow.works.find(str(submission.code))
    work = _public_work(services, uow, submission, before, now)
    if before is not None:
        uow.works.remove(submission.id)
    if work is None:
        return
    uow.works.add(work)
    if uow.addresses.find(work.code) is None:
        uow.addresses.add(WorkAddress(work.code, AddressKind.WORK, submission.id))


def _public_work(
    services: Services,
    uow: UnitOfWork,
    submission: Submission,
    before: Work | None,
    now: datetime,
) -> Work | None:
    """The row as it is to be; None where nothing may be shown."""
    edition = edition_of(services.content, submission.programme)
    picture = sent_picture(uow, submission)
    if submission.state.visibility is not Visibility.PUBLIC or edition is None or picture is None:
        return None
    standing = agreed(uow.agreements.of(submission.id))
    answers = effective_answers(services.content, uow, submission)
    definition = services.content.form(submission.programme).definition
    shown = public_answers(definition, answers, standing)
    return Work(
        submission=submission.id,
        code=str(submission.code),
        edition=edition.id,
        theme=_text(shown, "theme"),
        country=_text(shown, "country"),
        place=_text(shown, "city") or _text(shown, "partner_city"),
        band=_band(edition.rules, answers),
        technique=_text(shown, "technique"),
        award=_award(uow, submission, before),
        year=_number(shown, "year_made"),
        width_cm=_number(shown, "width_cm"),
        height_cm=_number(shown, "height_cm"),
        name=_name(answers, shown, Consent.SHOW_NAME in standing),
        language=submission.language,
        words=own_words(shown),
        translations=uow.translations.of(submission.id),
        picture=picture.address,
        width=picture.width,
        height=picture.height,
        colour=picture.colour,
        placeholder=picture.placeholder,
        published_at=now if before is None else before.published_at,
        sample=submission.is_sample,
    )


def _award(uow: UnitOfWork, submission: Submission, before: Work | None) -> str:
    """Id of the award once it was applied; the archive keeps what was shown."""
    if submission.review is ReviewState.AWARDED:
        return uow.jury.award_of(submission.id) or AWARDED
    return before.award if before and submission.review is ReviewState.ARCHIVED else ""


def own_words(answers: Mapping[str, object]) -> Words:
    """The child's own words among the answers."""
    return Words(
        _text(answers, "title"), _text(answers, "what_do_you_see"), _text(answers, "story")
    )


def sent_picture(uow: UnitOfWork, submission: Submission) -> Picture | None:
    """The picture that was sent; an earlier one may be kept beside it, and a later one that was not
    sent is nobody's to see."""
    files = [
        one.get("key")
        for answer in (submission.sent or {}).values()
        if isinstance(answer, list)
        for one in answer
        if isinstance(one, dict)
    ]
    return next((one for one in uow.pictures.of(submission.id) if one.id in files), None)


def _name(answers: Mapping[str, object], shown: Mapping[str, object], may_show: bool) -> str:
    """The name that was chosen, if a guardian agreed to show one; the family name never."""
    if not may_show:
        return ""
    if answers.get("public_name_choice") == _GIVEN_NAME:
        return _text(answers, "child_given_name")
    return _text(shown, "alias")


def _band(edition: Edition, answers: Mapping[str, object]) -> str:
    """The age band: all that is shown of a month of birth."""
    try:
        found = band_of(edition, _text(answers, "birth"))
    except ValueError:
        return ""
    return "" if found is None else found.id


def _text(answers: Mapping[str, object], name: str) -> str:
    value = answers.get(name)
    return value if isinstance(value, str) else ""


def _number(answers: Mapping[str, object], name: str) -> int:
    value = answers.get(name)
    return round(value) if isinstance(value, int | float) else 0
