"""What the public may fetch of a work: its picture and its card, while it is on show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from youcheng.domain.attachments import Attachment
from youcheng.domain.codes import CodeRefused, parse_reference_code
from youcheng.domain.gallery import Work
from youcheng.domain.pictures import CARD, DERIVATIVES
from youcheng.domain.states import Visibility
from youcheng.domain.works import AddressKind, Picture
from youcheng.services.ports import Services, UnitOfWork


class UnknownWork(LookupError):  # noqa: N818 -- says what the address is
    """Nothing is shown at this address: it never was, or is not yet."""


class WorkGone(Exception):  # noqa: N818 -- says what became of the work
    """What was at this address is gone for good."""


def find_picture(services: Services, /, *, address: str) -> Picture:
    """The picture that is on show at `address`.

    Raises:
        UnknownWork, WorkGone: it is not shown.
    """
    with services.records.read() as uow:
        return _shown(uow, address)


def find_copy(services: Services, /, *, address: str, name: str) -> Attachment:
    """A copy of a picture on show, such as ``640.webp``.

    A picture that came in before there were copies of a size is shown by its next larger one.

    Raises:
        UnknownWork, WorkGone: it is not shown, or there is no such copy.
    """
    with services.records.read() as uow:
        copy = uow.attachments.copy_on_show(address, name)
        if copy is None:
            picture = _shown(uow, address)
            found = (uow.attachments.copy_of(picture.id, one) for one in _from_size(name))
            copy = next(filter(None, found), None)
    if copy is None:
        raise UnknownWork(name)
    return copy


def _from_size(name: str) -> Sequence[str]:
    """The names of a copy and of all larger ones; the name alone where it is none of a size."""
    edge = DERIVATIVES.get(name)
    if edge is None:
        return [name]
    larger = sorted((length, one) for one, length in DERIVATIVES.items() if length >= edge)
    return [one for _, one in larger]


def find_card(services: Services, /, *, code: str) -> Attachment:
    """The card of a work on show, for link previews.

    Args:
        services: of the site.
        code: the work's reference code.

    Raises:
        UnknownWork, WorkGone: the work is not shown, or its card is still to be drawn.
    """
    with services.records.read() as uow:
        picture = _shown(uow, find_work(uow, code).picture)
        card = uow.attachments.copy_of(picture.id, CARD)
    if card is None:
        raise UnknownWork(code)
    return card


def read_copy(services: Services, /, *, copy: Attachment) -> Iterator[bytes]:
    """The bytes of what `find_copy` or `find_card` has just found.

    Raises:
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    return services.files.read(copy.key)


def has_card(services: Services, /, *, work: Work) -> bool:
    """Whether the card of a work on show is drawn."""
    with services.records.read() as uow:
        picture = uow.pictures.at_address(work.picture)
        return picture is not None and uow.attachments.copy_of(picture.id, CARD) is not None


def find_work(uow: UnitOfWork, code: str) -> Work:
    """The work on show with this reference code, however it is written.

    Raises:
        UnknownWork, WorkGone: it is not shown.
    """
    try:
        name = str(parse_reference_code(code))
    except CodeRefused:
        raise UnknownWork(code) from None
    work = uow.works.find(name)
    if work is not None:
        return work
    known = uow.addresses.find(name)
    if known is not None and known.closed_at is not None:
        raise WorkGone(name)
    raise UnknownWork(name)


def _shown(uow: UnitOfWork, address: str) -> Picture:
    known = uow.addresses.find(address)
    if known is None or known.kind is not AddressKind.PICTURE:
        raise UnknownWork(address)
    if known.closed_at is not None:
        raise WorkGone(address)
    submission = uow.submissions.find(known.submission)
    picture = uow.pictures.at_address(address)
    if (
        picture is None
        or submission is None
        or submission.state.visibility is not Visibility.PUBLIC
    ):
        raise UnknownWork(address)
    return picture
