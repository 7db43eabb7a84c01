"""How far a submission is, in plain words: a sentence for every state and every step on the way."""

from __future__ import annotations

from youcheng.domain.states import ReviewState
from youcheng.i18n.catalogues import Translator


def state_title(review: ReviewState, t: Translator) -> str:
    """The state in a word or two."""
    titles = {
        ReviewState.DRAFT: t.pgettext("state", "Not sent yet"),
        ReviewState.AWAITING_GUARDIAN: t.pgettext("state", "Waiting for a parent or guardian"),
        ReviewState.SUBMITTED: t.pgettext("state", "Received"),
        ReviewState.PROCESSING: t.pgettext("state", "Received"),
        ReviewState.SCREENING: t.pgettext("state", "Being looked through"),
        ReviewState.MODERATION: t.pgettext("state", "Being looked through"),
        ReviewState.CHANGES_REQUESTED: t.pgettext("state", "We have a question"),
        ReviewState.UNDER_REVIEW: t.pgettext("state", "Under review"),
        ReviewState.REFERRED: t.pgettext("state", "With a partner institution"),
        ReviewState.ACCEPTED: t.pgettext("state", "Accepted"),
        ReviewState.WAITLISTED: t.pgettext("state", "On the waiting list"),
        ReviewState.DECLINED: t.pgettext("state", "Not selected"),
        ReviewState.CLOSED: t.pgettext("state", "Completed"),
        ReviewState.ELIGIBLE: t.pgettext("state", "Taking part"),
        ReviewState.INELIGIBLE: t.pgettext("state", "Cannot take part"),
        ReviewState.IN_JURY: t.pgettext("state", "With the jury"),
        ReviewState.SHORTLISTED: t.pgettext("state", "Shortlisted"),
        ReviewState.AWARDED: t.pgettext("state", "Awarded"),
        ReviewState.PARTICIPATED: t.pgettext("state", "Took part"),
        ReviewState.ARCHIVED: t.pgettext("state", "In the archive"),
        ReviewState.WITHDRAWN: t.pgettext("state", "Withdrawn"),
        ReviewState.EXPIRED: t.pgettext("state", "Expired"),
        ReviewState.SPAM: t.pgettext("state", "Set aside"),
        ReviewState.ERASED: t.pgettext("state", "Erased"),
    }
    return titles[review]


def state_sentence(review: ReviewState, t: Translator) -> str:
    """What the state means for the person who sent it, and what comes next."""
    sentences = {
        ReviewState.DRAFT: t.gettext(
            "Your form has not been sent yet. You can go on filling it in."
        ),
        ReviewState.AWAITING_GUARDIAN: t.gettext(
            "We have asked the parent or guardian for consent by e-mail. Before they agree, nobody "
            "here looks at it."
        ),
        ReviewState.SUBMITTED: t.gettext(
            "Your submission has arrived. The staff of the programme will look through it."
        ),
        ReviewState.PROCESSING: t.gettext(
            "The works of your class have arrived. The parents and guardians are being asked."
        ),
        ReviewState.SCREENING: t.gettext(
            "The staff of the programme are checking whether everything that they need is there."
        ),
        ReviewState.MODERATION: t.gettext("We are checking that the picture can take part."),
        ReviewState.CHANGES_REQUESTED: t.gettext(
            "The staff have a question about your submission. They have written to you by e-mail."
        ),
        ReviewState.UNDER_REVIEW: t.gettext(
            "Your submission is being reviewed. You will get an answer by e-mail."
        ),
        ReviewState.REFERRED: t.gettext(
            "With your consent, a partner institution in Jiangsu is reading what you say about "
            "your plans."
        ),
        ReviewState.ACCEPTED: t.gettext(
            "Your submission has been accepted. The next steps are in the e-mail that you got."
        ),
        ReviewState.WAITLISTED: t.gettext(
            "Your submission is on the waiting list. We write to you as soon as that changes."
        ),
        ReviewState.DECLINED: t.gettext(
            "Your submission was not selected this time. Thank you for your interest."
        ),
        ReviewState.CLOSED: t.gettext("The matter is closed. Thank you for taking part."),
        ReviewState.ELIGIBLE: t.gettext("The picture takes part in the competition."),
        ReviewState.INELIGIBLE: t.gettext(
            "The picture cannot take part. The e-mail that you got says why, and how to appeal."
        ),
        ReviewState.IN_JURY: t.gettext("The jury is looking at the pictures."),
        ReviewState.SHORTLISTED: t.gettext("The picture is on the shortlist."),
        ReviewState.AWARDED: t.gettext("The picture has won an award. Congratulations!"),
        ReviewState.PARTICIPATED: t.gettext("The competition is over. Thank you for taking part."),
        ReviewState.ARCHIVED: t.gettext("The competition is over, and the results are published."),
        ReviewState.WITHDRAWN: t.gettext(
            "The submission was withdrawn. Its answers and files have been deleted."
        ),
        ReviewState.EXPIRED: t.gettext(
            "The time for this submission ran out. Its answers and files have been deleted."
        ),
        ReviewState.SPAM: t.gettext(
            "The submission was set aside as unwanted mail. If that is a mistake, please write "
            "to us."
        ),
        ReviewState.ERASED: t.gettext("The submission has been erased."),
    }
    return sentences[review]


def event_words(kind: str, review: ReviewState | None, t: Translator) -> str:
    """What happened, as the timeline tells it.

    Raises:
        KeyError: the timeline does not tell such an event.
    """
    if kind in {"state.changed", "decision.applied"} and review is not None:
        return state_title(review, t)
    words = {
        "draft.created": t.pgettext("event", "Form begun"),
        "draft.expired": t.pgettext("event", "Draft expired"),
        "submission.submitted": t.pgettext("event", "Sent and received"),
        "submission.edited": t.pgettext("event", "Changed by you"),
        "batch.sent": t.pgettext("event", "Sent and received"),
        "batch.finished": t.pgettext("event", "All parents and guardians asked"),
        "consent.requested": t.pgettext("event", "Parent or guardian asked for consent"),
        "consent.readdressed": t.pgettext("event", "Address of the parent or guardian corrected"),
        "consent.given": t.pgettext("event", "Parent or guardian agreed; received"),
        "consent.refused": t.pgettext("event", "Parent or guardian refused"),
        "consent.expired": t.pgettext("event", "No answer of the parent or guardian in time"),
        "consent.changed": t.pgettext("event", "A consent was withdrawn"),
        "changes.requested": t.pgettext("event", "Question from the staff"),
        "changes.resubmitted": t.pgettext("event", "Your answer to the question received"),
        "referral.sent": t.pgettext("event", "Passed on to a partner institution"),
        "referral.returned": t.pgettext("event", "Back from the partner institution"),
        "decision.applied": t.pgettext("event", "Decided"),
        "state.changed": t.pgettext("event", "Next step reached"),
        "withdrawal.requested": t.pgettext("event", "Link for the withdrawal sent by e-mail"),
        "submission.withdrawn": t.pgettext("event", "Withdrawn"),
    }
    return words[kind]
