"""Access codes as the operator gives them out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.services.clerks import ADMINISTRATOR, EVERYBODY, LEAD
from tests.services.office import OPENS, Office
from youcheng.domain.actors import SYSTEM
from youcheng.domain.deadlines import AccessRefused
from youcheng.domain.transitions import TransitionRefused
from youcheng.services.access_codes import (
    issue_access_code,
    list_access_codes,
    revoke_access_code,
)
from youcheng.services.desk_access import NotAllowed
from youcheng.services.drafts import NotEditable
from youcheng.storage.tables import AccessCodeRow, SubmissionRow

DAY = timedelta(days=1)


def issue(office: Office, **given: object) -> str:
    """A code for culture, good for a week and three forms."""
    asked = {"actor": SYSTEM, "label": "第一小学", "limit": 3, **given}
    asked.setdefault("expires_at", OPENS + 7 * DAY)
    return issue_access_code(office.services, programme="culture", **asked)  # type: ignore[arg-type]


def refused_problem(office: Office, code: str) -> str:
    """Why the code lets nobody begin a form."""
    with pytest.raises(AccessRefused) as refused:
        office.begin(access_code=code)
    assert office.count(SubmissionRow) == 0
    return refused.value.problem


def test_a_code_is_listed_and_stored_without_being_told(office: Office) -> None:
    code = issue(office)
    ((listed, programme, label),) = list_access_codes(office.services, actor=SYSTEM)
    assert (programme, label) == ("culture", "第一小学")
    assert (listed.limit, listed.uses, listed.expires_at) == (3, 0, OPENS + 7 * DAY)
    with office.engine.connect() as connection:
        stored = repr(connection.execute(AccessCodeRow.__table__.select()).all())
    assert code not in stored
    assert code.replace("-", "") not in stored
    (event,) = office.events("access.issued")
    assert (event.via, dict(event.details)) == ("command", {"count": "3"})
    assert "第一小学" not in repr(event)


def test_staff_who_look_after_the_settings_give_codes_out_and_nobody_else(office: Office) -> None:
    for who, actor in EVERYBODY.items():
        if actor in (LEAD, ADMINISTRATOR):
            office.wait(minutes=1)
            issue(office, actor=actor)
            listed = list_access_codes(office.services, actor=actor)
            assert revoke_access_code(office.services, actor=actor, digest=listed[0][0].digest), who
            continue
        with pytest.raises(NotAllowed):
            issue(office, actor=actor)
        with pytest.raises(NotAllowed):
            list_access_codes(office.services, actor=actor)
        with pytest.raises(NotAllowed):
            revoke_access_code(office.services, actor=actor, digest="0")
    told = [(event.kind, event.actor, event.via) for event in office.events()]
    assert told == [
        (kind, f"staff:{actor.id}", "desk")
        for actor in (LEAD, ADMINISTRATOR)
        for kind in ("access.issued", "access.revoked")
    ]


def test_codes_are_listed_newest_first(office: Office) -> None:
    issue(office, label="first")
    office.wait(days=1)
    issue(office, label="second")
    assert [label for _, _, label in list_access_codes(office.services, actor=SYSTEM)] == [
        "second",
        "first",
    ]


def test_a_code_that_would_open_nothing_is_not_given_out(office: Office) -> None:
    for wrong in (
        {"limit": 0},
        {"expires_at": OPENS},
        {"expires_at": OPENS + DAY, "opens_at": OPENS + DAY},
    ):
        with pytest.raises(ValueError, match="an access code needs"):
            issue(office, **wrong)
    with pytest.raises(KeyError):
        issue_access_code(
            office.services,
            actor=SYSTEM,
            programme="nonsense",
            label="",
            expires_at=OPENS + DAY,
            limit=1,
        )
    assert list_access_codes(office.services, actor=SYSTEM) == []


def test_a_code_opens_a_closed_form_from_its_first_moment_until_before_its_last(
    office: Office,
) -> None:
    office.set_window("culture", closes=OPENS)
    code = issue(office, opens_at=OPENS + DAY)
    with pytest.raises(TransitionRefused):
        office.begin()
    assert refused_problem(office, code) == "not_yet"
    office.now = OPENS + 7 * DAY
    assert refused_problem(office, code) == "expired"
    for moment in (OPENS + DAY, OPENS + 7 * DAY - timedelta(seconds=1)):
        office.now = moment
        assert office.begin(access_code=code).open().closes_at == OPENS + 7 * DAY


def test_a_revoked_code_opens_nothing_from_then_on(office: Office) -> None:
    office.set_window("culture", closes=OPENS)
    code = issue(office)
    paper = office.fill_in(access_code=code)
    (listed, _, _) = list_access_codes(office.services, actor=SYSTEM)[0]
    assert revoke_access_code(office.services, actor=SYSTEM, digest=listed.digest[:12])
    with pytest.raises(AccessRefused) as refused:
        paper.send()
    assert refused.value.problem == "revoked"
    with pytest.raises(NotEditable):
        paper.save(title="Alphorn")
    with pytest.raises(AccessRefused):
        office.begin(access_code=code)
    assert not revoke_access_code(office.services, actor=SYSTEM, digest=listed.digest[:12])
    assert len(office.events("access.revoked")) == 1


def test_only_one_code_is_revoked_and_only_by_what_names_it(office: Office) -> None:
    issue(office)
    issue(office)
    digests = [listed.digest for listed, _, _ in list_access_codes(office.services, actor=SYSTEM)]
    for unclear in ("", "x", "0" * 64):
        assert not revoke_access_code(office.services, actor=SYSTEM, digest=unclear)
    assert revoke_access_code(office.services, actor=SYSTEM, digest=digests[1])
    revoked = {
        listed.digest: listed.revoked_at is not None
        for listed, _, _ in list_access_codes(office.services, actor=SYSTEM)
    }
    assert revoked == {digests[0]: False, digests[1]: True}


def test_a_code_that_is_revoked_while_it_is_used_forgets_no_use(office: Office) -> None:
    issue(office)
    (listed, _, _) = list_access_codes(office.services, actor=SYSTEM)[0]
    with ThreadPoolExecutor(1) as pool:
        with office.services.records.write() as uow:
            code = uow.access_codes.find(listed.digest, "culture")
            assert code is not None
            revoking = pool.submit(
                revoke_access_code, office.services, actor=SYSTEM, digest=listed.digest
            )
            while not waits(office):
                assert not revoking.done()
            uow.access_codes.put(code.redeemed(office.now))
            uow.commit()
        assert revoking.result()
    (after, _, _) = list_access_codes(office.services, actor=SYSTEM)[0]
    assert (after.uses, after.revoked_at) == (1, office.now)


def waits(office: Office) -> bool:
    """Whether somebody waits for the writer; SQLite does not tell, and lets nobody read before."""
    if office.engine.dialect.name == "sqlite":
        return True
    with office.engine.connect() as connection:
        found = connection.execute(text("SELECT 1 FROM pg_locks WHERE NOT granted"))
        return found.first() is not None
