"""What has happened to a submission, a line each, in the words of the staff."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from youcheng.content.forms import Form
from youcheng.domain.deadlines import NANJING
from youcheng.domain.states import ReviewState, Visibility
from youcheng.i18n import formats
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_words import decision_words, reason_words
from youcheng.markup.status_words import event_words, state_title
from youcheng.services.desk_history import Line

_UNTOLD: Final = frozenset({"draft.saved"})
"""What nobody in the desk need read: every single save of a form that was not sent yet."""
WHOLE: Final = frozenset({"submission.submitted", "consent.requested", "consent.given"})
"""Events that are about all of a submission, whatever fields they name."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment on Nanjing's clock.

    Attributes:
        iso: for machines.
        words: day and time as the language writes them.
    """

    iso: str
    words: str


@dataclass(frozen=True, slots=True)
class Names:
    """What ids in the history stand for.

    Attributes:
        people: names of accounts.
        tags, cities: names by id, in the reader's language.
        form: for the labels of fields; None where there is none any more.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history.

    Attributes:
        at: when.
        words: what happened.
        who: by whom; empty where that is not the reader's to know.
        fields: labels of the fields that it was about.
    """

    at: Moment
    words: str
    who: str
    fields: tuple[str, ...]


def show_moment(moment: datetime, t: Translator) -> Moment:
    """A moment (aware) for a page that says that its times are those of Nanjing."""
    local = moment.astimezone(NANJING)
    day = formats.format_date(local.date(), t.language)
    hour = formats.format_time(moment, NANJING.key, t.language)
    words = t.gettext("%(day)s, %(hour)s") % {"day": day, "hour": hour}
    return Moment(local.isoformat(timespec="seconds"), words)


def tell_lines(lines: Iterable[Line], names: Names, t: Translator) -> tuple[Told, ...]:
    """The history in words, in the order of `lines`."""
    return tuple(
        Told(
            show_moment(line.at, t),
            line_words(line.kind, dict(line.details), names, t),
            name_actor(line.actor, names, t),
            _labels(line, names, t),
        )
        for line in lines
        if line.kind not in _UNTOLD
    )


def _labels(line: Line, names: Names, t: Translator) -> tuple[str, ...]:
    """What the line was about; what was sent as a whole names no single fields."""
    if line.kind in WHOLE:
        return ()
    return tuple(label_field(one, names.form, t) for one in line.fields)


def name_actor(actor: str, names: Names, t: Translator) -> str:
    """Who acted, by what the log calls them; empty for nobody that is named."""
    kind, _, found = actor.partition(":")
    if kind == "staff":
        return names.people.get(found) or t.pgettext("actor", "Staff")
    words = {
        "public": t.pgettext("actor", "Submitter"),
        "submitter": t.pgettext("actor", "Submitter"),
        "guardian": t.pgettext("actor", "Parent or guardian"),
        "teacher": t.pgettext("actor", "Teacher"),
        "juror": t.pgettext("actor", "Juror"),
        "system": t.pgettext("actor", "System"),
    }
    return words.get(kind, "")


def label_field(name: str, form: Form | None, t: Translator) -> str:
    """The label of a field in the reader's language; its name where the form has it no longer."""
    try:
        if form is not None:
            return form.field(name.partition("[")[0]).label.get(t.language.code)
    except KeyError:
        pass
    return name


def line_words(kind: str, details: Mapping[str, str], names: Names, t: Translator) -> str:
    """What happened, by what the log calls it; a kind that has no words is told by its name."""
    if (tell := _TOLD.get(kind)) is not None:
        return tell(details, names, t)
    plain = _plain(t).get(kind)
    if plain is not None:
        return plain
    review = details.get("review")
    try:
        return event_words(kind, ReviewState(review) if review else None, t)
    except KeyError:
        return kind


