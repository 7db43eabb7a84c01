"""Certificates: for the family, for a class, for staff, and the page by which one is checked."""

from __future__ import annotations

import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.documents.certificate import make_certificate
from youcheng.domain.codes import show_certificate_code
from youcheng.i18n.catalogues import translator
from youcheng.markup.certificate_words import VERIFY, verify_page, write_certificate
from youcheng.markup.desk_certificates import TAKE
from youcheng.services.access import AccessDenied
from youcheng.services.certificates import (
    Named,
    RevokedCertificate,
    UnknownCertificate,
    open_certificate,
    open_class_certificates,
    take_certificates,
    verify_certificate,
)
from youcheng.services.desk_access import NotAllowed
from youcheng.services.ports import StoreBusy
from youcheng.services.staff import SignedOut
from youcheng.web.documents import visitor_language
from youcheng.web.downloads import download_headers, read_pieces
from youcheng.web.plain_replies import FieldsRefused, plain_reply, read_fields, refusal_page
from youcheng.web.refused_pages import ANSWERED, refused_reply
from youcheng.web.staff_replies import asking_actor, refuse, sign_in_first

_ABREAST: Final = CapacityLimiter(1)
"""Answers that are set at once; each keeps a processor busy, a file for up to a minute."""
_LONGEST_QUEUE: Final = 20
_LONGEST_NAME: Final = 60


async def _verify(request: Request) -> Response:
    return await to_thread.run_sync(_verified, request)


def _verified(request: Request) -> Response:
    t = translator(visitor_language(request).code)
    try:
        told = verify_certificate(bootstrap.get_services(), code=request.path_params["code"])
    except UnknownCertificate:
        return plain_reply(request, verify_page(None, t), t, 404)
    except StoreBusy as busy:
        return refusal_page(request, busy)
    return plain_reply(request, verify_page(told, t), t, 200 if told.is_valid else 410)


async def _family(request: Request) -> Response:
    return await _set(request, _one)


async def _class(request: Request) -> Response:
    return await _set(request, _parcel)


async def _set(request: Request, make: Callable[[Request], Response]) -> Response:
    try:
        if _ABREAST.statistics().tasks_waiting >= _LONGEST_QUEUE:
            raise StoreBusy
        return await to_thread.run_sync(make, request, limiter=_ABREAST)
    except RevokedCertificate as revoked:
        return await to_thread.run_sync(refused_reply, request, revoked)
    except UnknownCertificate:
        return await to_thread.run_sync(refused_reply, request, AccessDenied(None))
    except ANSWERED as refused:
        return await to_thread.run_sync(refused_reply, request, refused)


def _one(request: Request) -> Response:
    named = open_certificate(bootstrap.get_services(), token=request.path_params["token"])
    name = f"{show_certificate_code(named.certificate.code)}.pdf"
    return Response(_pdf(named), headers=download_headers(name), media_type="application/pdf")


def _parcel(request: Request) -> Response:
    services = bootstrap.get_services()
    parcel = open_class_certificates(services, token=request.path_params["token"])
    return _zip_reply(parcel.certificates, "certificates.zip")


async def _take(request: Request) -> Response:
    try:
        fields = await read_fields(request)
    except FieldsRefused as refused:
        return await to_thread.run_sync(refusal_page, request, refused)
    try:
        actor = await to_thread.run_sync(asking_actor, request)

        def make() -> Response:
            edition = fields.get("edition", "")
            parcel = take_certificates(
                bootstrap.get_services(),
                actor=actor,
                edition=edition,
                after=fields.get("after", "")[:16],
            )
            return _zip_reply(parcel.certificates, f"certificates-{edition}.zip")

        return await to_thread.run_sync(make, limiter=_ABREAST)
    except SignedOut:
        return sign_in_first(visitor_language(request).code)
    except (NotAllowed, UnknownCertificate):
        return refuse(404)
    except StoreBusy:
        return refuse(503)


def _pdf(named: Named) -> bytes:
    services = bootstrap.get_services()
    sheet = write_certificate(named, services.content, public_url=services.public_url)
    return make_certificate(sheet)


def _zip_reply(certificates: Sequence[Named], name: str) -> Response:
    """A file with all of them; it is whole before its first byte leaves, and has no name in any
    folder."""
    file = tempfile.TemporaryFile(prefix="youcheng-")  # noqa: SIM115 -- closed once it was sent
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
            for one in certificates:
                packed.writestr(_file_name(one), _pdf(one))
        size = file.tell()
    except BaseException:
        file.close()
        raise
    headers = download_headers(name) | {"Content-Length": str(size)}
    return StreamingResponse(read_pieces(file), headers=headers, media_type="application/zip")


def _file_name(named: Named) -> str:
    """The name that it bears and its code: letters, digits and marks of any script alone."""
    kept = "".join(
        sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " "
        for sign in named.name
    )
    words = " ".join(kept.split())[:_LONGEST_NAME].strip()
    return f"{words} {show_certificate_code(named.certificate.code)}.pdf".strip()


routes = [
    Route(VERIFY + "/{code}", _verify, methods=["GET"]),
    Route("/certificate/{token}.pdf", _family, methods=["GET"]),
    Route("/certificates/{token}.zip", _class, methods=["GET"]),
    Route(TAKE, _take, methods=["POST"]),
]
