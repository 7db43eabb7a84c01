"""What may never answer is waited for so long and no longer."""

from __future__ import annotations

from threading import Event

import pytest

from youcheng.patience import Patience


def test_an_answer_or_an_error_is_passed_on_and_asked_for_anew() -> None:
    answers = iter([1, 2])
    asked = Patience(lambda: next(answers), 20)
    assert [asked(), asked()] == [1, 2]
    with pytest.raises(RuntimeError):
        Patience(_fail, 20)()


def _fail() -> None:
    raise RuntimeError


def test_what_does_not_answer_is_not_asked_twice_at_once() -> None:
    free, asked = Event(), list[int]()

    def hang() -> int:
        asked.append(1)
        free.wait(60)
        return len(asked)

    patience = Patience(hang, 0.05)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            patience()
    assert len(asked) == 1
    free.set()
    found = None
    while found is None:
        try:
            found = patience()
        except TimeoutError:
            continue
    assert found in {1, 2}
