"""Visitors without a browser who do on a page what people do there, over and over.

Each of them asks for the page's document, opens a session and has the script run once; then every
act is what a browser would send for it. What comes back is looked at: an act that did not do what
it should fails.
"""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX

from bench.gallery_works import Works
from bench.lines import Lines
from bench.sessions import Visit, visit
from youcheng.content.loader import load_content
from youcheng.markup.gallery_page import WALL_ALONE

FORM: Final = "culture"
"""Id of the programme whose form is filled in."""
STEPS: Final = ("you", "proposal")
"""Its first two steps, between which the visitors go to and fro."""
_PICTURE: Final = re.compile(r'src="(/img/[^"]+)"')


class Visitor(ABC):
    """Somebody on one page.

    Attributes:
        kind: what the page is called in the tables.
        received: bytes that came so far, by HTTP and by messages.
    """

    kind: ClassVar[str]
    page: ClassVar[str]

    def __init__(self, address: str) -> None:
        self.address = address
        self.lines = Lines(address)
        self.session: Visit
        self._stack = AsyncExitStack()

    @property
    def query(self) -> str:
        """Of the page's address."""
        return ""

    @property
    def received(self) -> int:
        return self.lines.received + (self.session.received if hasattr(self, "session") else 0)

    async def arrive(self) -> None:
        """Ask for the document, open a session, and wait until the first script run is done."""
        query = f"?{self.query}" if self.query else ""
        await self.lines.get(f"/{self.page}{query}")
        opening = visit(self.address, self.query, self.page, cookies=self.lines.cookies)
        self.session = await self._stack.enter_async_context(opening)
        await self.session.rerun()

    @abstractmethod
    async def act(self) -> None:
        """Do the next thing, and wait until all of it has come.

        Raises:
            RuntimeError: something else came.
        """

    async def leave(self) -> None:
        """Close the page."""
        self.lines.close()
        await self._stack.aclose()

    def element(self, kind: str, label: str = "") -> Any:
        """The first element of a kind, and with that label if one is given.

        Raises:
            RuntimeError: the last script run showed none.
        """
        for one in self.session.elements:
            if one.WhichOneof("type") == kind:
                found = getattr(one, kind)
                if not label or found.label == label:
                    return found
        raise RuntimeError(f"the page shows no {kind} {label}")


class HomeVisitor(Visitor):
    """Somebody who comes to the home page. To act there is to look at it again."""

    kind, page = "home", ""

    @property
    def query(self) -> str:
        return "lang=en"

    async def act(self) -> None:
        await self.session.rerun()


class StockHomeVisitor(HomeVisitor):
    """The same on the stock page, which knows no languages."""

    @property
    def query(self) -> str:
        return ""


class _GalleryVisitor(Visitor):
    """Turns pages, and may fetch their pictures."""

    kind, page = "gallery", "gallery"

    def __init__(self, address: str, works: Works, number: int, *, pictures: bool) -> None:
        super().__init__(address)
        self.works = works
        self.pictures = pictures
        # Each begins elsewhere, so that pages are shared by chance only.
        self.turned = number % len(works.pages)

    def turn(self) -> int:
        """The number of the page after the present one; after the last comes the second again."""
        self.turned = self.turned % (len(self.works.pages) - 2) + 1
        return self.turned

    def check(self, shown: bytes, number: int) -> None:
        missing = [one for one in self.works.pages[number] if one.encode() not in shown]
        if missing:
            raise RuntimeError(f"page {number + 1} of the gallery lacks {', '.join(missing)}")


class GalleryVisitor(_GalleryVisitor):
    """Follows the link to the next page, whose wall the gallery's script fetches."""

    @property
    def query(self) -> str:
        return "lang=en"

    async def act(self) -> None:
        number = self.turn()
        name, value = WALL_ALONE
        after = self.works.turns[number - 1]
        reply = await self.lines.get(f"/gallery?lang=en&after={after}&{name}={value}")
        wall = reply.text
        self.check(wall.encode(), number)
        if self.pictures:
            await self.lines.get_all(_PICTURE.findall(wall))


class StockGalleryVisitor(_GalleryVisitor):
    """Types the page's number."""

    async def act(self) -> None:
        number = self.turn()
        typed = WidgetState(id=self.element("number_input").id, int_value=number + 1)
        await self.session.rerun(typed)
        self.check(b"".join(one.SerializeToString() for one in self.session.elements), number)
        if self.pictures:
            await self.lines.get_all(_media(self.session.elements))


