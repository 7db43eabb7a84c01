"""Files of a submission for the staff: what was sent is saved and never shown; copies of a picture,
which hold pixels and nothing else, are shown in the desk's own pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.domain.actors import Actor
from youcheng.domain.attachments import Attachment
from youcheng.markup.desk_submission_files import FILES
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_files import open_copy, open_file
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import FileMissing, StoreDown
from youcheng.services.staff import SignedOut
from youcheng.web.documents import visitor_language
from youcheng.web.downloads import download_headers
from youcheng.web.staff_replies import SHOWN, asking_actor, refuse, sign_in_first
from youcheng.web.stored_files import stored_reply

Found = tuple[Attachment, Iterator[bytes]]
"""A file and its bytes."""


async def _file(request: Request) -> Response:
    return await to_thread.run_sync(_reply, request, _sent)


async def _copy(request: Request) -> Response:
    return await to_thread.run_sync(_reply, request, _made)


def _sent(request: Request, actor: Actor) -> tuple[Found, dict[str, str]]:
    found = open_file(
        bootstrap.get_services(),
        actor=actor,
        code=request.path_params["code"],
        attachment=request.path_params["id"],
        reason=request.query_params.get("reason", ""),
    )
    return found, download_headers(found[0].name)


def _made(request: Request, actor: Actor) -> tuple[Found, dict[str, str]]:
    found = open_copy(
        bootstrap.get_services(),
        actor=actor,
        code=request.path_params["code"],
        picture=request.path_params["id"],
        name=request.path_params["name"],
    )
    return found, SHOWN


def _reply(
    request: Request, find: Callable[[Request, Actor], tuple[Found, dict[str, str]]]
) -> Response:
    try:
        (file, pieces), headers = find(request, asking_actor(request))
        return stored_reply(pieces, file.kind, {**headers, "Content-Length": str(file.bytes)})
    except SignedOut:
        return sign_in_first(visitor_language(request).code)
    except NotAllowed as refused:
        # What the reader knows of and may not open is told apart from all else.
        return refuse(403 if refused.code in {"area", "reason"} else 404)
    except FileMissing:
        return refuse(404)
    except (StoreBusy, StoreDown):
        return refuse(503)


routes = [
    Route(f"{FILES}/{{code}}/{{id}}", _file, methods=["GET"]),
    Route(f"{FILES}/{{code}}/{{id}}/{{name}}", _copy, methods=["GET"]),
]
