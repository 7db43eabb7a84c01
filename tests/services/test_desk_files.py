"""Files of a submission for staff: who gets what was sent, for which reason, what is logged."""

from __future__ import annotations

import io
from typing import Final

import pytest
from PIL import Image

from tests.services.clerks import (
    ADMINISTRATOR,
    AUDITOR,
    CULTURE,
    EVERYBODY,
    HEALTH,
    LEAD,
    MODERATOR,
    NANJING,
    WUXI,
)
from tests.services.desk_work import do, see
from tests.services.guardian import answer
from tests.services.office import Office, Paper, make_file
from tests.services.paintings import send
from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.pictures import CARD, DERIVATIVES
from youcheng.services import desk_actions as desk
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_answers import REASONS
from youcheng.services.desk_files import open_copy, open_file
from youcheng.services.ports_files import FileMissing
from youcheng.storage.files import FolderFiles

TALENT: Final = Actor("d2", roles=frozenset({Role.OFFICER}), programmes=frozenset({"talent"}))
SHARED: Final = {"consent_share_partner": "agree"}


def send_with_file(
    office: Office, programme: str, field: str, **changes: object
) -> tuple[Paper, str, bytes]:
    """What was sent with one file in that field, the id of the file, and its bytes."""
    paper = office.fill_in(programme, changes)
    for one in paper.attachments:
        if one.field == field:
            paper.remove(one.id)
    content = make_file("pdf")
    file = paper.attach(field, content, "Plan von Anna.pdf")
    paper.send()
    return paper, file.id, content


def refer(paper: Paper, actor: Actor) -> None:
    """Bring it to the liaison of Nanjing."""
    do(paper, desk.take, actor)
    do(paper, desk.start_review, actor)
    do(paper, desk.refer, actor, city="nanjing")


def open_as(paper: Paper, file: str, actor: Actor, reason: str = "") -> bytes:
    """The bytes that somebody gets."""
    services, code = paper.office.services, str(paper.stored.code)
    _, pieces = open_file(services, actor=actor, code=code, attachment=file, reason=reason)
    return b"".join(pieces)


def told(paper: Paper, file: str, actor: Actor, reason: str = "") -> str:
    """What somebody is told who asks for a file: `open`, `missing`, or why it is not theirs."""
    try:
        open_as(paper, file, actor, reason)
    except NotAllowed as refused:
        return refused.code
    except FileMissing:
        return "missing"
    return "open"


def look(paper: Paper, picture: str, name: str, actor: Actor) -> bytes:
    """The bytes of a copy that somebody gets."""
    services, code = paper.office.services, str(paper.stored.code)
    _, pieces = open_copy(services, actor=actor, code=code, picture=picture, name=name)
    return b"".join(pieces)


def test_a_file_of_class_staff_opens_to_those_who_work_on_it_and_to_nobody_else(
    office: Office,
) -> None:
    paper, file, content = send_with_file(office, "culture", "portfolio", **SHARED)
    before = {name: told(paper, file, actor) for name, actor in EVERYBODY.items()}
    assert {name for name, one in before.items() if one == "open"} == {"officer of culture", "lead"}
    outside = {"auditor", "administrator", "juror", "visitor", "revoked lead"}
    assert {name for name, one in before.items() if one == "desk"} == outside
    refer(paper, CULTURE)
    after = {name: told(paper, file, actor) for name, actor in EVERYBODY.items()}
    assert {name for name, one in after.items() if one != before[name]} == {"liaison of Nanjing"}
    assert open_as(paper, file, NANJING) == content


def test_a_restricted_file_opens_for_a_reason_only_and_not_to_a_city(office: Office) -> None:
    paper, file, content = send_with_file(office, "talent", "plan", **SHARED)
    for reason in ("", "curiosity"):
        assert told(paper, file, TALENT, reason) == "reason"
    assert office.events("file.opened") == []
    for reason in REASONS:
        assert open_as(paper, file, TALENT, reason) == content
    refer(paper, TALENT)
    assert told(paper, file, NANJING, "review") == "area"
    assert told(paper, file, WUXI, "review") == "submission"
    assert told(paper, file, CULTURE, "review") == "submission"
    assert len(office.events("file.opened")) == len(REASONS)


