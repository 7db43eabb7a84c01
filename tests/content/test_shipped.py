"""What the shipped content must hold, whatever its words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from youcheng.content.models import Content, SourceRef, Text
from youcheng.i18n.languages import LANGUAGES

NAMED_IN_THE_ARTICLE = frozenset(
    [
        "mogilev-visits",
        "mogilev-documents",
        "cpc-briefing-2017",
        "kathmandu-courses",
        "boni-hall",
        "swiss-society-meeting-2021",
        "arniko-society",
        "brunei-china-association",
        "swiss-china-association",
        "trade-growth",
        "mogilev-plan-2018",
        "hengyi",
        "zhenjiang-park",
        "changzhou-park",
        "great-stone-xuzhou",
        "pointe-noire-zone",
        "pointe-noire-students",
        "congo-farm-training",
        "zheng-he-centre",
        "farm-science-agreement",
        "nsfz-chung-hwa",
        "little-angels",
        "olympic-cities",
        "dragon-boats",
        "wushu",
        "painting-competition",
        "pandemic-supplies",
        "mogilev-consultation",
        "mogilev-procurement",
        "mogilev-video-exchange",
        "company-donations",
        "hospital-exchanges",
        "three-year-plan",
        "embassy-consultation",
        "national-platforms",
        "joint-committees",
        "tailored-plans",
        "swiss-innovation-platform",
        "swiss-fields",
        "belarus-infrastructure",
        "belarus-trade",
        "congo-industry",
        "congo-parks-farming",
        "brunei-blue-economy",
        "nepal-water",
        "nepal-tourism",
        "nanjing-kathmandu-flight",
        "nepal-heritage",
        "project-list",
        "vaud-fifth-anniversary",
        "kathmandu-fifth-anniversary",
        "wider-network",
        "overseas-chinese",
        "six-programmes",
        "companies-abroad",
    ]
)


def all_refs(content: Content) -> Iterator[SourceRef]:
    for partner in content.partners:
        yield from partner.signing.source
        for fact in partner.facts:
            yield from fact.source
            for conflict in fact.conflicts:
                yield from conflict.source
    for item in content.items:
        yield from item.source
    for entry in content.timeline:
        yield from entry.source
    for figure in content.figures:
        yield from figure.source
    for story in content.stories:
        for step in story.steps:
            yield from step.source
    for programme in content.programmes:
        yield from programme.source


def test_everything_that_the_article_names_is_there(content: Content) -> None:
    assert {item.id for item in content.items} == NAMED_IN_THE_ARTICLE


def test_partners_come_in_their_order(content: Content) -> None:
    ids = [partner.id for partner in content.partners]
    assert ids == ["mogilev", "vaud", "bsb", "kathmandu", "pointe-noire"]
    assert [story.partner for story in content.stories] == ids
    assert {one.id for one in content.partners if one.kind == "region"} == {"mogilev", "vaud"}


def test_every_reference_resolves_to_a_passage(content: Content) -> None:
    refs = list(all_refs(content))
    assert len(refs) > 100
    for ref in refs:
        source = content.source(ref.id)
        if source.kind == "article":
            section = next(one for one in source.sections if one.id == ref.section)
            assert ref.sentence is not None
            assert 1 <= ref.sentence <= section.sentences


def test_every_source_is_used(content: Content) -> None:
    used = {ref.id for ref in all_refs(content)}
    used |= {
        ref.id
        for holder in (*content.items, *(partner.signing for partner in content.partners))
        for conflict in holder.conflicts
        for ref in conflict.source
    }
    assert {source.id for source in content.sources} == used


def test_no_figure_is_unverified_and_those_of_the_article_say_so(content: Content) -> None:
    assert {figure.standing for figure in content.figures} <= {"verified", "article"}
    for figure in content.figures:
        if figure.standing == "article":
            assert "据原文" in figure.label.get("zh")
            assert "according to the article" in figure.label.get("en")


def test_plans_are_announced_and_rest_on_the_outlook(content: Content) -> None:
    plans = [item for item in content.items if item.theme == "plans"]
    assert len(plans) == 23
    for item in plans:
        assert item.status == "announced"
        assert all(str(ref.section).startswith("outlook.") for ref in item.source)
        assert "not known to us" in item.summary.get("en")
        assert "不清楚" in item.summary.get("zh")


def test_nothing_outside_the_plans_is_announced(content: Content) -> None:
    assert all(item.theme == "plans" for item in content.items if item.status == "announced")


def test_only_the_sourced_day_is_given(content: Content) -> None:
    days = {partner.id: str(partner.signing.date) for partner in content.partners}
    assert {key: day for key, day in days.items() if day != "None"} == {"kathmandu": "2019-10-13"}
    for partner_id in ("bsb", "pointe-noire"):
        assert content.partner(partner_id).signing.year is None
        assert content.partner(partner_id).signing.conflicts


def test_points_without_a_source_are_marked(content: Content) -> None:
    places = [place for item in content.items for place in item.places]
    assert len(places) > 15
    assert not any(place.verified for place in places)


def test_a_fact_with_contradicting_sources_is_unverified(content: Content) -> None:
    for partner in content.partners:
        for fact in partner.facts:
            if fact.conflicts:
                assert fact.standing == "unverified"


def test_the_timeline_runs_forward_and_ends_undated(content: Content) -> None:
    years = [entry.year for entry in content.timeline]
    dated = [year for year in years if year is not None]
    assert dated == sorted(dated)
    assert years[: len(dated)] == dated
    assert None in years


def test_each_story_names_only_its_partner_s_items(content: Content) -> None:
    for story in content.stories:
        assert len(story.steps) == 6
        for step in story.steps:
            for item_id in step.items:
                assert story.partner in content.item(item_id).partners


def test_every_partner_can_be_asked_for_its_items(content: Content) -> None:
    assert len(content.cities) == 13
    assert content.item("little-angels") in content.items_of(partner="kathmandu")
    assert content.item("little-angels") not in content.items_of(partner="vaud")
    assert all(len(content.items_of(partner=partner.id)) > 5 for partner in content.partners)
    assert content.timeline_of(partner="vaud")[0].id == "zhenjiang-works"


def test_the_six_programmes_have_their_windows(content: Content) -> None:
    assert [(one.window, one.character) for one in content.programmes] == [
        ("moon", "学"),
        ("oct", "智"),
        ("fan", "韵"),
        ("hex", "赛"),
        ("plum", "康"),
        ("begonia", "友"),
    ]


def test_an_unknown_id_is_a_key_error(content: Content) -> None:
    for lookup in (content.partner, content.item, content.city, content.source, content.story):
        with pytest.raises(KeyError):
            lookup("nowhere")


def test_a_text_answers_in_every_language_and_no_other(content: Content) -> None:
    text: Text = content.partner("vaud").name
    assert [text.get(language.code) for language in LANGUAGES][:2] == ["沃州", "Canton of Vaud"]
    with pytest.raises(KeyError):
        text.get("de")


def test_the_deputy_prime_minister_is_named_by_office(content: Content) -> None:
    summary = content.item("cpc-briefing-2017").summary
    assert "梅纳利" not in summary.get("zh")
    assert "Mainali" not in summary.get("en")
