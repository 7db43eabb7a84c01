"""The entry form of the competition: who may enter what, and what a guardian alone is asked."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.form_examples import ENTRIES, TODAY
from youcheng.content.forms import Form
from youcheng.content.loader import load_content
from youcheng.content.models import Content
from youcheng.domain.consents import consent_of
from youcheng.domain.editions import age_at_deadline
from youcheng.domain.forms import (
    Kind,
    VisibilityClass,
    find_notices,
    find_warnings,
    guardian_fields,
    normalise,
    prune,
    required_fields,
    validate,
    visible_fields,
)
from youcheng.domain.retention import RULES, DataClass
from youcheng.domain.states import CONSENTS_TO_SHOW, Consent, SubmissionKind
from youcheng.i18n.languages import LANGUAGES

CONSENTS = [
    Consent.PROCESS,
    Consent.CROSS_BORDER,
    Consent.SHOW_WORK,
    Consent.SHOW_NAME,
    Consent.CREDIT_SCHOOL,
    Consent.MEDIA_USE,
    Consent.KEEP_IN_ARCHIVE,
    Consent.NEWS,
]
"""C1 to C8, in the order in which a guardian is asked."""
PAGES = {
    "who": "form_language submitter_role email website",
    "child": "child_given_name child_family_name birth country city partner_city school_name"
    " teacher_name teacher_email public_name_choice alias",
    "work": "theme title what_do_you_see story technique width_cm height_cm year_made",
    "photo": "image",
    "check-picture": "picture_contains originality child_assent",
    "guardian": "guardian_name guardian_relation guardian_email guardian_language guardian_2_email",
}


@pytest.fixture(scope="module")
def form(content: Content) -> Form:
    return content.form("painting-2026")


def problems(form: Form, who: str, **changes: object) -> list[tuple[str, str]]:
    """What is wrong with an entry after some answers were changed, or left out with None."""
    answers = normalise(form.definition, {**ENTRIES[who], **changes})
    found = validate(form.definition, prune(form.definition, answers), today=TODAY)
    return [(one.field, one.code) for one in found]


def test_each_page_asks_for_one_group_and_nothing_of_a_guardian_s_consents(form: Form) -> None:
    assert {step.id: [one.id for one in step.fields] for step in form.steps} == {
        page: fields.split() for page, fields in PAGES.items()
    }
    asked = [one.id for step in form.guardian_steps for one in step.fields]
    assert [consent_of(one) for one in asked] == CONSENTS
    assert form.definition.fields == tuple(one.rules for one in form.fields)


def test_the_form_is_open_while_its_edition_takes_entries(content: Content, form: Form) -> None:
    edition = content.edition("2026")
    assert (form.window.opens_at, form.window.closes_at) == (edition.opens_at, edition.closes_at)
    assert form.definition.closing_day == dt.date(2027, 3, 31)
    themes = [(one.id, one.name.get("ne")) for one in edition.themes]
    assert [*form.field("theme").choices("ne", today=TODAY)] == themes


@pytest.mark.parametrize("who", ENTRIES)
def test_a_good_entry_has_no_problem(form: Form, who: str) -> None:
    definition = form.definition
    answers = normalise(definition, ENTRIES[who])
    assert answers == ENTRIES[who]
    assert prune(definition, answers) == answers
    assert validate(definition, answers, today=TODAY) == ()
    assert find_warnings(definition, answers) == ()
    assert find_notices(definition, answers, today=TODAY) == ()


@pytest.mark.parametrize("who", ENTRIES)
def test_what_is_required_is_missed_and_nothing_else(form: Form, who: str) -> None:
    answers = ENTRIES[who]
    required = required_fields(form.definition, answers)
    for one in visible_fields(form.definition, answers):
        left = prune(form.definition, {**answers, one.id: None})
        left = {name: value for name, value in left.items() if value is not None}
        found = validate(form.definition, left, today=TODAY)
        missed = [] if one not in required else [(one.id, "required")]
        assert [(each.field, each.code) for each in found if each.code == "required"] == missed


def test_only_the_submitter_s_own_role_asks_for_an_address_of_theirs(form: Form) -> None:
    asked = {
        who: {one.id for one in visible_fields(form.definition, answers)}
        for who, answers in ENTRIES.items()
    }
    assert [who for who in ENTRIES if "email" in asked[who]] == ["teacher", "young-person"]
    assert [who for who in ENTRIES if "teacher_name" in asked[who]] == ["teacher"]
    assert [who for who in ENTRIES if "child_assent" in asked[who]] == ["guardian", "young-person"]


@pytest.mark.parametrize(
    ("born", "wrong"),
    [
        ("2009-03", ["month_too_early"]),
        ("2009-04", []),
        ("2023-03", []),
        ("2023-04", ["month_too_late"]),
        ("2026-12", ["month_too_late"]),
        ("2075-01", ["bikram_sambat"]),
        ({"year": "2018"}, ["month_missing"]),
    ],
)
def test_an_age_counts_on_the_day_of_the_deadline(
    form: Form, born: object, wrong: list[str]
) -> None:
    found = problems(form, "guardian", birth=born, child_assent=True)
    assert [code for field, code in found if field == "birth"] == wrong


@given(st.dates(dt.date(2005, 1, 1), dt.date(2026, 11, 1)))
def test_the_form_and_its_edition_agree_who_may_enter(born: dt.date) -> None:
    content = load_content()
    form, edition = content.form("painting-2026"), content.edition("2026").rules
    month = f"{born:%Y-%m}"
    age = age_at_deadline(edition, month)
    found = problems(form, "guardian", birth=month)
    assert ("birth" in {field for field, _ in found}) == (not 4 <= age <= 17)
    asked = {one.id for one in visible_fields(form.definition, {"birth": month})}
    assert ("child_assent" in asked) == (age >= 8)
    young = {**ENTRIES["young-person"], "birth": month}
    stops = [one.id for one in find_notices(form.definition, young, today=TODAY) if one.stops]
    assert (stops == ["ask-an-adult"]) == (age < edition.enters_alone_from)


def test_a_child_under_14_is_sent_to_an_adult_and_an_adult_may_enter_for_any_age(
    form: Form,
) -> None:
    stop = form.notice("ask-an-adult")
    assert "a parent, a guardian or a teacher" in stop.text.get("en")
    for who in ("guardian", "teacher"):
        answers = {**ENTRIES[who], "birth": "2014-01"}
        assert find_notices(form.definition, answers, today=TODAY) == ()


@pytest.mark.parametrize(
    ("alias", "code"),
    [
        ("x", "too_short"),
        ("x" * 25, "too_long"),
        ("fish12345", "holds_digits"),
        ("fish@lake", "holds_email"),
        ("www.fish", "holds_url"),
        ("rochat", "same_as"),
    ],
)
def test_a_nickname_must_not_lead_to_the_child(form: Form, alias: str, code: str) -> None:
    assert problems(form, "teacher", alias=alias) == [("alias", code)]


def test_no_name_is_the_first_choice_and_a_nickname_is_asked_for_only_then(form: Form) -> None:
    assert form.field("public_name_choice").rules.options == ("anonymous", "first-name", "alias")
    assert problems(form, "teacher", alias=None) == [("alias", "required")]
    left = prune(form.definition, {**ENTRIES["teacher"], "public_name_choice": "anonymous"})
    assert "alias" not in left


@pytest.mark.parametrize(
    ("who", "changes", "wrong"),
    [
        ("guardian", {"guardian_2_email": "LUC.rochat@example.org"}, "guardian_2_email same_as"),
        ("young-person", {"guardian_email": "mira@example.org"}, "guardian_email same_as"),
        ("young-person", {"guardian_2_email": "mira@example.org"}, "guardian_2_email same_as"),
        ("teacher", {"guardian_email": "zoe.favre@example.org"}, "guardian_email same_as"),
        ("teacher", {"guardian_2_email": "school@example.org"}, "guardian_2_email same_as"),
        ("guardian", {"width_cm": 4}, "width_cm too_low"),
        ("guardian", {"height_cm": 201}, "height_cm too_high"),
        ("guardian", {"year_made": 2024}, "year_made too_low"),
        ("guardian", {"year_made": 2027}, "year_made too_high"),
        ("guardian", {"year_made": 2082}, "year_made bikram_sambat"),
        ("guardian", {"picture_contains": ["none", "face"]}, "picture_contains choice_alone"),
        ("guardian", {"what_do_you_see": "A lake."}, "what_do_you_see too_short"),
        ("guardian", {"country": "FR", "partner_city": None}, "country choice"),
        ("guardian", {"theme": "war"}, "theme choice"),
        ("guardian", {"originality": None}, "originality required"),
        ("guardian", {"child_assent": None}, "child_assent required"),
    ],
)
def test_an_answer_that_cannot_stand_gets_its_code(
    form: Form, who: str, changes: dict[str, object], wrong: str
) -> None:
    assert [" ".join(one) for one in problems(form, who, **changes)] == [wrong]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ({"kind": "pdf"}, "file_kind"),
        ({"bytes": 20 * 1024 * 1024 + 1}, "file_too_big"),
        ({"kind": "heic", "bytes": 20 * 1024 * 1024}, None),
    ],
)
def test_one_photo_of_a_known_kind_and_size_is_taken(
    form: Form, file: dict[str, object], code: str | None
) -> None:
    (photo,) = ENTRIES["guardian"]["image"]  # type: ignore[misc]
    given = {**photo, **file}  # type: ignore[dict-item]
    assert problems(form, "guardian", image=[given]) == ([("image", code)] if code else [])
    assert problems(form, "guardian", image=[photo, photo]) == [("image", "too_many")]


def test_a_place_is_asked_for_by_the_country(form: Form) -> None:
    def asked(**answers: str) -> set[str]:
        fields = visible_fields(form.definition, answers)
        return {one.id for one in fields} & {"city", "partner_city"}

    assert form.definition.field("country").options == ("CN", "BY", "CH", "BN", "NP", "CG")
    assert asked(country="CN") == {"city"}
    assert asked(country="NP") == {"partner_city"}
    assert asked() == set()
    assert len(form.definition.field("city").options) == 14
    assert len(form.definition.field("partner_city").options) == 6


def test_a_submitter_cannot_consent(form: Form) -> None:
    agreed = {f"consent_{one}": "agree" for one in CONSENTS}
    answers = normalise(form.definition, {**ENTRIES["guardian"], **agreed})
    assert answers == ENTRIES["guardian"]
    assert prune(form.definition, {**answers, **agreed}) == answers
    shown = {one.id for one in visible_fields(form.definition, {**answers, **agreed})}
    assert shown & agreed.keys() == set()


@pytest.mark.parametrize(
    ("changes", "left_out"),
    [
        ({}, {"show_name"}),
        ({"country": "CN"}, {"show_name", "cross_border"}),
        ({"public_name_choice": "first-name"}, set()),
        ({"public_name_choice": "alias", "country": "CN"}, {"cross_border"}),
    ],
)
def test_a_guardian_is_asked_for_what_the_entry_needs(
    form: Form, changes: dict[str, object], left_out: set[str]
) -> None:
    asked = guardian_fields(form.definition, {**ENTRIES["guardian"], **changes})
    assert [one.id for one in asked] == [f"consent_{c}" for c in CONSENTS if c not in left_out]
    needed = {one.id for one in asked if one.must_agree}
    assert needed == {"consent_process", "consent_cross_border"} & {one.id for one in asked}
    assert {one.kind for one in asked} == {Kind.CONSENT}


def test_a_guardian_of_16_answers_what_the_young_person_was_asked(content: Content) -> None:
    definition = content.form("study").definition
    asked = [one.id for one in guardian_fields(definition, {"country": "CH"})]
    assert asked == [
        "consent_process",
        "consent_cross_border",
        "consent_share_partner",
        "consent_news",
    ]


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_each_consent_is_a_whole_text_that_says_what_refusing_does(form: Form, code: str) -> None:
    for step in form.guardian_steps:
        for one in step.fields:
            words = one.words_for("guardian")
            text = one.agreement(code, operator="Office A", country="Country B", reader="guardian")
            assert text == one.agreement(code, operator="Office A", country="Country B")
            assert words.points[-1].id == "if-refuse"
            assert text.count("\n") == len(words.points)
            assert "{" not in text
    process = form.field("consent_process").words_for("guardian")
    assert " ".join(one.id for one in process.points) == "who what why how-long withdraw if-refuse"
    abroad = form.field("consent_cross_border").agreement(code, operator="Office A", country="B c")
    assert {"Office A", "B c"} <= {*re.findall("Office A|B c", abroad)}


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_the_archive_is_told_by_the_years_of_the_retention_table(form: Form, code: str) -> None:
    years = RULES[DataClass.PUBLIC_WORK].months // 12
    said = form.field("consent_keep_in_archive").agreement(code, operator="A", country="B")
    assert {*re.findall(r"\d+", said)} == {str(years)}


def test_what_the_public_sees_waits_for_a_guardian_s_consent(form: Form) -> None:
    public = {
        one.id: one.public_with
        for one in form.definition.fields
        if VisibilityClass.PUB in one.visibility
    }
    assert {name for name, consent in public.items() if consent == "consent_show_name"} == {"alias"}
    assert {*public.values()} == {"consent_show_name", "consent_show_work"}
    assert {f"consent_{one}" for one in CONSENTS_TO_SHOW[SubmissionKind.PAINTING]} == {
        "consent_process",
        "consent_show_work",
    }


def test_the_jury_reads_nothing_that_tells_who_or_where(form: Form) -> None:
    fields = form.definition.fields
    assert [one.id for one in fields if VisibilityClass.JURY in one.visibility] == [
        "theme",
        "title",
        "what_do_you_see",
        "story",
        "technique",
    ]
    restricted = {one.id for one in fields if one.visibility == {VisibilityClass.RESTR}}
    assert {one.id for one in fields if one.kind is Kind.EMAIL} <= restricted
    assert {"child_given_name", "child_family_name", "birth", "school_name"} <= restricted


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_every_text_stands_in_every_language(form: Form, code: str) -> None:
    for one in form.fields:
        labels = [label for _, label in one.choices(code, today=TODAY)]
        assert one.label.get(code)
        assert len(set(labels)) == len(labels), one.id
    said = [one.label.get(code) for one in form.fields]
    assert len(set(said)) == len(said)
