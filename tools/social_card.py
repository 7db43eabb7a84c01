"""Draws the picture of link previews and the small icon: `python -m tools.social_card`.

Both are committed (assets/card.png, 1200 × 630 as OpenGraph asks; assets/favicon.png, 64 × 64), so
this runs only when the seal, a drawing or a partner's name changes. It needs Chromium and fonts for
Chinese and Latin; it loads nothing from any host.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page

from bench.browser import chromium
from youcheng.content.loader import load_content
from youcheng.content.models import Partner
from youcheng.paths import ASSETS

WORDS: Final = ("Jiangsu and its five partners", "江苏和它的五个国际伙伴")
"""What the site is, in English and Chinese."""
_RADII: Final = (52, 96, 144, 196, 252, 312)
STYLE: Final = """
*{margin:0;box-sizing:border-box}
body{width:1200px;height:630px;background:#FBF8F1;color:#1C2B33;overflow:hidden;position:relative;
 font-family:'Source Serif 4','Noto Serif','Noto Serif CJK SC',serif}
.rings{position:absolute;inset:0}
.head{position:absolute;left:80px;top:72px;display:flex;gap:36px;align-items:center}
.head svg{width:148px;height:148px;display:block}
h1{font:700 92px/1 'Noto Serif CJK SC',serif;letter-spacing:.12em}
h1 small{display:block;font:600 27px/1 'Noto Serif',serif;letter-spacing:.3em;margin-top:22px;
 color:#51616B}
p{position:absolute;left:80px;top:262px;font:600 39px/1.42 'Noto Serif','Noto Serif CJK SC',serif}
p span{display:block;font:500 31px/1.5 'Noto Serif CJK SC',serif;color:#51616B;letter-spacing:.06em}
ul{position:absolute;left:80px;right:80px;bottom:52px;display:grid;padding:0;list-style:none;
 grid-template-columns:repeat(var(--n),1fr);gap:16px}
li{border-top:4px solid var(--a);padding-top:12px;color:var(--a);font:600 19px/1.35 'Noto Serif',
 'Noto Serif CJK SC',serif}
li svg{display:block;width:132px;height:92px}
li b{display:block;color:#1C2B33;font-weight:600}
"""


def _drawing(name: str) -> str:
    return (ASSETS / name).read_text("utf-8")


def _partner(partner: Partner) -> str:
    """A partner's drawing in its colour; on the site these drawings are masks of one colour."""
    colour = partner.accent.light
    text = _drawing(f"partner-{partner.id}.svg").replace("<style>.f{fill:#0002}</style>", "")
    text = text.replace('class="f"', f'fill="{colour}22"')
    return text.replace('stroke="#000"', f'stroke="{colour}"')


def card() -> str:
    """The card as an HTML document: the seal, what the site is, and the five partners."""
    rings = "".join(
        f'<circle cx="1010" cy="178" r="{radius}" opacity="{0.62 - radius / 620:.2f}"/>'
        for radius in _RADII
    )
    content = load_content()
    partners = "".join(
        f'<li style="--a:{partner.accent.light}">'
        f"{_partner(partner)}"
        f"<b>{escape(partner.short.get('en'))}</b>{escape(partner.short.get('zh'))}</li>"
        for partner in content.partners
    )
    return (
        f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>"
        f'<svg class="rings" viewBox="0 0 1200 630" fill="none" stroke="#1F5F73" '
        f'stroke-width="1.6">{rings}'
        f'<circle cx="1010" cy="178" r="9" fill="#B23A2B" stroke="none"/></svg>'
        f'<div class="head">{_drawing("seal.svg")}<h1>友城<small>YOUCHENG</small></h1></div>'
        f"<p>{WORDS[0]}<span>{WORDS[1]}</span></p>"
        f'<ul style="--n:{len(content.partners)}">{partners}</ul>'
    )


def icon() -> str:
    """The icon as an HTML document of 64 pixels."""
    style = "*{margin:0}svg{display:block;width:64px;height:64px}"
    return f"<!doctype html><style>{style}</style>{_drawing('favicon.svg')}"


def _shoot(page: Page, html: str, path: Path, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(html)
    page.screenshot(path=path, omit_background=True)
    with Image.open(path) as picture:
        # Few colours, drawn large: a palette halves the file and changes nothing that one sees.
        small = picture.convert("RGBA").quantize(192, Image.Quantize.FASTOCTREE)
    small.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def main() -> None:
    """Draw both pictures into assets/."""
    with chromium() as browser:
        page = browser.new_page()
        _shoot(page, card(), ASSETS / "card.png", 1200, 630)
        _shoot(page, icon(), ASSETS / "favicon.png", 64, 64)


if __name__ == "__main__":
    main()
