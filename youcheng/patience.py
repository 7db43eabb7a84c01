"""Asks what may never answer, and waits so long and no longer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Patience(Generic[T]):
    """One question, asked in a thread of its own; whoever asks meanwhile waits for the same answer.

    Args:
        ask: the question.
        seconds: how long its answer is waited for.
    """

    def __init__(self, ask: Callable[[], T], seconds: float) -> None:
        self._ask = ask
        self._seconds = seconds
        self._lock = Lock()
        self._answer: Future[T] | None = None

    def __call__(self) -> T:
        """The answer.

        Raises:
            TimeoutError: it has not come in time; until it has, nothing is asked again.
            Exception: whatever the question raises.
        """
        with self._lock:
            if self._answer is None or self._answer.done():
                self._answer = Future()
                # No thread of a pool: the process may end before the answer has come.
                Thread(target=self._find, args=(self._answer,), daemon=True).start()
            answer = self._answer
        return answer.result(self._seconds)

    def _find(self, answer: Future[T]) -> None:
        try:
            answer.set_result(self._ask())
        except BaseException as error:
            answer.set_exception(error)
