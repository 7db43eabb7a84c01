"""Takes the pictures of the README: `python -m tools.screenshots [--only NAME …]`.

A site of its own is started with an empty folder, a fixed clock and the sample edition; somebody
of the staff and a juror sign in, and a real Chromium at fixed sizes takes what SCENES name, as WebP
of at most LARGEST bytes each into docs/pictures/. The pictures are committed: run this when a page
looks different. Reference codes are drawn at random, so no two runs are alike to the byte.
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page

from bench.browser import chromium
from tests.browser.served_office import office_of
from tests.browser.timed_site import TimedSite
from tests.browser.visits import Visit
from tests.form_examples import ENTRIES
from tests.ports import free_port
from tests.services.accounts import PASSWORD, hire
from tests.services.exhibiting import moderate, translate
from tests.services.guardian import answer
from tests.services.jurying import begin, rules_of, seat
from tests.services.office import Office, Paper
from tests.services.paintings import FORM, every_warning
from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.pictures import PictureRefused
from youcheng.paths import ROOT
from youcheng.sample_edition import sample_entries
from youcheng.samples.works import load_works
from youcheng.services.sampling import add_samples

FOLDER: Final = ROOT / "docs" / "pictures"
LARGEST: Final = 60_000
"""Bytes of one picture."""
QUALITIES: Final = (84, 76, 68, 60, 52, 44)
MOMENT: Final = datetime(2026, 12, 4, 2, 30, tzinfo=UTC)
"""What the site's clock shows: the first edition is open."""
WORKS: Final = 26
"""Sample works, of which about half are on show."""
EDGE: Final = 2400
"""Pixels of the longer edge of a photo that is entered."""
ATTEMPTS: Final = 8
PATIENCE: Final = 180_000
"""Milliseconds that a busy machine may take for a page."""
STATIC: Final = ROOT / "var" / "static"
"""Compressed files of an earlier start of the checkout's own site; they save most of a start."""
DESK: Final = (1280, 800)
PHONE: Final = (390, 844)
LEAD: Final = "lead@example.org"
JUROR: Final = "juror@example.org"
_JUDGED: Final = range(4, 12)
"""Works of the sample that stand before the jury of the picture."""


@dataclass(frozen=True)
class Scene:
    """One picture.

    Attributes:
        name: of the file, without its ending.
        size: of the window in CSS pixels.
        language: of the page.
        show: brings the page to what is shown.
        scale: pixels of the picture for each CSS pixel.
    """

    name: str
    size: tuple[int, int]
    language: str
    show: Callable[[Visit, Office, str], None]
    scale: float = 1


def _open(path: str) -> Callable[[Visit, Office, str], None]:
    def show(visit: Visit, _office: Office, code: str) -> None:
        visit.enter(f"{path}{'&' if '?' in path else '?'}lang={code}")

    return show


def _map(visit: Visit, _office: Office, code: str) -> None:
    visit.enter(f"/map?partner=kathmandu&lang={code}")
    visit.page.locator("canvas").first.wait_for(timeout=60_000)
    # The map draws itself after its data have come; nothing in the page tells when.
    visit.page.wait_for_timeout(4_000)


def _work(visit: Visit, _office: Office, code: str) -> None:
    visit.enter(f"/gallery?lang={code}")
    visit.page.locator(".wall a[href^='/art/']").nth(1).click()
    visit.page.locator("dialog[open] h1").wait_for()
    visit.page.wait_for_timeout(1_500)


def _entry(visit: Visit, office: Office, code: str) -> None:
    paper = _paper(office, 12, language=code)
    visit.enter(f"/compete?draft={paper.token}&lang={code}&step=photo")
    visit.page.locator("#root .form img").first.wait_for()


def _queue(visit: Visit, _office: Office, code: str) -> None:
    visit.sign_in(f"/desk?lang={code}", LEAD, PASSWORD)
    visit.page.locator("#dq [data-row]").first.wait_for(timeout=60_000)


def _jury(visit: Visit, _office: Office, code: str) -> None:
    visit.sign_in(f"/jury?lang={code}", JUROR, PASSWORD)
    visit.page.locator(".jy-list a").nth(1).click()
    visit.page.locator("#jy canvas, #jy img").first.wait_for(timeout=60_000)
    visit.page.wait_for_timeout(3_000)


BY_DAY: Final = (
    Scene("home", DESK, "en", _open("/")),
    Scene("map", DESK, "zh", _map),
    Scene("gallery", DESK, "en", _open("/gallery")),
    Scene("work-phone", PHONE, "zh", _work),
    Scene("entry-phone", PHONE, "en", _entry),
    Scene("desk", DESK, "zh", _queue),
)
LATER: Final = (Scene("jury", DESK, "en", _jury),)
"""Taken when the jury is at work."""
SCENES: Final = (*BY_DAY, *LATER)