def _plain(t: Translator) -> Mapping[str, str]:
    return {
        "draft.reminded": t.pgettext("event", "Reminded of the draft"),
        "submission.submitted": t.pgettext("event", "Sent"),
        "submission.edited": t.pgettext("event", "Changed by the submitter"),
        "consent.given": t.pgettext("event", "Parent or guardian agreed"),
        "consent.reminded": t.pgettext("event", "Parent or guardian reminded"),
        "changes.requested": t.pgettext("event", "Asked the submitter about single fields"),
        "changes.reminded": t.pgettext("event", "Reminded of our questions"),
        "changes.resubmitted": t.pgettext("event", "Answered and sent again"),
        "referral.returned": t.pgettext("event", "Back from the city"),
        "decision.confirmed": t.pgettext("event", "Decision confirmed by a second person"),
        "moderation.checked": t.pgettext("event", "Checklist filled in"),
        "moderation.refusal_proposed": t.pgettext("event", "Proposed: it cannot take part"),
        "moderation.refusal_dropped": t.pgettext("event", "Proposal taken back"),
        "picture.blurred": t.pgettext("event", "Part of the picture blurred"),
        "picture.restored": t.pgettext("event", "Blurred parts shown again"),
        "picture.trimmed": t.pgettext("event", "Edges of the picture cut off"),
        "picture.untrimmed": t.pgettext("event", "Edges of the picture shown again"),
        "moderation.passed": t.pgettext("event", "Passed the moderation"),
        "moderation.failed": t.pgettext("event", "Cannot take part"),
        "appeal.opened": t.pgettext("event", "Appeal of the submitter"),
        "appeal.decided": t.pgettext("event", "Appeal decided"),
        "note.added": t.pgettext("event", "Note written"),
        "answer.corrected": t.pgettext("event", "Answer corrected"),
        "answer.restored": t.pgettext("event", "Correction taken back"),
        "answer.translated": t.pgettext("event", "Translated for staff"),
        "answers.looked_at": t.pgettext("event", "Answers looked at"),
        "file.opened": t.pgettext("event", "File opened as it was sent"),
        "work.translated": t.pgettext("event", "Translation written"),
        "batch.undone": t.pgettext("event", "Undone"),
        "round.opened": t.pgettext("event", "Round of the jury opened"),
        "round.closed": t.pgettext("event", "Round of the jury closed"),
        "assignments": t.pgettext("event", "Given to jurors"),
        "certificate.revoked": t.pgettext("event", "Certificate revoked"),
        "certificates.taken": t.pgettext("event", "Certificates taken along"),
        "certificate.issued": t.pgettext("event", "Certificate issued"),
        "visibility.taken_down": t.pgettext("event", "Taken down"),
        "erased": t.pgettext("event", "Erased"),
    }


Tell = Callable[[Mapping[str, str], Names, Translator], str]


def _state(details: Mapping[str, str], names: Names, t: Translator) -> str:
    if "review" not in details:
        return t.pgettext("event", "Next step reached")
    return t.gettext("State: {state}").format(state=state_title(ReviewState(details["review"]), t))


def _assigned(details: Mapping[str, str], names: Names, t: Translator) -> str:
    if "assignee" not in details:
        return t.pgettext("event", "Given to nobody") if details else t.pgettext("event", "Given")
    name = names.people.get(details["assignee"]) or t.pgettext("actor", "Staff")
    return t.gettext("Given to {name}").format(name=name)


def _tagged(details: Mapping[str, str], names: Names, t: Translator) -> str:
    return t.gettext("Tag “{tag}” put on").format(tag=_tag(details, names))


def _untagged(details: Mapping[str, str], names: Names, t: Translator) -> str:
    return t.gettext("Tag “{tag}” taken off").format(tag=_tag(details, names))


def _tag(details: Mapping[str, str], names: Names) -> str:
    return names.tags.get(details.get("tag", ""), "…")


def _referred(details: Mapping[str, str], names: Names, t: Translator) -> str:
    city = names.cities.get(details.get("city", ""))
    if not city:
        return t.pgettext("event", "Referred to a city")
    return t.gettext("Referred to {city}").format(city=city)


def _revealed(details: Mapping[str, str], names: Names, t: Translator) -> str:
    if "reason" not in details:
        return t.pgettext("event", "Restricted answer read")
    return t.gettext("Restricted answer read: {reason}").format(
        reason=reason_words(details["reason"], t)
    )


def _proposed(details: Mapping[str, str], names: Names, t: Translator) -> str:
    if "pending" not in details:
        return t.pgettext("event", "Decision proposed")
    return t.gettext("Proposed: {decision}").format(decision=decision_words(details["pending"], t))


def _extended(details: Mapping[str, str], names: Names, t: Translator) -> str:
    if "until" not in details:
        return t.pgettext("event", "Deadline extended")
    until = show_moment(datetime.fromisoformat(details["until"]), t)
    return t.gettext("Deadline extended until {moment}").format(moment=until.words)


def _shown(details: Mapping[str, str], names: Names, t: Translator) -> str:
    words = {
        Visibility.HIDDEN: t.pgettext("event", "Hidden"),
        Visibility.SCHEDULED: t.pgettext("event", "Scheduled to be shown"),
        Visibility.PUBLIC: t.pgettext("event", "On show"),
        Visibility.TAKEN_DOWN: t.pgettext("event", "Taken down"),
    }
    found = details.get("visibility")
    return words[Visibility(found)] if found else t.pgettext("event", "Visibility changed")


_TOLD: Final[Mapping[str, Tell]] = {
    "state.changed": _state,
    "decision.applied": _state,
    "assigned": _assigned,
    "tag.added": _tagged,
    "tag.removed": _untagged,
    "referral.sent": _referred,
    "answer.revealed": _revealed,
    "decision.proposed": _proposed,
    "deadline.extended": _extended,
    "visibility.changed": _shown,
}
