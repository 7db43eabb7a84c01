"""When a session of the staff ends, as its pages ask for it, and what is said after it."""

from __future__ import annotations

from typing import Final

import pytest
from starlette.testclient import TestClient

from tests.services.accounts import Colleague, hire
from tests.services.office import Office
from tests.web.signing_in import SIGN_IN, enter, signs_in
from youcheng.services.ports import StoreBusy
from youcheng.web.routes import staff

SESSION: Final = "/staff/session"


@pytest.fixture
def colleague(office: Office) -> Colleague:
    return hire(office)


def test_a_page_learns_how_long_its_session_lasts_and_asking_makes_it_no_longer(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    signs_in(visitor)
    office.wait(minutes=10)
    replies = [visitor.get(SESSION) for _ in range(2)]
    told = {"open": True, "warns_in": 15 * 60, "ends_in": 20 * 60, "can_go_on": True}
    assert [one.json() for one in replies] == [told, told]
    assert replies[0].headers["cache-control"] == "no-store"
    assert visitor.post(SESSION).json() == told | {"warns_in": 25 * 60, "ends_in": 30 * 60}
    office.wait(minutes=30)
    for method in ("GET", "POST"):
        assert visitor.request(method, SESSION).json() == {"open": False}


def test_another_site_puts_no_end_off(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    signs_in(visitor)
    office.wait(minutes=10)
    reply = visitor.post(SESSION, headers={"Origin": "https://example.org"})
    assert reply.status_code == 403
    assert visitor.get(SESSION).json()["ends_in"] == 20 * 60


def test_near_the_longest_time_a_page_learns_that_nothing_puts_it_off(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    signs_in(visitor)
    for _ in range(19):
        office.wait(minutes=25)
        assert visitor.post(SESSION).json()["open"]
    # 475 of 480 minutes.
    told = {"open": True, "warns_in": 0, "ends_in": 5 * 60, "can_go_on": False}
    assert visitor.post(SESSION).json() == told
    office.wait(minutes=1)
    assert visitor.post(SESSION).json() == told | {"warns_in": -60, "ends_in": 4 * 60}


def test_a_page_that_cannot_learn_it_is_told_to_ask_again(
    visitor: TestClient, office: Office, colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(visitor)

    def busy(*_: object, **__: object) -> None:
        raise StoreBusy

    monkeypatch.setattr(staff, "view_session_end", busy)
    reply = visitor.get(SESSION)
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "10")


def test_the_sign_in_page_says_that_the_session_has_ended_and_leads_back(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    signs_in(visitor)
    office.wait(minutes=30)
    page = visitor.get(SIGN_IN, params={"done": "ended", "next": "/desk?part=log"})
    assert "Your session has ended" in page.text
    assert enter(visitor, next="/desk?part=log").headers["location"] == "/desk?part=log"
