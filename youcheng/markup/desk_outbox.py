"""The outbox on the desk: it shows what the services tell, and decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from markupsafe import Markup

from youcheng.domain.outbox import LONGEST_PERSONAL, MailState
from youcheng.domain.outbox_view import OutboxView, Pile
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_parts import DESK, part_links
from youcheng.markup.desk_words import mail_state_words, mail_words
from youcheng.markup.environment import address, render
from youcheng.markup.names import language_tag
from youcheng.services.desk_bulk import OUTDATED
from youcheng.services.desk_outbox import Block, MailLine, MailView, OutboxCounts, OutboxPage
from youcheng.services.desk_outbox_acts import MOST, STATE, SendingDone, SendingPlan
from youcheng.services.desk_parts import DeskPart
from youcheng.services.ports_outbox import Letter

_STATE_OF: Final[Mapping[Pile, MailState]] = {
    Pile.DRAFTS: MailState.HELD,
    Pile.WAITING: MailState.QUEUED,
    Pile.SENT: MailState.SENT,
    Pile.FAILED: MailState.FAILED,
    Pile.DISCARDED: MailState.DISCARDED,
}
"""The state by whose words a pile is called."""
_SENDABLE: Final = frozenset({Pile.DRAFTS, Pile.FAILED})


@dataclass(frozen=True, slots=True)
class OutboxOutcome:
    """What came of what was asked for last.

    Attributes:
        said: what was done, or found.
        trouble: why it was refused.
        act: which act was refused.
        plan: which mails would leave.
        done: which mails leave now.
        text: what was typed as a personal paragraph and could not be kept.
    """

    said: str = ""
    trouble: str = ""
    act: str = ""
    plan: SendingPlan | None = None
    done: SendingDone | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class OutboxShown:
    """All that the list shows: the mails, how many there are, names of programmes by id, the parts
    of the desk that are the reader's, and the outcome of the last act."""

    page: OutboxPage
    counts: OutboxCounts
    programmes: Mapping[str, str]
    parts: Sequence[DeskPart] = ()
    outcome: OutboxOutcome = field(default_factory=OutboxOutcome)


@dataclass(frozen=True, slots=True)
class _Row:
    line: MailLine
    name: str
    programme: str
    language: str
    written: Moment
    state: str
    blocks: list[str]


@dataclass(frozen=True, slots=True)
class _Reading:
    code: str
    html: str
    name: str
    letter: Letter


def outbox_address(view: OutboxView, code: str, **more: str) -> str:
    """The address of a part of the outbox, or of a mail in it."""
    return address(DESK, code, part=str(DeskPart.OUTBOX), view=view.to_query() or None, **more)


def outbox_page(shown: OutboxShown, t: Translator) -> Markup:
    """The list of a part of the outbox."""
    page, view, code = shown.page, shown.page.view, t.language.code
    counts = shown.counts
    return render(
        "desk/outbox.html",
        t,
        parts=part_links(shown.parts, t, here=DeskPart.OUTBOX),
        view=view,
        query=view.to_query(),
        outcome=shown.outcome,
        number=count_mails(counts.piles.get(view.pile, 0), t),
        piles=[
            (
                mail_state_words(_STATE_OF[pile], t),
                outbox_address(replace(view, pile=pile), code),
                pile is view.pile,
                format_number(counts.piles.get(pile, 0), t.language),
            )
            for pile in Pile
        ],
        templates=_options(counts.templates, view.template, lambda one: mail_words(one, t), t),
        programmes=_options(
            counts.programmes, view.programme, lambda one: shown.programmes.get(one, one), t
        ),
        languages=_options(counts.languages, view.language, language_name, t),
        rows=[_row(one, shown.programmes, t) for one in page.lines],
        mail_at={one.id: outbox_address(view, code, mail=one.id) for one in page.lines},
        sends=view.pile in _SENDABLE,
        is_whole=view == OutboxView(pile=view.pile),
        whole=outbox_address(OutboxView(pile=view.pile), code),
        previous=outbox_address(view, code, before=page.before) if page.before else "",
        following=outbox_address(view, code, after=page.after) if page.after else "",
        plan=_plan(shown.outcome.plan, t),
        skipped=_skipped(shown.outcome.done.skipped, t) if shown.outcome.done else [],
        batch=_batch(shown.outcome.done, code),
        most=MOST,
    )


