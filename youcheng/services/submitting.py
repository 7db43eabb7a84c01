"""Sends a form: checked as a whole, agreed to in writing, stored once however often it is sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from youcheng.content.forms import SUBMITTER, Form, FormField, Reader
from youcheng.domain import forms
from youcheng.domain.batches import find_row_problems, guardians_in
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.consents import Agreement, agreed, hash_text
from youcheng.domain.deadlines import AccessRefused, known_zone
from youcheng.domain.form_tokens import FormVerdict, check_form
from youcheng.domain.forms import Kind, Problem
from youcheng.domain.guards import Facts
from youcheng.domain.limits import NAMED_IN, SEND
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.states import ConsentAnswer, ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.access import RECEIPT_ACCESS
from youcheng.services.attachments import drop_unnamed
from youcheng.services.drafts import NotEditable, require_editable, require_space, web_mover
from youcheng.services.flagging import compute_contact, find_flags
from youcheng.services.limiting import spend
from youcheng.services.mailing import addresses_of
from youcheng.services.moving import gather_facts, move
from youcheng.services.opening import OpenForm, open_for
from youcheng.services.pictures import asks_for_picture
from youcheng.services.ports import Services, UnitOfWork

GUARDIAN_ASKED: Final = ("adult", "guardian_name", "guardian_email")
"""Fields whose answers say whether a guardian is asked, and whom."""
_NEVER: Final = timedelta(days=36_500)


class FormRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The form cannot be sent as it is; every answer stays.

    Attributes:
        problems: what is wrong, in the order of the form.
        warnings: what is probably a mistake and was not confirmed yet.
        stop: id of the notice that ends the form; empty for none.
        retry_after: seconds after which it may be sent, when it came faster than anybody types.
    """

    def __init__(
        self,
        *,
        problems: tuple[Problem, ...] = (),
        warnings: tuple[Problem, ...] = (),
        stop: str = "",
        retry_after: int = 0,
    ) -> None:
        super().__init__(stop or ", ".join(f"{one.field}: {one.code}" for one in problems))
        self.problems = problems
        self.warnings = warnings
        self.stop = stop
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Sent:
    """What sending came to.

    Attributes:
        code: the reference code.
        review: where the submission stands.
        again: it had been sent before, and nothing was changed now.
    """

    code: ReferenceCode
    review: ReviewState
    again: bool


def check_draft(
    found: OpenForm, *, confirmed: Collection[str] = (), step: str = ""
) -> tuple[tuple[Problem, ...], tuple[Problem, ...], str]:
    """Problems, unconfirmed warnings and the id of a stop for the working answers.

    Args:
        found: the form as it was opened.
        confirmed: warnings that the person has seen and keeps, as `warning_key` names them.
        step: id of the step to look at; empty for the whole form.
    """
    answers = forms.prune(found.form.definition, found.answers)
    problems, warnings, stop = _check(found, answers, confirmed)
    if step:
        problems = tuple(one for one in problems if _is_in(found.form, one, step))
        warnings = tuple(one for one in warnings if _is_in(found.form, one, step))
    return problems, warnings, stop


def _check(
    found: OpenForm, answers: Mapping[str, object], confirmed: Collection[str]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...], str]:
    definition = found.form.definition
    stops = _stops(found, answers)
    problems = forms.validate(definition, answers, today=found.today)
    problems += tuple(_changed_for_good(found, answers))
    if found.entry_form is not None:
        problems = _with_rows(found, found.entry_form, answers, problems)
    warnings = tuple(
        one for one in find_warnings(found, answers) if warning_key(one, answers) not in confirmed
    )
    if found.is_answering:
        # What cannot be changed may have gone out of date since it was sent.
        problems = tuple(one for one in problems if found.may_change(one.field))
        warnings = tuple(one for one in warnings if found.may_change(one.field))
        before = _stops(found, found.submission.sent or {})
        stops = [one for one in stops if one not in before]
    return problems, warnings, stops[0] if stops else ""


def _stops(found: OpenForm, answers: Mapping[str, object]) -> list[str]:
    notices = forms.find_notices(found.form.definition, answers, today=found.today)
    return [one.id for one in notices if one.stops]


