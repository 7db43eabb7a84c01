"""Every public page, each with an address that shows something and something to do there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from playwright.sync_api import Page

from bench.site import start_drafts
from bench.visitors import FORM
from youcheng.content.subjects import entry_form_id
from youcheng.domain.certificates import Certificate, CertificateKind
from youcheng.domain.codes import draw_certificate_code
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.site_map import LIGHT_PAGES, PAGES, page_address
from youcheng.domain.states import ReviewState
from youcheng.services.access import issue_token
from youcheng.services.drafts import start_draft
from youcheng.services.opening import open_form
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.submitting import submit

LIGHT: Final = frozenset({"map-list", "work", "consent", "verify"})
"""The pages that promise to be light."""
LANGUAGE: Final = "en"
"""The language in which they are opened."""

Act = Callable[[Page], None]
"""What a visitor does on a page, by real inputs."""


def _unfold(page: Page) -> None:
    """Unfold what can be unfolded; where nothing can, go on to the next link by the keyboard."""
    folded = page.locator("summary:visible")
    if folded.count():
        folded.first.click()
    else:
        page.keyboard.press("Tab")


def _click(selector: str) -> Act:
    return lambda page: page.locator(selector).first.click()


def _write(selector: str) -> Act:
    def write(page: Page) -> None:
        page.locator(selector).first.click()
        page.keyboard.type("Rive")

    return write


@dataclass(frozen=True, slots=True)
class Place:
    """A page.

    Attributes:
        name: what the tables call it.
        path: its address on our site.
        in_app: False for plain HTML.
        act: what is done there.
        stock: the address of the stock page of the same content, or None.
        stock_act: what is done there.
    """

    name: str
    path: str
    in_app: bool
    act: Act = _unfold
    stock: str | None = None
    stock_act: Act = _unfold

    def path_in(self, code: str) -> str:
        """Its address in another language."""
        return self.path.replace(f"lang={LANGUAGE}", f"lang={code}")


_ACTS: Final = {
    "map": _click(".st-key-map-partner button >> nth=1"),
    "gallery": _click("a[rel=next]:visible"),
    "form": _write(".form input[type=text]:visible"),
}
_STOCK: Final = {"home": "/", "map": "/map", "gallery": "/gallery", "form": "/step"}
_STOCK_ACTS: Final = {
    "map": _click("[role=combobox]"),
    "gallery": _click("[data-testid=stNumberInputStepUp]"),
    "form": _write("[data-testid=stTextInput] input"),
}


def _place(name: str, path: str, *, in_app: bool) -> Place:
    return Place(
        name,
        path,
        in_app,
        _ACTS.get(name, _unfold),
        _STOCK.get(name),
        _STOCK_ACTS.get(name, _unfold),
    )


def list_places(services: Services, work: str) -> list[Place]:
    """Every page of the site's map, and those that a link of one's own opens.

    Args:
        services: over a sample edition; links to its entries are added to it, and forms begun.
        work: the code of a work on show.
    """
    pages = [
        _place(page.id, page_address(page, language=LANGUAGE), in_app=page.in_app) for page in PAGES
    ]
    plain = [
        _place(page.id, page_address(page, language=LANGUAGE), in_app=False) for page in LIGHT_PAGES
    ]
    return [*pages, *plain, *_of_content(services, work), *_of_links(services)]


def _of_content(services: Services, work: str) -> Iterator[Place]:
    partner, programme = services.content.partners[0], services.content.programmes[0]
    yield _place("partner", _at("partners", partner=partner.id), in_app=True)
    yield _place("programme", _at("programmes", programme=programme.id), in_app=True)
    yield _place("work", f"/art/{work}?lang={LANGUAGE}", in_app=False)
    yield _place("not found", f"/nothing-here?lang={LANGUAGE}", in_app=False)


def _of_links(services: Services) -> Iterator[Place]:
    """Pages that a token or a code opens."""
    form, sent = start_drafts(services, 2)
    _send(services, sent)
    for name, token in (("form", form), ("receipt", sent)):
        path = f"/programmes?programme={FORM}&draft={token}&lang={LANGUAGE}"
        yield _place(name, path, in_app=True)
    edition = services.content.current_edition(services.clock())
    entry = entry_form_id(edition)
    painting = start_draft(services, programme=entry, language=LANGUAGE, client="painting").token
    yield _place("painting form", f"/compete?draft={painting}&lang={LANGUAGE}", in_app=True)
    with services.records.write() as uow:
        consent = _token(services, uow, Purpose.CONSENT, ReviewState.AWAITING_GUARDIAN)
        withdrawal = _token(services, uow, Purpose.WITHDRAWAL, ReviewState.PARTICIPATED)
        status = _token(services, uow, Purpose.STATUS, ReviewState.PARTICIPATED)
        certificate = _certify(services, uow, edition.id)
        uow.commit()
    query = f"?lang={LANGUAGE}"
    yield _place("consent", f"/consent/{consent}{query}", in_app=False)
    yield _place("withdrawal", f"/withdraw/{withdrawal}{query}", in_app=False)
    yield _place("status", f"/track{query}&access={status}", in_app=False)
    yield _place("verify", f"/verify/{certificate}{query}", in_app=False)


def _at(page: str, **values: str) -> str:
    return page_address(page, language=LANGUAGE, values=values)


def _send(services: Services, token: str) -> None:
    page = open_form(services, token=token).form_token
    # Nobody fills in a form in a moment.
    later = replace(services, clock=lambda: services.clock() + timedelta(minutes=1))
    submit(later, token=token, form_token=page, client="receipt")


def _first(uow: UnitOfWork, state: ReviewState) -> str:
    (found,) = uow.submissions.in_state(state, limit=1)
    return found


def _token(services: Services, uow: UnitOfWork, purpose: Purpose, state: ReviewState) -> str:
    return issue_token(uow, purpose=purpose, submission=_first(uow, state), now=services.clock())


def _certify(services: Services, uow: UnitOfWork, edition: str) -> str:
    code = draw_certificate_code()
    uow.certificates.add(
        Certificate(
            code=code,
            kind=CertificateKind.PARTICIPATION,
            edition=edition,
            award="",
            initial="Z",
            submission=_first(uow, ReviewState.ARCHIVED),
            issued_at=services.clock(),
            issued_by="staff:bench",
        )
    )
    return code
