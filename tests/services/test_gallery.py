"""Pages, counts and neighbours of the gallery equal what is counted by hand, on both engines."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.office import OPENS, Office
from tests.services.paintings import FORM
from youcheng.domain.gallery import AWARDED, Choice, Facet, Words, Work
from youcheng.services.gallery import GalleryPage, view_gallery, view_work

VALUES = {
    Facet.EDITION: ("2026", "2025"),
    Facet.THEME: ("home", "water", "friend"),
    Facet.COUNTRY: ("CN", "CH", ""),
    Facet.PLACE: ("suzhou", "vaud", ""),
    Facet.BAND: ("4-7", "8-10"),
    Facet.TECHNIQUE: ("ink", "crayon"),
    Facet.AWARD: (AWARDED, "first", "second", "", ""),
}
TITLES = ("月亮门里有鱼", "月亮船", "Moon boat", "Лодка луны", "मेरो धागो", "100% moon_light")
QUERIES = (
    *("", "", "", "月亮", "月", "月亮门", "亮月", "MOON", "moon boat", "boat moon", "лод", "धागो"),
    *("100%", "n_l", "moonlight", "不在", "'; --", "\x00月\ud800", "x" * 400, "a b c d e f g h"),
)
CHOICES = st.builds(
    Choice,
    st.dictionaries(st.sampled_from(Facet), st.just(""), max_size=3).flatmap(
        lambda asked: st.fixed_dictionaries(
            {facet: st.sampled_from([one for one in VALUES[facet] if one]) for facet in asked}
        )
    ),
    st.sampled_from(QUERIES),
)


@pytest.fixture
def works(office: Office) -> list[Work]:
    """Sixty works by chance, many of them published in the same moment, in order."""
    chance = random.Random(7)
    drafts = [office.begin(FORM, client=f"198.51.{number}.1").stored.code for number in range(60)]
    hung = []
    with office.services.records.write() as uow:
        for code in drafts:
            found = uow.submissions.find_code(code)
            assert found is not None
            chosen = {str(facet): chance.choice(values) for facet, values in VALUES.items()}
            title = chance.choice(TITLES)
            work = Work(
                submission=found.id,
                code=str(code),
                year=2026,
                width_cm=42,
                height_cm=30,
                name="",
                language="fr",
                words=Words("Le lac", "Un lac bleu."),
                translations={"zh": Words(title, "蓝色的湖"), "en": Words(title, "A blue lake.")},
                picture="0" * 32,
                width=400,
                height=300,
                colour="#aabbcc",
                placeholder="",
                published_at=OPENS + timedelta(microseconds=chance.randrange(4)),
                **chosen,
            )
            uow.works.add(work)
            hung.append(work)
        uow.commit()
    return sorted(hung, key=lambda work: work.position)


def turn(office: Office, choice: Choice, size: int) -> list[GalleryPage]:
    """Every page, read one after the other."""
    pages, after = [], ""
    while True:
        page = view_gallery(office.services, choice=choice, after=after, limit=size)
        pages.append(page)
        if page.after is None:
            return pages
        after = str(page.after)


def turn_back(office: Office, choice: Choice, last: GalleryPage, size: int) -> list[Work]:
    """The works of every page before the last one, read from the end."""
    found: list[Work] = []
    page = last
    while page.before is not None:
        page = view_gallery(office.services, choice=choice, before=str(page.before), limit=size)
        found = [*page.works, *found]
    return found


def naive_counts(works: Sequence[Work], choice: Choice, facet: Facet) -> dict[str, int]:
    rest = choice.without(facet)
    counted = Counter(getattr(one, facet) for one in works if rest.chooses(one))
    if facet is Facet.AWARD and (every := sum(counted[one] for one in counted if one)):
        counted[AWARDED] = every
    return {value: number for value, number in counted.items() if value}


def test_pages_and_counts_equal_those_counted_by_hand(office: Office, works: list[Work]) -> None:
    @given(choice=CHOICES, size=st.integers(min_value=1, max_value=25))
    def check(choice: Choice, size: int) -> None:
        wanted = [one for one in works if choice.chooses(one)]
        pages = turn(office, choice, size)
        assert [one for page in pages for one in page.works] == wanted
        assert [len(page.works) for page in pages[:-1]] == [size] * (len(pages) - 1)
        before = wanted[: len(wanted) - len(pages[-1].works)]
        assert turn_back(office, choice, pages[-1], size) == before
        for facet in Facet:
            assert pages[0].counts.by_facet[facet] == naive_counts(works, choice, facet)
        assert {page.counts.total for page in pages} == {len(wanted)}

    check()


def test_neighbours_are_those_of_the_present_choice(office: Office, works: list[Work]) -> None:
    for choice in (Choice(), Choice({Facet.AWARD: AWARDED}), Choice({}, "月亮")):
        chosen = [one for one in works if choice.chooses(one)]
        assert len(chosen) > 4
        for before, one, after in zip(
            [None, *chosen[:-1]], chosen, [*chosen[1:], None], strict=True
        ):
            view = view_work(office.services, code=one.code.lower(), choice=choice)
            assert (view.previous, view.work, view.next) == (before, one, after)


def test_a_page_goes_on_where_a_work_was_taken_down(office: Office, works: list[Work]) -> None:
    first = view_gallery(office.services, choice=Choice(), limit=10)
    with office.services.records.write() as uow:
        uow.works.remove(works[9].submission)
        uow.commit()
    second = view_gallery(office.services, choice=Choice(), after=str(first.after), limit=10)
    assert list(second.works) == works[10:20]


def test_an_unreadable_end_is_the_first_page(office: Office, works: list[Work]) -> None:
    for end in ("", "nonsense", "0~9999999999999999999~X", "9~1", "0~1~x' OR 1"):
        page = view_gallery(office.services, choice=Choice(), after=end, before=end, limit=5)
        assert list(page.works) == works[:5], end
        assert page.before is None, end


def test_an_empty_gallery_is_a_page(office: Office) -> None:
    page = view_gallery(office.services, choice=Choice())
    assert (list(page.works), page.counts.total, page.before, page.after) == ([], 0, None, None)
