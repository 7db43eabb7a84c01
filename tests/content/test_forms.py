"""The programmes' forms: what is shipped, and what the loader says of a broken one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.form_examples import EXAMPLES, TODAY
from youcheng.content.forms import Form
from youcheng.content.loader import read_content
from youcheng.content.models import Content
from youcheng.content.problems import ContentError
from youcheng.domain.forms import (
    CODES,
    Kind,
    VisibilityClass,
    find_notices,
    find_warnings,
    normalise,
    prune,
    required_fields,
    validate,
    visible_fields,
)
from youcheng.i18n.languages import LANGUAGES
from youcheng.i18n.territories import territory_codes

Change = Callable[[str, str, str], None]
Faults = Callable[[], list[str]]

COMMON = (
    "form_language applicant_kind organisation_name role given_names single_name family_name email"
    " phone country partner_city jiangsu_cities adult website heard_from declaration_true"
    " consent_process consent_cross_border consent_share_partner consent_news"
)
OWN = {
    "study": "guardian_name guardian_email nationality birth_year highest_education intended_level"
    " field_of_study field_detail teaching_language chinese_level english_level language_test"
    " intake funding other_cn_scholarship universities motivation questions cv",
    "talent": "consent_publish_summary project_title intent sector stage summary_public novelty"
    " needs ip_status ip_number team_size team_lead_degree years_abroad partner_sought"
    " preferred_park funding_range start_window plan export_control_ack",
    "culture": "consent_publish_summary proposal_type title direction summary_public group_size"
    " minors_in_group safeguarding_name safeguarding_email dates_earliest dates_latest"
    " duration_days technical_needs heritage_object costs_covered_by portfolio_url portfolio"
    " rights_ack",
    "sports": "guardian_name guardian_email consent_publish_summary attachment participant_role"
    " sport sport_other event event_proposal team_name division squad_size under18_count level"
    " achievements availability support_needed access_needs safeguarding_name safeguarding_email",
    "health": "cooperation_type institution department institution_type profession specialty"
    " specialty_other registered registered_country working_languages summary objectives"
    " expected_result preferred_hospital period people ethics_needed no_patient_data document",
    "friendship": "guardian_name guardian_email consent_publish_summary project_title activity"
    " local_partner counterpart_jiangsu find_counterpart summary_public goals participants"
    " under18_count safeguarding safeguarding_file safeguarding_link timeline budget_range"
    " cofunding legacy letter",
}
PROGRAMMES = list(OWN)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_form_asks_for_everything_in_at_most_three_steps(
    content: Content, programme: str
) -> None:
    form = content.form(programme)
    assert {one.id for one in form.fields} == {*COMMON.split(), *OWN[programme].split()}
    assert 1 <= len(form.steps) <= 3
    assert form.definition.fields == tuple(one.rules for one in form.fields)


def test_forms_come_in_the_order_of_their_programmes_before_those_of_editions(
    content: Content,
) -> None:
    names = ("painting", "painting-batch")
    editions = [f"{name}-{one.id}" for one in content.editions for name in names]
    assert [form.id for form in content.forms] == [
        *(one.id for one in content.programmes),
        *editions,
    ]
    with pytest.raises(KeyError):
        content.form("nowhere")


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_good_example_has_no_problem(content: Content, programme: str) -> None:
    definition = content.form(programme).definition
    answers = normalise(definition, EXAMPLES[programme])
    assert answers == EXAMPLES[programme]
    assert validate(definition, answers, today=TODAY) == ()
    assert find_warnings(definition, answers) == ()
    assert find_notices(definition, answers, today=TODAY) == ()
    assert prune(definition, answers) == answers


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_missing_answer_is_the_only_problem(content: Content, programme: str) -> None:
    definition = content.form(programme).definition
    answers = normalise(definition, EXAMPLES[programme])
    required = required_fields(definition, answers)
    assert len(required) > 10
    for one in required:
        left = {key: value for key, value in answers.items() if key != one.id}
        problems = validate(definition, left, today=TODAY)
        assert [(problem.field, problem.code) for problem in problems] == [(one.id, "required")]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_an_optional_answer_may_be_missing(content: Content, programme: str) -> None:
    definition = content.form(programme).definition
    answers = normalise(definition, EXAMPLES[programme])
    for one in visible_fields(definition, answers):
        if one.id in answers and one not in required_fields(definition, answers):
            left = prune(definition, {k: v for k, v in answers.items() if k != one.id})
            assert validate(definition, left, today=TODAY) == ()


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_an_empty_form_names_what_it_needs(content: Content, programme: str) -> None:
    definition = content.form(programme).definition
    problems = validate(definition, {}, today=TODAY)
    assert {problem.code for problem in problems} == {"required"} < set(CODES)
    assert [one.field for one in problems] == [one.id for one in required_fields(definition, {})]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_only_answers_marked_public_can_become_public_and_only_with_consent(
    content: Content, programme: str
) -> None:
    for one in content.form(programme).definition.fields:
        public = VisibilityClass.PUB in one.visibility
        assert (one.public_with == "consent_publish_summary") == public
        if one.kind in {Kind.EMAIL, Kind.TEL}:
            assert one.visibility == {VisibilityClass.RESTR}


@pytest.mark.parametrize(
    ("programme", "public"),
    [
        ("study", ""),
        ("talent", "project_title sector summary_public"),
        ("culture", "proposal_type title summary_public"),
        ("sports", "sport sport_other event team_name"),
        ("health", ""),
        ("friendship", "project_title activity local_partner counterpart_jiangsu summary_public"),
    ],
)
def test_the_public_answers_are_these(content: Content, programme: str, public: str) -> None:
    fields = content.form(programme).definition.fields
    assert [one.id for one in fields if VisibilityClass.PUB in one.visibility] == public.split()


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_young_people_take_part_where_they_may_and_nowhere_else(
    content: Content, programme: str
) -> None:
    definition = content.form(programme).definition
    answers = {key: value for key, value in EXAMPLES[programme].items() if "guardian" not in key}
    answers["adult"] = "16-17"
    asked = {one.id for one in required_fields(definition, answers)}
    stops = [one.id for one in find_notices(definition, answers, today=TODAY) if one.stops]
    if programme in {"study", "sports", "friendship"}:
        assert {"guardian_name", "guardian_email"} <= asked
        assert stops == []
    else:
        assert stops == ["adults-only"]
    answers["adult"] = "under-16"
    found = find_notices(definition, answers, today=TODAY)
    assert [one.id for one in found] == ["under-16"]
    assert content.form(programme).notice("under-16").text.get("en").startswith("If you are under")


def test_chinese_citizens_learn_whom_study_is_for(content: Content) -> None:
    definition = content.form("study").definition
    answers = {**EXAMPLES["study"], "nationality": "CN"}
    assert [one.id for one in find_notices(definition, answers, today=TODAY)] == [
        "chinese-citizens"
    ]
    assert validate(definition, answers, today=TODAY) == ()


@pytest.mark.parametrize(
    ("level", "year", "advice"),
    [
        ("bachelor", 1997, []),
        ("bachelor", 1996, ["age-30"]),
        ("master", 1992, []),
        ("master", 1991, ["age-35"]),
        ("doctorate", 1986, ["age-40"]),
        ("language", 1960, []),
    ],
)
def test_age_is_told_beside_the_scholarship_and_blocks_nothing(
    content: Content, level: str, year: int, advice: list[str]
) -> None:
    definition = content.form("study").definition
    answers = {**EXAMPLES["study"], "intended_level": level, "birth_year": year}
    found = find_notices(definition, answers, today=TODAY)
    assert [(one.id, one.stops) for one in found] == [(name, False) for name in advice]
    assert validate(definition, answers, today=TODAY) == ()


def test_crossing_a_border_is_asked_for_outside_china_only(content: Content) -> None:
    definition = content.form("talent").definition
    abroad, home = dict(EXAMPLES["talent"]), {**EXAMPLES["talent"], "country": "CN"}
    assert "consent_cross_border" in prune(definition, abroad)
    assert "consent_cross_border" not in prune(definition, home)
    refused = validate(definition, {**abroad, "consent_cross_border": "refuse"}, today=TODAY)
    assert [(one.field, one.code) for one in refused] == [("consent_cross_border", "must_agree")]
    for name in ("consent_share_partner", "consent_publish_summary", "consent_news"):
        assert validate(definition, {**abroad, name: "refuse"}, today=TODAY) == ()


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_every_text_stands_in_every_language(content: Content, programme: str, code: str) -> None:
    form = content.form(programme)
    for one in form.fields:
        assert one.label.get(code)
        choices = one.choices(code, today=TODAY)
        assert len({value for value, _ in choices}) == len(choices)
        labels = [label for _, label in choices]
        assert len(set(labels)) == len(labels), one.id
        if one.statement is not None:
            text = one.agreement(code, operator="Office A", country="Country B")
            assert "{" not in text
            assert text.count("\n") == len(one.points)


def consents(form: Form) -> dict[str, int | None]:
    return {one.id: one.version for one in form.fields if one.statement is not None}


def test_every_consent_has_its_text_and_version(content: Content) -> None:
    assert consents(content.form("talent")) == {
        "export_control_ack": 1,
        "declaration_true": 1,
        "consent_process": 2,
        "consent_cross_border": 2,
        "consent_share_partner": 2,
        "consent_publish_summary": 1,
        "consent_news": 1,
    }
    process = content.form("talent").field("consent_process")
    assert [point.id for point in process.points] == [
        "who",
        "what",
        "why",
        "how-long",
        "withdraw",
        "if-refuse",
    ]
    said = process.agreement("en", operator="Office A", country="Country B")
    assert said.startswith("I agree that Office A may use")


GUARDED = ("study", "sports", "friendship")
FIRST_PERSON = {
    "zh": r"我(?:们)?的(?!孩子)|我填写",
    "en": r"\bmy\b",
    "fr": r"\b(?:mon|ma|mes)\b",
    "ru": r"\bмо(?:й|я|ё|их|ей|ю)\b",
    "ms": r"\b(?:data peribadi|permohonan|borang) saya\b",
    "ne": r"मेरो (?:वैयक्तिक|निवेदन)",
}
"""What would speak of the guardian’s own data or submission, by language."""


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
@pytest.mark.parametrize("programme", GUARDED)
def test_a_guardian_agrees_for_the_young_person(
    content: Content, programme: str, code: str
) -> None:
    asked = [one for one in content.form(programme).fields if one.rules.kind is Kind.CONSENT]
    assert len(asked) >= 4
    for one in asked:
        text = one.agreement(code, operator="Office A", country="Country B", reader="guardian")
        statement, *points = text.split("\n")
        assert "{" not in text
        assert points[-1] == one.words_for("guardian").points[-1].text.get(code)
        assert not re.search(FIRST_PERSON[code], statement), statement
        assert not re.search(r"\b30\b", text), "a draft’s time is no guardian’s matter"
        assert statement != one.agreement(code, operator="Office A", country="B").split("\n")[0]


def test_a_guardian_reads_to_whom_the_programme_may_pass_the_form(content: Content) -> None:
    said = {
        programme: content.form(programme)
        .field("consent_share_partner")
        .agreement("en", operator="A", country="B", reader="guardian")
        .split("\n")[0]
        for programme in GUARDED
    }
    for programme, whom in (
        ("study", "vocational colleges"),
        ("sports", "event organisers"),
        ("friendship", "friendship associations"),
    ):
        assert said[programme].startswith("I agree that the submission of the young person")
        assert whom in said[programme]


def test_a_field_that_asks_a_guardian_for_nothing_has_no_text_for_one(content: Content) -> None:
    declaration = content.form("study").field("declaration_true")
    with pytest.raises(ValueError, match="declaration_true"):
        declaration.agreement("en", operator="A", country="B", reader="guardian")


def test_a_partner_institution_is_named_by_its_kind(content: Content) -> None:
    said = {
        name: content.form(name)
        .field("consent_share_partner")
        .agreement("en", operator="A", country="B")
        .split("\n")[0]
        for name in PROGRAMMES
    }
    assert len(set(said.values())) == len(PROGRAMMES)
    assert "hospitals" in said["health"]


def test_countries_begin_with_the_six(content: Content) -> None:
    field = content.form("study").field("country")
    for code, first, name in (("en", "AF", "Congo (Brazzaville)"), ("zh", "AL", "刚果（布）")):
        choices = field.choices(code, today=TODAY)
        assert [value for value, _ in choices[:6]] == ["CN", "BY", "CH", "BN", "NP", "CG"]
        assert choices[5][1] == name
        assert choices[6][0] == first
        assert {value for value, _ in choices} == set(territory_codes())
    assert field.name("BY", "fr") == "Bélarus"
    assert field.name("CI", "fr") == "Côte d’Ivoire"


def test_partners_cities_and_languages_come_from_the_content(content: Content) -> None:
    form = content.form("health")
    partners = [one.id for one in content.partners]
    assert list(form.definition.field("partner_city").options) == [*partners, "jiangsu", "other"]
    cities = [one.id for one in content.cities]
    assert list(form.definition.field("jiangsu_cities").options) == [*cities, "no-preference"]
    languages = [one.code for one in LANGUAGES]
    assert list(form.definition.field("working_languages").options) == [*languages, "other"]
    assert list(form.definition.field("form_language").options) == languages


def test_intakes_and_months_are_named_by_the_calendar(content: Content) -> None:
    study, sports = content.form("study"), content.form("sports")
    intakes = study.field("intake").choices("fr", today=TODAY)
    assert [label for _, label in intakes[:4]] == [
        "mars 2027",
        "septembre 2027",
        "mars 2028",
        "septembre 2028",
    ]
    assert intakes[4][0] == "unsure"
    assert sports.field("availability").name("2027-05", "zh") == "2027年5月"
    assert sports.field("availability").name("soon", "zh") == "soon"


def test_patients_are_asked_about_and_blocked_nowhere(content: Content) -> None:
    definition = content.form("health").definition
    answers = {**EXAMPLES["health"], "objectives": "Patient born 07.03.1990"}
    assert [(one.field, one.code) for one in find_warnings(definition, answers)] == [
        ("objectives", "looks_like_birth_date")
    ]
    assert validate(definition, answers, today=TODAY) == ()


STUDY = "forms/study.toml"
TALENT = "forms/talent.toml"
YOU = "steps 1 (you), fields"
COMMON_FILE = "forms/common.toml"
AGREEMENT = "steps 2 (agreement), fields"


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
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
            f"{TALENT}: steps 1 (project), fields 6 (project_title): id: "
            "project_title is there twice",
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
            f"{TALENT}: steps 1 (project), fields 9 (ip_number): when: "
            "the form has no field ip_state",
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
            f"{TALENT}: steps 1 (project), fields 9 (ip_number): when: "
            "ip_status is radio, not number",
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
            f"{TALENT}: steps 1 (project), fields 1 (project_title): limits.max_length: "
            "text needs it",
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
            f"{TALENT}: steps 1 (project), fields 10 (team_size): limits.max_value: "
            "number needs it",
        ),
        (
            TALENT,
            'options_from = "degrees"\n',
            "",
            f"{TALENT}: steps 1 (project), fields 11 (team_lead_degree): options: "
            "select needs options",
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
            f"forms/common.toml: {YOU} 14 (guardian_name): only_with: "
            "common.toml has no part youth",
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
            f"{COMMON_FILE}: {AGREEMENT} 4 (consent_process): guardian: "
            "points holds how-long twice",
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
    ],
)
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
    for programme in GUARDED:
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
