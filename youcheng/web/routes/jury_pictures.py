"""Pictures of entries for the jurors who were given them, at addresses that tell nothing.

An address is a juror's own: anybody else, and everybody once the round takes no scores, is told
what is told of an address that never was. No header names a file, its making or its bytes' hash.
"""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.markup.jury_words import PICTURES
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_scoring import read_entry_picture
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import FileMissing, StoreDown
from youcheng.services.staff import SignedOut
from youcheng.web.documents import visitor_language
from youcheng.web.staff_replies import SHOWN, asking_actor, refuse, sign_in_first
from youcheng.web.stored_files import stored_reply


async def _picture(request: Request) -> Response:
    return await to_thread.run_sync(_reply, request)


def _reply(request: Request) -> Response:
    try:
        kind, pieces = read_entry_picture(
            bootstrap.get_services(),
            actor=asking_actor(request),
            picture=request.path_params["picture"],
            size=request.path_params["size"],
        )
        return stored_reply(pieces, kind, SHOWN)
    except SignedOut:
        return sign_in_first(visitor_language(request).code)
    except (NotAllowed, FileMissing):
        return refuse(404)
    except (StoreBusy, StoreDown):
        return refuse(503)


routes = [Route(f"{PICTURES}/{{picture}}/{{size:int}}", _picture, methods=["GET"])]
