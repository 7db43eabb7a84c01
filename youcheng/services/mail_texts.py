"""Texts of mails as staff have set them: they win over the delivered ones in every letter that is
written from then on, drafts that wait in the outbox among them.

Each is a row of the records and an event of the log, which tells who, which letter, which language
and which parts, and never the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from youcheng.content.subjects import entry_form_id
from youcheng.domain.actors import Actor
from youcheng.domain.audit import Via
from youcheng.domain.mail_texts import (
    BUTTON,
    MailText,
    MailTextChange,
    MailTextRefused,
    MailTexts,
    allowed_names,
    check_text,
    is_fit,
    names_in,
    read_text,
)
from youcheng.i18n.languages import BY_CODE, LANGUAGES
from youcheng.services.desk_settings import require_settings
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_outbox import Letter

CHANGED: Final = "mail.text_changed"
RESTORED: Final = "mail.text_restored"
PAINTINGS: Final = "paintings"
"""The group of letters about paintings."""
_AHEAD: Final = timedelta(days=14)
"""How far the time that an example names lies ahead."""


@dataclass(frozen=True, slots=True)
class TextGroup:
    """Letters that are about the same.

    Attributes:
        name: of the group.
        letters: templates, each with the codes of the languages in which staff have set a text.
    """

    name: str
    letters: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class LanguageText:
    """A letter in one language.

    Attributes:
        language: its code.
        delivered: as the site was delivered with it.
        own: as staff have set it; None: as delivered.
        fits: False: what was set does not fit what is delivered by now, so that this leaves.
        number: of the newest change; 0 for none.
    """

    language: str
    delivered: MailText
    own: MailText | None
    fits: bool
    number: int

    @property
    def text(self) -> MailText:
        """What staff have set, or what was delivered."""
        return self.delivered if self.own is None else self.own


@dataclass(frozen=True, slots=True)
class MailTextView:
    """A letter in every language.

    Attributes:
        template: its name.
        languages: in the order of the site.
        names: what texts may name in braces, each with whether it has to be named.
        changes: what was set, the newest first.
        people: names of the accounts that did, by id.
    """

    template: str
    languages: Sequence[LanguageText]
    names: Mapping[str, bool]
    changes: Sequence[MailTextChange]
    people: Mapping[str, str]


def texts_in_force(services: Services, /) -> MailTexts:
    """All texts that staff have set.

    Raises:
        StoreBusy: they cannot be read now.
    """
    with services.records.read() as uow:
        return uow.mail_texts.in_force()


def list_mail_texts(services: Services, /, *, actor: Actor) -> tuple[TextGroup, ...]:
    """Every letter by its group.

    Raises:
        NotAllowed: `role`.
    """
    require_settings(actor)
    found = texts_in_force(services)
    return tuple(
        TextGroup(
            name,
            {
                template: [one.code for one in LANGUAGES if (template, one.code) in found]
                for template in letters
            },
        )
        for name, letters in services.templates.groups().items()
    )


def view_mail_text(services: Services, /, *, actor: Actor, template: str) -> MailTextView:
    """One letter in every language.

    Raises:
        NotAllowed: `role`.
        KeyError: there is no such letter.
    """
    require_settings(actor)
    delivered = {one.code: services.templates.text(template, one.code) for one in LANGUAGES}
    with services.records.read() as uow:
        changes = uow.mail_texts.of(template)
        people = {one.id: one.name for one in uow.accounts.all()}
    languages = [_language(code, text, changes) for code, text in delivered.items()]
    needed = frozenset[str]().union(*map(names_in, delivered.values()))
    allowed = frozenset[str]().union(*map(allowed_names, delivered.values()))
    names = {name: name in needed for name in sorted(allowed)}
    return MailTextView(template, languages, names, changes, people)


def show_mail_text(
    services: Services,
    /,
    *,
    actor: Actor,
    template: str,
    language: str,
    parts: Mapping[str, str],
) -> Letter:
    """The letter as this text would make it, about nothing real; nothing is changed.

    Args:
        actor: who asks.
        template, language: of the letter.
        parts: the text as it was typed, see `read_text`.

    Raises:
        NotAllowed: `role`.
        MailTextRefused: the text may not be so.
        KeyError: there is no such letter, or no such language.
    """
    require_settings(actor)
    text, _ = _read(services, template, language, parts)
    return services.templates.show(
        template,
        language,
        text,
        programme=_example(services, template),
        until=services.clock() + _AHEAD,
    )


def change_mail_text(
    services: Services,
    /,
    *,
    actor: Actor,
    template: str,
    language: str,
    parts: Mapping[str, str],
    seen: int,
) -> MailTextChange:
    """Let another text hold from now on; the delivered one, where it is just that.

    Args:
        actor, template, language, parts: as for `show_mail_text`.
        seen: number of the newest change of this letter in this language that the actor saw.

    Raises:
        NotAllowed: `role`.
        MailTextRefused: the text may not be so, or somebody else has set another meanwhile.
        KeyError: there is no such letter, or no such language.
    """
    require_settings(actor)
    text, delivered = _read(services, template, language, parts)
    own = None if text == delivered else text
    return _set(services, actor, template, language, own, seen)


def restore_mail_text(
    services: Services, /, *, actor: Actor, template: str, language: str, seen: int
) -> MailTextChange:
    """Let the delivered text hold again.

    Raises:
        As of `change_mail_text`.
    """
    require_settings(actor)
    return _set(services, actor, template, language, None, seen)


def _read(
    services: Services, template: str, language: str, parts: Mapping[str, str]
) -> tuple[MailText, MailText]:
    delivered = _delivered(services, template, language)
    text = read_text({name: words for name, words in parts.items() if _has(delivered, name)})
    check_text(text, delivered)
    return text, delivered


def _has(delivered: MailText, part: str) -> bool:
    """A letter without a button leads nowhere, so that it cannot be given one."""
    return part != BUTTON or bool(delivered.button)


def _delivered(services: Services, template: str, language: str) -> MailText:
    return services.templates.text(template, BY_CODE[language].code)


def _set(
    services: Services,
    actor: Actor,
    template: str,
    language: str,
    text: MailText | None,
    seen: int,
) -> MailTextChange:
    delivered = _delivered(services, template, language)
    with services.records.write() as uow:
        uow.log.head()  # Whoever else sets texts waits here.
        now_set = _language(language, delivered, uow.mail_texts.of(template))
        if now_set.number != seen:
            raise MailTextRefused("changed")
        if now_set.own == text:
            raise MailTextRefused("same")
        before, after = now_set.text.parts(), (text or delivered).parts()
        change = MailTextChange(
            number=uow.mail_texts.last_number() + 1,
            template=template,
            language=language,
            text=text,
            at=services.clock(),
            by=actor.id,
        )
        uow.mail_texts.add(change)
        _note(uow, change, [name for name in after if after[name] != before[name]])
        uow.commit()
    return change


def _language(code: str, delivered: MailText, changes: Sequence[MailTextChange]) -> LanguageText:
    newest = next((one for one in changes if one.language == code), None)
    own = None if newest is None else newest.text
    return LanguageText(
        language=code,
        delivered=delivered,
        own=own,
        fits=own is None or is_fit(own, delivered),
        number=0 if newest is None else newest.number,
    )


def _note(uow: UnitOfWork, change: MailTextChange, parts: Sequence[str]) -> None:
    note_event(
        uow,
        at=change.at,
        actor=f"staff:{change.by}",
        via=Via.DESK,
        kind=RESTORED if change.text is None else CHANGED,
        subject=f"mail_text:{change.number}",
        fields=parts,
        details={"template": change.template, "language": change.language},
    )


def _example(services: Services, template: str) -> str:
    """Id of a form that the letter could be about."""
    content = services.content
    if template in services.templates.groups()[PAINTINGS] and content.editions:
        return entry_form_id(content.editions[-1])
    return content.programmes[0].id
