"""Copies of submissions to try the document with, made of the shipped forms' own texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from youcheng.content.collection import Content
from youcheng.content.forms import FormField
from youcheng.documents.receipt import Agreement, Answer, Copy, Section
from youcheng.domain.consents import hash_text
from youcheng.domain.form_definitions import Kind

SENT: Final = datetime(2026, 11, 26, 9, 5, 41, 250_000, tzinfo=UTC)
CODE: Final = "JS-26-7K3M-1"
ADDRESS: Final = "https://youcheng.example/track?access=" + "3fJx_Zk-" * 5 + "abc"

SAYINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "zh": "张雨辰想学习“苏绣”与丝绸工艺：骨、直、角、令、返、化，28岁。",
        "en": "Zoé can’t wait: “two weeks in Suzhou”, from £40 – or less.",
        "fr": "L’été à Saint-Légier : « déjà vu » ; l’œuvre de Zoé à 17 h.",
        "ru": "Наталья Ёлкина, Могилёвская область: «съёмка» — № 12.",
        "ms": "Dayang Siti Nurhaliza binti Haji Awang Ahmad, Kampong Ayer.",
        "ne": "सुशीला श्रेष्ठ, काठमाडौं महानगरपालिका–२६: क्षेत्र, र्‍याली, ज्ञान, शुद्ध, चिट्ठी।",
    }
)
"""Something in each language that shows whether its letters are drawn right."""


def sample_copy(content: Content, code: str, programme: str = "study") -> Copy:
    """A filled-in copy in one language; every third question was passed over."""
    form = content.form(programme)
    asked = [
        Section(
            step.title.get(code),
            tuple(
                Answer(field.label.get(code), () if number % 3 == 2 else (SAYINGS[code],))
                for number, field in enumerate(step.fields)
                if field.statement is None and field.rules.kind is not Kind.HONEYPOT
            ),
        )
        for step in form.steps
    ]
    return Copy(
        title=content.programme(programme).name.get(code),
        programme=content.programme(programme).name.get(code),
        code=CODE,
        status_address=ADDRESS,
        sent_at="17:05 / 10:05",
        created_at=SENT,
        next_step=SAYINGS[code],
        sections=tuple(section for section in asked if section.answers),
        agreements=tuple(
            _agreement(content, field, code) for field in form.fields if field.statement
        ),
        footer=(content.operator.name.get(code),),
    )


def _agreement(content: Content, field: FormField, code: str) -> Agreement:
    operator = content.operator
    text = field.agreement(
        code, operator=operator.name.get(code), country=operator.country_name(code)
    )
    return Agreement(
        title=field.label.get(code),
        answer=SAYINGS[code],
        text=text,
        version=str(field.version),
        text_hash=hash_text(text),
        agreed_at="17:04 / 10:04",
    )
