"""What is said of a refusal: every one has words, in every language, that name what can be done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from youcheng.domain.attachments import AttachmentRefused
from youcheng.domain.codes import CodeProblem, CodeRefused
from youcheng.domain.deadlines import AccessProblem, AccessRefused
from youcheng.domain.forms import Problem
from youcheng.domain.guards import GUARDS
from youcheng.domain.limits import SEND, LimitReached
from youcheng.domain.tokens import TokenState
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.refusals import REFUSALS, refusal_sentence
from youcheng.media import attachments as inspection
from youcheng.services.access import AccessDenied
from youcheng.services.attachments import Slot
from youcheng.services.consenting import AnswersMissing
from youcheng.services.drafts import DraftTooLarge, NoAddress, NotEditable, StoreFull
from youcheng.services.opening import FormGone
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import FileMissing, StoreDown
from youcheng.services.submitting import FormRefused
from youcheng.services.tracking import CodeWrong

CLOSED = datetime(2026, 9, 14, 16, 30, tzinfo=UTC)
SLOT = Slot(max_bytes=5 * 1024**2, kinds=frozenset({"pdf", "jpg"}))

EVERY: list[Exception] = [
    *(
        AccessDenied(state)
        for state in (None, TokenState.USED, TokenState.EXPIRED, TokenState.REVOKED)
    ),
    *(AccessRefused(problem) for problem in get_args(AccessProblem)),
    *(AttachmentRefused(code) for code in sorted({*inspection.REFUSALS, "too_many"})),
    *(CodeRefused(problem) for problem in get_args(CodeProblem)),
    *(LimitReached(SEND, seconds) for seconds in (1, 59, 60, 600, 7_200, 86_400)),
    *(TransitionRefused(code, Action.WITHDRAW) for code in ("state", "role", *GUARDS)),
    AnswersMissing(("consent_process",)),
    CodeWrong(),
    DraftTooLarge(),
    FileMissing(),
    FormGone("culture"),
    FormRefused(problems=(Problem("email", "email"),)),
    FormRefused(warnings=(Problem("email", "email_typo"),)),
    FormRefused(stop="under-16"),
    FormRefused(retry_after=3),
    NoAddress(),
    NotEditable(),
    NotEditable(CLOSED),
    StoreBusy(),
    StoreDown(),
    StoreFull(),
]


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_every_refusal_has_whole_sentences(code: str) -> None:
    assert {type(error) for error in EVERY} == {*REFUSALS}
    for error in EVERY:
        said = refusal_sentence(error, translator(code))
        assert len(said) > 5
        assert said[-1] in ".。।！!”"
        assert not {"{", "}"} & {*said}, error
        assert said[-1] in ".?!。？！।"


def test_what_can_be_counted_is_told_as_a_person_counts() -> None:
    t = translator("en")

    def wait(seconds: int) -> str:
        return refusal_sentence(LimitReached(SEND, seconds), t)

    assert "1 second." in wait(1)
    assert "2 minutes." in wait(61)
    assert "24 hours." in wait(86_400)


def test_a_file_is_refused_with_the_kinds_and_the_size_that_its_field_takes() -> None:
    t = translator("en")
    assert "JPG and PDF" in refusal_sentence(AttachmentRefused("file_kind"), t, slot=SLOT)
    assert "5 MB" in refusal_sentence(AttachmentRefused("file_too_big"), t, slot=SLOT)


def test_a_deadline_is_told_by_the_clock_of_nanjing() -> None:
    said = refusal_sentence(NotEditable(CLOSED), translator("en"))
    assert "15 September 2026, 00:30 Nanjing time" in said


def test_the_four_ways_in_which_a_link_is_dead_are_told_apart() -> None:
    t = translator("en")
    states = (None, TokenState.USED, TokenState.EXPIRED, TokenState.REVOKED)
    assert len({refusal_sentence(AccessDenied(state), t) for state in states}) == len(states)


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x")])
def test_a_fault_of_ours_is_no_refusal(error: Exception) -> None:
    with pytest.raises(TypeError):
        refusal_sentence(error, translator("en"))
