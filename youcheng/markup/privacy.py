"""What the privacy section says of figures: each comes from the table or constant that is in force.

Whoever changes a period changes the page with it; a data class or event without words fails the
page and its test.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from youcheng.content.forms import Form
from youcheng.content.models import Content
from youcheng.content.subjects import kind_of, subject_of
from youcheng.domain.forms import UNSEEN, VisibilityClass
from youcheng.domain.lifetimes import CONSENT, DRAFT
from youcheng.domain.one_time_codes import LIFETIME, TRIES
from youcheng.domain.retention import RETENTION, DataClass, RetentionRule, Start
from youcheng.domain.staff import onward_cookie, session_cookie
from youcheng.domain.states import SubmissionKind
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.languages import COOKIE
from youcheng.services.access import RECEIPT_ACCESS, STATUS_ACCESS, WITHDRAWAL_ACCESS
from youcheng.services.delivering import FORGET_AFTER
from youcheng.services.keeping_time import KEPT_CHALLENGES, KEPT_COUNTS
from youcheng.settings import get_settings

ROUTE_COOKIE: Final = "youcheng_route"
"""Set by the proxy before replicas (deploy/nginx.conf)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that the forms ask for: what, why, and who sees it."""

    what: str
    why: str
    who: str


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of one programme's form: who sees the answers, and the labels."""

    programme: str
    readers: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept.

    Attributes:
        what: what it is.
        period: how long.
        since: from when that counts.
        until_withdrawn: it goes earlier when somebody withdraws.
        proposal: nobody has confirmed the period yet.
    """

    what: str
    period: str
    since: str
    until_withdrawn: bool = False
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """Something that the site stores in the visitor's browser."""

    name: str
    place: str
    purpose: str
    period: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of the section's sentences, each in the unit of its name."""

    draft_days: int = DRAFT.length.days
    consent_days: int = CONSENT.length.days
    code_minutes: int = LIFETIME // timedelta(minutes=1)
    code_tries: int = TRIES
    status_hours: int = STATUS_ACCESS // timedelta(hours=1)
    receipt_days: int = RECEIPT_ACCESS.days
    withdrawal_days: int = WITHDRAWAL_ACCESS.days


def asked(t: Translator) -> tuple[Asked, ...]:
    """What the programmes' forms ask for, by who may see it."""
    staff = t.gettext("The staff of the programme")
    return (
        Asked(
            t.gettext(
                "Your name, e-mail address and phone number; if you are 16 or 17, also name and "
                "e-mail address of a parent or guardian; answers and files that need special "
                "care, such as a CV or a budget"
            ),
            t.gettext(
                "To reply to you, to send codes and links, to ask the guardian, and to review "
                "what cannot be reviewed without it"
            ),
            t.gettext("Named officers only; each time they look, it is recorded"),
        ),
        Asked(
            t.gettext(
                "Your organisation and role, your country or region, your age group, and the "
                "partner and cities that you have ties with"
            ),
            t.gettext("To see who may send the form and who can help you"),
            staff,
        ),
        Asked(
            t.gettext("What you plan, and the files that you add"),
            t.gettext("To review your submission and find somebody who fits"),
            t.gettext(
                "The staff of the programme; if you agree, also a partner institution, which "
                "sees neither your name nor the files"
            ),
        ),
        Asked(
            t.gettext("The answers that a form marks as public"),
            t.gettext("To show what people do together"),
            t.gettext("Everybody, but only after acceptance and if you agreed"),
        ),
        Asked(
            t.gettext(
                "Your consents and declarations: the exact text, your answer, time and language"
            ),
            t.gettext("To prove what was agreed to, and in which words"),
            staff,
        ),
        Asked(
            t.gettext("Your language and your time zone"),
            t.gettext("To write in your language and to show times by your clock"),
            staff,
        ),
    )


def questions(content: Content, t: Translator) -> tuple[Questions, ...]:
    """Every question of every form by who sees its answer, as the forms' definitions have it."""
    readers = {
        VisibilityClass.PUB: t.gettext("Everybody, after acceptance and with your consent"),
        VisibilityClass.JURY: t.gettext("The jury, without names"),
        VisibilityClass.STAFF: t.gettext("The staff of the programme"),
        VisibilityClass.RESTR: t.gettext("Named officers only"),
        VisibilityClass.SYS: t.gettext("Consents and declarations"),
    }
    code = t.language.code
    return tuple(
        Questions(
            _name(content, form, t),
            tuple(
                (name, labels)
                for seen_by, name in readers.items()
                if (labels := _labels(form, seen_by, code))
            ),
        )
        for form in content.forms
    )


def _name(content: Content, form: Form, t: Translator) -> str:
    """What a form is called: a class is entered with another form than one child."""
    name = subject_of(content, form.id).name.get(t.language.code)
    if kind_of(content, form.id) is SubmissionKind.BATCH:
        return t.gettext("{name}: a class entered together").format(name=name)
    return name


def _labels(form: Form, seen_by: VisibilityClass, code: str) -> tuple[str, ...]:
    return tuple(
        one.label.get(code)
        for one in form.fields
        if seen_by in one.rules.visibility and one.rules.kind not in UNSEEN
    )


