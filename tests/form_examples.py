"""A filled-in example of every form, which the validator must accept."""

from __future__ import annotations

import datetime as dt
from typing import Final

TODAY: Final = dt.date(2026, 11, 23)

PERSON: Final[dict[str, object]] = {
    "form_language": "en",
    "applicant_kind": "person",
    "given_names": "Zoé Anne",
    "family_name": "Rochat",
    "email": "zoe.rochat@example.org",
    "phone": "+41215550123",
    "country": "CH",
    "partner_city": "vaud",
    "jiangsu_cities": ["nanjing", "zhenjiang"],
    "adult": "18-plus",
    "heard_from": "school",
    "declaration_true": True,
    "consent_process": "agree",
    "consent_cross_border": "agree",
    "consent_share_partner": "refuse",
    "consent_news": "refuse",
}
ORGANISATION: Final[dict[str, object]] = {
    **PERSON,
    "applicant_kind": "organisation",
    "organisation_name": "Association des amis du lac",
    "role": "Présidente",
    "consent_publish_summary": "agree",
}
LONG: Final = (
    "A plan that is told at some length, with reasons, people, dates and what will stay. " * 3
)


def a_file(kind: str = "pdf", size: int = 120_000) -> dict[str, object]:
    """What an answer says of an uploaded file."""
    return {"key": "u/1", "name": f"paper.{kind}", "kind": kind, "bytes": size}


EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "study": {
        **PERSON,
        "adult": "16-17",
        "guardian_name": "Luc Rochat",
        "guardian_email": "luc.rochat@example.org",
        "nationality": "CH",
        "birth_year": 2009,
        "highest_education": "secondary-current",
        "intended_level": "bachelor",
        "field_of_study": "agriculture",
        "teaching_language": ["zh", "en"],
        "chinese_level": "hsk-2",
        "intake": "2027-09",
        "funding": "scholarship",
        "other_cn_scholarship": "no",
        "universities": ["Nanjing Agricultural University", "Yangzhou University"],
        "motivation": LONG.strip(),
        "cv": [a_file()],
    },
    "talent": {
        **ORGANISATION,
        "project_title": "Clean water from small streams",
        "intent": ["joint-research", "training"],
        "sector": "water",
        "stage": "pilot",
        "summary_public": LONG.strip(),
        "novelty": LONG.strip(),
        "needs": LONG.strip(),
        "ip_status": "filed",
        "ip_number": "CH 123 456",
        "team_size": 4,
        "funding_range": "100k-500k",
        "start_window": {"from": "2027-01", "to": "2028-12"},
        "plan": [a_file()],
        "export_control_ack": True,
    },
    "culture": {
        **ORGANISATION,
        "proposal_type": "performance",
        "title": "Alphorn and erhu",
        "direction": "both",
        "summary_public": LONG.strip(),
        "group_size": 24,
        "minors_in_group": 3,
        "safeguarding_name": "Anne Favre",
        "safeguarding_email": "anne.favre@example.org",
        "dates_earliest": "2027-05-01",
        "dates_latest": "2027-06-30",
        "duration_days": 12,
        "portfolio_url": ["https://example.org/alphorn", "https://example.org/erhu?x=1"],
        "portfolio": [a_file("jpg"), a_file()],
        "rights_ack": True,
    },
    "sports": {
        **ORGANISATION,
        "participant_role": "team",
        "sport": "other",
        "sport_other": "Rowing",
        "event": "propose",
        "event_proposal": "Five cities regatta",
        "team_name": "Lac Bleu",
        "division": "mixed",
        "squad_size": 25,
        "under18_count": 2,
        "safeguarding_name": "Anne Favre",
        "safeguarding_email": "anne.favre@example.org",
        "availability": ["2027-05", "2027-06"],
        "attachment": [a_file("png")],
    },
    "health": {
        **{key: value for key, value in ORGANISATION.items() if key != "consent_publish_summary"},
        "cooperation_type": "research",
        "institution": "Hôpital du lac",
        "department": "Cardiologie",
        "institution_type": "hospital",
        "profession": "doctor",
        "specialty": "other",
        "specialty_other": "Sports medicine",
        "registered": "yes",
        "registered_country": "CH",
        "working_languages": ["en", "fr", "other"],
        "summary": LONG.strip(),
        "objectives": "To learn from one another.",
        "period": {"from": "2027-03", "to": "2027-09"},
        "people": 6,
        "ethics_needed": "unsure",
        "no_patient_data": True,
        "document": [a_file()],
    },
    "friendship": {
        **ORGANISATION,
        "country": "CN",
        "project_title": "Two schools, one river",
        "activity": "school-pairing",
        "local_partner": "École du lac",
        "find_counterpart": True,
        "summary_public": LONG.strip(),
        "goals": LONG.strip(),
        "participants": 60,
        "under18_count": 50,
        "safeguarding": "link",
        "safeguarding_link": "https://example.org/policy",
        "timeline": [
            {"what": "First letters", "month": "2027-01"},
            {"what": "A visit", "month": "2027-09"},
        ],
        "letter": [a_file()],
    },
}
del EXAMPLES["friendship"]["consent_cross_border"]

