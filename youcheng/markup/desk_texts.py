"""The texts of mails in the settings of the desk: all letters, and one in every language."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from youcheng.domain.mail_texts import (
    AFTER,
    BUTTON,
    LONGEST,
    NEXT_STEP,
    PARAGRAPHS,
    TITLE,
    MailTextChange,
    MailTextRefused,
)
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_outbox import language_name
from youcheng.markup.desk_parts import DESK
from youcheng.markup.desk_settings import Section, SettingsOutcome, frame
from youcheng.markup.desk_words import mail_words
from youcheng.markup.environment import address, render
from youcheng.services.desk_parts import DeskPart
from youcheng.services.mail_texts import LanguageText, MailTextView, TextGroup
from youcheng.services.ports_outbox import Letter

_MOST_CHANGES: Final = 20
"""The page lists the newest of them."""
_LINE: Final = 45
"""Characters in a line of a field, about."""
_MOST_ROWS: Final = 16


@dataclass(frozen=True, slots=True)
class _Row:
    template: str
    name: str
    address: str
    languages: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Field:
    part: str
    label: str
    value: str
    rows: int
    longest: int
    required: bool
    in_force: str
    delivered: str


@dataclass(frozen=True, slots=True)
class _Column:
    code: str
    html: str
    name: str
    number: int
    fields: Sequence[_Field]
    is_own: bool
    fits: bool
    trouble: str
    letter: Letter | None


@dataclass(frozen=True, slots=True)
class _Change:
    at: Moment
    by: str
    words: str


def text_address(template: str, code: str) -> str:
    """The address of the texts of a letter; of the list for an empty name."""
    more = {"letter": template} if template else {}
    section = str(Section.TEXTS)
    return address(DESK, code, part=str(DeskPart.SETTINGS), section=section, **more)


def texts_page(
    groups: Sequence[TextGroup],
    parts: Sequence[DeskPart],
    t: Translator,
    *,
    outcome: SettingsOutcome | None = None,
) -> Markup:
    """Every letter by its group.

    Args:
        groups: of letters.
        parts: of the desk that are the reader's.
        t: the texts of the language.
        outcome: of the last act.
    """
    return render(
        "desk/settings_texts.html",
        t,
        groups=[(one.name, group_words(one.name, t), _rows(one, t)) for one in groups],
        outcome=outcome or SettingsOutcome(),
        **frame(Section.TEXTS, parts, t),
    )


def text_page(
    view: MailTextView,
    parts: Sequence[DeskPart],
    t: Translator,
    *,
    outcome: SettingsOutcome | None = None,
) -> Markup:
    """One letter in every language.

    Args:
        view: the letter.
        parts: of the desk that are the reader's.
        t: the texts of the language.
        outcome: of the last act.
    """
    done = outcome or SettingsOutcome()
    return render(
        "desk/settings_text.html",
        t,
        template=view.template,
        name=mail_words(view.template, t),
        back=text_address("", t.language.code),
        names=[(f"{{{one}}}", _name_words(one, t), must) for one, must in view.names.items()],
        columns=[_column(one, done, t) for one in view.languages],
        changes=[
            _Change(show_moment(one.at, t), view.people.get(one.by, one.by), _change_words(one, t))
            for one in view.changes[:_MOST_CHANGES]
        ],
        outcome=SettingsOutcome(said=done.said),
        **frame(Section.TEXTS, parts, t),
    )


def group_words(name: str, t: Translator) -> str:
    """What letters of a group are about."""
    words = {
        "access": t.pgettext("mail group", "One-time codes and notices"),
        "drafts": t.pgettext("mail group", "Drafts and receipts"),
        "consents": t.pgettext("mail group", "Consent of parents or guardians"),
        "paintings": t.pgettext("mail group", "Paintings"),
        "review": t.pgettext("mail group", "Questions and answers"),
        "decisions": t.pgettext("mail group", "Decisions"),
        "endings": t.pgettext("mail group", "Withdrawal and deletion"),
    }
    return words.get(name, name)


def part_words(part: str, t: Translator) -> str:
    """What a part of a letter is called."""
    words = {
        TITLE: t.pgettext("mail part", "Headline and subject"),
        PARAGRAPHS: t.pgettext("mail part", "What has happened"),
        NEXT_STEP: t.pgettext("mail part", "What to do now"),
        BUTTON: t.pgettext("mail part", "Label of the button"),
        AFTER: t.pgettext("mail part", "What else is good to know"),
    }
    return words.get(part, part)


def text_trouble(refused: MailTextRefused, t: Translator) -> str:
    """Why the text of a mail may not be so."""
    words = {
        "same": t.gettext("Nothing in this text differs from what holds now."),
        "empty": t.gettext("“{part}” is empty."),
        "long": t.gettext("“{part}” is too long: at most {number} characters."),
        "unknown": t.gettext("“{part}” names {name}, which this e-mail does not know."),
        "missing": t.gettext("{name} has to stand somewhere in the text."),
        "blank": t.gettext("In “{part}” something is still to be filled in: {name}"),
        "changed": t.gettext(
            "Nothing was saved: somebody else has set this text meanwhile. Theirs stands below "
            "each field. Saving again replaces it."
        ),
    }
    return words[refused.problem].format(
        part=part_words(refused.part, t),
        name=refused.name,
        number=format_number(LONGEST.get(refused.part, 0), t.language),
    )


def _rows(group: TextGroup, t: Translator) -> list[_Row]:
    return [
        _Row(
            template=template,
            name=mail_words(template, t),
            address=text_address(template, t.language.code),
            languages=[language_name(one) for one in languages],
        )
        for template, languages in group.letters.items()
    ]


def _column(found: LanguageText, done: SettingsOutcome, t: Translator) -> _Column:
    code = found.language
    given = dict(done.given or {}) if (done.given or {}).get("language") == code else {}
    is_asked = bool(given)
    return _Column(
        code=code,
        html=BY_CODE[code].html,
        name=language_name(code),
        number=found.number,
        fields=[_field(part, found, given, t) for part in _parts(found)],
        is_own=found.own is not None,
        fits=found.fits,
        trouble=done.trouble if is_asked else "",
        letter=done.letter if is_asked else None,
    )


def _parts(found: LanguageText) -> list[str]:
    """A letter that leads nowhere has no button; to know more is good in any."""
    return [part for part in LONGEST if part != BUTTON or found.delivered.button]


def _width(line: str) -> int:
    """How many Latin letters are about as wide: Chinese ones count twice."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line)


def _field(part: str, found: LanguageText, given: Mapping[str, str], t: Translator) -> _Field:
    now, delivered = found.text.parts()[part], found.delivered.parts()[part]
    value = given.get(part, now)
    lines = sum(1 + _width(line) // _LINE for line in value.split("\n"))
    return _Field(
        part=part,
        label=part_words(part, t),
        value=value,
        rows=min(_MOST_ROWS, 1 + lines),
        longest=LONGEST[part],
        required=bool(delivered),
        in_force=now if now not in (value, delivered) else "",
        delivered=delivered,
    )


def _name_words(name: str, t: Translator) -> str:
    words = {
        "code": t.gettext("Reference code"),
        "contact": t.pgettext("mail name", "E-mail address for questions"),
        "programme": t.gettext("Programme"),
    }
    return words.get(name, name)


def _change_words(change: MailTextChange, t: Translator) -> str:
    words = (
        t.pgettext("mail text", "{language}: the delivered text")
        if change.text is None
        else t.pgettext("mail text", "{language}: a text of our own")
    )
    return words.format(language=language_name(change.language))
