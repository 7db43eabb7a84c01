"""Who is looking: the visitor's language, colours and address, as this script run knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.domain.staff import session_cookie
from youcheng.i18n.catalogues import Translator, translator
from youcheng.i18n.languages import COOKIE, Language, negotiate
from youcheng.services.client_addresses import find_client
from youcheng.services.staff import find_actor
from youcheng.settings import get_settings

FRAME: Final = "frame"
"""Key of the component round every page, which knows what Streamlit does not tell a script."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a page may know of the person in front of it.

    Attributes:
        language: the language of the page.
        translator: the site's texts in that language.
        parameters: the address's query, every value as a list.
        dark: True when the app is shown in dark colours.
        phone: True when the browser says that it is a phone's, or its window was as narrow when the
            visitor came to a page that asks for it.
    """

    language: Language
    translator: Translator
    parameters: Mapping[str, Sequence[str]]
    dark: bool
    phone: bool


def visitor() -> Visitor:
    """The visitor of this script run."""
    parameters = {name: tuple(st.query_params.get_all(name)) for name in st.query_params}
    asked = parameters.get("lang", ())
    language = negotiate(
        query=asked[-1] if asked else None,
        cookie=st.context.cookies.get(COOKIE),
        header=st.context.headers.get("Accept-Language"),
    )
    return Visitor(
        language=language,
        translator=translator(language.code),
        parameters=parameters,
        dark=st.context.theme.type == "dark",
        phone="Mobi" in (st.context.headers.get("User-Agent") or "")
        or bool(st.session_state.get(FRAME, {}).get("narrow")),
    )


def current_actor() -> Actor:
    """Who of the staff acts, as the store knows them at this moment.

    A page asks in every script run, and again within every callback and fragment before it does
    anything: what was true when the page was drawn may not be true any more. Never kept in the
    session state.

    Raises:
        SignedOut: the browser of this socket is not signed in.
        StoreBusy: it cannot be told now.
    """
    session = st.context.cookies.get(session_cookie(encrypted=get_settings().encrypted))
    # Without a browser, as in a test of a page alone, there are no cookies at all.
    return find_actor(get_services(), session=session if isinstance(session, str) else "")


def client_address() -> str:
    """The network address of the visitor for the limits, see `find_client`; it is never logged."""
    return find_client(
        st.context.ip_address,
        st.context.headers.get_all("X-Forwarded-For"),
        get_settings().trusted_proxies,
    )
