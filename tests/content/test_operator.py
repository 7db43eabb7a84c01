"""The operator: named in every consent, and checked before the public site starts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from youcheng.content.forms import GUARDIAN, SUBMITTER, FormField, Reader
from youcheng.content.models import Content
from youcheng.content.operator import check_decided
from youcheng.content.problems import ContentError
from youcheng.i18n.languages import LANGUAGES

Change = Callable[[str, str, str], None]
Faults = Callable[[], list[str]]


def test_the_country_of_storage_has_its_name_in_every_language(content: Content) -> None:
    names = [content.operator.country_name(language.code) for language in LANGUAGES]
    assert names == ["中国", "China", "Chine", "Китай", "China", "चीन"]
    with pytest.raises(KeyError):
        content.operator.country_name("de")


def agreements(one: FormField, code: str) -> list[str]:
    """What is read by whoever fills in the form, and by a guardian."""
    readers: list[Reader] = []
    if one.statement is not None:
        readers.append(SUBMITTER)
    if one.guardian is not None:
        readers.append(GUARDIAN)
    return [one.agreement(code, operator="\0", country="X", reader=reader) for reader in readers]


def test_no_consent_begins_a_sentence_with_the_operator_s_name(content: Content) -> None:
    """The name is a phrase such as “the operator of …”, which a sentence cannot begin with."""
    seen = 0
    for form in content.forms:
        for one in form.fields:
            for language in LANGUAGES[1:]:
                for said in agreements(one, language.code):
                    seen += said.count("\0")
                    assert not re.search(r"(?:^|[.;?!।]\s|\n)\0", said), (form.id, one.id, said)
    assert seen > 200


def test_stand_ins_are_not_for_the_public_site(content: Content) -> None:
    with pytest.raises(ContentError, match=r"operator\.toml: provisional: .*names"):
        check_decided(content.operator.model_copy(update={"provisional": True}))
    check_decided(content.operator.model_copy(update={"provisional": False}))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('country = "CN"', 'country = "XX"', "operator.toml: country: XX is no code of ISO 3166-1"),
        ('name.ne = "', 'name.no = "', "operator.toml: name.ne: no text in this language"),
        ("reply_days = 15", "reply_days = 0", "operator.toml: reply_days: Input should be greater"),
        ("provisional = true", "", "operator.toml: provisional: Field required"),
        ("provisional = true", "provisional = ", "operator.toml: not TOML"),
    ],
)
def test_a_broken_operator_is_told_with_its_place(
    change: Change, faults: Faults, old: str, new: str, fault: str
) -> None:
    change("operator.toml", old, new)
    assert any(line.startswith(fault) for line in faults()), faults()


def test_a_missing_operator_hides_no_other_fault(
    copy: Path, change: Change, faults: Faults
) -> None:
    (copy / "operator.toml").unlink()
    change("jiangsu.toml", "adcode = 320100", "adcode = 1")
    found = faults()
    assert "operator.toml: the file is missing" in found
    assert any(line.startswith("jiangsu.toml: city 1 (nanjing): adcode") for line in found)
