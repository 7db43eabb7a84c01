"""How many requests may be under way at once."""

from __future__ import annotations

import pytest

from youcheng.web.in_flight import EVERYBODY, InFlight, TooManyAtOnce


def test_so_many_at_once_and_no_more() -> None:
    flight = InFlight("upload", {"draft": 2, "client": 3, EVERYBODY: 4})
    with flight.enter(draft="a", client="x"):
        with flight.enter(draft="a", client="x"):
            with pytest.raises(TooManyAtOnce, match="draft"), flight.enter(draft="a", client="y"):
                pass
            with flight.enter(draft="b", client="x"):
                with pytest.raises(TooManyAtOnce, match="client"):
                    flight.enter(draft="c", client="x").__enter__()
                with (
                    flight.enter(draft="c", client="y"),
                    pytest.raises(TooManyAtOnce, match=EVERYBODY),
                    flight.enter(draft="d", client="z"),
                ):
                    pass
        with flight.enter(draft="a", client="x"):
            pass
