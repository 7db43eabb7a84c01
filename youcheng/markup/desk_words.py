"""Codes of the desk in words: flags, classes of answers, what may be done, and why it may not."""

from __future__ import annotations

from youcheng.domain.form_definitions import VisibilityClass
from youcheng.domain.outbox import MailState
from youcheng.domain.states import PendingState
from youcheng.domain.submissions import SAMPLE
from youcheng.domain.transitions import TransitionRefused
from youcheng.i18n.catalogues import Translator
from youcheng.mail.wordings import WORDINGS
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_acts import Unchanged
from youcheng.services.flagging import DUPLICATE, JUROR_CONCERN, POSSIBLE_COPY


def flag_words(flag: str, t: Translator) -> str:
    """What is remarkable about a submission."""
    words = {
        DUPLICATE: t.pgettext("flag", "Same person has sent another"),
        POSSIBLE_COPY: t.pgettext("flag", "Picture looks like another"),
        SAMPLE: t.pgettext("flag", "Sample entry"),
        JUROR_CONCERN: t.pgettext("flag", "A juror asks to look again"),
    }
    return words.get(flag, flag)


def file_flag_words(flag: str, t: Translator) -> str:
    """What staff should know before they open a file, or of a photo."""
    words = {
        "active": t.pgettext("file", "contains active content"),
        "encrypted": t.pgettext("file", "encrypted"),
        "damaged": t.pgettext("file", "damaged"),
        "blurred": t.pgettext("file", "blurred"),
        "dark": t.pgettext("file", "dark"),
        "small": t.pgettext("file", "small"),
    }
    return words.get(flag, flag)


def class_words(visibility: VisibilityClass, t: Translator) -> str:
    """Who may see an answer, in a word."""
    words = {
        VisibilityClass.PUB: t.pgettext("answer", "public"),
        VisibilityClass.JURY: t.pgettext("answer", "jury"),
        VisibilityClass.STAFF: t.pgettext("answer", "staff"),
        VisibilityClass.RESTR: t.pgettext("answer", "restricted"),
        VisibilityClass.SYS: t.pgettext("answer", "system"),
    }
    return words[visibility]


def reason_words(reason: str, t: Translator) -> str:
    """Why something restricted is read."""
    words = {
        "review": t.pgettext("reason", "The review needs it"),
        "contact": t.pgettext("reason", "To get in touch"),
        "identity": t.pgettext("reason", "To check who it is"),
        "safeguarding": t.pgettext("reason", "To protect a child"),
        "legal_request": t.pgettext("reason", "A legal request"),
    }
    return words.get(reason, reason)


def correction_words(reason: str, t: Translator) -> str:
    """Why an answer was corrected."""
    words = {
        "slip": t.pgettext("correction", "A slip"),
        "told_us": t.pgettext("correction", "The submitter told us"),
        "document": t.pgettext("correction", "A document says so"),
        "wording": t.pgettext("correction", "Not fit to be shown as it is"),
    }
    return words.get(reason, reason)


def erasing_words(reason: str, t: Translator) -> str:
    """Who asks for a submission to be erased."""
    words = {
        "submitter_request": t.pgettext("actor", "Submitter"),
        "guardian_request": t.pgettext("actor", "Parent or guardian"),
        "legal_request": t.pgettext("reason", "A legal request"),
    }
    return words.get(reason, reason)


def decision_words(decision: str, t: Translator) -> str:
    """A decision that is proposed."""
    words = {
        PendingState.ACCEPTED: t.pgettext("decision", "Accept"),
        PendingState.WAITLISTED: t.pgettext("decision", "Put on the waiting list"),
        PendingState.DECLINED: t.pgettext("decision", "Do not select"),
        PendingState.AWARDED: t.pgettext("decision", "Award"),
        PendingState.PARTICIPATED: t.pgettext("decision", "Took part"),
    }
    return words.get(PendingState(decision), decision)


