"""The status page with the questions of the staff, and the first paint of the page to answer."""

from __future__ import annotations

import html
from datetime import timedelta

import lxml.html
import pytest
from starlette.testclient import TestClient

from tests.services.clerks import MODERATOR
from tests.services.desk_work import do
from tests.services.guardian import answer
from tests.services.office import VISITOR, Office, Paper
from tests.services.paintings import send
from tests.web.test_tracking import open_status
from youcheng.domain.lifetimes import CHANGES
from youcheng.services import desk_actions as desk
from youcheng.services.answering import send_answers

QUESTION = 'Which "instrument" <b>is</b> it?'


@pytest.fixture
def paper(office: Office) -> Paper:
    """A form that an officer asks about."""
    paper = office.send()
    do(paper, desk.take)
    do(paper, desk.request_changes, questions={"title": QUESTION})
    return paper


def status(visitor: TestClient, token: str, code: str = "en") -> lxml.html.HtmlElement:
    reply = visitor.get("/track", params={"access": token, "lang": code})
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    assert "noindex" in reply.headers["x-robots-tag"]
    return lxml.html.fromstring(reply.text)


def test_the_status_tells_question_what_was_sent_and_until_when(
    visitor: TestClient, office: Office, paper: Paper
) -> None:
    page = status(visitor, open_status(visitor, office, paper))
    (section,) = page.xpath("//section[@class='askedabout']")
    text = section.text_content()
    label = office.services.content.form("culture").field("title").label.get("en")
    assert label in text
    assert QUESTION in text
    assert "Alphorn and erhu" in text
    ends = CHANGES.ends_at(office.now)
    nanjing = (ends + timedelta(hours=8)).strftime("%H:%M")
    assert f"{nanjing} Nanjing time" in page.text_content()


def test_only_the_field_asked_about_can_be_changed_and_says_what_is_asked(
    visitor: TestClient, office: Office, paper: Paper
) -> None:
    page = status(visitor, open_status(visitor, office, paper))
    (link,) = page.xpath("//a[text()='Answer our questions']/@href")
    reply = visitor.get(link)
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    assert html.escape(QUESTION) not in visitor.get("/programmes").text
    form = lxml.html.fromstring(reply.text)
    assert form.xpath("//@data-field") == ["title"]
    (control,) = form.xpath("//*[@id='title']")
    assert control.get("value") == "Alphorn and erhu"
    (named,) = form.xpath("//*[@id=$id]", id=control.get("aria-describedby").split()[0])
    assert QUESTION in named.text_content()
    assert "zoe.rochat" not in reply.text, "nothing else of what was sent is on the page"


def test_the_check_page_tells_before_and_after(
    visitor: TestClient, office: Office, paper: Paper
) -> None:
    token = open_status(visitor, office, paper)
    begun = "You have begun to answer"
    assert begun not in status(visitor, token).text_content()
    paper.save(title="Alphorn and dizi")
    assert begun in status(visitor, token).text_content()
    reply = visitor.get(
        "/programmes",
        params={"programme": "culture", "draft": token, "step": "check", "lang": "en"},
    )
    form = lxml.html.fromstring(reply.text)
    (row,) = form.xpath("//dl/div")
    words = [one.text_content() for one in row.xpath("dd[1]/p")]
    assert words[1:] == [
        "What you sent",
        "Alphorn and erhu",
        "What you send now",
        "Alphorn and dizi",
    ]
    assert form.xpath("//@data-go") == ["send", "back"]


def test_after_the_last_day_nothing_can_be_answered(
    visitor: TestClient, office: Office, paper: Paper
) -> None:
    office.now += CHANGES.length
    page = status(visitor, open_status(visitor, office, paper))
    assert page.xpath("//section[@class='askedabout']")
    assert page.xpath("//a[text()='Answer our questions']") == []
    assert "The time to answer ended on:" in page.text_content()


def test_what_was_answered_is_asked_no_more(
    visitor: TestClient, office: Office, paper: Paper
) -> None:
    paper.save(title="Alphorn and dizi")
    send_answers(office.services, token=paper.token, client=VISITOR)
    token = open_status(visitor, office, paper)
    page = status(visitor, token)
    assert page.xpath("//section[@class='askedabout']") == []
    assert "Your answer to the question received" in page.text_content()
    arrived = visitor.get(
        "/programmes", params={"programme": "culture", "draft": token, "lang": "en"}
    )
    assert "We have received your answers" in arrived.text


def test_the_photo_that_is_asked_about_is_seen(visitor: TestClient, office: Office) -> None:
    paper = send(office)
    answer(paper)
    do(paper, desk.take, MODERATOR)
    do(paper, desk.request_changes, MODERATOR, questions={"image": "A sharper one, please."})
    page = status(visitor, open_status(visitor, office, paper, paper.stored.text("guardian_email")))
    (address,) = page.xpath("//section[@class='askedabout']//img/@src")
    assert visitor.get(address).headers["content-type"] == "image/webp"
