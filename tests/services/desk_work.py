"""Staff at work in the desk, each having just looked at what they do something to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from tests.services.clerks import CULTURE
from tests.services.office import Office, Paper
from youcheng.domain.actors import Actor
from youcheng.services.desk_acts import Acted
from youcheng.services.desk_view import SubmissionView, view_submission
from youcheng.storage.schema import METADATA


def see(paper: Paper, actor: Actor = CULTURE) -> SubmissionView:
    return view_submission(paper.office.services, actor=actor, code=str(paper.stored.code))


def do(paper: Paper, verb: Any, actor: Actor = CULTURE, **told: Any) -> Acted:
    """Do it as somebody who has just looked."""
    seen = see(paper, actor)
    acted: Acted = verb(
        paper.office.services, actor=actor, code=seen.code, version=seen.version, **told
    )
    return acted


def everything(office: Office) -> dict[str, list[str]]:
    """All that the database holds."""
    with office.engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in METADATA.sorted_tables
        }
