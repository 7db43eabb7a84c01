"""Certificates: what each of them is for, and the little that anybody may learn of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CertificateKind(StrEnum):
    """Who is given a certificate, and for what."""

    PARTICIPATION = "participation"
    AWARD = "award"
    TEACHER = "teacher"
    SCHOOL = "school"


class RevocationReason(StrEnum):
    """Why staff revoked a single certificate. There is no other: what somebody writes freely would
    be kept in the log for good."""

    MISTAKE = "mistake"
    NOT_OWN = "not_own"
    LEAKED = "leaked"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that was issued. The name that it bears stands with the submission alone.

    Attributes:
        code: its own code in the plain form; it says nothing of the submission's.
        kind: for what.
        edition: id of the edition of the competition.
        award: id of the award; empty for none, or one that the jury's records do not name.
        initial: of the name that it bears; empty where there is no name, or once it is revoked.
        submission: id of the painting, or of the teacher's batch; empty once it is revoked.
        issued_at: when (aware).
        issued_by: what the log calls whoever issued it.
        revoked_at: since when it is not valid any more; None while it is.
    """

    code: str
    kind: CertificateKind
    edition: str
    award: str
    initial: str
    submission: str
    issued_at: datetime
    issued_by: str
    revoked_at: datetime | None = None


def initial_of(name: str) -> str:
    """The first letter of a name with the marks that belong to it; empty for no letter.

    A consonant of an Indic script keeps its vowel sign, a Chinese name gives its first character.
    """
    letters = unicodedata.normalize("NFC", name)
    start = next((at for at, sign in enumerate(letters) if sign.isalnum()), len(letters))
    end = start + 1
    while end < len(letters) and unicodedata.category(letters[end])[0] == "M":
        end += 1
    return letters[start:end]
