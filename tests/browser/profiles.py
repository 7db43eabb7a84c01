"""Browser profiles: a visitor's cookies, storage and cache, and what the device asks for.

The profile of a visitor who has left is emptied and given to a later one who asks for the same.
What stays in it is the cache alone: to fetch and compile the app's files anew is half of what a
visit costs the machine. The first visitor of a site, and whoever asks for it, has an empty one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, Page

_IDLE_AT_MOST: Final = 8
_STORED: Final = "local_storage,indexeddb,cache_storage,service_workers,file_systems,websql"


@dataclass(frozen=True, slots=True)
class Device:
    """What a visitor comes with.

    Attributes:
        width, height: of the window, in CSS pixels.
        dark: whether dark colours are asked for.
        script: whether JavaScript is on.
        still: whether less motion is asked for.
        accept: the languages that are asked for, as in the header.
        headers: further headers of every request.
        trusting: take a certificate for which nobody vouches.
    """

    width: int
    height: int
    dark: bool
    script: bool
    still: bool
    accept: str
    headers: tuple[tuple[str, str], ...]
    trusting: bool


class Profiles:
    """The profiles of one browser.

    Args:
        browser: runs them.
        script: JavaScript that runs in every page of a profile before the page's own.
    """

    def __init__(self, browser: Browser, script: str) -> None:
        self._browser = browser
        self._script = script
        self._idle: list[tuple[str, Device, BrowserContext]] = []

    def take(self, site: str, device: Device, *, new: bool = False) -> tuple[BrowserContext, Page]:
        """A profile without cookies and stored data for a visitor of `site`, and its only page.

        Args:
            site: address, without a slash at the end.
            device: what the visitor comes with.
            new: it shall be one that nobody had, with an empty cache.
        """
        for number, (of_site, of_device, context) in enumerate(self._idle):
            if not new and (of_site, of_device) == (site, device):
                del self._idle[number]
                return context, self._emptied(context, site)
        context = self._browser.new_context(
            viewport={"width": device.width, "height": device.height},
            color_scheme="dark" if device.dark else "light",
            reduced_motion="reduce" if device.still else "no-preference",
            java_script_enabled=device.script,
            locale=device.accept.split(",")[0].split(";")[0],
            ignore_https_errors=device.trusting,
            extra_http_headers={"Accept-Language": device.accept, **dict(device.headers)},
        )
        context.add_init_script(self._script)
        return context, context.new_page()

    def give_back(self, site: str, device: Device, context: BrowserContext) -> None:
        """Keep the profile of somebody who has left `site` for another; the oldest goes for it."""
        for page in context.pages:
            page.close()
        self._idle.append((site, device, context))
        if len(self._idle) > _IDLE_AT_MOST:
            self._idle.pop(0)[2].close()

    @staticmethod
    def _emptied(context: BrowserContext, site: str) -> Page:
        context.clear_cookies()
        context.clear_permissions()
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": _STORED})
        session.detach()
        return page


_OF_BROWSER: WeakKeyDictionary[Browser, Profiles] = WeakKeyDictionary()


def profiles_of(browser: Browser, script: str) -> Profiles:
    """The profiles of `browser`, which it has as long as it runs; see `Profiles`."""
    return _OF_BROWSER.setdefault(browser, Profiles(browser, script))
