"""The kinds of event in the log, in words."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from youcheng.domain.actors import Role
from youcheng.domain.audit import Event
from youcheng.domain.workflow import TRANSITIONS
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_list, format_number
from youcheng.markup.desk_accounts import role_words
from youcheng.markup.desk_history import WHOLE, Names, label_field, line_words

_MOST_LABELS: Final = 4
"""Events about more fields name them in the details alone."""
_WITH_COUNT: Final = frozenset(
    {"certificates.taken", "queue.exported", "purge.done", "session.revoked", "sheet.exported"}
)
_WITH_ROLES: Final = frozenset({"staff.added", "staff.changed"})
_UNCHAINED: Final = (
    "access.issued",
    "access.revoked",
    "answer.corrected",
    "answer.restored",
    "answer.revealed",
    "answer.translated",
    "answers.looked_at",
    "assigned",
    "backup.made",
    "backup.restored",
    "certificate.revoked",
    "certificates.taken",
    "deadline.extended",
    "draft.link_mailed",
    "entry.flagged",
    "edition.dates_changed",
    "edition.dates_restored",
    "erased",
    "file.opened",
    "juror.left",
    "juror.pupil_declared",
    "juror.rule_dismissed",
    "juror.seated",
    "mail.brought_back",
    "mail.discarded",
    "mail.edited",
    "mail.released",
    "mail.restored",
    "mail.retried",
    "mail.text_changed",
    "mail.text_restored",
    "moderation.checked",
    "moderation.refusal_dropped",
    "moderation.refusal_proposed",
    "note.added",
    "picture.blurred",
    "picture.restored",
    "picture.trimmed",
    "picture.untrimmed",
    "purge.done",
    "queue.exported",
    "results.armed",
    "results.disarmed",
    "results.released",
    "round.signed",
    "sample.removed",
    "score.drafted",
    "score.marked",
    "session.ended",
    "session.ended_all",
    "session.refused",
    "session.revoked",
    "session.started",
    "sheet.exported",
    "staff.activated",
    "staff.added",
    "staff.changed",
    "staff.deactivated",
    "staff.identity_bound",
    "staff.identity_released",
    "staff.link_issued",
    "staff.password_set",
    "tag.added",
    "tag.removed",
    "work.translated",
)
"""Kinds of event that follow from no transition."""
KINDS: Final = tuple(
    sorted({*_UNCHAINED, *(one for row in TRANSITIONS.values() for one in row.events)})
)
"""Every kind of event that can be chosen."""


def kind_words(kind: str, t: Translator) -> str:
    """What happened, without its particulars; a kind without words is told by its name."""
    own = _own(t).get(kind)
    return own or line_words(kind, {}, Names(), t)


def event_sentence(event: Event, names: Names, t: Translator) -> str:
    """What happened, with what it was about."""
    details = dict(event.details)
    own = _own(t).get(event.kind)
    words = own or line_words(event.kind, details, names, t)
    more: list[str] = []
    if event.kind in _WITH_COUNT and "count" in details:
        more.append(format_number(int(details["count"]), t.language))
    if event.kind in _WITH_ROLES:
        more += _roles(details.get("roles", ""), t)
    elif event.subject.startswith("submission:") and event.kind not in WHOLE:
        labels = [label_field(one, names.form, t) for one in event.fields]
        more += labels if len(labels) <= _MOST_LABELS else []
    return f"{words}: {format_list(more, t.language)}" if more else words


def _roles(text: str, t: Translator) -> list[str]:
    with suppress(ValueError):
        return [role_words(Role(one), t) for one in text.split(",") if one]
    return [text]


def _own(t: Translator) -> Mapping[str, str]:
    return {
        "access.issued": t.pgettext("event", "Access code given out"),
        "access.revoked": t.pgettext("event", "Access code withdrawn"),
        "backup.made": t.pgettext("event", "Backup made"),
        "backup.restored": t.pgettext("event", "Backup restored"),
        "draft.link_mailed": t.pgettext("event", "Link to the draft sent by e-mail"),
        "draft.saved": t.pgettext("event", "Draft saved"),
        "entry.flagged": t.pgettext("event", "A juror asked to look again"),
        "edition.dates_changed": t.pgettext("event", "Dates of an edition set"),
        "edition.dates_restored": t.pgettext("event", "Delivered dates of an edition set again"),
        "juror.left": t.pgettext("event", "A juror left the jury"),
        "juror.pupil_declared": t.pgettext("event", "A juror named a pupil of theirs"),
        "juror.recused": t.pgettext("event", "A juror stepped aside"),
        "juror.rule_dismissed": t.pgettext("event", "A rule of the jury set aside"),
        "juror.seated": t.pgettext("event", "A juror joined the jury"),
        "mail.brought_back": t.pgettext("event", "Discarded e-mail brought back"),
        "mail.discarded": t.pgettext("event", "Draft of an e-mail discarded"),
        "mail.edited": t.pgettext("event", "Draft of an e-mail changed"),
        "mail.released": t.pgettext("event", "E-mail sent from the outbox"),
        "mail.restored": t.pgettext("event", "Draft of an e-mail as it was written again"),
        "mail.retried": t.pgettext("event", "E-mail tried again"),
        "mail.text_changed": t.pgettext("event", "Text of e-mails set"),
        "mail.text_restored": t.pgettext("event", "Delivered text of e-mails set again"),
        "purge.done": t.pgettext("event", "Overdue data erased"),
        "queue.exported": t.pgettext("event", "Submissions exported"),
        "results.armed": t.pgettext("event", "Certificates or letters arranged for results day"),
        "results.disarmed": t.pgettext("event", "Arrangement for results day undone"),
        "results.released": t.pgettext("event", "What was arranged for results day was done"),
        "round.signed": t.pgettext("event", "Result sheet signed"),
        "sample.removed": t.pgettext("event", "Sample entries removed"),
        "score.drafted": t.pgettext("event", "Score kept as a draft"),
        "score.marked": t.pgettext("event", "Marked by a juror for themselves"),
        "score.reopened": t.pgettext("event", "Score reopened"),
        "score.saved": t.pgettext("event", "Score saved"),
        "session.ended": t.pgettext("event", "Signed out"),
        "session.ended_all": t.pgettext("event", "Signed out everywhere"),
        "session.refused": t.pgettext("event", "Sign-in refused"),
        "session.revoked": t.pgettext("event", "Sessions ended by an administrator"),
        "session.started": t.pgettext("event", "Signed in"),
        "sheet.exported": t.pgettext("event", "Result sheet exported"),
        "staff.activated": t.pgettext("event", "Account reactivated"),
        "staff.added": t.pgettext("event", "Account added"),
        "staff.changed": t.pgettext("event", "Roles changed"),
        "staff.deactivated": t.pgettext("event", "Account deactivated"),
        "staff.identity_bound": t.pgettext("event", "Linked to the organisation’s sign-in"),
        "staff.identity_released": t.pgettext("event", "Link to the organisation’s sign-in undone"),
        "staff.link_issued": t.pgettext("event", "Link for a new password made"),
        "staff.password_set": t.pgettext("event", "Password set"),
    }
