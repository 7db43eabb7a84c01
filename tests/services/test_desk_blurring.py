"""Staff blur a part of what is shown of a painting: what changes, what stays, and who may."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.services.clerks import EVERYBODY, LEAD, MODERATOR
from tests.services.desk_pictures import copy, original, picture, send_with_tiles
from tests.services.desk_work import do, everything, see
from tests.services.exhibiting import exhibit, shown
from tests.services.office import Office, Paper
from youcheng.domain.pictures import CARD, DERIVATIVES
from youcheng.services.desk_access import NotAllowed, Outdated
from youcheng.services.desk_blurring import blur_part, clear_blurs
from youcheng.services.pictures import cut_due_tiles
from youcheng.services.showing import UnknownWork, WorkGone, find_picture

PART = (0.25, 0.25, 0.5, 0.5)


@pytest.fixture
def paper(office: Office) -> Paper:
    return send_with_tiles(office)


def inside(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as opened:
        width, height = opened.size
        return opened.convert("RGB").crop((width // 4, height // 4, width // 2, height // 2))


def colours(content: bytes) -> int:
    """How many colours there are in the part, as seen from afar."""
    small = inside(content).resize((64, 64), Image.Resampling.NEAREST)
    return len({tuple(value // 16 for value in one) for one in small.get_flattened_data()})


def test_every_copy_is_made_anew_and_the_photo_stays(paper: Paper) -> None:
    photo, before = original(paper), {name: copy(paper, name) for name in DERIVATIVES}
    stored = paper.office.file_keys()
    do(paper, blur_part, MODERATOR, part=PART)
    assert original(paper) == photo
    for name, content in before.items():
        assert copy(paper, name) != content
    assert picture(paper).edit.blurs == (PART,)
    assert picture(paper).tiled_at is None
    assert paper.office.file_keys() & stored == {photo[0]}
    named = {one.key for one in paper.attachments}
    assert paper.office.file_keys() == named
    assert [one.kind for one in paper.office.events()][-1] == "picture.blurred"
    paper.office.assert_log_is_whole()


def test_tiles_and_card_are_made_of_what_is_shown_now(paper: Paper) -> None:
    before = {one.name: one.sha256 for one in paper.attachments if one.derived_from}
    do(paper, blur_part, MODERATOR, part=PART)
    assert cut_due_tiles(paper.office.services) == 1
    after = {one.name: one.sha256 for one in paper.attachments if one.derived_from}
    assert before.keys() == after.keys()
    assert before[CARD] != after[CARD]
    assert any(before[name] != after[name] for name in after if name not in {*DERIVATIVES, CARD})


def test_what_was_blurred_can_be_shown_again(paper: Paper) -> None:
    before, plain = copy(paper), picture(paper)
    do(paper, blur_part, MODERATOR, part=PART)
    do(paper, blur_part, LEAD, part=(0.6, 0.6, 0.7, 0.7))
    assert len(picture(paper).edit.blurs) == 2
    do(paper, clear_blurs, MODERATOR)
    assert copy(paper) == before
    assert picture(paper).edit == plain.edit
    assert picture(paper).fingerprint == plain.fingerprint
    version = see(paper, MODERATOR).version
    do(paper, clear_blurs, MODERATOR)
    assert see(paper, MODERATOR).version == version


def test_a_work_on_show_is_at_a_new_address_and_the_old_one_is_gone(paper: Paper) -> None:
    work, services = exhibit(paper), paper.office.services
    do(paper, blur_part, MODERATOR, part=PART)
    now = shown(paper)
    assert now is not None
    assert now.picture == picture(paper).address != work.picture
    assert now.published_at == work.published_at
    assert find_picture(services, address=now.picture).edit.blurs == (PART,)
    with pytest.raises(WorkGone):
        find_picture(services, address=work.picture)


def test_what_is_hidden_is_at_no_address(paper: Paper) -> None:
    do(paper, blur_part, MODERATOR, part=PART)
    with pytest.raises(UnknownWork):
        find_picture(paper.office.services, address=picture(paper).address)


def test_nothing_is_blurred_that_is_no_part_or_by_whoever_may_not(paper: Paper) -> None:
    before, code = everything(paper.office), str(paper.stored.code)
    with pytest.raises(ValueError, match="blurred"):
        do(paper, blur_part, MODERATOR, part=(0.5, 0.5, 0.4, 0.6))
    for who, actor in EVERYBODY.items():
        expected = Outdated if who in {"moderator", "lead"} else NotAllowed
        for verb, told in ((blur_part, {"part": PART}), (clear_blurs, {})):
            with pytest.raises((Outdated, NotAllowed)) as refused:
                verb(paper.office.services, actor=actor, code=code, version=0, **told)  # type: ignore[operator]
            assert refused.type is expected, who
    assert everything(paper.office) == before