WORK: Final[dict[str, object]] = {
    "form_language": "en",
    "child_given_name": "Mira",
    "child_family_name": "Rochat",
    "birth": "2018-05",
    "country": "CH",
    "partner_city": "vaud",
    "public_name_choice": "anonymous",
    "theme": "water",
    "title": "Le lac s’endort",
    "what_do_you_see": "A blue lake with two boats and a red moon.",
    "technique": "gouache",
    "width_cm": 42,
    "height_cm": 30,
    "year_made": 2026,
    "image": [a_file("jpg", 3_000_000)],
    "picture_contains": ["none"],
    "originality": True,
    "child_assent": True,
    "guardian_name": "Luc Rochat",
    "guardian_relation": "parent",
    "guardian_email": "luc.rochat@example.org",
    "guardian_language": "fr",
}
"""What every entry of a painting says, here of a child of 8."""

ENTRIES: Final[dict[str, dict[str, object]]] = {
    "guardian": {
        **WORK,
        "submitter_role": "guardian",
        "guardian_2_email": "anne.favre@example.org",
        "story": "The moon comes to drink.",
    },
    "teacher": {
        **{name: answer for name, answer in WORK.items() if name != "child_assent"},
        "submitter_role": "teacher",
        "email": "school@example.org",
        "birth": "2020-11",
        "school_name": "École du lac",
        "teacher_name": "Zoé Favre",
        "teacher_email": "zoe.favre@example.org",
        "public_name_choice": "alias",
        "alias": "Little Fish",
    },
    "young-person": {
        **WORK,
        "submitter_role": "young-person",
        "email": "mira@example.org",
        "birth": "2011-09",
        "public_name_choice": "first-name",
        "picture_contains": ["face", "brand"],
    },
}
"""An entry of a painting by each of those who may make one."""

BATCH_ROW: Final[dict[str, object]] = {
    "child_given_name": "Mira",
    "child_family_name": "Rochat",
    "birth": "2018-05",
    "theme": "water",
    "title": "Le lac s’endort",
    "what_do_you_see": "A blue lake with two boats and a red moon.",
    "technique": "gouache",
    "year_made": 2026,
    "guardian_name": "Luc Rochat",
    "guardian_relation": "parent",
    "guardian_email": "luc.rochat@example.org",
    "guardian_language": "fr",
}
BATCH: Final[dict[str, object]] = {
    "form_language": "en",
    "email": "school@example.org",
    "country": "CH",
    "partner_city": "vaud",
    "school_name": "École du lac",
    "teacher_name": "Zoé Favre",
    "public_name_choice": "first-name",
    "works": [BATCH_ROW],
    "photos": [a_file("jpg", 3_000_000)],
    "picture_contains": ["none"],
    "originality": True,
    "child_assent": True,
    "families_know": True,
}
"""A class of one child, entered by its teacher."""

FORM_EXAMPLES: Final = {
    **EXAMPLES,
    "painting-2026": ENTRIES["guardian"],
    "painting-batch-2026": BATCH,
}
"""One example for each form of the site, by the form's id."""