def _media(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        if element.WhichOneof("type") == "imgs":
            yield from (one.url for one in element.imgs.imgs)


class MapVisitor(Visitor):
    """Chooses one partner after the other."""

    kind, page = "map", "map"

    def __init__(self, address: str, number: int) -> None:
        super().__init__(address)
        self.turned = number

    @property
    def query(self) -> str:
        return "lang=en"

    async def act(self) -> None:
        partners = load_content().partners
        self.turned += 1
        wanted = partners[self.turned % len(partners)]
        name = wanted.short.get("en")
        chosen = WidgetState(id=self.element("button_group", "Partner").id)
        chosen.string_array_value.data.append(name)
        await self.session.rerun(chosen)
        if f"partner={wanted.id}" not in self.session.query:
            raise RuntimeError(f"the map does not show {name}")


class StockMapVisitor(MapVisitor):
    """The same in the select box of the stock page."""

    @property
    def query(self) -> str:
        return ""

    async def act(self) -> None:
        partners = load_content().partners
        self.turned += 1
        name = partners[self.turned % len(partners)].short.get("en")
        box = self.element("selectbox", "Partner")
        await self.session.rerun(WidgetState(id=box.id, string_value=name))
        self.element("deck_gl_json_chart")


class FormVisitor(Visitor):
    """Changes an answer and goes on to the next step, changes another and goes back.

    Args:
        address: of the server.
        token: of a draft of `FORM` whose first two steps are filled in.
    """

    kind, page = "form", "programmes"

    def __init__(self, address: str, token: str) -> None:
        super().__init__(address)
        self._token = token
        self._sent = 0

    @property
    def query(self) -> str:
        return f"programme={FORM}&draft={self._token}&lang=en"

    async def act(self) -> None:
        shown = self._shown()
        here = shown["step"]
        is_first = here == STEPS[0]
        self._sent += 1
        message = {
            "client": "bench",
            "number": self._sent,
            "base": shown["revision"],
            "changes": {"role" if is_first else "title": f"Version {self._sent}"},
            "acts": [
                {
                    "name": "continue" if is_first else "back",
                    "value": "",
                    "step": here,
                    "number": self._sent,
                }
            ],
            "step": here,
            "holds": shown["hash"],
        }
        component = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{self._form().id}__events"
        event = json.dumps([{"event": "sent", "value": message}])
        await self.session.rerun(WidgetState(id=component, json_trigger_value=event))
        shown = self._shown()
        if shown["acknowledged"] != self._sent or shown["step"] != STEPS[is_first]:
            raise RuntimeError(f"the form stands at {shown['step']} and was at {here}")

    def _form(self) -> Any:
        for one in self.session.elements:
            if one.WhichOneof("type") == "bidi_component":
                found = one.bidi_component
                if found.component_name == "youcheng.form":
                    return found
        raise RuntimeError("the page shows no form")

    def _shown(self) -> dict[str, Any]:
        shown: dict[str, Any] = json.loads(self._form().json)
        return shown


class StockFormVisitor(Visitor):
    """The same with the buttons of the stock page."""

    kind, page = "form", "step"

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._acts = 0

    async def act(self) -> None:
        on = self._acts % 2 == 0
        self._acts += 1
        label = "Role" if on else "Title"
        typed = WidgetState(id=self._text(label).id, string_value=f"Version {self._acts}")
        button = self.element("button", "Continue" if on else "Back")
        await self.session.rerun(typed, WidgetState(id=button.id, trigger_value=True))
        self.element("button", "Back" if on else "Continue")

    def _text(self, name: str) -> Any:
        field = load_content().form(FORM).field(name.lower())
        return self.element("text_input", field.label.get("en"))


@dataclass(frozen=True, slots=True)
class Cast:
    """Who comes to a site: gallery, map and form in turn.

    Attributes:
        side: ``stock`` or ``ours``.
        works: what the gallery shows.
        drafts: tokens of drafts for our forms.
        pictures: whether the gallery's pictures are fetched.
    """

    side: str
    works: Works
    drafts: Sequence[str] = ()
    pictures: bool = True

    def visitor(self, address: str, number: int) -> Visitor:
        """The visitor of that number."""
        match self.side, number % 3:
            case "ours", 0:
                return GalleryVisitor(address, self.works, number, pictures=self.pictures)
            case "ours", 1:
                return MapVisitor(address, number)
            case "ours", _:
                return FormVisitor(address, self.drafts[number // 3 % len(self.drafts)])
            case _, 0:
                return StockGalleryVisitor(address, self.works, number, pictures=self.pictures)
            case _, 1:
                return StockMapVisitor(address, number)
            case _:
                return StockFormVisitor(address)
