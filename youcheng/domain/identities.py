"""By what an identity provider knows somebody, and what is taken from what it states of them.

Claims are those of an ID token (OpenID Connect Core 1.0, section 2). That it is meant for this
site, answers this sign-in and is signed by the provider has been checked before; what follows is
the site's own: which provider, which account, and how long ago the person signed in there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

FRESH: Final = timedelta(minutes=10)
"""How long ago the person may have signed in at the provider; the site asks for it with each
sign-in (``prompt=login`` and ``max_age``)."""
AHEAD: Final = timedelta(minutes=2)
"""How far the provider's clock may be ahead: what authlib allows for the other times of a token."""
LONGEST_ISSUER: Final = 200
LONGEST_SUBJECT: Final = 255
"""Characters (OpenID Connect Core 1.0, section 2, ``sub``)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a provider knows somebody: it never gives the subject to anybody else.

    Attributes:
        issuer: address of the provider, to the letter.
        subject: its own name for the person.
    """

    issuer: str
    subject: str


IdentityProblem = Literal[
    "issuer", "subject", "stale", "unverified", "unknown", "bound", "inactive", "failed"
]


class IdentityRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """What a provider states opens no session.

    Attributes:
        problem: `issuer` (it is another provider), `subject` (nobody is named), `stale` (the person
            has to sign in at the provider anew), `unverified` (the provider does not vouch for the
            address), `unknown` (nobody has added an account with it), `bound` (the account belongs
            to another identity), `inactive` (it is revoked), `failed` (there was no statement).
    """

    def __init__(self, problem: IdentityProblem) -> None:
        super().__init__(problem)
        self.problem: IdentityProblem = problem


@dataclass(frozen=True, slots=True)
class Statement:
    """What a provider states of somebody who has just signed in there.

    Attributes:
        identity: by what it knows them.
        email: their address as they type it; empty unless the provider has verified it.
        signed_in_at: aware time at which they proved to the provider who they are.
    """

    identity: Identity
    email: str
    signed_in_at: datetime

    def check_fresh(self, *, now: datetime, after: datetime) -> None:
        """Return if the person has signed in at the provider lately, and after `after`.

        Args:
            now: aware time by the server's clock.
            after: from when on sessions of the account are worth something. Providers give whole
                seconds, so the whole second counts.

        Raises:
            IdentityRefused: `stale`.
        """
        is_late = now - self.signed_in_at > FRESH or self.signed_in_at - now > AHEAD
        if is_late or self.signed_in_at < after.replace(microsecond=0):
            raise IdentityRefused("stale")


def read_statement(claims: Mapping[str, object], *, issuer: str) -> Statement:
    """What an ID token states.

    Roles and names in it are not read: those are what an administrator of this site gave.

    Args:
        claims: of the token, once its signature is checked.
        issuer: the provider that the site trusts.

    Raises:
        IdentityRefused: `issuer`, `subject`, or `stale` where it does not say when they signed in.
    """
    if claims.get("iss") != issuer:
        raise IdentityRefused("issuer")
    subject, email = claims.get("sub"), claims.get("email")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise IdentityRefused("subject")
    is_verified = claims.get("email_verified") is True and isinstance(email, str)
    return Statement(
        identity=Identity(issuer, subject),
        email=str(email) if is_verified else "",
        signed_in_at=_moment(claims.get("auth_time")),
    )


def _moment(seconds: object) -> datetime:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise IdentityRefused("stale")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise IdentityRefused("stale") from None
