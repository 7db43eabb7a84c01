"""Letters: a wording, its facts and a language become subject, text and HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from youcheng.domain.mail_texts import MailText, fill_in
from youcheng.i18n.catalogues import Translator
from youcheng.mail.clocks import write_moment
from youcheng.mail.facts import LetterFacts
from youcheng.mail.layout import Page, Row, lay_out_html, lay_out_text
from youcheng.mail.wording import Wording
from youcheng.mail.wordings import WORDINGS


class LetterError(ValueError):
    """A letter that cannot be written; the message names the template and what is wrong."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language.

    Attributes:
        subject: one line.
        text: the letter as plain text, lines ending with a line feed.
        html: the same as one HTML document that loads nothing.
    """

    subject: str
    text: str
    html: str


def needed_facts(template: str) -> frozenset[str]:
    """Names of the facts without which the letter `template` cannot be written.

    Raises:
        LetterError: there is no such letter.
    """
    return _wording(template).needed_facts()


def delivered_text(template: str, t: Translator) -> MailText:
    """What `MailText` can replace of the letter `template`, in the translator's language, its names
    in braces.

    Raises:
        LetterError: there is no such letter.
    """
    return _delivered(_wording(template), t)


def write_letter(
    template: str,
    facts: LetterFacts,
    t: Translator,
    *,
    personal: str = "",
    text: MailText | None = None,
) -> Letter:
    """The letter `template` with its facts, in the translator's language.

    Args:
        template: name of the letter.
        facts: what it names.
        t: the texts of its language.
        personal: what the staff add to this one, after what has happened; paragraphs with empty
            lines between them, taken as they are.
        text: in place of the delivered one, which it has to be fit for (`is_fit`); None for that.

    Raises:
        LetterError: there is no such letter, a fact is missing, the letter has no sentence for the
            reason, or a translation names something that is no fact.
    """
    wording = _wording(template)
    _check_facts(template, wording, facts)
    try:
        page = _page(wording, facts, t, personal, text)
    except (KeyError, IndexError, AttributeError, ValueError) as error:
        raise LetterError(f"{template} in {t.language.code}: {error!r}") from error
    return Letter(
        subject=f"{page.title} · {facts.code}", text=lay_out_text(page), html=lay_out_html(page)
    )


def _wording(template: str) -> Wording:
    if template not in WORDINGS:
        raise LetterError(f"there is no letter {str(template)!r}")
    return WORDINGS[template]


def _check_facts(template: str, wording: Wording, facts: LetterFacts) -> None:
    if missing := sorted(name for name in wording.needed_facts() if not getattr(facts, name)):
        raise LetterError(f"{template}: facts are missing: {', '.join(missing)}")
    if facts.reason and facts.reason not in wording.reasons:
        raise LetterError(f"{template}: no sentence for the reason {facts.reason!r}")
    if facts.withdraw_link and wording.withdraw == "never":
        raise LetterError(f"{template}: must not lead to the withdrawal")


def _delivered(wording: Wording, t: Translator) -> MailText:
    def say(message: str) -> str:
        return t.gettext(message) if message else ""

    return MailText(
        title=say(wording.title),
        paragraphs=tuple(map(say, wording.paragraphs)),
        next_step=say(wording.next_step),
        button=say(wording.button),
        after=tuple(map(say, wording.after)),
    )


def _page(
    wording: Wording, facts: LetterFacts, t: Translator, personal: str, text: MailText | None
) -> Page:
    named = {name: getattr(facts, name) for name in wording.needed_facts()}
    words = _delivered(wording, t) if text is None else text

    def say(message: str) -> str:
        return message.format_map(named) if text is None else fill_in(message, named)

    reason = (t.gettext(wording.reasons[facts.reason]).format_map(named),) if facts.reason else ()
    return Page(
        language=t.language,
        site=t.gettext("Youcheng: Jiangsu and its five partners"),
        title=say(words.title),
        paragraphs=(*map(say, words.paragraphs), *reason, *_split(personal)),
        fields=facts.fields if wording.lists_fields else (),
        display=getattr(facts, wording.display) if wording.display else "",
        next_step=say(words.next_step),
        button=say(words.button) if wording.button else "",
        link=facts.link if wording.button else "",
        link_hint=t.gettext("If the button does not work, copy this address into your browser."),
        after=tuple(map(say, words.after)),
        rows=tuple(_rows(wording, facts, t)),
        questions=t.gettext("Questions? Write to us and give your reference code."),
        contact=facts.contact,
        withdrawal=t.gettext(
            "The submission can be withdrawn at any time, and without a reason. This page does it."
        ),
        withdraw_link=facts.withdraw_link,
        why_title=t.gettext("Why you get this mail"),
        why=t.gettext(wording.why).format_map(named),
    )


def _split(text: str) -> Iterable[str]:
    parts = (" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n"))
    return filter(None, parts)


def _rows(wording: Wording, facts: LetterFacts, t: Translator) -> Iterable[Row]:
    yield Row(t.gettext("Reference code"), (facts.code,))
    if facts.programme:
        yield Row(t.gettext("Programme"), (facts.programme,))
    if wording.until and facts.until is not None:
        yield Row(t.gettext(wording.until), write_moment(facts.until, zone=facts.zone, t=t))