def kept(t: Translator, *classes: DataClass) -> tuple[Kept, ...]:
    """The rows of the retention table in words; with `classes` only these."""
    what = {
        DataClass.DRAFT: t.gettext("A draft that was not sent"),
        DataClass.UNCONFIRMED: t.gettext("A form that waits for a guardian’s consent"),
        DataClass.SUBMISSION: t.gettext("A form that was sent: answers, contact details, files"),
        DataClass.GUARDIAN_CONTACT: t.gettext(
            "Painting competition: a guardian’s name and e-mail address"
        ),
        DataClass.ORIGINAL: t.gettext(
            "Painting competition: the original file of a picture without an award"
        ),
        DataClass.PUBLIC_WORK: t.gettext("Painting competition: a picture on show"),
        DataClass.LATER_DOCUMENTS: t.gettext(
            "Documents that are asked for after acceptance, such as a team’s roster"
        ),
        DataClass.WITHDRAWN_FILES: t.gettext(
            "Answers and files of what was withdrawn, refused by a guardian, or has expired"
        ),
        DataClass.TOMBSTONE: t.gettext(
            "The mark that something was erased: a random number and counts, nothing personal"
        ),
    }
    since = {
        Start.LAST_SAVED: t.gettext("the last change"),
        Start.CONSENT_REQUESTED: t.gettext("the request to the guardian"),
        Start.RESULTS: t.gettext("the results"),
        Start.PUBLISHED: t.gettext("the first day on show"),
        Start.EVENT_HELD: t.gettext("the end of the event"),
        Start.ENDED: t.gettext("the end of the matter"),
        Start.ERASED: t.gettext("the erasure"),
    }
    return tuple(
        Kept(
            what[rule.data],
            period(rule, t),
            since[rule.start],
            rule.until_withdrawn and bool(rule.days or rule.months),
            rule.proposal,
        )
        for rule in RETENTION
        if not classes or rule.data in classes
    )


def forgotten(t: Translator) -> tuple[Kept, ...]:
    """What the clock forgets besides."""
    sending = t.gettext("the sending")
    return (
        Kept(
            t.gettext("The e-mail address in the list of mails that were sent"),
            days(FORGET_AFTER.days, t),
            sending,
        ),
        Kept(
            t.gettext("A one-time code, as a fingerprint"), days(KEPT_CHALLENGES.days, t), sending
        ),
        Kept(
            t.gettext(
                "How often something was asked for from one network address, draft or e-mail "
                "address, each as a fingerprint"
            ),
            days(KEPT_COUNTS.days, t),
            t.gettext("the request"),
        ),
    )


def period(rule: RetentionRule, t: Translator) -> str:
    """How long a rule keeps its data, in words."""
    if rule.months and rule.months % 12 == 0:
        years = rule.months // 12
        return t.ngettext("{number} year", "{number} years", years).format(number=years)
    if rule.months:
        text = t.ngettext("{number} month", "{number} months", rule.months)
        return text.format(number=rule.months)
    return days(rule.days, t) if rule.days else t.gettext("deleted at once")


def days(number: int, t: Translator) -> str:
    """So many days, in words."""
    return t.ngettext("{number} day", "{number} days", number).format(number=number)


def stored(t: Translator) -> tuple[Stored, ...]:
    """Every cookie, and everything else that the site stores in a browser."""
    cookie, browser = t.gettext("cookie"), t.gettext("kept by the browser, never sent")
    until_cleared = t.gettext("until you clear the browser’s data")
    typed = t.gettext("Holds what you have just written in a form until the server has it")
    settings = get_settings()
    names = ("_streamlit_session", onward_cookie(encrypted=settings.encrypted))
    signing_in = [
        Stored(
            name,
            cookie,
            t.gettext("For staff only: holds the way while they sign in with their organisation"),
            t.gettext("until they are signed in, at most ten minutes"),
        )
        for name in names
        if settings.oidc_issuer
    ]
    routed = [
        Stored(
            ROUTE_COOKIE,
            cookie,
            t.gettext("Leads everything that you ask for to the same server"),
            t.gettext("until you close the browser"),
        )
    ]
    return (
        Stored(
            COOKIE,
            cookie,
            t.gettext("Remembers the language that you chose"),
            t.gettext("a year"),
        ),
        Stored(
            "_streamlit_xsrf",
            cookie,
            t.gettext("Protects the connection against misuse by other sites"),
            t.gettext("until you close the browser"),
        ),
        Stored(
            session_cookie(encrypted=settings.encrypted),
            cookie,
            t.gettext("For staff only: shows who is signed in"),
            t.gettext("until you sign out or close the browser"),
        ),
        *signing_in,
        *(routed if settings.jobs == "worker" else ()),
        Stored(
            "stActiveTheme",
            browser,
            t.gettext("Notes for each page that it follows your device’s light or dark colours"),
            until_cleared,
        ),
        Stored("youcheng-form", browser, typed, t.gettext("until you close the tab")),
        Stored(
            "youcheng.selection",
            browser,
            t.gettext(
                "The works that you kept. They are noted on this device alone; nobody is told, and "
                "nothing is counted."
            ),
            until_cleared,
        ),
        Stored("youcheng-jury", browser, typed, until_cleared),
        Stored(
            "youcheng-jury-light",
            browser,
            t.gettext("Small pictures, for a slow line"),
            until_cleared,
        ),
        Stored(
            "youcheng-desk-keys-off",
            browser,
            f"{t.gettext('Keys and help')}: {t.gettext('Use these keys on this device')}",
            until_cleared,
        ),
    )
