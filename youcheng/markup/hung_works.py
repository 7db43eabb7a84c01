"""A work as it hangs: on the wall, in the hall, beside another one.

The HTML of a tile is written here and not in a template: a page of the wall has 24, and nested
macros were half of what it cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from youcheng.domain.gallery import Work
from youcheng.domain.pictures import DERIVATIVES
from youcheng.markup.gallery_names import Names
from youcheng.markup.names import language_tag

_EAGER: Final = 4
"""Pictures of the first row, which are fetched at once."""
_ROW: Final = 320
_ROW_ON_PHONE: Final = 172
"""Pixels that a row of the wall is mostly lower than, on a wide screen and on a phone."""
_COPIES: Final = ("320.webp", "480.webp", "640.webp")


@dataclass(frozen=True, slots=True)
class Hung:
    """A work on the wall.

    Attributes:
        work: what it is.
        reader: code of the language of the page.
        language, title: the title for this reader, and code of the language that it is in.
        alt_language, alt: the same for the alternative text.
        award: what it won; empty where it is nothing.
        byline: who made it and where.
        address: of its page.
        ratio: width by height.
        sizes: how wide it is shown, for the browser's choice among its copies.
        lazy: fetched by the browser when it thinks that it will be seen soon.
        near: fetched by near_pictures.js when it is nearly seen.
    """

    work: Work
    reader: str
    language: str
    title: str
    alt_language: str
    alt: str
    award: str
    byline: str
    address: str
    ratio: float
    sizes: str
    lazy: bool
    near: bool = False

    @property
    def widths(self) -> Mapping[str, int]:
        """Pixels that each copy of the picture is wide, by its name."""
        edge = max(self.work.width, self.work.height)
        return {
            name: max(1, round(self.work.width * min(1.0, length / edge)))
            for name, length in DERIVATIVES.items()
        }

    def copies(self, *names: str) -> str:
        """These copies of the picture, each with its width, as `srcset` says it."""
        where, widths = f"/img/{self.work.picture}", self.widths
        return ", ".join(f"{where}/{name} {widths[name]}w" for name in names)

    @property
    def title_lang(self) -> Markup:
        """The ``lang`` attribute of the title, with a space in front; empty for the page's own."""
        return self._lang(self.language)

    @property
    def alt_lang(self) -> Markup:
        """The same for the alternative text."""
        return self._lang(self.alt_language)

    def picture(self, *larger: str) -> Markup:
        """The picture, in the place that it will fill.

        Args:
            larger: names of copies that the browser may take besides those of the wall.
        """
        work, fetched = self.work, 'loading="lazy"' if self.lazy else 'fetchpriority="high"'
        picture = Markup(
            f'<img src="/img/{work.picture}/640.webp" srcset="{self.copies(*_COPIES, *larger)}" '
            f'sizes="{self.sizes}" width="{work.width}" height="{work.height}" '
            f'alt="{escape(self.alt)}"{self.alt_lang} {fetched} '
            f'decoding="async" style="background:{escape(work.colour)}">'
        )
        if not self.near:
            return picture
        return Markup(
            f'<span data-near style="background:{escape(work.colour)}">'
            f"<noscript>{picture}</noscript></span>"
        )

    def heading(self) -> Markup:
        """The title, and what the work won."""
        award = f' <i class="prize">{escape(self.award)}</i>' if self.award else ""
        return Markup(f"<b{self.title_lang}>{escape(self.title)}</b>{award}")

    def tile(self, label: str = "") -> Markup:
        """The work in a list of works, a link to its page.

        Args:
            label: what stands above it; empty for nothing.
        """
        above = f'<span class="eyebrow">{escape(label)}</span>' if label else ""
        return Markup(
            f'<li style="--r:{self.ratio}"><a href="{escape(self.address)}">{above}'
            f'{self.picture()}<span class="cap">{self.heading()}'
            f"<small>{escape(self.byline)}</small></span></a></li>"
        )

    def _lang(self, language: str) -> Markup:
        if language == self.reader:
            return Markup()
        return Markup(f' lang="{escape(language_tag(language))}"')


def hang(work: Work, names: Names, number: int, kept: str) -> Hung:
    """A work as it hangs.

    Args:
        work: what it is.
        names: of its facets, in the language of the page.
        number: its place on the page, from 0.
        kept: what its address keeps of the page's, from the question mark on.
    """
    code = names.translator.language.code
    language, words = work.words_in(code)
    alt_language, alt = work.alt_in(code)
    ratio = work.width / work.height
    return Hung(
        work=work,
        reader=code,
        language=language,
        title=words.title,
        alt_language=alt_language,
        alt=alt,
        award=names.award(work),
        byline=names.byline(work),
        address=f"/art/{work.code}{kept}",
        ratio=round(ratio, 4),
        sizes=f"(max-width: 760px) min(92vw, {round(ratio * _ROW_ON_PHONE)}px), "
        f"{round(ratio * _ROW)}px",
        lazy=number >= _EAGER,
    )
