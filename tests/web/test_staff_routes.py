"""Every address of the staff and every role, on the wire: who gets what, and who learns nothing.

The addresses are those that the site itself has, so that a new one without a row fails here. What a
part of the desk shows is in `tests/ui/test_desk_page.py`; the way in by an organisation's provider
in `test_provider.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.services.accounts import hire
from tests.services.certified import issue, judged
from tests.services.clerks import EVERYBODY, LEAD
from tests.services.desk_work import do
from tests.services.guardian import answer
from tests.services.jurying import EDITION, begin, enter, hire_late, panel, score_all, seat, tasks
from tests.services.office import OPENS, Office, Paper
from tests.services.paintings import FORM, send
from youcheng.domain.actors import SYSTEM, Actor, Role
from youcheng.domain.site_map import BY_PATH
from youcheng.services import desk_actions
from youcheng.services.accounts import set_active
from youcheng.services.desk_parts import DeskPart
from youcheng.services.jury_closing import close_round
from youcheng.services.jury_view import view_round
from youcheng.services.signing_in import sign_out
from youcheng.web import middleware, routes
from youcheng.web.staff_sessions import cookie_name, is_of_staff

SIGN_IN: Final = "sign in"
"""What is said of a reply that leads to signing in."""

ELSEWHERE: Final = Actor("f4", roles=frozenset({Role.JUROR}))
PAINTINGS: Final = Actor("c3", roles=frozenset({Role.OFFICER}), programmes=frozenset({FORM}))
SIGNED_OUT: Final = Actor("e4", roles=frozenset({Role.LEAD}))
PEOPLE: Final = {
    **EVERYBODY,
    "officer of the competition": PAINTINGS,
    "juror of other entries": ELSEWHERE,
    "lead who signed out": SIGNED_OUT,
}
OUTSIDE: Final = frozenset({"visitor", "revoked lead", "lead who signed out"})
STAFF: Final = frozenset(PEOPLE) - OUTSIDE
LEADS: Final = frozenset({"lead"})
CERTIFIES: Final = LEADS | {"officer of the competition"}
PICTURES: Final = CERTIFIES | {"moderator"}
DESK: Final = PICTURES | {
    "officer of culture",
    "officer of health",
    "liaison of Nanjing",
    "liaison of Wuxi",
}
COUNTS: Final = DESK | {"auditor"}


@dataclass(frozen=True)
class Row:
    """One thing that is asked for.

    Attributes:
        route: method and path as the site has them.
        at: the address, `{…}` being what the house has.
        fields: what is posted.
        gets: who gets it.
        status: that they are told.
        others: what everybody else is told who is signed in.
        outside: what those are told who are not.
    """

    route: str
    at: str
    gets: frozenset[str]
    fields: Mapping[str, str] = field(default_factory=dict)
    status: int | str = 200
    others: int | str = 404
    outside: int | str = SIGN_IN

    def expected(self, who: str) -> int | str:
        """What somebody is told."""
        if who in self.gets:
            return self.status
        return self.outside if who in OUTSIDE else self.others


FILE: Final = "GET /desk/files/{code}/{id}"
COPY: Final = "GET /desk/files/{code}/{id}/{name}"
EXPORT: Final = "POST /desk/export"
SHEET: Final = "POST /desk/jury/sheet"

TABLE: Final = (
    *(Row("GET /desk", f"/desk?part={part}", STAFF) for part in (*DeskPart, "nothing")),
    Row("GET /desk", "/desk?submission={culture}", STAFF),
    Row("GET /jury", "/jury?lang=en", STAFF),
    Row(
        FILE,
        "/desk/files/{culture}/{culture_file}",
        LEADS | {"officer of culture", "liaison of Nanjing"},
    ),
    # Of class RESTR, as a photo is as it was sent: for a reason that the log keeps.
    Row(FILE, "/desk/files/{talent}/{talent_file}?reason=review", LEADS),
    Row(FILE, "/desk/files/{talent}/{talent_file}", LEADS, status=403),
    Row(FILE, "/desk/files/{painting}/{photo}?reason=review", PICTURES),
    Row(FILE, "/desk/files/{painting}/{photo}", PICTURES, status=403),
    Row(FILE, "/desk/files/{culture}/{talent_file}", frozenset()),
    *(
        Row(COPY, f"/desk/files/{{painting}}/{{photo}}/{name}", PICTURES)
        for name in ("640.webp", "2560.jpg")
    ),
    Row(COPY, "/desk/files/{painting}/{photo}/original.jpg", frozenset()),
    *(
        Row(EXPORT, "/desk/export", DESK, {"format": kind, "view": ""})
        for kind in ("csv", "xlsx", "json", "zip")
    ),
    *(
        Row("GET /desk/numbers/{file}", f"/desk/numbers/{name}", COUNTS)
        for name in ("weeks.csv", "states.svg")
    ),
    Row("POST /desk/certificates", "/desk/certificates", CERTIFIES, {"edition": EDITION}),
    *(
        Row(SHEET, "/desk/jury/sheet", LEADS, {"round": "{round}", "format": kind})
        for kind in ("csv", "xlsx", "json")
    ),
    Row(
        "GET /jury/picture/{picture}/{size:int}",
        "/jury/picture/{picture}/640",
        frozenset({"juror"}),
    ),
    Row("GET /staff/sign-in", "/staff/sign-in", OUTSIDE, others=303),
    Row(
        "POST /staff/sign-in",
        "/staff/sign-in",
        STAFF | OUTSIDE,
        {"email": "{guess}", "password": "x"},
        status=422,
    ),
    Row("GET /staff/password/{token}", "/staff/password/{token}", STAFF | OUTSIDE, status=404),
    Row(
        "POST /staff/password/{token}",
        "/staff/password/{token}",
        STAFF | OUTSIDE,
        {"password": "grey heron", "again": "grey heron"},
        status=404,
    ),
    # Whether one is signed in, and nothing of whom.
    Row("GET /staff/session", "/staff/session", STAFF | OUTSIDE),
    Row("POST /staff/session", "/staff/session", STAFF | OUTSIDE),
    Row("GET /staff/sessions", "/staff/sessions", STAFF),
    Row("POST /staff/sessions", "/staff/sessions", STAFF, {"session": "0" * 32}, status=303),
    # The last, for it ends the session.
    Row("POST /staff/sign-out", "/staff/sign-out", STAFF | OUTSIDE, {"lang": "en"}, SIGN_IN),
)


@dataclass(frozen=True)
class House:
    """What there is to be had, and the tokens of the sessions of those who ask.

    Attributes:
        office: with all of it.
        places: what stands in the addresses.
        tokens: by whom; empty for a visitor.
    """

    office: Office
    places: Mapping[str, str]
    tokens: Mapping[str, str]

    def visit(self, who: str, number: int) -> TestClient:
        """The browser of somebody, at an address of their own."""
        token = self.tokens[who]
        return TestClient(
            Starlette(routes=routes(), middleware=middleware()),
            base_url="http://localhost",
            headers={"Origin": "http://localhost", "Accept-Language": "en"},
            cookies={cookie_name(): token} if token else {},
            client=(f"198.51.100.{number}", 50_000),
            follow_redirects=False,
        )


def sent_file(paper: Paper, kind: str = "pdf") -> str:
    return next(one.id for one in paper.attachments if not one.derived_from and one.kind == kind)


def reach(one: Actor) -> dict[str, Any]:
    return {"programmes": one.programmes, "city": one.city}


def play(office: Office, known: str) -> tuple[str, str]:
    """Play a round to its end and begin the next; the round that is closed, and the address of the
    picture that a juror has now."""
    enter(office, 1)
    first = begin(office, {known: "CN", **seat(office, "BY", "BY", "NP")}).round
    score_all(office, first)
    version = view_round(office.services, actor=LEAD, round_id=first).record.version
    close_round(office.services, actor=LEAD, round_id=first, version=version)
    final = begin(office, {**panel(office, first), hire_late(office): "CG"}, "final").round
    return first, next(one.picture for one in tasks(office, final) if one.juror == known)


@pytest.fixture
def house(office: Office) -> House:
    """A day in the office on which there is something of everything."""
    # A certificate, from the end of the edition; then the clock goes back to its beginning.
    judged(office, False)
    issue(office)
    office.now = OPENS
    culture = office.send(changes={"consent_share_partner": "agree"})
    talent, painting = office.send("talent"), send(office, seed=20)
    answer(painting)
    staff = {
        who: hire(office, f"{one.id}@example.org", roles=one.roles, **reach(one))
        for who, one in PEOPLE.items()
        if one.roles
    }
    round_id, picture = play(office, staff["juror"].account.id)
    for verb, told in (
        (desk_actions.take, {}),
        (desk_actions.start_review, {}),
        (desk_actions.refer, {"city": "nanjing"}),
    ):
        do(culture, verb, **told)
    tokens = {who: staff[who].sign_in() if who in staff else "" for who in PEOPLE}
    set_active(office.services, actor=SYSTEM, email=staff["revoked lead"].email, active=False)
    sign_out(office.services, session=tokens["lead who signed out"])
    places = {
        "culture": str(culture.stored.code),
        "culture_file": sent_file(culture),
        "talent": str(talent.stored.code),
        "talent_file": sent_file(talent),
        "painting": str(painting.stored.code),
        "photo": sent_file(painting, "jpg"),
        "round": round_id,
        "picture": picture,
        "token": "x" * 43,
    }
    return House(office, places, tokens)


def told(reply: Any) -> int | str:
    """The status of a reply, or that it leads to signing in."""
    leads = reply.status_code == 303 and reply.headers["location"].startswith("/staff/sign-in")
    return SIGN_IN if leads else int(reply.status_code)


def test_every_address_of_the_staff_has_a_row_and_every_row_an_address() -> None:
    own = [one for one in routes() if is_of_staff(getattr(one, "path", "/staff"))]
    assert all(isinstance(one, Route) for one in own)
    found = {
        f"{method} {one.path}"
        for one in own
        if isinstance(one, Route)
        for method in (one.methods or set()) - {"HEAD"}
    }
    pages = {f"GET {path}" for path in BY_PATH if is_of_staff(path)}
    assert pages == {"GET /desk", "GET /jury"}
    assert {one.route for one in TABLE} == found | pages
    assert all(one.gets <= PEOPLE.keys() for one in TABLE)


def test_everybody_gets_what_is_theirs_and_others_learn_nothing(house: House) -> None:
    wrong, given = dict[str, tuple[object, object]](), Counter[str]()
    canaries = [house.places[one] for one in ("talent", "painting", "round")]
    for number, who in enumerate(PEOPLE, 1):
        visitor = house.visit(who, number)
        places = {**house.places, "guess": f"nobody{number}@example.org"}
        for row in TABLE:
            method, _, _ = row.route.partition(" ")
            sent = {name: value.format(**places) for name, value in row.fields.items()}
            at = row.at.format(**places)
            reply = visitor.request(method, at, data=sent or None)
            if told(reply) != row.expected(who):
                wrong[f"{who}: {method} {row.at} {sent}"] = told(reply), row.expected(who)
            if reply.status_code == 200 and who in row.gets:
                given[row.route] += 1
            if reply.status_code != 200 or row.route in {"GET /desk", "GET /jury"}:
                said = reply.text.replace(at, "")
                assert not [one for one in canaries if one in said], (who, row.at)
                assert "attachment" not in reply.headers.get("content-disposition", "")
            assert reply.headers["cache-control"] == "no-store", (who, row.at)
    assert wrong == {}
    kinds = Counter(one.kind for one in house.office.events())
    assert kinds["file.opened"] == given[FILE] == 3 + 1 + len(PICTURES)
    assert kinds["queue.exported"] == given[EXPORT] == 4 * len(DESK)
    assert kinds["sheet.exported"] == given[SHEET] == 3
    assert kinds["certificates.taken"] == given["POST /desk/certificates"] == len(CERTIFIES)
    house.office.assert_log_is_whole()
