"""The page of one submission in the desk: it shows what the services tell, and decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from youcheng.domain.corrections import CORRECTION_REASONS, LONGEST_TRANSLATION
from youcheng.domain.desk import LONGEST_NAME, LONGEST_NOTE, LONGEST_QUESTION, Note, Tag
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_language_name
from youcheng.markup.desk_history import (
    Moment,
    Names,
    name_actor,
    show_moment,
    tell_lines,
)
from youcheng.markup.desk_moderation import show_moderation
from youcheng.markup.desk_submission_acts import offer_acts
from youcheng.markup.desk_submission_answers import Revealed, Seen, group_answers, list_askable
from youcheng.markup.desk_submission_files import show_picture
from youcheng.markup.desk_words import (
    correction_words,
    decision_words,
    duplicate_words,
    erasing_words,
    flag_words,
    mail_state_words,
    mail_words,
    reason_words,
)
from youcheng.markup.environment import render
from youcheng.markup.status_words import state_title
from youcheng.services.answering import Replaced
from youcheng.services.desk_answers import REASONS
from youcheng.services.desk_erasing import ERASING_REASONS, ErasurePlan
from youcheng.services.desk_history import Line
from youcheng.services.desk_moderation_view import Moderation
from youcheng.services.desk_people import Colleague
from youcheng.services.desk_view import Message, SubmissionView
from youcheng.services.mailing import STAFF_NOTICE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of what was asked for last.

    Attributes:
        said: what was done, for the top of the page.
        undo: what the act is undone by; empty where it cannot be.
        act: what was refused.
        field: id of the field that it was about, if about one.
        trouble: why.
        since: what has happened meanwhile, where the submission had changed.
        revealed: a restricted answer that was read.
    """

    said: str = ""
    undo: str = ""
    act: str = ""
    field: str = ""
    trouble: str = ""
    since: tuple[Line, ...] = ()
    revealed: Revealed | None = None


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """All that the page shows.

    Attributes:
        view: of the submission.
        now: the server's clock.
        subject: name of the programme or edition.
        me: id of the account that looks.
        names: what ids stand for.
        people: who has an account; empty where that is not the reader's to know.
        tags: every tag.
        replaced: what the submitter changed when answering questions.
        erasure: what would go if it were erased; None where the reader does not erase it.
        queue: the part of the queue that the reader came from, as its address has it.
        outcome: of the last act.
        done: how often each act was done here: what was typed for it begins anew then.
        moderation: of a painting, for those who bring it to the gallery.
    """

    view: SubmissionView
    now: datetime
    subject: str
    me: str
    names: Names
    people: Sequence[Colleague] = ()
    tags: Sequence[Tag] = ()
    replaced: Sequence[Replaced] = ()
    erasure: ErasurePlan | None = None
    queue: str = ""
    outcome: Outcome = Outcome()
    done: Mapping[str, int] = field(default_factory=dict)
    moderation: Moderation | None = None


@dataclass(frozen=True, slots=True)
class _Note:
    author: str
    at: Moment
    text: str


@dataclass(frozen=True, slots=True)
class _Mail:
    name: str
    address: str
    language: str
    state: str
    at: Moment


def submission_page(page: SubmissionPage, t: Translator) -> Markup:
    """The page of one submission.

    Args:
        page: what it shows.
        t: the texts of the language.
    """
    view, names = page.view, page.names
    due = view.due_at
    return render(
        "desk/submission.html",
        t,
        page=page,
        view=view,
        outcome=page.outcome,
        version=view.version,
        back={"view": page.queue or None},
        state=state_title(view.review, t),
        pending=decision_words(view.pending, t) if view.pending else "",
        sent=_moment(view.sent_at, t),
        since=_moment(view.since, t),
        due=_moment(due, t),
        overdue=due is not None and due <= page.now,
        extended=_moment(view.extended_to, t),
        assignee=names.people.get(view.assignee, "") if view.assignee else "",
        city=names.cities.get(view.referred_to, view.referred_to),
        language_name=format_language_name(view.language, t.language),
        flags=[flag_words(one, t) for one in view.flags],
        mod=page.moderation and show_moderation(view.code, page.moderation, names, t),
        groups=group_answers(view, Seen(page.outcome.revealed, page.replaced, names, page.now), t),
        corrections=[(one, correction_words(one, t)) for one in CORRECTION_REASONS],
        erasure=page.erasure,
        erasing=[(one, erasing_words(one, t)) for one in ERASING_REASONS],
        pictures=[show_picture(view.code, one) for one in view.pictures],
        askable=list_askable(names.form, t),
        offers=offer_acts(view, t),
        reasons=[(one, reason_words(one, t)) for one in REASONS],
        fitting=[one for one in page.people if one.fits],
        duplicates=[
            (one.code, state_title(one.review, t), duplicate_words(one.why, t))
            for one in view.duplicates
        ],
        notes=[_note(one, names, t) for one in view.notes],
        messages=[_mail(one, t) for one in view.messages if one.template != STAFF_NOTICE],
        contact_language_name=format_language_name(view.contact_language, t.language),
        history=tell_lines(view.history, names, t),
        meanwhile=tell_lines(page.outcome.since, names, t),
        longest_note=LONGEST_NOTE,
        longest_question=LONGEST_QUESTION,
        longest_name=LONGEST_NAME,
        longest_translation=LONGEST_TRANSLATION,
        reader=t.language.html,
        reader_name=format_language_name(t.language.code, t.language),
    )


def _moment(moment: datetime | None, t: Translator) -> Moment | None:
    return None if moment is None else show_moment(moment, t)


def _note(one: Note, names: Names, t: Translator) -> _Note:
    return _Note(name_actor(f"staff:{one.author}", names, t), show_moment(one.at, t), one.text)


def _mail(one: Message, t: Translator) -> _Mail:
    return _Mail(
        mail_words(one.template, t),
        one.address,
        format_language_name(one.language, t.language),
        mail_state_words(one.state, t),
        show_moment(one.sent_at or one.created_at, t),
    )
