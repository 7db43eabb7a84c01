"""The programmes' forms as they are shipped."""

from __future__ import annotations

import re

import pytest

from tests.form_examples import EXAMPLES, TODAY
from youcheng.content.forms import Form
from youcheng.content.models import Content
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
