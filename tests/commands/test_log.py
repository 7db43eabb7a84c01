"""`verify-log`: whole, broken at a line, or written anew."""

from __future__ import annotations

from tests.commands.installation import Installation
from tests.services.test_verifying import alter


def test_a_whole_log_gives_a_head_that_later_logs_go_through(small: Installation) -> None:
    with small.office() as office:
        office.send()
        head = small.look("verify-log")["head"]
        office.send()
    assert "the log is whole" in small.run("verify-log", "--kept", head)
    number = head.partition(":")[0]
    assert "written anew" in small.fail("verify-log", "--kept", f"{number}:{'0' * 64}")


def test_the_first_broken_line_is_named(small: Installation) -> None:
    with small.office() as office:
        office.send()
        alter(office, "UPDATE event SET actor = 'public' WHERE sequence IN (2, 3)")
    assert "broken at line 2: it was altered" in small.fail("verify-log")
    answer = small.look("verify-log", code=1)
    assert (answer["whole"], answer["broken"]) == (False, {"line": 2, "what": "content"})


def test_a_submission_that_moved_without_an_event_is_named(small: Installation) -> None:
    with small.office() as office:
        code = str(office.send().stored.code)
        alter(office, "UPDATE submission SET review = 'accepted'")
    line = small.fail("verify-log")
    assert code in line
    assert "accepted in the records and submitted by the log" in line
