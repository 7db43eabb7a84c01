"""Forms under one name: definitions, normalised answers, conditions, the validator, warnings.

The way of an answer: `normalise`, then `prune`, then `find_notices` (a stop ends it), `validate`
and `find_warnings`. All of them are pure; the day comes from the caller.
"""

from __future__ import annotations

from youcheng.domain.form_answers import (
    ascii_digits,
    clean_text,
    normalise,
    read_date,
    read_month,
)
from youcheng.domain.form_checks import is_email, validate
from youcheng.domain.form_conditions import (
    find_notices,
    guardian_fields,
    prune,
    required_fields,
    visible_fields,
)
from youcheng.domain.form_definitions import (
    AGREE,
    APPLICABLE,
    CHOICES,
    CODES,
    REFUSE,
    TICKED,
    UNASKABLE,
    UNSEEN,
    UNTICKED,
    WARNINGS,
    Answers,
    Condition,
    Field,
    FormDefinition,
    Kind,
    Limits,
    Notice,
    Problem,
    Step,
    Terms,
    VisibilityClass,
    offered,
)
from youcheng.domain.form_warnings import find_warnings, suggest_email

__all__ = [
    "AGREE",
    "APPLICABLE",
    "CHOICES",
    "CODES",
    "REFUSE",
    "TICKED",
    "UNASKABLE",
    "UNSEEN",
    "UNTICKED",
    "WARNINGS",
    "Answers",
    "Condition",
    "Field",
    "FormDefinition",
    "Kind",
    "Limits",
    "Notice",
    "Problem",
    "Step",
    "Terms",
    "VisibilityClass",
    "ascii_digits",
    "clean_text",
    "find_notices",
    "find_warnings",
    "guardian_fields",
    "is_email",
    "normalise",
    "offered",
    "prune",
    "read_date",
    "read_month",
    "required_fields",
    "suggest_email",
    "validate",
    "visible_fields",
]
