"""What is wrong with a form's file is named, and a form grows by its file alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import sample
from tests.form_examples import EXAMPLES
from youcheng.content.loader import read_content
from youcheng.content.problems import ContentError
from youcheng.domain.forms import validate
from youcheng.i18n.languages import LANGUAGES

Change = Callable[[str, str, str], None]
Faults = Callable[[], list[str]]

STUDY = "forms/study.toml"
TALENT = "forms/talent.toml"
YOU = "steps 1 (you), fields"
COMMON_FILE = "forms/common.toml"
AGREEMENT = "steps 2 (agreement), fields"


FAULTS: Final = [
    (
        TALENT,
        'kind = "select"\nvisibility = "PUB"\n',
        'kind = "select"\n',
        f"{TALENT}: steps 1 (project), fields 3 (sector): visibility: Field required",
    ),
    (
        TALENT,
        'visibility = "PUB"',
        'visibility = "ALL"',
        f"{TALENT}: steps 1 (project), fields 1 (project_title): visibility[1]: "
        "Input should be 'PUB', 'JURY', 'STAFF', 'RESTR' or 'SYS'",
    ),
    (
        TALENT,
        'kind = "select"',
        'kind = "menu"',
        f"{TALENT}: steps 1 (project), fields 3 (sector): kind: Input should be 'text', "
        "'textarea', 'email', 'tel', 'url', 'number', 'select', 'radio', 'checkboxes', "
        "'checkbox', 'consent', 'date', 'month', 'month_range', 'months', 'rows', 'file', "
        "'photo', 'honeypot' or 'hidden'",
    ),
    (
        TALENT,
        'id = "novelty"',
        'id = "project_title"',
        f"{TALENT}: steps 1 (project), fields 6 (project_title): id: project_title is there twice",
    ),
    (
        TALENT,
        'id = "novelty"',
        'id = "email"',
        f"{TALENT}: steps 1 (project), fields 6 (email): id: email is there twice",
    ),
    (
        TALENT,
        'id = "technology-transfer"',
        'id = "joint-research"',
        f"{TALENT}: steps 1 (project), fields 2 (intent): options holds joint-research twice",
    ),
    (
        TALENT,
        'when = [{ field = "ip_status"',
        'when = [{ field = "ip_state"',
        f"{TALENT}: steps 1 (project), fields 9 (ip_number): when: the form has no field ip_state",
    ),
    (
        TALENT,
        'when = [{ field = "ip_status"',
        'when = [{ field = "partner_sought"',
        f"{TALENT}: steps 1 (project), fields 9 (ip_number): when: "
        "partner_sought does not come before",
    ),
    (
        TALENT,
        'not_in = ["none"]',
        'not_in = ["nothing"]',
        f"{TALENT}: steps 1 (project), fields 9 (ip_number): when: "
        "nothing is no option of ip_status",
    ),
    (
        TALENT,
        'not_in = ["none"]',
        "above = 3",
        f"{TALENT}: steps 1 (project), fields 9 (ip_number): when: ip_status is radio, not number",
    ),
    (
        TALENT,
        'not_in = ["none"]',
        'not_in = ["none"], in = ["filed"]',
        f"{TALENT}: steps 1 (project), fields 9 (ip_number): when[1]: "
        "needs exactly one of in, not_in, above, age_above, age_from and age_below",
    ),
    (
        TALENT,
        'label.ms = "',
        'label.xx = "',
        f"{TALENT}: steps 1 (project), fields 1 (project_title): label.ms: "
        "no text in this language",
    ),
    (
        TALENT,
        "min_length = 5, max_length = 120",
        "min_length = 121, max_length = 120",
        f"{TALENT}: steps 1 (project), fields 1 (project_title): limits: "
        "min_length is greater than max_length",
    ),
    (
        TALENT,
        "min_length = 5, max_length = 120",
        "min_length = 5",
        f"{TALENT}: steps 1 (project), fields 1 (project_title): limits.max_length: text needs it",
    ),
    (
        TALENT,
        "min_value = 1, max_value = 50",
        "min_value = 1, max_value = 50, max_bytes = 3",
        f"{TALENT}: steps 1 (project), fields 10 (team_size): limits.max_bytes: "
        "means nothing for number",
    ),
    (
        TALENT,
        "min_value = 1, max_value = 50",
        "min_value = 1",
        f"{TALENT}: steps 1 (project), fields 10 (team_size): limits.max_value: number needs it",
    ),
    (
        TALENT,
        'options_from = "degrees"\n',
        "",
        f"{TALENT}: steps 1 (project), fields 11 (team_lead_degree): options: select needs options",
    ),
    (
        TALENT,
        'options_from = "degrees"\n',
        'options_from = "grades"\n',
        f"{TALENT}: steps 1 (project), fields 11 (team_lead_degree): options_from: "
        "there is no list grades",
    ),
    (
        TALENT,
        'public_with = "consent_publish_summary"',
        'public_with = "consent_show"',
        f"{TALENT}: steps 1 (project), fields 1 (project_title): public_with: "
        "the form has no consent consent_show",
    ),
    (
        TALENT,
        'parts = ["publication"]',
        'parts = ["publication", "children"]',
        f"{TALENT}: parts: common.toml has no part children",
    ),
    (
        TALENT,
        'id = "consent_share_partner"',
        'id = "consent_share"',
        f"{TALENT}: adapted 1 (consent_share): id: common.toml has no field consent_share",
    ),
    (
        TALENT,
        'id = "talent"',
        'id = "talents"',
        f"{TALENT}: id: must be talent, as the file is called",
    ),
    (
        STUDY,
        '[[added]]\nid = "you"',
        '[[added]]\nid = "me"',
        f"{STUDY}: added 1 (me): id: common.toml has no step me",
    ),
    (
        "forms/culture.toml",
        'at_least = "dates_earliest"',
        'at_least = "group_size"',
        "forms/culture.toml: steps 1 (proposal), fields 10 (dates_latest): limits.at_least: "
        "group_size is number, not date",
    ),
    (
        "forms/friendship.toml",
        'ascending = "month"',
        'ascending = "what"',
        "forms/friendship.toml: steps 1 (activity), fields 13 (timeline): limits.ascending: "
        "what is no column with a date or month",
    ),
    (
        "forms/health.toml",
        'label.en = "Specialty"',
        'label.en = "Specialty {operator}"',
        "forms/health.toml: steps 1 (cooperation), fields 6 (specialty): label.en: "
        "unknown placeholder {operator}",
    ),
    (
        "forms/common.toml",
        'exclusive = "no-preference"',
        'exclusive = "nothing"',
        f"forms/common.toml: {YOU} 12 (jiangsu_cities): limits.exclusive: "
        "nothing is no option of jiangsu_cities",
    ),
    (
        "forms/common.toml",
        'statement.en = "I agree that {operator} may use',
        'statement.en = "I agree that you may use',
        "forms/common.toml: steps 2 (agreement), fields 4 (consent_process): statement.en: "
        "{operator} is not in every language",
    ),
    (
        "forms/common.toml",
        'kind = "honeypot"\nvisibility = "SYS"',
        'kind = "honeypot"\nvisibility = "STAFF"',
        f"forms/common.toml: {YOU} 16 (website): visibility: honeypot is SYS",
    ),
    (
        "forms/common.toml",
        "version = 1\n",
        "",
        "forms/common.toml: steps 2 (agreement), fields 3 (declaration_true): version: "
        "statement and version belong together",
    ),
    (
        "forms/common.toml",
        'only_with = "minors"',
        'only_with = "youth"',
        f"forms/common.toml: {YOU} 14 (guardian_name): only_with: common.toml has no part youth",
    ),
    (
        COMMON_FILE,
        "[steps.fields.guardian]\nversion = 1\n",
        "[steps.fields.guardian]\n",
        f"{COMMON_FILE}: {AGREEMENT} 4 (consent_process): guardian.version: Field required",
    ),
    (
        COMMON_FILE,
        'statement.en = "I agree that {operator} may use the personal data that',
        'statement.en = "I agree that {someone} may use the personal data that',
        f"{COMMON_FILE}: {AGREEMENT} 4 (consent_process): guardian.statement.en: "
        "unknown placeholder {someone}",
    ),
    (
        COMMON_FILE,
        '[[steps.fields.guardian.points]]\nid = "withdraw"',
        '[[steps.fields.guardian.points]]\nid = "take-back"',
        f"{COMMON_FILE}: {AGREEMENT} 4 (consent_process): guardian.points: "
        "the guardian needs the point withdraw as well",
    ),
    (
        COMMON_FILE,
        '[[steps.fields.guardian.points]]\nid = "if-refuse"',
        '[[steps.fields.guardian.points]]\nid = "how-long"',
        f"{COMMON_FILE}: {AGREEMENT} 4 (consent_process): guardian: points holds how-long twice",
    ),
    (
        STUDY,
        "guardian.statement.",
        "guardian.declaration.",
        f"{STUDY}: adapted 1 (consent_share_partner): guardian.declaration: "
        "Extra inputs are not permitted",
    ),
    (
        "forms/options.toml",
        'id = "degrees"',
        'id = "cities"',
        "forms/options.toml: lists (cities): id: the site makes this list itself",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "line"), sample(FAULTS, 12, "faults of forms"))
def test_a_fault_is_named_with_file_table_and_key(
    change: Change, faults: Faults, file: str, old: str, new: str, line: str
) -> None:
    change(file, old, new)
    assert line in faults()


def without(path: Path, pattern: str) -> None:
    """Take what matches out of a file."""
    text = path.read_text(encoding="utf-8")
    left, count = re.subn(pattern, "", text, flags=re.MULTILINE | re.DOTALL)
    assert count == 1
    path.write_text(left, encoding="utf-8")


def test_a_form_for_minors_needs_every_consent_in_a_guardian_s_words(
    copy: Path, faults: Faults
) -> None:
    without(
        copy / COMMON_FILE,
        r"^\[steps\.fields\.guardian\]\n[^[]*I agree that \{operator\} may "
        r"send news.*?(?=^\[\[notices\]\])",
    )
    assert faults() == [
        f"{COMMON_FILE}: {AGREEMENT} 8 (consent_news): guardian: "
        "a form with the part minors needs the words for a guardian"
    ]
    for programme in ("study", "sports", "friendship"):
        path = copy / "forms" / f"{programme}.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"minors"', "").replace("[, ", "["), encoding="utf-8")
    assert [line for line in faults() if "consent_news" in line] == []


def test_a_programme_adapts_both_statements_or_none(copy: Path, faults: Faults) -> None:
    without(copy / STUDY, r"(?:^guardian\.statement\.\w\w = [^\n]*\n)+")
    assert faults() == [
        f"{STUDY}: adapted 1 (consent_share_partner): guardian: "
        "statement and guardian.statement are adapted together"
    ]


def test_all_faults_are_told_at_once(change: Change, faults: Faults) -> None:
    change(TALENT, 'options_from = "degrees"\n', "")
    change("forms/health.toml", 'options_from = "languages"', 'options_from = "tongues"')
    assert faults() == [
        "forms/health.toml: steps 1 (cooperation), fields 10 (working_languages): options_from: "
        "there is no list tongues",
        f"{TALENT}: steps 1 (project), fields 11 (team_lead_degree): options: select needs options",
    ]


def test_a_form_has_at_most_three_steps(copy: Path, faults: Faults) -> None:
    path = copy / "forms" / "talent.toml"
    text = path.read_text(encoding="utf-8")
    labels = "\n".join(f'title.{one.code} = "More"' for one in LANGUAGES)
    path.write_text(f'{text}\n[[steps]]\nid = "more"\n{labels}\n', encoding="utf-8")
    assert faults() == [
        f"{TALENT}: steps: a form has at most 3 steps, this one 4",
        f"{TALENT}: steps 2 (more): fields: the step asks for nothing",
    ]


def test_a_form_without_its_programme_is_named(copy: Path, faults: Faults) -> None:
    (copy / "forms" / "talent.toml").rename(copy / "forms" / "letters.toml")
    path = copy / "forms" / "letters.toml"
    text = path.read_text(encoding="utf-8").replace('id = "talent"', 'id = "letters"')
    path.write_text(text, encoding="utf-8")
    assert faults() == ["forms/letters.toml: id: there is no programme letters"]


def test_a_missing_file_is_named_once(copy: Path, faults: Faults) -> None:
    (copy / "forms" / "options.toml").unlink()
    assert faults() == ["forms/options.toml: the file is missing"]


def test_a_programme_may_be_without_a_form(copy: Path) -> None:
    (copy / "forms" / "health.toml").unlink()
    content = read_content(copy)
    assert "health" not in {form.id for form in content.forms}


def test_broken_partners_bring_no_echo_from_the_forms(copy: Path) -> None:
    (copy / "partners.toml").write_text("", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_content(copy)
    assert not [one for one in caught.value.problems if one.file.startswith("forms/")]


def test_a_field_joins_by_data_alone(copy: Path) -> None:
    path = copy / "forms" / "health.toml"
    text = path.read_text(encoding="utf-8")
    labels = "\n".join(f'label.{one.code} = "Motto ({one.code})"' for one in LANGUAGES)
    field = (
        '[[steps.fields]]\nid = "motto"\nkind = "text"\nvisibility = "STAFF"\nrequired = true\n'
        f"limits = {{ max_length = 20 }}\n{labels}\n\n[[adapted]]"
    )
    path.write_text(text.replace("[[adapted]]", field, 1), encoding="utf-8")
    form = read_content(copy).form("health")
    problems = validate(form.definition, EXAMPLES["health"], today=dt.date(2026, 11, 23))
    assert [(one.field, one.code) for one in problems] == [("motto", "required")]
    assert form.field("motto").label.get("ne") == "Motto (ne)"
