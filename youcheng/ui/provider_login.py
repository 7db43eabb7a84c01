"""Streamlit's own sign-in (``st.login``) as the way to the organisation's identity provider.

``st.login`` sends the browser to a route of Streamlit's, which goes to the provider with a state, a
nonce and a PKCE challenge; a second one checks what comes back by authlib and would sign the person
in for thirty days with a cookie. This site lets the browser see neither those addresses nor that
cookie (docs/decisions/0012-sign-in.md): `youcheng.web.middleware.provider` calls the routes, and
begins a session of the staff's own.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
from collections.abc import Mapping
from typing import Final

from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.runtime.secrets import SecretsValue
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    decode_signed_value,
)
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from youcheng.bootstrap import server_key
from youcheng.domain.identities import FRESH
from youcheng.markup.staff_pages import PROVIDER_BACK
from youcheng.settings import Settings, get_settings

_NAME: Final = "organisation"
"""Of the provider within Streamlit's settings."""
_LOGGER: Final = "streamlit.web.server.starlette.starlette_auth_routes"
_CODE: Final = re.compile(r"[a-z_]{1,40}")


class ProviderLogin:
    """What the web side needs of ``st.login``; see `youcheng.web.middleware.provider.Login`."""

    def start_address(self) -> str:
        """The address that ``st.login`` would send the browser to; it works for two minutes."""
        return generate_login_redirect_url(_NAME)

    def end_cookies(self) -> Mapping[str, str]:
        """Cookies with which Streamlit's address for signing out leads to the provider's."""
        value = json.dumps({"provider": _NAME})
        signed = create_signed_value(get_cookie_secret(), USER_COOKIE_NAME, value)
        return {USER_COOKIE_NAME: signed.decode("ascii")}

    def read_claims(self, cookies: Mapping[str, str]) -> Mapping[str, object]:
        """The claims in the cookies by which Streamlit would know the person; empty for none."""

        def read(name: str) -> bytes | None:
            value = cookies.get(name)
            return decode_signed_value(get_cookie_secret(), name, value) if value else None

        found = get_cookie_with_chunks(read, USER_COOKIE_NAME)
        claims = json.loads(found) if found else {}
        return claims if claims.get("provider") == _NAME else {}


def provider_login() -> ProviderLogin | None:
    """Streamlit's sign-in, where a provider is set."""
    if not get_settings().oidc_issuer:
        return None
    logging.getLogger(_LOGGER).addFilter(_shorten)
    return ProviderLogin()


def _shorten(record: logging.LogRecord) -> bool:
    """Let Streamlit's lines about a failed sign-in name what failed, with no traceback, and nothing
    that stood in the address: anybody may write there what they like."""
    if record.exc_info and (error := record.exc_info[1]):
        record.msg, record.args = f"{record.getMessage()} {type(error).__name__}: {error}", ()
        record.exc_info = None
    elif isinstance(record.args, tuple):
        record.args = tuple(
            one if isinstance(one, str) and _CODE.fullmatch(one) else "?" for one in record.args
        )
    return True


def provider_secrets() -> Mapping[str, SecretsValue]:
    """What Streamlit knows of the provider, from our settings alone: no file is written.

    Each sign-in asks the provider to look at the person anew and to say when it did, so that a
    session there which is hours old opens none here.

    Raises:
        OSError, ValueError: the server's secret cannot be had.
    """
    settings = get_settings()
    if not settings.oidc_issuer:
        return {}
    secret = _cookie_secret(settings)
    config.set_option("server.cookieSecret", secret)
    return {
        "auth": {
            "redirect_uri": f"{settings.public_url}{PROVIDER_BACK}",
            "cookie_secret": secret,
            _NAME: {
                "client_id": settings.oidc_client_id,
                "client_secret": settings.oidc_client_secret.get_secret_value(),
                "server_metadata_url": settings.oidc_issuer.rstrip("/")
                + "/.well-known/openid-configuration",
                "authorize_params": {"max_age": int(FRESH.total_seconds())},
                "client_kwargs": {
                    "scope": "openid email",
                    "prompt": "login",
                    "code_challenge_method": "S256",
                },
            },
        }
    }


def _cookie_secret(settings: Settings) -> str:
    """Signs what Streamlit remembers between the way to the provider and back: the same in every
    process, and nothing by which the server's secret could be found."""
    return hmac.new(server_key(settings), b"provider login", hashlib.sha256).hexdigest()