def mail_words(template: str, t: Translator) -> str:
    """What a mail is, by its own headline; one that names facts stays a template."""
    wording = WORDINGS.get(template)
    if wording is None:
        return template
    return t.gettext(wording.title).replace("“{programme}”", "…").replace("{programme}", "…")


def mail_state_words(state: MailState, t: Translator) -> str:
    """How far a mail is."""
    words = {
        MailState.QUEUED: t.pgettext("mail", "about to be sent"),
        MailState.HELD: t.pgettext("mail", "draft, not sent"),
        MailState.SENDING: t.pgettext("mail", "being sent"),
        MailState.SENT: t.pgettext("mail", "sent"),
        MailState.FAILED: t.pgettext("mail", "could not be delivered"),
        MailState.DISCARDED: t.pgettext("mail", "discarded"),
    }
    return words[state]


def duplicate_words(why: str, t: Translator) -> str:
    """Why another submission is like this one."""
    words = {
        DUPLICATE: t.pgettext("duplicate", "from the same person"),
        POSSIBLE_COPY: t.pgettext("duplicate", "its picture looks alike"),
    }
    return words.get(why, why)


def guard_words(guard: str, t: Translator) -> str:
    """What an act still lacks, in a sentence."""
    words = {
        "share_agreed": t.gettext("The submitter has not agreed to sharing with an institution."),
        "own_city": t.gettext("It was referred to another city."),
        "comment_given": t.gettext("A proposal needs a comment."),
        "notes_given": t.gettext("Tick at least one field, and write what you want to know."),
        "second_lead": t.gettext(
            "You proposed it yourself. Somebody else has to confirm it: two pairs of eyes."
        ),
        "sheet_signed": t.gettext("The result sheet of the jury is not signed yet."),
        "award_pending": t.gettext("No decision waits to be confirmed."),
        "decision_ready": t.gettext("No decision is proposed, or it is not confirmed yet."),
        "checklist_done": t.gettext(
            "Not everything is in order yet: answer every point, and see what the records say."
        ),
        "other_school": t.gettext("Somebody who has nothing to do with the school has to do it."),
        "second_person": t.gettext(
            "You proposed it yourself. Somebody else has to confirm it: two pairs of eyes."
        ),
        "refusal_proposed": t.gettext("It is proposed that the painting cannot take part."),
        "reason_listed": t.gettext("Nothing is proposed any more."),
        "show_agreed": t.gettext("The parent or guardian has not agreed to showing it."),
        "alt_text": t.gettext("Texts in Chinese and English are missing."),
        "revealed": t.gettext("The results are not to be known yet."),
        "batch_latest": t.gettext(
            "Something has happened to it since, so that it cannot be undone."
        ),
        "batch_unmailed": t.gettext("A mail of it has left already, so that it cannot be undone."),
        "spam_within": t.gettext("It was set aside more than 30 days ago and stays there."),
    }
    return words.get(guard) or t.gettext("Something that it needs is not there yet.")


def refused_words(error: Exception, t: Translator) -> str:
    """Why an act was refused: one of NotAllowed, TransitionRefused, Unchanged and ValueError."""
    if isinstance(error, Unchanged):
        return t.gettext("It is so already.")
    if isinstance(error, NotAllowed):
        words = {
            "assignee": t.gettext("This person cannot look after it. Choose somebody else."),
            "area": t.gettext("This is not yours to read or to change."),
            "role": t.gettext("This is not for your role."),
            "batch": t.gettext("It cannot be undone any more."),
            "account": t.gettext("There is no such account."),
        }
        return words.get(error.code) or t.gettext("This submission is not yours to work on.")
    if isinstance(error, TransitionRefused):
        if error.code in {"state", "role", "visibility"}:
            return t.gettext("This is not possible in the state that it is in now.")
        return guard_words(error.code, t)
    return t.gettext("Something is missing, or is too long. Look through what you entered.")
