"""A jury at work in an office: entries that passed the moderation, jurors of several countries."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tests.services.accounts import hire
from tests.services.clerks import LEAD
from tests.services.exhibiting import moderate, translate
from tests.services.guardian import answer
from tests.services.office import VISITOR, Office, Paper, token_in
from tests.services.paintings import send
from youcheng.domain.actors import Actor, Role
from youcheng.domain.editions import Edition
from youcheng.domain.jury.records import TaskRecord, TaskState
from youcheng.services.jury_cases import OwnScore
from youcheng.services.jury_giving import RoundStanding
from youcheng.services.jury_rounds import open_round
from youcheng.services.jury_scoring import finish_score, view_entry
from youcheng.services.tracking import enter_code, request_code
from youcheng.services.withdrawing import request_withdrawal, withdraw

EDITION: Final = "2026"
SEED: Final = "a seed"


def rules_of(office: Office) -> Edition:
    return office.services.content.edition(EDITION).rules


def enter(office: Office, number: int, **changes: object) -> Paper:
    """A painting that a guardian agreed to and staff passed."""
    paper = send(office, seed=number, **changes)
    answer(paper)
    moderate(paper)
    translate(paper)
    return paper


def seat(office: Office, *countries: str) -> dict[str, str]:
    """A juror from each country: accounts by id, each with its country."""
    return {
        hire(
            office,
            f"juror{number}@example.org",
            name=f"Juror {number}",
            roles=frozenset({Role.JUROR}),
            password="",
        ).account.id: country
        for number, country in enumerate(countries)
    }


def hire_late(office: Office) -> str:
    """A further juror's account."""
    return hire(office, "late@example.org", roles=frozenset({Role.JUROR}), password="").account.id


def panel(office: Office, round_id: str) -> dict[str, str]:
    """The jurors of a round, each with its country."""
    with office.services.records.read() as uow:
        return {one.juror: one.country for one in uow.jury.seats(round_id)}


def way_in(paper: Paper) -> str:
    """A guardian's, or a teacher's, token for the status page, by a code that is mailed."""
    office = paper.office
    seen = {mail.id for mail in office.mails("one_time_code")}
    challenge = request_code(
        office.services,
        code=str(paper.stored.code),
        email=paper.stored.text("guardian_email") or paper.stored.text("email"),
        client=VISITOR,
    )
    (mail,) = [one for one in office.mails("one_time_code") if one.id not in seen]
    digits = mail.facts["one_time_code"]
    return enter_code(office.services, challenge=challenge, text=digits, client=VISITOR).token


def take_back(paper: Paper) -> None:
    """Withdraw a painting as its guardian."""
    office = paper.office
    request_withdrawal(office.services, token=way_in(paper))
    link = office.mails("withdrawal_link")[-1].facts["link"]
    withdraw(office.services, token=token_in(link))


def juror(account: str) -> Actor:
    return Actor(account, roles=frozenset({Role.JUROR}))


def begin(office: Office, jurors: dict[str, str], name: str = "first") -> RoundStanding:
    """A round, a day after it began to take scores."""
    office.now = next(one for one in rules_of(office).rounds if one.id == name).opens_at
    office.now += timedelta(days=1)
    return open_round(
        office.services, actor=LEAD, edition=EDITION, name=name, jurors=jurors, seed=SEED
    )


def tasks(office: Office, round_id: str) -> list[TaskRecord]:
    """What every juror has, but for what they stepped back from."""
    with office.services.records.read() as uow:
        return [one for one in uow.jury.tasks(round_id) if one.state is not TaskState.RECUSED]


def entry_of(office: Office, round_id: str, paper: Paper) -> str:
    """The random id of a painting."""
    with office.services.records.read() as uow:
        (found,) = [
            one.id for one in uow.jury.entries(round_id) if one.submission == paper.submission
        ]
    return found


def score(office: Office, task: TaskRecord, *marks: int) -> OwnScore:
    """Finish a score with marks for idea, expression and technique."""
    actor = juror(task.juror)
    _, own = view_entry(office.services, actor=actor, entry=task.entry, language="en")
    return finish_score(
        office.services,
        actor=actor,
        entry=task.entry,
        marks=dict(zip(("idea", "expression", "technique"), marks, strict=True)),
        comment="Mind the boats.",
        version=own.version,
    )


def score_all(office: Office, round_id: str) -> None:
    """Finish what is not finished; marks follow from the ids, so that they differ."""
    for number, task in enumerate(tasks(office, round_id)):
        if task.state is not TaskState.SCORED:
            score(office, task, 1 + number % 5, 1 + number * 3 % 5, 1 + number * 7 % 5)
