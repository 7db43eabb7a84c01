"""What the templates of a step ask about its controls: labels, choices, errors, descriptions.

Every control's id is the anchor of the problems it may have, so that a link in the summary leads
to it: the field's id, and for parts of an answer `Problem.anchor`, such as "timeline-0-month".
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from youcheng.content.forms import Form, FormField
from youcheng.content.operator import Operator
from youcheng.domain.batches import PHOTOS, match_photos
from youcheng.domain.forms import (
    Answers,
    Condition,
    Field,
    Kind,
    Problem,
    VisibilityClass,
    find_notices,
    read_date,
    read_month,
    required_fields,
)
from youcheng.i18n import formats
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.form_photos import Choice, ShownPhoto, row_choices, show_photo
from youcheng.markup.form_problems import problem_sentence, warning_sentence
from youcheng.services.pictures import PictureView

MEDIA_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "pdf": (".pdf", "application/pdf"),
    "jpg": (".jpg", ".jpeg", "image/jpeg"),
    "png": (".png", "image/png"),
    "webp": (".webp", "image/webp"),
    "heic": (".heic", ".heif", "image/heic", "image/heif"),
}
"""What a file input accepts for each kind of file. Telephones offer the camera for images."""

_SELF_NAMES: Final = {one.code: (one.self_name, one.html) for one in LANGUAGES}
_UNNAMED_OPTION: Final = frozenset({Kind.CHECKBOX})
"""Kinds that do not say that they are optional: an empty box is an answer as well."""


class Said(NamedTuple):
    """A sentence beside a control, with the id that the control's description names; `files` are
    the names of the files that it is about, where there may be several."""

    id: str
    sentence: str
    code: str = ""
    suggestion: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Controls:
    """The controls of a form in one language, for answers as they stand.

    Attributes:
        form: the form.
        answers: normalised; which fields are shown and how many lines a list has.
        t: the texts of the language.
        today: the server's day.
        operator: whom the consents name.
        problems: what is said beside the controls.
        warnings: what is asked beside the controls.
        filled: whether the controls hold the answers; in the app its script puts them in.
        attachment: gives the address of an uploaded file by its key, if it can be opened.
        pictures: what is seen of each photo, by its key.
        questions: what the staff ask about single fields, by field id.
    """

    form: Form
    answers: Answers
    t: Translator
    today: dt.date
    operator: Operator
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    filled: bool = False
    attachment: Callable[[str], str] | None = None
    pictures: Mapping[str, PictureView] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Code of the language."""
        return self.t.language.code

    @functools.cached_property
    def _required(self) -> frozenset[str]:
        return frozenset(one.id for one in required_fields(self.form.definition, self.answers))

    def label(self, one: FormField) -> str:
        """The label; it says so where an answer is optional."""
        label = one.label.get(self.code)
        required = one.rules.required or one.id in self._required
        if required or one.rules.kind in _UNNAMED_OPTION:
            return label
        return self.t.gettext("{label} (optional)").format(label=label)

    def answer(self, one: FormField) -> object:
        """The answer that the control holds, or None."""
        return self.answers.get(one.id) if self.filled else None

    def group(self, name: str) -> str:
        """What radio buttons that belong together share. The first paint and the app stand in one
        document for a moment: with one name, choosing in the one would unchoose in the other."""
        return f"painted-{name}" if self.filled else name

    def choices(self, one: FormField) -> list[Choice]:
        """What may be chosen, in order."""
        if one.rules.kind is Kind.MONTHS:
            return [Choice(value, one.name(value, self.code)) for value in self._months(one)]
        return [
            Choice(value, label, self._lang_of(value, label))
            for value, label in one.choices(self.code, today=self.today)
        ]

    def _lang_of(self, value: str, label: str) -> str:
        name, html = _SELF_NAMES.get(value, ("", ""))
        return html if label == name and value != self.code else ""

    def _months(self, one: FormField) -> list[str]:
        """The months within the limits, and those answered that have passed meanwhile."""
        limits = one.rules.limits
        first = self.today.year * 12 + self.today.month - 1
        numbers = range(first + (limits.min_months or 0), first + (limits.max_months or 0) + 1)
        held = self.answers.get(one.id)
        answered = [value for value in held if read_month(value)] if isinstance(held, list) else []
        return sorted(
            {f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers} | {*answered}
        )

    @functools.cached_property
    def month_names(self) -> tuple[str, ...]:
        """The months' names, January first."""
        return formats.month_names(self.t.language)

    def parts(self, one: FormField) -> tuple[str, ...]:
        """The inputs of a date or month in the language's order."""
        order = formats.date_order(self.t.language)
        return order if one.rules.kind is Kind.DATE else tuple(p for p in order if p != "day")

    def typed_parts(self, value: object) -> Mapping[str, str]:
        """A date's or month's answer as what was typed into its inputs."""
        day = read_date(value)
        found = day or read_month(value)
        if found is None:
            return value if isinstance(value, Mapping) else {}
        typed = {"month": str(found.month), "year": f"{found.year:04d}"}
        return {**typed, "day": str(found.day)} if day else typed

    def lines(self, one: FormField) -> int:
        """How many lines of a list are shown: every one that may be, or those that hold rows."""
        if one.rules.is_list:
            return one.rules.limits.max_count or 1
        held = self.answers.get(one.id)
        return max(1, len(held)) if isinstance(held, list) else 1

    def agreement(self, one: FormField) -> list[str]:
        """The paragraphs that are agreed to, the statement first."""
        text = one.agreement(
            self.code,
            operator=self.operator.name.get(self.code),
            country=self.operator.country_name(self.code),
        )
        return text.split("\n")

    def spellcheck(self, one: FormField) -> bool:
        """False for names and addresses, which no dictionary holds."""
        named = one.autocomplete is not None or VisibilityClass.RESTR in one.rules.visibility
        return one.rules.kind is Kind.TEXTAREA or (one.rules.kind is Kind.TEXT and not named)

    def accepted(self, one: FormField) -> str:
        """The kinds of file for a file input."""
        return ",".join(part for kind in one.rules.limits.file_kinds for part in MEDIA_TYPES[kind])

    def files(self, one: FormField) -> list[dict[str, object]]:
        """The files that were uploaded: key, name, kind, size, address, and the photo of a
        picture."""
        held = self.answers.get(one.id)
        return [
            {
                "key": file["key"],
                "name": file["name"],
                "kind": file["kind"],
                "size": formats.format_size(file["bytes"], self.t.language),
                "address": self.attachment(file["key"]) if self.attachment else "",
                "photo": self._photo(file["key"]),
            }
            for file in (held if isinstance(held, list) else [])
        ]

    def places(self, one: FormField) -> list[Choice]:
        """The rows to which the photos of this field can belong; none where there are no rows."""
        return row_choices(self.form, self.answers) if one.id == PHOTOS else []

    def place_of(self, key: str) -> str:
        """The value of the row to which a photo belongs; empty for none."""
        return str(self._matched.index(key)) if key in self._matched else ""

    @functools.cached_property
    def _matched(self) -> tuple[str | None, ...]:
        return match_photos(self.answers)

    def _photo(self, key: str) -> ShownPhoto | None:
        view = self.pictures.get(key)
        if view is None or self.attachment is None:
            return None
        return show_photo(view, self.attachment(view.preview))

    def refusals(self, one: FormField) -> dict[str, str]:
        """What is said of a file that is not even sent."""
        limits = one.rules.limits
        found = {
            "kind": Problem(one.id, "file_kind", {"kinds": ",".join(limits.file_kinds)}),
            "big": Problem(one.id, "file_too_big", {"max": limits.max_bytes or 0}),
            "empty": Problem(one.id, "file_empty"),
            "many": Problem(one.id, "too_many", {"max": limits.max_count or 1}),
        }
        return {name: problem_sentence(one, self.form, self.t) for name, one in found.items()}

    def counting(self, one: FormField) -> str:
        """The words of a counter of characters, with "{count}" in them."""
        limits, language = one.rules.limits, self.t.language
        most = formats.format_number(limits.max_length or 0, language)
        if (limits.min_length or 0) > 1:
            least = formats.format_number(limits.min_length or 0, language)
            return self.t.gettext("Characters: {count} of {most}, at least {least}").format(
                count="{count}", most=most, least=least
            )
        return self.t.gettext("Characters: {count} of {most}").format(count="{count}", most=most)

    def errors(self, place: str) -> list[Said]:
        """What is wrong at one place."""
        return [
            Said(f"{place}-error" if number == 0 else f"{place}-error-{number + 1}", sentence)
            for number, sentence in enumerate(self._errors.get(place, ()))
        ]

    @functools.cached_property
    def _errors(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for problem in self.problems:
            sentence = problem_sentence(problem, self.form, self.t)
            said = found.setdefault(self.place(problem), [])
            if sentence not in said:
                said.append(sentence)
        return found

    def place(self, problem: Problem) -> str:
        """Where a problem is told: at the field, or at the line, cell or end that has it."""
        rules = self.form.field(problem.field).rules
        if problem.at and (rules.is_list or rules.kind is Kind.MONTH_RANGE):
            return f"{problem.field}-{problem.at[0]}"
        if rules.kind is Kind.ROWS and len(problem.at) > 1:
            return f"{problem.field}-{problem.at[0]}-{problem.at[1]}"
        return problem.field

    def is_wrong(self, place: str, part: str = "") -> bool:
        """Whether the control, or this part of it, has a problem."""
        found = [one for one in self.problems if self.place(one) == place]
        named = {str(one.at[-1]) for one in found if one.at and one.at[-1] in _PARTS}
        return bool(found) and (not part or not named or part in named)

    def asks(self, one: FormField) -> list[Said]:
        """What is asked about an answer that is probably a mistake, once for all its files."""
        own = [warning for warning in self.warnings if warning.field == one.id]
        first = {warning.code: warning for warning in reversed(own)}
        return [
            Said(
                f"{one.id}-warning-{code}",
                warning_sentence(warning, self.form, self.t),
                code,
                str(warning.values.get("suggestion", "")),
                tuple(self._file_names(one, [each for each in own if each.code == code])),
            )
            for code, warning in reversed(first.items())
        ]

    def _file_names(self, one: FormField, warnings: Iterable[Problem]) -> Iterator[str]:
        held = self.answers.get(one.id)
        if (one.rules.limits.max_count or 1) > 1 and isinstance(held, list):
            yield from (str(held[int(each.at[0])]["name"]) for each in warnings if each.at)

    def described(self, one: FormField, place: str, *more: str) -> str:
        """The ids for `aria-describedby`: question, hint, errors and warnings of this place, and
        `more`."""
        asked = [f"{one.id}-question"] if one.id in self.questions and place == one.id else []
        hint = [f"{one.id}-hint"] if one.hint and place == one.id else []
        errors = [said.id for said in self.errors(place)]
        asks = [said.id for said in self.asks(one)] if place == one.id else []
        return " ".join([*asked, *hint, *more, *errors, *asks])

    def advice_after(self, fields: tuple[Field, ...]) -> dict[str, list[tuple[str, str]]]:
        """Title and text of each advice, by the last of `fields` that it depends on."""
        found: dict[str, list[tuple[str, str]]] = {}
        for notice in find_notices(self.form.definition, self.answers, today=self.today):
            asked = self._last_asked(notice.when, fields)
            if not notice.stops and asked:
                words = self.form.notice(notice.id)
                texts = (words.title.get(self.code), words.text.get(self.code))
                found.setdefault(asked, []).append(texts)
        return found

    def _last_asked(self, when: tuple[Condition, ...], fields: tuple[Field, ...]) -> str:
        """The field of a step after which a notice can first be known, or nothing."""
        order = {one.id: number for number, one in enumerate(self.form.definition.fields)}
        last = max((one.field for one in when), key=lambda name: order[name])
        return last if any(one.id == last for one in fields) else ""


_PARTS: Final = frozenset({"day", "month", "year"})
