"""The letters as the site was delivered with them, and as they read in another text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from youcheng.domain.mail_texts import MailText
from youcheng.i18n.catalogues import translator
from youcheng.mail.facts import LetterFacts
from youcheng.mail.letters import Letter, LetterError, delivered_text, needed_facts, write_letter
from youcheng.mail.wordings import GROUPS, WORDINGS
from youcheng.services.ports_outbox import UnwritableError

EXAMPLE_CODE: Final = "JS-26-0000-0"
_EXAMPLE_DIGITS: Final = "123456"
_HIDDEN: Final = "…"


class DeliveredLetters:
    """`ports_outbox.MailTemplates` on the letters of this package.

    Args:
        contact: address that answers questions.
        public_url: address of the site, without a slash at the end.
        name_programme: the name of a programme in a language, by id and code of the language.
    """

    def __init__(
        self, *, contact: str, public_url: str, name_programme: Callable[[str, str], str]
    ) -> None:
        self._contact = contact
        self._nowhere = f"{public_url}/{_HIDDEN}"
        self._name_programme = name_programme

    def groups(self) -> Mapping[str, Sequence[str]]:
        """The names of all letters, by the group that they are in, in order."""
        return {name: tuple(map(str, letters)) for name, letters in GROUPS.items()}

    def text(self, template: str, language: str) -> MailText:
        """The delivered text of a letter. Raises KeyError."""
        if template not in WORDINGS:
            raise KeyError(template)
        return delivered_text(template, translator(language))

    def show(
        self, template: str, language: str, text: MailText, *, programme: str, until: datetime
    ) -> Letter:
        """The letter in this text about nothing real. Raises KeyError and UnwritableError."""
        if template not in WORDINGS:
            raise KeyError(template)
        withdraws = "withdraw_link" in needed_facts(template)
        facts = LetterFacts(
            code=EXAMPLE_CODE,
            contact=self._contact,
            programme=self._name_programme(programme, language) or _HIDDEN,
            link=self._nowhere,
            withdraw_link=self._nowhere if withdraws else "",
            one_time_code=_EXAMPLE_DIGITS,
            until=until,
            fields=(_HIDDEN,),
        )
        try:
            return write_letter(template, facts, translator(language), text=text)
        except LetterError as error:
            raise UnwritableError(str(error)) from error
