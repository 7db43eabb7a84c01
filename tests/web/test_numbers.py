"""The desk's charts as files, and as the page that shows them.

Who gets them is in `test_staff_routes.py`.
"""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree

from starlette.testclient import TestClient

from tests.services.clerks import LEAD
from tests.services.office import Office
from tests.web.signing_in import enter_as
from youcheng.i18n.catalogues import translator
from youcheng.markup.desk_numbers import CHARTS, numbers_page
from youcheng.services.numbers import count_numbers

SVG = "{http://www.w3.org/2000/svg}"


def test_a_chart_is_had_as_csv_and_as_a_drawing(visitor: TestClient, office: Office) -> None:
    office.send()
    office.send("health")
    enter_as(visitor, office, "auditor")
    for chart in CHARTS:
        reply = visitor.get(f"/desk/numbers/{chart}.csv?lang=en")
        assert reply.status_code == 200
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["content-disposition"].startswith("attachment; ")
        drawing = visitor.get(f"/desk/numbers/{chart}.svg?lang=zh")
        root = ElementTree.fromstring(drawing.text)
        assert root.find(f"{SVG}title").text  # type: ignore[union-attr]
        assert drawing.headers["content-type"].startswith("image/svg+xml")
        assert "attachment" in drawing.headers["content-disposition"]
    reply = visitor.get("/desk/numbers/programmes.csv?programme=health&lang=en")
    heads, row = csv.reader(io.StringIO(reply.content.decode("utf-8-sig"), newline=""))
    assert heads == ["Programme", "Submissions"]
    assert row == [office.services.content.programme("health").name.get("en"), "1"]
    assert visitor.get("/desk/numbers/else.csv").status_code == 404
    assert visitor.get("/desk/numbers/weeks.png").status_code == 404


def test_the_page_has_each_figure_in_a_table_and_keeps_its_choice_in_links(
    office: Office,
) -> None:
    office.send()
    office.send()
    t = translator("en")
    numbers = count_numbers(office.services, actor=LEAD, programme="culture", weeks=26)
    html = str(numbers_page(numbers, 26, office.services.content, t))
    assert html.count("<svg") == len(CHARTS) - 1
    assert "There is nothing to show for this choice yet." in html
    assert "2 submissions were sent in this time." in html
    assert 'href="/desk?part=numbers&amp;programme=culture&amp;weeks=12&amp;lang=en"' in html
    assert 'href="/desk?part=numbers&amp;weeks=26&amp;lang=en"' in html
    assert html.count("aria-current") == 2
    week = re.search(r'id="dn-weeks".*?</figure>', html, re.DOTALL)
    assert week is not None
    assert week[0].count("<tr>") == 27
    assert week[0].count("<td>2</td>") == 1
