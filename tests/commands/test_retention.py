"""`purge` and `erase` on a real installation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.commands.installation import Installation
from tests.services.desk import DECLINE, act
from tests.services.office import stored_keys
from youcheng.domain.states import ReviewState


def test_the_dry_run_lists_what_the_purge_then_does(installation: Installation) -> None:
    with installation.office() as office:
        office.now = datetime.now(UTC) - timedelta(days=500)
        old = office.send()
        act(office, old.submission, *DECLINE)
        office.now = datetime.now(UTC) - timedelta(days=200)
        young = office.send()
        act(office, young.submission, *DECLINE)
        code = str(old.stored.code)
    listed = installation.look("purge", "--dry-run")
    assert [one["code"] for one in listed] == [code]
    assert installation.look("purge") == listed
    assert installation.look("purge") == []
    with installation.office() as office:
        assert office.submission(old.submission).review is ReviewState.ERASED
        assert office.submission(young.submission).review is ReviewState.DECLINED
        assert len(stored_keys(office.services.files)) == 2
    assert installation.look("verify-log")["whole"] is True


def test_an_erasure_needs_a_code_a_reason_and_a_confirmation(small: Installation) -> None:
    with small.office() as office:
        paper = office.send()
        code = str(paper.stored.code)
        wrong = f"{code[:-1]}{'0' if code[-1] != '0' else '1'}"
        asked = ("--reason", "legal-request")
        assert "no reference code" in small.fail("erase", wrong, *asked, "--yes")
        assert "--yes" in small.fail("erase", code, *asked)
        assert "worked on" in small.fail("erase", code, *asked, "--yes")
        act(office, paper.submission, *DECLINE)
        assert f"{code} is erased" in small.run("erase", code.lower(), *asked, "--yes")
        assert "erased already" in small.fail("erase", code, *asked, "--yes")
        (event,) = office.events("erased")
        assert (event.via, dict(event.details)["reason"]) == ("command", "legal_request")
    assert small.call("erase", code, "--yes")[0] == 2
