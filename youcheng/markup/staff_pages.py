"""The plain pages on which staff sign in, choose a password and see their sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from youcheng.domain.passwords import SHORTEST, PasswordProblem
from youcheng.domain.staff import LONGEST, Account, Session
from youcheng.domain.tokens import TokenState
from youcheng.i18n.catalogues import Translator
from youcheng.mail.clocks import write_moment
from youcheng.markup.environment import address
from youcheng.markup.plain_pages import plain_message, plain_page
from youcheng.services.signing_in import OwnSessions
from youcheng.settings import get_settings

SIGN_IN: Final = "/staff/sign-in"
SIGN_OUT: Final = "/staff/sign-out"
SESSIONS: Final = "/staff/sessions"
SESSION: Final = "/staff/session"
"""Says how long the session lasts, for the page that announces its end, and puts that end off."""
ENDED: Final = "ended"
"""What the sign-in page is told has happened where a page left for it at the end of a session."""
PROVIDER: Final = "/staff/provider"
"""Leads to the organisation's identity provider, and back from there with a session."""
PROVIDER_BACK: Final = "/oauth2callback"
"""To which the provider sends people back, from signing in and from signing out; Streamlit names
it."""
PROVIDER_OUT: Final = "/staff/provider/out"
"""Leads to where the provider ends its own session."""


def sign_in_page(
    t: Translator, *, email: str = "", onwards: str = "", trouble: str = "", said: str = ""
) -> Markup:
    """The document with the form to sign in.

    Args:
        t: the texts of the language.
        email: what was typed.
        onwards: address of this site to go on to; empty for the usual one.
        trouble: why it did not work.
        said: what has been done before.
    """
    title, settings = t.gettext("Sign in for staff"), get_settings()
    provider = address(PROVIDER, t.language.code, next=onwards or None)
    return plain_page(
        "staff/sign_in.html",
        t,
        title=_titled(title, trouble, t),
        query={"next": onwards} if onwards else None,
        action=address(SIGN_IN, t.language.code),
        email=email,
        next=onwards,
        trouble=trouble,
        said=said,
        provider=provider if settings.oidc_issuer else "",
        passwords=settings.passwords,
    )


def identity_trouble(problem: str, t: Translator) -> str:
    """Why what the organisation's provider stated opens no session; empty for no `IdentityProblem`.

    It is told to somebody who has signed in there as themselves, and names no account.
    """
    if problem in {"failed", "issuer", "subject"}:
        return t.gettext("Signing in with your organisation did not work. Please try again.")
    if problem == "stale":
        return t.gettext(
            "Your organisation has not asked you who you are just now. Sign out there, and try "
            "again."
        )
    if problem in {"unverified", "unknown", "bound", "inactive"}:
        return t.gettext(
            "Your organisation knows you, but there is no account for you here. Ask whoever looks "
            "after the accounts."
        )
    return ""


def signed_in_page(t: Translator, *, onwards: str) -> Markup:
    """The document that leads on after signing in elsewhere.

    A reply that led on at once would not do: coming from another site, the browser would keep the
    new cookie to itself (``SameSite=Strict``, RFC 6265bis, 5.6.7.1).
    """
    return _onwards_page(t, t.gettext("You are signed in"), onwards)


def signed_out_page(t: Translator) -> Markup:
    """The document that leads on to signing out at the provider as well.

    A reply to the form that led there at once would not do: its policy lets forms lead nowhere
    else.
    """
    onwards = address(PROVIDER_OUT, t.language.code)
    return _onwards_page(t, t.gettext("You are signed out"), onwards)


def _onwards_page(t: Translator, heading: str, onwards: str) -> Markup:
    return plain_page(
        "staff/onwards.html", t, title=heading, switch=False, heading=heading, onwards=onwards
    )


def password_page(account: Account, t: Translator, *, trouble: str = "") -> Markup:
    """The document on which the owner of an account chooses a password."""
    return plain_page(
        "staff/password.html",
        t,
        title=_titled(t.gettext("Choose your password"), trouble, t),
        account=account,
        shortest=SHORTEST,
        trouble=trouble,
    )


def password_trouble(problem: PasswordProblem, t: Translator) -> str:
    """Why a password may not be set."""
    sentences: Mapping[PasswordProblem, str] = {
        "short": t.ngettext(
            "Choose a password of at least {number} character.",
            "Choose a password of at least {number} characters.",
            SHORTEST,
        ).format(number=SHORTEST),
        "long": t.gettext("This password is too long to be looked at. Choose a shorter one."),
        "common": t.gettext(
            "This password is among those that are tried first. Choose a few words that nobody "
            "expects together."
        ),
        "personal": t.gettext(
            "This password is hardly more than your name, your e-mail address or the name of this "
            "site. Choose something that nobody knows of you."
        ),
    }
    return sentences[problem]


def dead_password_page(state: TokenState | None, t: Translator) -> Markup:
    """The document for a link that sets no password, or none any more."""
    said = {
        TokenState.USED: t.gettext("A password has been set with this link. It works only once."),
        TokenState.EXPIRED: t.gettext("This link has expired: it works for three days."),
        TokenState.REVOKED: t.gettext(
            "This link no longer works: a newer one has taken its place, or the account is closed."
        ),
        None: t.gettext(
            "This link does not open anything. It may have been cut off: copy the whole address."
        ),
    }
    return plain_message(
        t,
        t.gettext("This link sets no password"),
        said.get(state, said[None]),
        t.gettext("Ask whoever looks after the accounts for a new link."),
        links=((t.gettext("Sign in"), address(SIGN_IN, t.language.code)),),
        is_error=True,
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """A session as its owner reads of it."""

    id: str
    device: str
    started: str
    seen: str
    ends: str
    ends_at_last: str


def sessions_page(own: OwnSessions, t: Translator) -> Markup:
    """The document that lists the sessions of whoever is signed in."""
    return plain_page(
        "staff/sessions.html",
        t,
        title=t.gettext("Your sessions"),
        account=own.account,
        this=_show(own.this, t),
        others=[_show(one, t) for one in own.others],
        action=address(SESSIONS, t.language.code),
        sign_out=address(SIGN_OUT, t.language.code),
    )


def _show(one: Session, t: Translator) -> _Shown:
    moments = (one.started_at, one.seen_at, one.ends_at, one.started_at + LONGEST)
    started, seen, ends, at_last = (write_moment(moment, zone="", t=t)[-1] for moment in moments)
    return _Shown(one.id, one.device, started, seen, ends, at_last)


def _titled(title: str, trouble: str, t: Translator) -> str:
    return f"{t.gettext('Error:')} {title}" if trouble else title
