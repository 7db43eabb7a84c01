"""Which language a visitor gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.i18n.languages import BY_CODE, DEFAULT, LANGUAGES, accepted, negotiate

CODES = [language.code for language in LANGUAGES]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("fr", "fr"),
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("en;q=0.5, ru", "ru"),
        ("en ; q=0.5 , ru ; q=0.7", "ru"),
        ("de, ja;q=0.9, ms-BN;q=0.2", "ms"),
        ("NE-np", "ne"),
        ("zh-TW", "zh"),
        ("zh-Hant-HK;q=0.3, en;q=0.2", "zh"),
        ("en, fr", "en"),
        ("fr;q=0, en;q=0.1", "en"),
        ("fr;q=0", DEFAULT.code),
        ("fr;q=1.5, ru;q=0.1", "ru"),
        ("fr;q=nan, ru;q=0.1", "ru"),
        ("fr;q=x, ru;q=0.1", "ru"),
        ("*", DEFAULT.code),
        ("", DEFAULT.code),
        (",,;;q=,", DEFAULT.code),
        ("de", DEFAULT.code),
        ("ru" + ";" * 5000, "ru"),
    ],
)
def test_the_browser_asks(header: str, code: str) -> None:
    assert negotiate(header=header).code == code


def test_the_address_comes_before_the_cookie_and_the_cookie_before_the_browser() -> None:
    assert negotiate(query="ru", cookie="fr", header="ms").code == "ru"
    assert negotiate(query=None, cookie="fr", header="ms").code == "fr"
    assert negotiate(header="ms").code == "ms"
    assert negotiate() == DEFAULT


@pytest.mark.parametrize("unknown", ["", "xx", "FR", "fr-CH", "fr ", "\x00", "f" * 10_000])
def test_an_unknown_code_is_passed_over(unknown: str) -> None:
    assert negotiate(query=unknown, cookie="ne", header="ms").code == "ne"
    assert negotiate(query=unknown, cookie=unknown, header="ms").code == "ms"


@given(query=st.none() | st.text(), cookie=st.none() | st.text(), header=st.none() | st.text())
def test_there_is_always_a_language(
    query: str | None, cookie: str | None, header: str | None
) -> None:
    assert negotiate(query=query, cookie=cookie, header=header) in LANGUAGES


quality = st.integers(1, 1000).map(lambda thousandths: thousandths / 1000)


@given(st.lists(st.tuples(st.sampled_from([*CODES, "de", "x-y"]), quality), min_size=1))
def test_the_most_wanted_language_comes_first(wanted: list[tuple[str, float]]) -> None:
    header = ", ".join(f"{tag};q={weight}" for tag, weight in wanted)
    if len(header) > 1000:
        return
    order = list(accepted(header))
    assert len(order) == len(wanted)
    weights = sorted((weight for _, weight in wanted), reverse=True)
    assert max(weight for tag, weight in wanted if tag == order[0]) == weights[0]


def test_codes_are_unique_and_found() -> None:
    assert list(BY_CODE) == CODES
    assert CODES == ["zh", "en", "fr", "ru", "ms", "ne"]