def _with_rows(
    found: OpenForm, entry_form: Form, answers: Mapping[str, object], problems: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """The problems of a batch with those of its rows, in the order of the form."""
    definition = found.form.definition
    rows = find_row_problems(entry_form.definition, definition, answers, today=found.today)
    order = {one.id: number for number, one in enumerate(definition.fields)}
    whole = (*problems, *(one for one in rows if one not in problems))
    return tuple(sorted(whole, key=lambda one: order[one.field]))


def find_warnings(found: OpenForm, answers: Mapping[str, object]) -> tuple[Problem, ...]:
    """What is probably a mistake in the answers, and in the photos among them."""
    return (*forms.find_warnings(found.form.definition, answers), *_photo_hints(found, answers))


def _photo_hints(found: OpenForm, answers: Mapping[str, object]) -> Iterator[Problem]:
    for one in found.form.definition.fields:
        files = answers.get(one.id)
        if not asks_for_picture(one) or not isinstance(files, list):
            continue
        for number, file in enumerate(files):
            view = found.pictures.get(str(file.get("key")))
            for hint in view.hints if view else ():
                yield Problem(one.id, f"picture_{hint}", at=(number,))


def _changed_for_good(found: OpenForm, answers: Mapping[str, object]) -> Iterator[Problem]:
    """Who consents is settled with the first sending: a later change of these answers would put the
    guardian aside."""
    sent = found.submission.sent
    for name in GUARDIAN_ASKED:
        if sent is not None and sent.get(name) != answers.get(name):
            # A question that is no longer shown is told at the one that hides it.
            yield Problem(name if name in answers else GUARDIAN_ASKED[0], "fixed")


def warning_key(warning: Problem, answers: Mapping[str, object]) -> str:
    """What names a warning together with the answer it is about: another answer warns anew."""
    return f"{warning.field}:{warning.code}:{hash_text(str(answers.get(warning.field)))[:16]}"


def _is_in(form: Form, problem: Problem, step: str) -> bool:
    return form.definition.step_of(problem.field).id == step


def submit(
    services: Services,
    /,
    *,
    token: str,
    form_token: str,
    client: str,
    confirmed: Collection[str] = (),
    zone: str = "",
) -> Sent:
    """Send the form, or send what was changed since it was sent.

    Sending again what was sent already changes nothing and gives the same code: a double click, a
    repeated message and a reload end in one record.

    Args:
        token: the draft's.
        form_token: `OpenForm.form_token`, as the page had it.
        client: network address of the visitor, for the limits.
        confirmed: warnings that the person keeps, see `check_draft`.
        zone: IANA time zone of the visitor, if known.

    Raises:
        AccessDenied: the token opens nothing.
        FormRefused: something is wrong; see its attributes.
        NotEditable: it cannot be sent now.
        LimitReached: too many from one address, or too many mails to one that the form names.
        AccessRefused: the access code that it needs opens nothing any more.
        StoreFull, StoreBusy: nothing was acknowledged; it may be tried again.
    """
    require_space(services)
    now = services.clock()
    with services.records.write() as uow:
        found = open_for(services, uow, token=token, now=now)
        submission = found.submission
        if found.is_sent and not submission.has_unsent_changes:
            return Sent(submission.code, submission.review, again=True)
        if found.is_answering:
            raise NotEditable
        _require_access(found)
        require_editable(found)
        spend(services, uow, SEND, client, now)
        _check_token(services, form_token, submission)
        answers = forms.prune(found.form.definition, found.answers)
        problems, warnings, stop = _check(found, answers, confirmed)
        problems += tuple(missing_files(services, uow, found, answers))
        if problems or warnings or stop:
            raise FormRefused(problems=problems, warnings=warnings, stop=stop)
        after = _send(services, uow, found, answers, known_zone(zone) or submission.zone)
        uow.commit()
    return Sent(after.code, after.review, again=False)


def _require_access(found: OpenForm) -> None:
    """Say that it is the access code which opens nothing any more, and not only that it is late."""
    access = found.window.access
    problem = None if access is None else access.problem(found.now)
    if problem is not None and not found.window.is_open(found.now):
        raise AccessRefused(problem)


def _check_token(services: Services, form_token: str, submission: Submission) -> None:
    check = check_form(
        form_token,
        form=submission.id,
        key=services.key,
        now=services.clock(),
        lifetime=_NEVER,
    )
    if check.verdict is not FormVerdict.OK:
        raise FormRefused(retry_after=max(check.retry_after, 1))


def missing_files(
    services: Services, uow: UnitOfWork, found: OpenForm, answers: Mapping[str, object]
) -> Iterator[Problem]:
    """A file that an answer names and the store does not hold was never received."""
    for one in found.form.definition.fields:
        files = answers.get(one.id)
        if one.kind is not Kind.FILE or not isinstance(files, list):
            continue
        rows = {row.id: row for row in uow.attachments.of(found.submission.id)}
        for number, file in enumerate(files):
            row = rows.get(str(file.get("key")))
            if row is None or not services.files.exists(row.key):
                yield Problem(one.id, "file_missing", at=(number,))


def _send(
    services: Services,
    uow: UnitOfWork,
    found: OpenForm,
    answers: Mapping[str, object],
    zone: str,
) -> Submission:
    definition, submission, now = found.form.definition, found.submission, found.now
    first = submission.review is ReviewState.DRAFT
    changed = changed_fields(submission.sent or {}, answers)
    uow.corrections.end(submission.id, changed, now)
    submission = replace(
        submission,
        draft=replace(submission.draft, answers=answers),
        form_version=definition.version,
        zone=zone,
        sent=answers,
        sent_at=submission.sent_at or now,
        contact=compute_contact(services, submission, answers),
    )
    if first:
        submission = replace(submission, flags=find_flags(services, uow, submission, answers))
    for address in sorted((*addresses_of(submission), *guardians_in(answers))):
        spend(services, uow, NAMED_IN, address, now)
    standing = agreed(record_agreements(services, uow, found, answers))
    facts = gather_facts(services, submission, valid=True, in_window=True, agreed=standing)
    action = Action.EDIT
    if first:
        action = _first_action(submission.kind, facts)
        _redeem_access(uow, found)
        # Every address of the form goes on to show the receipt for a while.
        uow.grants.limit(submission.id, Purpose.DRAFT, now + RECEIPT_ACCESS)
        submission = replace(submission, waiting_since=now, reminders_sent=0)
    elif _picture_changed(found, changed):
        action, facts = Action.EDIT_PICTURE, replace(facts, picture_changed=True)
        submission = replace(submission, waiting_since=now, reminders_sent=0)
    else:
        facts = replace(facts, picture_changed=False)
    after = move(
        services, uow, submission, action, mover=web_mover(found), facts=facts, fields=changed
    )
    drop_unnamed(services, uow, after)
    return after


def changed_fields(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    """Ids of the fields whose answers differ, by name."""
    names = sorted({*before, *after})
    return tuple(name for name in names if before.get(name) != after.get(name))


def _first_action(kind: SubmissionKind, facts: Facts) -> Action:
    if kind is SubmissionKind.BATCH:
        return Action.SEND_BATCH
    asks = kind is SubmissionKind.PAINTING or facts.adult is False
    return Action.REQUEST_CONSENT if asks else Action.SUBMIT


def _picture_changed(found: OpenForm, changed: Collection[str]) -> bool:
    return any(asks_for_picture(one) and one.id in changed for one in found.form.definition.fields)


def _redeem_access(uow: UnitOfWork, found: OpenForm) -> None:
    access = found.window.access
    if access is not None and found.window.needs_access(found.now):
        uow.access_codes.put(access.redeemed(found.now))


def record_agreements(
    services: Services,
    uow: UnitOfWork,
    found: OpenForm,
    answers: Mapping[str, object],
    *,
    only: Collection[str] | None = None,
) -> list[Agreement]:
    """Store the answers to consents and declarations that are new, each with the text as read;
    return all of the submission, these last. `only`: the fields that were shown; None for all."""
    known = uow.agreements.of(found.submission.id)
    latest = {one.field: one for one in known if one.by == SUBMITTER}
    given = []
    for one in agreement_fields(found.form):
        answer = _answer(answers.get(one.id))
        if answer is None or (only is not None and one.id not in only):
            continue
        text = agreement_text(services, one, found.submission.language)
        agreement = Agreement(
            field=one.id,
            answer=answer,
            by=SUBMITTER,
            version=str(one.version or 1),
            text_hash=hash_text(text),
            language=found.submission.language,
            at=found.now,
        )
        last = latest.get(one.id)
        if last is None or (last.answer, last.text_hash) != (answer, agreement.text_hash):
            given.append((agreement, text))
    uow.agreements.add(found.submission.id, *given)
    return [*known, *(agreement for agreement, _ in given)]


def agreement_fields(form: Form) -> tuple[FormField, ...]:
    """The consents and declarations of a form, in order."""
    return tuple(one for one in form.fields if one.version is not None)


def agreement_text(
    services: Services, one: FormField, language: str, reader: Reader = SUBMITTER
) -> str:
    """The whole text of a consent or declaration as `reader` reads it in `language`."""
    operator = services.content.operator
    return one.agreement(
        language,
        operator=operator.name.get(language),
        country=operator.country_name(language),
        reader=reader,
    )


def _answer(value: object) -> ConsentAnswer | None:
    if value is True:
        return ConsentAnswer.AGREE
    return ConsentAnswer(str(value)) if value in {*ConsentAnswer} else None
