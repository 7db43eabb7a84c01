"""A submission as it is kept: its name, where it stands, its answers as they are and as they went.

The working answers change with every save. What staff review are the answers as they were sent;
sending again (an edit before the deadline) replaces them as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from youcheng.domain.codes import ReferenceCode
from youcheng.domain.drafts import Draft
from youcheng.domain.permissions import Scope
from youcheng.domain.states import ReviewState, SubmissionKind, SubmissionState

SAMPLE: Final = "sample"
"""Flag of an entry of the sample edition: no child made the work, and wherever it is shown it says
so. It stays when all else of the entry is forgotten."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission.

    Attributes:
        id: 32 random hexadecimal digits; never shown.
        folder: 32 random hexadecimal digits under which its files lie.
        code: its name for people.
        programme: id of the programme, or of the competition.
        form_version: version of the form that it was begun with.
        language: code of the language in which it is written and answered.
        zone: IANA time zone of the person who writes; empty when not known.
        state: where it stands.
        draft: the working answers.
        created_at: when it was begun (aware).
        sent: the answers as they were sent last; None while nothing was sent, empty once erased.
        sent_at: when it was first sent.
        waiting_since: when the present wait began: latest request to the guardian, question to the
            submitter; None when nobody is waited for.
        reminders_sent: reminders of this wait; those of a draft are counted in `draft`.
        readdressings: how often the guardian's address was corrected.
        extended_to: a deadline of its own.
        access: digest of the access code that it was begun with; empty for none.
        contact: HMAC of the submitter's e-mail address, to find others from the same person.
        flags: what staff should look at, such as `duplicate`; nothing is blocked by it.
        batch: id of the teacher's batch that it came with; empty for none.
        request: id of the request that moved it last, for the log; empty for none.
    """

    id: str
    folder: str
    code: ReferenceCode
    programme: str
    form_version: int
    language: str
    state: SubmissionState
    draft: Draft
    created_at: datetime
    zone: str = ""
    sent: Mapping[str, object] | None = None
    sent_at: datetime | None = None
    waiting_since: datetime | None = None
    reminders_sent: int = 0
    readdressings: int = 0
    extended_to: datetime | None = None
    access: str = ""
    contact: str = ""
    flags: tuple[str, ...] = ()
    batch: str = ""
    request: str = ""

    @property
    def kind(self) -> SubmissionKind:
        """What it is."""
        return self.state.kind

    @property
    def review(self) -> ReviewState:
        """How far its review is."""
        return self.state.review

    @property
    def is_sample(self) -> bool:
        """True for an entry of the sample edition."""
        return SAMPLE in self.flags

    @property
    def has_unsent_changes(self) -> bool:
        """True when it was sent and the working answers differ from what was sent."""
        return self.sent is not None and dict(self.sent) != dict(self.draft.answers)

    @property
    def scope(self) -> Scope:
        """What permissions need to know of it."""
        return Scope(self.id, self.kind, self.programme, self.review, batch=self.batch)

    @property
    def guardian_language(self) -> str:
        """Code of the language in which a guardian is written to."""
        return self.text("guardian_language") or self.language

    def text(self, name: str) -> str:
        """The working answer to the field `name` when it is a text, else the empty text."""
        value = self.draft.answers.get(name)
        return value if isinstance(value, str) else ""