def mail_page(
    view: MailView,
    back: OutboxView,
    programmes: Mapping[str, str],
    people: Mapping[str, str],
    outcome: OutboxOutcome,
    t: Translator,
) -> Markup:
    """The page of one mail.

    Args:
        view: the mail.
        back: the part of the outbox that it was opened from.
        programmes, people: names by id.
        outcome: of the last act.
        t: the texts of the reader's language.
    """
    line = view.line
    return render(
        "desk/outbox_mail.html",
        t,
        view=view,
        row=_row(line, programmes, t),
        outcome=outcome,
        back=outbox_address(back, t.language.code),
        is_draft=line.state is MailState.HELD,
        is_failed=line.state is MailState.FAILED,
        is_discarded=line.state is MailState.DISCARDED and view.letter is not None,
        sends=line.state is MailState.FAILED or (line.state is MailState.HELD and not line.blocks),
        text=view.personal if outcome.text is None else outcome.text,
        editor=people.get(view.edited_by, ""),
        edited=None if view.edited_at is None else show_moment(view.edited_at, t),
        html=language_tag(line.language),
        readings=[
            _Reading(code, language_tag(code), language_name(code), letter)
            for code, letter in view.readings.items()
        ],
        longest=LONGEST_PERSONAL,
    )


def count_mails(number: int, t: Translator) -> str:
    """How many mails there are, in words."""
    return t.ngettext("{number} e-mail", "{number} e-mails", number).format(
        number=format_number(number, t.language)
    )


def language_name(code: str) -> str:
    """A language in itself."""
    found = BY_CODE.get(code)
    return code if found is None else found.self_name


def block_words(code: str, t: Translator) -> str:
    """Why a mail cannot be sent, or is left out."""
    words = {
        Block.ADDRESS: t.gettext("There is no e-mail address to send it to."),
        Block.BLANK: t.gettext("Something in brackets, or a blank, is still to be filled in."),
        Block.FACTS: t.gettext("Something that the e-mail names is missing."),
        Block.OVER: t.gettext("The time that the e-mail names has passed."),
        Block.CHANGED: t.gettext("What the e-mail says about the submission is no longer so."),
        STATE: t.gettext("It is no draft any more."),
        OUTDATED: t.gettext("The e-mail has changed meanwhile."),
    }
    return words.get(code) or t.gettext("This e-mail is not yours to send.")


def _options(
    counts: Mapping[str, int], chosen: str, name: Callable[[str], str], t: Translator
) -> list[tuple[str, str]]:
    """What can be chosen, by its name, each with how many there are."""
    numbers = {**({chosen: 0} if chosen else {}), **counts}
    named = [
        (one, f"{name(one)} ({format_number(number, t.language)})")
        for one, number in numbers.items()
    ]
    return sorted(named, key=lambda pair: pair[1])


def _row(line: MailLine, programmes: Mapping[str, str], t: Translator) -> _Row:
    return _Row(
        line=line,
        name=mail_words(line.template, t),
        programme=programmes.get(line.programme, line.programme),
        language=language_name(line.language),
        written=show_moment(line.sent_at or line.created_at, t),
        state=mail_state_words(line.state, t),
        blocks=[block_words(one, t) for one in line.blocks],
    )


def _plan(plan: SendingPlan | None, t: Translator) -> dict[str, object] | None:
    if plan is None:
        return None
    languages = Counter(one.language for one in plan.ready)
    templates = Counter(one.template for one in plan.ready)
    return {
        "ready": plan.ready,
        "number": count_mails(len(plan.ready), t),
        "languages": [
            (language_name(one), format_number(many, t.language))
            for one, many in sorted(languages.items())
        ],
        "templates": [
            (mail_words(one, t), format_number(many, t.language))
            for one, many in sorted(templates.items())
        ],
        "skipped": _skipped(plan.skipped, t),
    }


def _skipped(skipped: Sequence[tuple[str, str]], t: Translator) -> list[tuple[str, str]]:
    return [(code, block_words(why, t)) for code, why in skipped]


def _batch(done: SendingDone | None, code: str) -> str:
    if done is None or not done.done:
        return ""
    return outbox_address(OutboxView(pile=Pile.WAITING, batch=done.batch), code)