def test_every_opening_is_logged_with_its_reason_and_changes_nothing(office: Office) -> None:
    paper, file, _ = send_with_file(office, "talent", "plan")
    version = see(paper, TALENT).version
    open_as(paper, file, TALENT, "safeguarding")
    open_as(paper, file, LEAD, "legal_request")
    events = office.events("file.opened")
    assert [(one.actor, one.via, one.fields, dict(one.details)) for one in events] == [
        ("staff:d2", Via.DESK, ("plan",), {"reason": "safeguarding"}),
        ("staff:e1", Via.DESK, ("plan",), {"reason": "legal_request"}),
    ]
    assert "Anna" not in repr(events)
    assert see(paper, TALENT).version == version
    office.assert_log_is_whole()


def test_an_opening_is_in_the_log_even_if_the_store_has_lost_the_file(office: Office) -> None:
    paper, file, _ = send_with_file(office, "culture", "portfolio")
    files = office.services.files
    assert isinstance(files, FolderFiles)
    files.delete(next(one.key for one in paper.attachments if one.id == file))
    assert told(paper, file, CULTURE) == "missing"
    assert len(office.events("file.opened")) == 1


def test_only_files_that_were_sent_with_the_submission_are_found(office: Office) -> None:
    paper, file, _ = send_with_file(office, "culture", "portfolio")
    other, foreign, _ = send_with_file(office, "culture", "portfolio")
    draft = office.begin("culture")
    unsent = draft.attach("portfolio", make_file("pdf")).id
    assert told(paper, foreign, CULTURE) == "missing"
    assert told(other, file, LEAD) == "missing"
    assert told(draft, unsent, CULTURE) == "missing"
    assert told(paper, "0" * 32, CULTURE) == "missing"
    assert office.events("file.opened") == []


@pytest.fixture
def painting(office: Office) -> tuple[Paper, str]:
    """A painting that its guardian agreed to, and the id of its photo."""
    paper = send(office)
    answer(paper)
    return paper, next(one.id for one in paper.attachments if not one.derived_from)


def test_copies_of_a_picture_are_looked_at_freely_by_those_who_moderate(
    office: Office, painting: tuple[Paper, str]
) -> None:
    paper, photo = painting
    for name, edge in DERIVATIVES.items():
        found = Image.open(io.BytesIO(look(paper, photo, name, MODERATOR)))
        assert max(found.size) <= edge
        assert not found.getexif()
    for actor, code in (
        (CULTURE, "submission"),
        (HEALTH, "submission"),
        (NANJING, "submission"),
        (AUDITOR, "desk"),
        (ADMINISTRATOR, "desk"),
    ):
        with pytest.raises(NotAllowed) as refused:
            look(paper, photo, "640.webp", actor)
        assert refused.value.code == code
    assert office.events("file.opened") == []


def test_a_copy_is_one_of_the_four_of_a_picture_of_this_submission(
    office: Office, painting: tuple[Paper, str]
) -> None:
    paper, photo = painting
    other = send(office, seed=2, child_given_name="Noor")
    answer(other)
    foreign = next(one.id for one in other.attachments if not one.derived_from)
    for picture, name in ((photo, CARD), (photo, "photo.jpg"), (foreign, "640.webp"), ("", "")):
        with pytest.raises(FileMissing):
            look(paper, picture, name, MODERATOR)


def test_the_photo_as_it_was_sent_needs_a_reason_and_is_logged(
    office: Office, painting: tuple[Paper, str]
) -> None:
    paper, photo = painting
    assert told(paper, photo, MODERATOR) == "reason"
    assert told(paper, photo, MODERATOR, "review") == "open"
    (event,) = office.events("file.opened")
    assert (event.actor, event.fields) == ("staff:b1", ("image",))
