"""What is wrong with an answer, in words: a whole sentence that says what to do.

The same sentence stands in the summary on top of a step and beside the control.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from youcheng.content.forms import Form, FormField
from youcheng.domain.forms import Kind, Problem
from youcheng.i18n import formats
from youcheng.i18n.catalogues import Translator


def problem_sentence(problem: Problem, form: Form, t: Translator) -> str:
    """The sentence for a problem that `validate` found.

    Args:
        problem: its code is one of `youcheng.domain.forms.CODES`.
        form: the form that asked.
        t: the texts of the language.

    Raises:
        KeyError: the code or the field is unknown.
    """
    field = _asked(problem, form)
    sentence = _counted(problem, field, t) or _sentences(t)[_key(problem, field)]
    return sentence.format(**_values(problem, form, t), name=_name(problem, form, t))


def warning_sentence(warning: Problem, form: Form, t: Translator) -> str:
    """The question that a warning asks.

    Args:
        warning: its code is one of `youcheng.domain.forms.WARNINGS`.
        form: the form that asked.
        t: the texts of the language.

    Raises:
        KeyError: the code or the field is unknown.
    """
    sentence = {
        "email_typo": t.gettext("Did you mean {suggestion}?"),
        "looks_like_identity_number": t.gettext(
            "“{name}” seems to hold an identity number. If it belongs to a patient, take it out."
        ),
        "looks_like_birth_date": t.gettext(
            "“{name}” seems to hold a date of birth. If it belongs to a patient, take it out."
        ),
        "picture_blurred": t.gettext(
            "This photo seems to be blurred. Hold the phone still, and take it again if you can."
        ),
        "picture_dark": t.gettext(
            "This photo seems to be dark. Take it again near a window if you can."
        ),
        "picture_small": t.gettext(
            "This photo is rather small. If you have a larger one, send that."
        ),
    }[warning.code]
    return sentence.format(**warning.values, name=_name(warning, form, t))


def _asked(problem: Problem, form: Form) -> FormField:
    """The field, or the column of a row, that the problem is about."""
    field = form.field(problem.field)
    names = {column.id: column for column in field.columns}
    found = next((names[part] for part in problem.at if part in names), None)
    return found or field


def _name(problem: Problem, form: Form, t: Translator) -> str:
    """What the control is called, as far as it has a name of its own."""
    code = t.language.code
    field = form.field(problem.field)
    label = field.label.get(code)
    line = problem.at[0] if problem.at else None
    if field.rules.kind is Kind.MONTH_RANGE and line == "from":
        return t.gettext("{field}, first month").format(field=label)
    if field.rules.kind is Kind.MONTH_RANGE and line == "to":
        # Of the range as a whole: its last month tells the first apart from it.
        if problem.code.startswith("range_"):
            return label
        return t.gettext("{field}, last month").format(field=label)
    if not isinstance(line, int) or problem.code == "rows_backwards":
        return label
    column = _asked(problem, form)
    if column is not field:
        return t.gettext("{field}, line {number}: {column}").format(
            field=label, number=line + 1, column=column.label.get(code)
        )
    if field.rules.is_list:
        return t.gettext("{field}, line {number}").format(field=label, number=line + 1)
    return label


def _values(problem: Problem, form: Form, t: Translator) -> dict[str, str]:
    """The values of the sentence, as the language writes them."""
    code, language = t.language.code, t.language
    field = _asked(problem, form)
    found: dict[str, str] = {}
    for name, value in problem.values.items():
        match name:
            case "other":
                found[name] = form.field(str(value)).label.get(code)
            case "option":
                found[name] = field.name(str(value), code)
            case "kinds":
                found[name] = formats.format_list(str(value).upper().split(","), language)
            case "min" | "max" if isinstance(value, str):
                found[name] = _moment(value, t)
            case "max" if problem.code == "file_too_big":
                found[name] = formats.format_size(int(value), language)
            case "min" | "max" if field.rules.limits.max_year is not None:
                found[name] = str(value)
            case _:
                found[name] = (
                    formats.format_number(value, language) if isinstance(value, int) else value
                )
    return found


def _moment(value: str, t: Translator) -> str:
    """A day "2026-09-14" or a month "2026-09" as it is written out."""
    if value.count("-") == 1:
        return formats.format_month(dt.date.fromisoformat(f"{value}-01"), t.language)
    return formats.format_date(dt.date.fromisoformat(value), t.language)


def _key(problem: Problem, field: FormField) -> str:
    """Which of the sentences it is: some codes have one for each kind or part."""
    if problem.code == "required":
        return f"required {field.rules.kind}"
    if problem.code in {"date_missing", "month_missing"}:
        return f"missing {problem.values['part']}"
    return problem.code


def _counted(problem: Problem, field: FormField, t: Translator) -> str:
    """The sentence of a code that counts something, in the form that fits the number."""
    number = problem.values.get("max", problem.values.get("min"))
    if not isinstance(number, int):
        return ""
    kind = field.rules.kind
    match problem.code:
        case "too_short":
            return t.ngettext(
                "“{name}” needs at least {min} character; it has {length}.",
                "“{name}” needs at least {min} characters; it has {length}.",
                number,
            )
        case "too_long":
            return t.ngettext(
                "“{name}” can have at most {max} character; it has {length}.",
                "“{name}” can have at most {max} characters; it has {length}.",
                number,
            )
        case "range_too_long":
            return t.ngettext(
                "“{name}” can cover at most {max} month.",
                "“{name}” can cover at most {max} months.",
                number,
            )
        case "too_many" if kind is Kind.FILE:
            return t.ngettext(
                "“{name}” takes {max} file. Remove the others.",
                "“{name}” takes at most {max} files. Remove the others.",
                number,
            )
        case "too_many" if kind in {Kind.CHECKBOXES, Kind.MONTHS}:
            return t.ngettext(
                "Choose at most {max} answer for “{name}”.",
                "Choose at most {max} answers for “{name}”.",
                number,
            )
        case "too_many":
            return t.ngettext(
                "“{name}” takes at most {max} line.",
                "“{name}” takes at most {max} lines.",
                number,
            )
        case "too_few" if kind in {Kind.CHECKBOXES, Kind.MONTHS}:
            return t.ngettext(
                "Choose at least {min} answer for “{name}”.",
                "Choose at least {min} answers for “{name}”.",
                number,
            )
        case "too_few":
            return t.ngettext(
                "Fill in at least {min} line of “{name}”.",
                "Fill in at least {min} lines of “{name}”.",
                number,
            )
    return ""


def _sentences(t: Translator) -> Mapping[str, str]:
    """The sentences that count nothing, by what `_key` returns."""
    fill_in = t.gettext("Fill in “{name}”.")
    choose = t.gettext("Choose an answer for “{name}”.")
    choose_some = t.gettext("Choose at least one answer for “{name}”.")
    month = t.gettext("Fill in month and year of “{name}”.")
    not_before = t.gettext("“{name}” must be {min} or later.")
    not_after = t.gettext("“{name}” must be {max} or earlier.")
    texts = (Kind.TEXT, Kind.TEXTAREA, Kind.EMAIL, Kind.TEL, Kind.URL, Kind.NUMBER)
    return {
        **{f"required {kind}": fill_in for kind in texts},
        f"required {Kind.SELECT}": choose,
        f"required {Kind.RADIO}": choose,
        f"required {Kind.HIDDEN}": choose,
        f"required {Kind.CHECKBOXES}": choose_some,
        f"required {Kind.MONTHS}": choose_some,
        f"required {Kind.CHECKBOX}": t.gettext("Tick the box “{name}”."),
        f"required {Kind.CONSENT}": t.gettext("Choose “Agree” or “Refuse” for “{name}”."),
        f"required {Kind.DATE}": t.gettext("Fill in day, month and year of “{name}”."),
        f"required {Kind.MONTH}": month,
        f"required {Kind.MONTH_RANGE}": month,
        f"required {Kind.ROWS}": t.gettext("Fill in at least one line of “{name}”."),
        f"required {Kind.FILE}": t.gettext("Add a file to “{name}”."),
        "missing day": t.gettext("Fill in the day of “{name}”."),
        "missing month": t.gettext("Choose the month of “{name}”."),
        "missing year": t.gettext("Fill in the year of “{name}”."),
        "must_agree": t.gettext(
            "We can take this form only if you agree to “{name}”. If you do not want to, you can "
            "leave it here."
        ),
        "type": t.gettext("Answer “{name}” again: what has arrived cannot be read."),
        "holds_email": t.gettext("Take the e-mail address out of “{name}”."),
        "holds_url": t.gettext("Take the web address out of “{name}”."),
        "holds_digits": t.gettext("Take the long number out of “{name}”."),
        "email": t.gettext("Write “{name}” like name@example.com."),
        "same_as": t.gettext("“{name}” must not be the same as “{other}”."),
        "phone": t.gettext(
            "Write “{name}” in digits and with the country code, like +86 25 1234 5678."
        ),
        "url": t.gettext("Write the web address in “{name}” like https://example.org."),
        "url_https": t.gettext("The web address in “{name}” must begin with https://."),
        "number": t.gettext("Write “{name}” as a whole number, in digits."),
        "too_low": t.gettext("The number in “{name}” must be {min} or more."),
        "too_high": t.gettext("The number in “{name}” must be {max} or less."),
        "more_than": t.gettext(
            "The number in “{name}” must not be greater than that in “{other}”."
        ),
        "less_than": t.gettext(
            "The number in “{name}” must not be smaller than that in “{other}”."
        ),
        "bikram_sambat": t.gettext(
            "Is the year in “{name}” in Bikram Sambat? Write it in the Gregorian calendar."
        ),
        "choice": t.gettext("Choose one of the answers that are offered for “{name}”."),
        "choice_alone": t.gettext(
            "For “{name}”, choose either “{option}” or other answers, not both."
        ),
        "date_unreal": t.gettext("There is no such day: check day, month and year of “{name}”."),
        "date_too_early": not_before,
        "date_too_late": not_after,
        "month_unreal": t.gettext("There is no such month: check month and year of “{name}”."),
        "month_too_early": not_before,
        "month_too_late": not_after,
        "before_other": t.gettext("“{name}” must not be before “{other}”."),
        "after_other": t.gettext("“{name}” must not be after “{other}”."),
        "range_backwards": t.gettext(
            "The last month of “{name}” must not be before the first month."
        ),
        "rows_backwards": t.gettext("Put the lines of “{name}” in the order of time."),
        "file_kind": t.gettext("“{name}” takes only these kinds of file: {kinds}."),
        "file_too_big": t.gettext(
            "A file for “{name}” can have at most {max}. Make it smaller, or choose another one."
        ),
        "file_empty": t.gettext("A file for “{name}” is empty. Choose another one."),
        "file_missing": t.gettext("A file for “{name}” is missing. Remove it and add it again."),
        "photo_missing": t.gettext(
            "“{name}” holds none for line {row}. Add one, or choose this line below another photo."
        ),
        "photo_spare": t.gettext(
            "“{name}” holds more than there are works. Remove those that belong to no line."
        ),
        "fixed": t.gettext(
            "“{name}” cannot be changed once the form was sent. Put back what you sent, or "
            "withdraw the submission and begin a new form."
        ),
        "not_empty": t.gettext("Leave “{name}” empty."),
    }
