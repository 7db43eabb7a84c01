"""Two replicas, one worker and a proxy are one site, whichever of them dies or is replaced."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest
from playwright.sync_api import expect

from tests.browser.form_filling import (
    BROKEN,
    REFERENCE,
    begin_programme,
    fill_form,
    fill_step,
    go_on,
    headings_after,
    send_form,
    token_of,
)
from tests.browser.letters import Letters
from tests.browser.scaled_out.conftest import Guests
from tests.browser.scaled_out.holding_postbox import HoldingPostbox
from tests.browser.scaled_out.next_version import REVISION, write_next_version
from tests.browser.scaled_out.stack import Stack
from tests.browser.visits import Visit
from tests.form_examples import EXAMPLES
from tests.services.samples import small_entries
from tests.waiting import wait_for
from youcheng.content.loader import load_content
from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.codes import parse_reference_code
from youcheng.domain.outbox import MailState
from youcheng.domain.states import ReviewState
from youcheng.markup.privacy import ROUTE_COOKIE
from youcheng.services.drafts import save_draft, start_draft
from youcheng.services.moving import Mover
from youcheng.services.opening import open_form
from youcheng.services.publishing import take_down_work
from youcheng.services.sampling import add_samples
from youcheng.services.submitting import submit
from youcheng.storage.migration import latest_revision

pytestmark = pytest.mark.in_turn("a long journey")

CONTENT = load_content()
FRIENDSHIP = CONTENT.form("friendship")
ANSWERS = EXAMPLES["friendship"]
CUT = (*BROKEN, "status 502", "status 504", "status of 502", "status of 504")
"""How a browser complains of a replica that has gone."""


@pytest.fixture(scope="module")
def edition(stack: Stack) -> Stack:
    """The site with works on show, and one that was withdrawn."""
    add_samples(stack.services, entries=small_entries(stack, 14), via=Via.COMMAND, workers=2)
    return stack


def begin_friendship(visit: Visit, papers: Path) -> None:
    """Begin a form and answer its first step."""
    begin_programme(visit, "friendship")
    fill_step(visit.page, FRIENDSHIP, FRIENDSHIP.steps[0].id, ANSWERS, papers)


def finish_friendship(visit: Visit, papers: Path) -> str:
    """Go on from the first step, answer the others and send; return the reference code."""
    (_, heading), *others = headings_after(FRIENDSHIP, "en")
    # After some tries in vain the browser waits longer and longer for the next one.
    go_on(visit.page, heading, seconds=90)
    for step, following in others:
        fill_step(visit.page, FRIENDSHIP, step, ANSWERS, papers)
        go_on(visit.page, following)
    return send_form(visit.page)


def test_the_privacy_page_names_the_cookie_of_the_proxy(stack: Stack) -> None:
    page = stack.get("/about?lang=ne")
    (given,) = [one for one in page.headers.get_list("set-cookie") if ROUTE_COOKIE in one]
    assert {"HttpOnly", "Secure", "SameSite=Lax"} <= set(given.split("; "))
    assert f">{ROUTE_COOKIE}</code>" in page.text


def test_a_form_with_a_file_that_was_sent_on_one_replica_is_seen_on_the_other(
    stack: Stack, guests: Guests, posted: Letters, papers: Path
) -> None:
    first, second = guests(0), guests(1)
    begin_programme(first, "sports")
    token = token_of(first.page)
    fill_form(first.page, CONTENT.form("sports"), EXAMPLES["sports"], papers)
    reference = send_form(first.page)
    second.open(urlsplit(first.page.url)._replace(scheme="", netloc="").geturl())
    expect(second.page.locator("#content .rvalue, #root .rvalue").first).to_have_text(reference)
    copy = stack.get(f"/receipt/{token}.pdf", route=stack.route_to(1))
    assert copy.content.startswith(b"%PDF-")
    posted.wait_for(reference)
    with stack.services.records.read() as uow:
        found = uow.submissions.find_code(parse_reference_code(reference))
        assert found is not None
        assert found.review is ReviewState.SUBMITTED
        (kept,) = uow.attachments.of(found.id)
    assert stack.services.files.exists(kept.key)


def test_a_replica_that_is_killed_mid_form_loses_nothing(
    stack: Stack, guests: Guests, posted: Letters, papers: Path
) -> None:
    visit = guests(0)
    begin_friendship(visit, papers)
    visit.expected += CUT
    stack.replicas[0].kill()
    try:
        reference = finish_friendship(visit, papers)
    finally:
        stack.replicas[0].start()
    posted.wait_for(reference)
    with stack.services.records.read() as uow:
        found = uow.submissions.find_code(parse_reference_code(reference))
    assert found is not None
    assert found.sent is not None
    typed = {name: value for name, value in ANSWERS.items() if name != "letter"}
    stored = {name: found.sent[name] for name in typed if name in found.sent}
    assert stored == {name: typed[name] for name in stored}
    assert stored.keys() >= {one.id for one in FRIENDSHIP.steps[0].fields if one.id in ANSWERS}


def test_a_worker_that_is_killed_mid_mail_sends_it_once(
    stack: Stack, postbox: tuple[HoldingPostbox, int], posted: Letters
) -> None:
    waiting = stack.make_worker("second-worker")
    waiting.start()
    wait_for(lambda: waiting.says("another worker works"), seconds=90)
    server = postbox[0]
    server.hold()
    try:
        submission, code = send_at_once(stack)
        assert server.has_one.wait(60)
        stack.worker.kill()
    finally:
        server.let_go()
    stack.worker = waiting
    mail = posted.wait_for(code, seconds=60)
    wait_for(lambda: states_of(stack, submission) == {MailState.SENT}, seconds=90)
    time.sleep(3)  # whoever sent it twice would have done so by now
    assert [one["Message-ID"] for one in server.messages].count(mail["Message-ID"]) == 1
    assert waiting.says("sending was interrupted, sent again now: 1")


def send_at_once(stack: Stack) -> tuple[str, str]:
    """Send a form that was begun some minutes ago, without a browser; its id and code."""
    earlier = replace(stack.services, clock=lambda: datetime.now(UTC) - timedelta(minutes=10))
    started = start_draft(earlier, programme="sports", language="en", client="198.51.100.9")
    answers = {name: one for name, one in EXAMPLES["sports"].items() if name != "attachment"}
    save_draft(earlier, token=started.token, changes=answers, base=0)
    page = open_form(earlier, token=started.token).form_token
    sent = submit(stack.services, token=started.token, form_token=page, client="198.51.100.9")
    return started.submission, str(sent.code)


def states_of(stack: Stack, submission: str) -> set[MailState]:
    with stack.services.records.read() as uow:
        return {mail.state for mail in uow.outbox.of(submission)}


def test_a_work_that_is_taken_down_is_gone_from_every_replica_at_once(edition: Stack) -> None:
    stack = edition
    routes = [stack.route_to(number) for number in range(2)]
    shown = stack.get("/gallery/list", route=routes[0]).text
    code = re.findall(r"/art/(JS-\d\d-\w{4}-\w)", shown)[0]
    page = stack.get(f"/art/{code}", route=routes[0]).text
    picture = re.findall(r"/img/[0-9A-Za-z_-]+/[0-9A-Za-z_.-]+", page)[0]
    for route in routes:
        assert stack.get(f"/art/{code}", route=route).status_code == 200
        assert code in stack.get("/gallery/list", route=route).text
        assert stack.get(picture, route=route).status_code == 200
    moderator = Mover(Role.MODERATOR, "system", Via.COMMAND)
    take_down_work(stack.services, code=parse_reference_code(code), mover=moderator)
    for route in routes:
        assert stack.get(f"/art/{code}", route=route).status_code == 410
        assert stack.get(picture, route=route).status_code == 410
        assert code not in stack.get("/gallery/list", route=route).text


def test_what_has_ended_is_noted_where_every_replica_and_no_backup_has_it(
    edition: Stack,
) -> None:
    stack = edition
    noted = {submission for submission, _, _ in stack.services.erasures.all()}
    with stack.services.records.read() as uow:
        ended = {
            submission
            for submission, _, state in uow.submissions.states()
            if state.review in {ReviewState.WITHDRAWN, ReviewState.ERASED}
        }
    assert ended
    assert ended <= noted
    (line,) = [one for one in stack.run("doctor").splitlines() if "erasure list" in one]
    assert line.endswith("complete")


def test_a_new_version_comes_replica_by_replica_and_nobody_notices(
    stack: Stack, guests: Guests, papers: Path, tmp_path: Path
) -> None:
    root = write_next_version(tmp_path)
    visit = guests(0)
    begin_friendship(visit, papers)
    with visitors(stack) as seen:
        said = stack.run("migrate", root=root)
        assert f"from revision {latest_revision()} to {REVISION}" in said
        assert all(replica.is_ready() for replica in stack.replicas)
        visit.expected += CUT
        for number in range(2):
            stack.replace(number, root)
        newer = stack.make_worker("next-worker", root)
        newer.start()
        wait_for(lambda: newer.says("another worker works"), seconds=90)
        stack.worker.stop()
        wait_for(lambda: newer.says("the worker works"), seconds=90)
        stack.worker = newer
    assert REFERENCE.fullmatch(finish_friendship(visit, papers))
    assert len(seen) > 20
    assert {status for status in seen if status != 200} == set()


@contextmanager
def visitors(stack: Stack) -> Iterator[list[int]]:
    """Visitors who keep asking for pages; the status of each answer, 0 for none."""
    over, seen = Event(), list[int]()

    def ask() -> None:
        with httpx.Client(verify=False, timeout=60) as client:
            while not over.is_set():
                for path in ("/", "/programmes", "/gallery", "/map/list"):
                    client.cookies.clear()
                    try:
                        seen.append(client.get(stack.address + path).status_code)
                    except httpx.HTTPError:
                        seen.append(0)
                    over.wait(0.1)

    threads = [Thread(target=ask) for _ in range(2)]
    for one in threads:
        one.start()
    try:
        yield seen
    finally:
        over.set()
        for one in threads:
            one.join()