def _paper(office: Office, number: int, *, language: str = "en") -> Paper:
    """An entry that is filled in, with the picture and the title of a work of the sample."""
    work = load_works()[number]
    paper = office.begin(FORM, language=language, client=f"198.51.100.{number + 1}")
    answers = {name: one for name, one in ENTRIES["guardian"].items() if name != "image"}
    title = work.title[work.language]
    paper.save(base=None, **{**answers, "form_language": language, "title": title})
    paper.attach("image", _jpeg(work.picture), "IMG_0001.jpg")
    office.wait(minutes=1)
    return paper


def _jpeg(path: Path) -> bytes:
    out = io.BytesIO()
    with Image.open(path) as picture:
        # As large as a telephone takes it; the sample's own would be refused for an entry.
        scale = EDGE / max(picture.size)
        size = (round(picture.width * scale), round(picture.height * scale))
        photo = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    photo.save(out, "JPEG", quality=90)
    return out.getvalue()


def _fill(office: Office) -> None:
    """What the site holds on the day of the pictures."""
    office.now = MOMENT - timedelta(days=12)
    for programme in ("culture", "sports", "health", "study", "friendship", "talent"):
        office.send(programme)
        office.wait(days=1, hours=3)
    office.now = MOMENT - timedelta(hours=3)
    _hang(office)
    hire(office, LEAD, name="Li Na", roles=frozenset({Role.LEAD}), language="zh")


def _hang(office: Office) -> None:
    """Add the sample works. A machine that is busy may take too long over one: what is there is not
    added again, so it is tried anew."""
    for attempt in range(1, ATTEMPTS + 1):
        entries = sample_entries(office.services, number=WORKS)
        try:
            add_samples(office.services, entries=entries, via=Via.COMMAND, workers=1)
        except PictureRefused:
            if attempt == ATTEMPTS:
                raise
        else:
            return


def _judge(office: Office) -> None:
    """A round of the jury, which somebody who has signed in has a seat in."""
    office.now = MOMENT
    for number in _JUDGED:
        paper = _paper(office, number)
        paper.send(confirmed=every_warning(paper))
        answer(paper)
        moderate(paper)
        translate(paper)
    juror = hire(office, JUROR, name="Mei", roles=frozenset({Role.JUROR}))
    begin(office, {juror.account.id: "CN", **seat(office, "BY", "NP", "BN")})


def _save(page: Page, scene: Scene) -> None:
    with Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))) as shot:
        picture = shot.convert("RGB")
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LARGEST:
            break
    path = FOLDER / f"{scene.name}.webp"
    path.write_bytes(out.getvalue())
    print(f"{path.name}: {picture.width} × {picture.height}, {out.tell():,} bytes", flush=True)


def _take(site: TimedSite, browser: Browser, office: Office, scene: Scene) -> None:
    width, height = scene.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scene.scale,
        color_scheme="light",
        reduced_motion="reduce",
        locale=scene.language,
        timezone_id="Asia/Shanghai",
    )
    context.set_default_timeout(PATIENCE)
    visit = Visit(site.address, context, context.new_page())
    scene.show(visit, office, scene.language)
    visit.page.evaluate("document.fonts.ready")
    visit.page.wait_for_timeout(500)
    _save(visit.page, scene)
    context.close()
    for line in visit.problems:
        print(f"{scene.name}: {line}")


@contextmanager
def _site(folder: Path) -> Iterator[tuple[TimedSite, Office]]:
    site = TimedSite(folder, free_port())
    if STATIC.is_dir():
        shutil.copytree(STATIC, site.var / "static")
    site.start()
    try:
        with office_of(site, folder) as office:
            yield site, office
    finally:
        site.kill()
        site.line.close()


def main() -> None:
    """Take the pictures that were asked for, all of them without a name."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", choices=[scene.name for scene in SCENES], default=[]
    )
    wanted = parser.parse_args().only
    FOLDER.mkdir(exist_ok=True)

    def chosen(scenes: tuple[Scene, ...]) -> list[Scene]:
        return [scene for scene in scenes if not wanted or scene.name in wanted]

    with (
        tempfile.TemporaryDirectory() as folder,
        _site(Path(folder)) as (site, office),
        chromium() as browser,
    ):
        _fill(office)
        site.move_clock(MOMENT)
        for scene in chosen(BY_DAY):
            _take(site, browser, office, scene)
        if later := chosen(LATER):
            _judge(office)
            opens = next(one.opens_at for one in rules_of(office).rounds)
            site.move_clock(opens + timedelta(days=1))
            for scene in later:
                _take(site, browser, office, scene)


if __name__ == "__main__":
    main()
