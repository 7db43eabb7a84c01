"""Every state and every step on the way has words of its own."""

from __future__ import annotations

import pytest

from youcheng.domain.states import ReviewState
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.status_words import event_words, state_sentence, state_title
from youcheng.services.tracking import TOLD

CODES = [language.code for language in LANGUAGES]


@pytest.mark.parametrize("code", CODES)
def test_every_state_is_told_in_every_language(code: str) -> None:
    t = translator(code)
    sentences = [state_sentence(review, t) for review in ReviewState]
    assert all(sentences)
    assert all(state_title(review, t) for review in ReviewState)
    assert len({*sentences}) == len(sentences)


@pytest.mark.parametrize("code", CODES)
def test_every_event_of_the_timeline_is_told_in_every_language(code: str) -> None:
    t = translator(code)
    assert all(event_words(kind, None, t) for kind in TOLD)


def test_a_change_of_state_is_told_as_the_state_that_it_led_to() -> None:
    t = translator("en")
    assert event_words("state.changed", ReviewState.REFERRED, t) == state_title(
        ReviewState.REFERRED, t
    )
