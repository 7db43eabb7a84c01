"""The site's own routes, called in the process of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.databases import Databases
from tests.services.office import Office, open_office
from youcheng import bootstrap
from youcheng.settings import get_settings
from youcheng.web import documents, middleware, routes


@contextmanager
def routed_office(
    databases: Databases, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """An office whose services are those of the routes; its records and files are in `folder`."""
    monkeypatch.setenv("YOUCHENG_VAR", str(folder / "var"))
    get_settings.cache_clear()
    documents._kept_page.cache_clear()
    with open_office(databases, "sqlite", folder) as office:
        monkeypatch.setattr(bootstrap, "get_services", lambda: office.services)
        yield office
    get_settings.cache_clear()
    documents._kept_page.cache_clear()


def visitor_of_routes() -> TestClient:
    """Calls the site's own routes through all of its middleware, as a browser on one of its pages
    would."""
    app = Starlette(routes=routes(), middleware=middleware())
    return TestClient(
        app,
        base_url="http://localhost",
        headers={"Origin": "http://localhost", "Accept-Language": "en"},
        follow_redirects=False,
    )
