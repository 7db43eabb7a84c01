"""The privacy section says what is in force: the retention table, the lifetimes, the forms."""

from __future__ import annotations

import re
from html import unescape

import pytest

from youcheng.content.loader import load_content
from youcheng.content.subjects import subject_of
from youcheng.domain import lifetimes, one_time_codes
from youcheng.domain.forms import Kind, VisibilityClass
from youcheng.domain.retention import RETENTION, RetentionRule
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.pages import page_body
from youcheng.paths import PACKAGE
from youcheng.services import access, delivering, keeping_time

CODES = [language.code for language in LANGUAGES]


def about(code: str = "en") -> str:
    return unescape(str(page_body("about", {}, translator(code), load_content())))


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the English page, as a visitor reads them."""
    html = about()
    table = html.partition(f'aria-labelledby="{heading}"')[2].partition("</table>")[0]
    body = table.partition("<tbody>")[2]
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]


def in_days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"


def said(rule: RetentionRule) -> str:
    if not rule.days and not rule.months:
        return "deleted at once"
    if rule.months % 12 == 0 and rule.months:
        years = rule.months // 12
        return f"{years} year" if years == 1 else f"{years} years"
    return f"{rule.months} months" if rule.months else in_days(rule.days)


def test_the_table_is_the_one_that_the_purge_follows() -> None:
    shown = rows("privacy-kept")
    assert len({row[0] for row in shown}) == len(shown) == len(RETENTION) + 3
    for rule, (_, period, _) in zip(RETENTION, shown, strict=False):
        assert period.startswith(said(rule))
        assert ("proposed" in period) == rule.proposal
    assert "earlier if it is withdrawn" in shown[2][1]
    assert [row[1] for row in shown[len(RETENTION) :]] == [
        in_days(delivering.FORGET_AFTER.days),
        in_days(keeping_time.KEPT_CHALLENGES.days),
        in_days(keeping_time.KEPT_COUNTS.days),
    ]


def test_everything_that_a_script_stores_in_the_browser_is_listed() -> None:
    listed = set(re.findall(r'<code lang="zxx">([^<]+)</code>', about()))
    scripts = [path.read_text("utf-8") for path in PACKAGE.rglob("*.js")]
    storing = [text for text in scripts if "localStorage" in text or "sessionStorage" in text]
    names = re.compile(r"[\"'`](youcheng[.-][a-z-]+)")
    named = {name for text in storing for name in names.findall(text)}
    assert len(named) == len(storing) >= 5
    assert named <= listed


def test_links_and_codes_are_told_as_long_as_they_work() -> None:
    html = about()
    for sentence in (
        f"works for {one_time_codes.LIFETIME.seconds // 60} minutes",
        f"can be tried {one_time_codes.TRIES} times",
        f"stays open for {access.STATUS_ACCESS.seconds // 3600} hours",
        f"confirmation of receipt for {access.RECEIPT_ACCESS.days} days",
        f"on the status page works for {access.WITHDRAWAL_ACCESS.days} days",
        f"their own e-mail address, which works for {lifetimes.CONSENT.length.days} days",
    ):
        assert sentence in html


@pytest.mark.parametrize("code", CODES)
def test_every_question_of_every_form_is_listed_with_who_sees_it(code: str) -> None:
    content = load_content()
    listed = about(code).partition("<details>")[2].partition("</details>")[0]
    parts = dict(
        re.findall(r"<h4>(.*?)</h4>\s*<dl class=\"dl\">(.*?)</dl>", listed, re.DOTALL),
    )
    assert len(parts) == len(content.forms)
    seen_by = (
        *(VisibilityClass.PUB, VisibilityClass.JURY),
        *(VisibilityClass.STAFF, VisibilityClass.RESTR),
    )
    for form, (title, part) in zip(content.forms, parts.items(), strict=True):
        assert subject_of(content, form.id).name.get(code) in title
        lists = re.findall(r"<dd>(.*?)</dd>", part)
        shown = [set(one.split(" · ")) for one in lists]
        for kind in seen_by:
            labels = {
                one.label.get(code)
                for one in form.fields
                if kind in one.rules.visibility
                and one.rules.kind not in {Kind.HIDDEN, Kind.HONEYPOT}
            }
            assert not labels or labels in shown, (form.id, kind)


@pytest.mark.parametrize("code", CODES)
def test_the_page_names_the_operator_and_whom_to_turn_to(code: str) -> None:
    operator = load_content().operator
    html = about(code)
    for text in (operator.name, operator.storage, operator.children_officer, operator.complaints):
        assert text.get(code) in html
    assert operator.country_name(code) in html
    assert f'href="/track?lang={code}"' in html
