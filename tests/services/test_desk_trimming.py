"""Staff cut off edges of what is shown of a painting: what changes, what stays, and who may."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.services.clerks import EVERYBODY, LEAD, MODERATOR
from tests.services.desk_pictures import copy, original, picture, send_with_tiles
from tests.services.desk_work import do, everything, see
from tests.services.exhibiting import exhibit, shown
from tests.services.jurying import begin, enter, juror, seat, tasks
from tests.services.office import Office, Paper
from youcheng.domain.pictures import CARD, DERIVATIVES, WHOLE, PictureRefused
from youcheng.services.desk_access import NotAllowed, Outdated
from youcheng.services.desk_blurring import blur_part, clear_blurs
from youcheng.services.desk_trimming import trim_picture
from youcheng.services.jury_scoring import read_entry_picture
from youcheng.services.pictures import cut_due_tiles
from youcheng.services.showing import UnknownWork, WorkGone, find_picture

PART = (0.25, 0.0, 0.75, 0.6)
NAME = (0.3, 0.1, 0.5, 0.3)


@pytest.fixture
def paper(office: Office) -> Paper:
    return send_with_tiles(office)


def look(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as opened:
        return opened.convert("RGB")


def test_every_copy_shows_the_part_that_stays_and_the_photo_stays(paper: Paper) -> None:
    photo, before = original(paper), {name: copy(paper, name) for name in DERIVATIVES}
    stored, plain = paper.office.file_keys(), picture(paper)
    do(paper, trim_picture, MODERATOR, part=PART)
    assert original(paper) == photo
    now = picture(paper)
    assert (now.width, now.height) == (1_000, 900)
    assert now.fingerprint != plain.fingerprint
    for name, edge in DERIVATIVES.items():
        seen, whole = look(copy(paper, name)), look(before[name])
        assert max(seen.size) == min(edge, 1_000)
        left, top, right, bottom = PART
        box = (left * whole.width, top * whole.height, right * whole.width, bottom * whole.height)
        expected = whole.resize(seen.size, Image.Resampling.LANCZOS, box)
        difference = ImageChops.difference(seen, expected)
        assert max(ImageStat.Stat(difference).mean) < 6, name
    assert paper.office.file_keys() & stored == {photo[0]}
    assert paper.office.file_keys() == {one.key for one in paper.attachments}
    assert [one.kind for one in paper.office.events()][-1] == "picture.trimmed"
    paper.office.assert_log_is_whole()


def test_tiles_and_card_are_made_of_what_is_shown_now(paper: Paper) -> None:
    before = {one.sha256 for one in paper.attachments if one.derived_from}
    do(paper, trim_picture, MODERATOR, part=PART)
    assert picture(paper).tiled_at is None
    assert cut_due_tiles(paper.office.services) == 1
    after = {one.name: one.sha256 for one in paper.attachments if one.derived_from}
    assert not before & {*after.values()}
    assert CARD in after
    assert any(name.endswith("/default.jpg") for name in after)


def test_what_was_cut_off_can_be_changed_and_shown_again(paper: Paper) -> None:
    before, plain = copy(paper), picture(paper)
    do(paper, trim_picture, MODERATOR, part=PART)
    once = copy(paper)
    do(paper, trim_picture, LEAD, part=(0.0, 0.1, 0.4, 1.0))
    do(paper, trim_picture, LEAD, part=PART)
    # It is always made from the photo: nothing is cut off twice.
    assert copy(paper) == once
    do(paper, trim_picture, MODERATOR, part=WHOLE)
    assert copy(paper) == before
    now = picture(paper)
    assert (now.edit, now.width, now.height) == (plain.edit, plain.width, plain.height)
    assert (now.fingerprint, now.colour) == (plain.fingerprint, plain.colour)
    assert [one.kind for one in paper.office.events()][-1] == "picture.untrimmed"
    version = see(paper, MODERATOR).version
    do(paper, trim_picture, MODERATOR, part=WHOLE)
    assert see(paper, MODERATOR).version == version


def test_a_blur_stays_where_it_is_whether_edges_are_cut_off_or_not(paper: Paper) -> None:
    do(paper, trim_picture, MODERATOR, part=PART)
    trimmed, mark = copy(paper), picture(paper).fingerprint
    do(paper, blur_part, MODERATOR, part=NAME)
    both = copy(paper)
    assert picture(paper).fingerprint == mark
    # Of the part that is shown it is the place from a tenth to a half, and a sixth to a half.
    size = look(both).size
    box = (size[0] // 10, size[1] // 6, size[0] // 2, size[1] // 2)
    difference = ImageChops.difference(look(both), look(trimmed))
    inside = max(ImageStat.Stat(difference.crop(box)).mean)
    below = max(ImageStat.Stat(difference.crop((0, size[1] // 2 + 16, *size))).mean)
    assert inside > 2 > 0.5 > below
    do(paper, trim_picture, MODERATOR, part=WHOLE)
    blurred = copy(paper)
    assert picture(paper).edit.blurs == (NAME,)
    do(paper, clear_blurs, MODERATOR)
    do(paper, blur_part, MODERATOR, part=NAME)
    assert copy(paper) == blurred
    do(paper, trim_picture, MODERATOR, part=PART)
    assert copy(paper) == both
    do(paper, clear_blurs, MODERATOR)
    assert copy(paper) == trimmed


def test_a_work_on_show_is_at_a_new_address_and_the_old_one_is_gone(paper: Paper) -> None:
    work, services = exhibit(paper), paper.office.services
    do(paper, trim_picture, MODERATOR, part=PART)
    now = shown(paper)
    assert now is not None
    assert now.picture == picture(paper).address != work.picture
    assert (now.width, now.height) == (1_000, 900)
    assert now.published_at == work.published_at
    assert find_picture(services, address=now.picture).edit.trim == PART
    with pytest.raises(WorkGone):
        find_picture(services, address=work.picture)


def test_what_is_hidden_is_at_no_address(paper: Paper) -> None:
    do(paper, trim_picture, MODERATOR, part=PART)
    with pytest.raises(UnknownWork):
        find_picture(paper.office.services, address=picture(paper).address)


def test_jurors_see_what_was_left(office: Office) -> None:
    entered = enter(office, 1)
    round_id = begin(office, seat(office, "BN", "BY", "CG", "CN")).round
    do(entered, trim_picture, MODERATOR, part=PART)
    for task in tasks(office, round_id):
        _, pieces = read_entry_picture(
            office.services, actor=juror(task.juror), picture=task.picture
        )
        assert b"".join(pieces) == copy(entered)


def test_less_than_a_fifth_or_the_smallest_copy_is_not_left(paper: Paper) -> None:
    before = everything(paper.office)
    for part in ((0.0, 0.0, 0.19, 1.0), (0.0, 0.5, 1.0, 0.69), (0.0, 0.0, 1.0, 0.21)):
        with pytest.raises(PictureRefused) as refused:
            do(paper, trim_picture, MODERATOR, part=part)
        assert refused.value.code == "file_too_small"
        assert everything(paper.office) == before, part


def test_nothing_is_cut_off_that_leaves_no_part_or_by_whoever_may_not(paper: Paper) -> None:
    before, code = everything(paper.office), str(paper.stored.code)
    with pytest.raises(ValueError, match="trimmed"):
        do(paper, trim_picture, MODERATOR, part=(0.5, 0.5, 0.4, 0.6))
    for who, actor in EVERYBODY.items():
        expected = Outdated if who in {"moderator", "lead"} else NotAllowed
        with pytest.raises((Outdated, NotAllowed)) as refused:
            trim_picture(paper.office.services, actor=actor, code=code, version=0, part=PART)
        assert refused.type is expected, who
    assert everything(paper.office) == before
