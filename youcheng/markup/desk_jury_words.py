"""What the jury's pages on the desk say: states, rules, agreement, and why an act was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from youcheng.content.collection import Content
from youcheng.content.editions import CompetitionEdition
from youcheng.content.subjects import entry_form_id
from youcheng.domain.jury.agreement import Agreement
from youcheng.domain.jury.conflicts import Rule
from youcheng.domain.jury.records import RoundRecord
from youcheng.domain.jury.rounds import Quorum, RoundState
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_list, format_number
from youcheng.markup.desk_words import refused_words
from youcheng.services.jury_access import JuryRefused, Overtaken
from youcheng.services.jury_exporting import SHEET_COLUMNS, SheetWords

_MOST_CODES = 20


@dataclass(frozen=True, slots=True)
class JuryNames:
    """What ids stand for, in the reader's language: countries, age bands and awards by id, and the
    number of each round."""

    edition: str
    countries: Mapping[str, str]
    bands: Mapping[str, str]
    awards: Mapping[str, str]
    rounds: Mapping[str, int]


def name_jury(content: Content, edition: CompetitionEdition, t: Translator) -> JuryNames:
    """The names of an edition; its countries are those that children may enter from."""
    code = t.language.code
    country = content.form(entry_form_id(edition)).field("country")
    years = t.gettext("{youngest} to {oldest} years")
    return JuryNames(
        edition=edition.name.get(code),
        countries={one.id: one.label.get(code) for one in country.options},
        bands={
            one.id: years.format(youngest=one.youngest, oldest=one.oldest) for one in edition.bands
        },
        awards={one.id: one.name.get(code) for one in edition.awards},
        rounds={one.id: number for number, one in enumerate(edition.rounds, 1)},
    )


def round_state_words(record: RoundRecord | None, t: Translator, *, signed: bool) -> str:
    """How far a round is."""
    if record is None:
        return t.pgettext("round", "Not opened yet")
    if record.state is RoundState.OPEN:
        return t.pgettext("round", "Open")
    if signed:
        return t.pgettext("round", "Closed and signed")
    return t.pgettext("round", "Closed, not signed")


def quorum_words(quorum: Quorum, t: Translator) -> str:
    """What every entry needs."""
    words = t.gettext("jurors for an entry: {jurors}; countries: {countries}")
    return words.format(jurors=quorum.jurors, countries=quorum.countries)


def rule_words(rule: Rule, t: Translator) -> str:
    """What was put down about conflicts."""
    words = {
        Rule.RECUSED: t.pgettext("event", "A juror stepped aside"),
        Rule.COUNTRY: t.gettext("Dismiss the rule about the same country"),
        Rule.SCHOOL: t.gettext("Dismiss the rule about the same school"),
        Rule.TEACHER: t.gettext("Dismiss the rule about the teacher"),
        Rule.PUPIL: t.gettext("The child is a pupil or a relation of the juror"),
    }
    return words[rule]


def agreement_words(found: Agreement, t: Translator) -> str:
    """What an alpha says of the jurors."""
    words = {
        Agreement.RELIABLE: t.gettext("The jurors agree: the ranks can be relied on."),
        Agreement.TENTATIVE: t.gettext("The jurors agree in part: take the ranks with care."),
        Agreement.LOW: t.gettext("The jurors agree little: discuss the first ones before signing."),
        Agreement.UNKNOWN: t.gettext("Nothing can be said: scores are too few, or all alike."),
    }
    return words[found]


def share_words(share: str, count: int | None, t: Translator) -> str:
    """How many there are of an award."""
    if count is None:
        return t.gettext("number not decided")
    words = {
        "band": t.gettext("{number} for each age band"),
        "partner": t.gettext("{number} for each country"),
        "edition": t.gettext("{number} in all"),
    }
    return words[share].format(number=format_number(count, t.language))


def jury_trouble(error: Exception, t: Translator) -> str:
    """Why an act was refused."""
    if isinstance(error, Overtaken):
        return t.gettext(
            "Somebody has changed the round since you looked. Nothing was done; look through it "
            "again."
        )
    if not isinstance(error, JuryRefused):
        return refused_words(error, t)
    changed = t.gettext("The round has been opened or closed meanwhile, or its time is over.")
    words = {
        "round": changed,
        "closed": changed,
        "entry": t.gettext("There is no such entry in this round."),
        "juror": t.gettext("Choose somebody with an active juror’s account and no seat yet."),
        "country": t.gettext("Choose a country for every juror."),
        "reason": t.gettext("Give a reason, in at most 1,000 characters."),
        "sheet": t.gettext("This is not the result sheet that you saw. Read it again."),
        "award": t.gettext("As many of this award as there are have been proposed already."),
    }
    if error.code == "quorum":
        codes = format_list(error.entries[:_MOST_CODES], t.language)
        return t.gettext("Entries without a quorum: {codes}").format(codes=codes)
    return words.get(error.code) or refused_words(error, t)


def figure(value: float, t: Translator) -> str:
    """A figure to two decimals; zero has no sign."""
    return format_number(round(value, 2) + 0.0, t.language)


def sheet_heads(t: Translator) -> dict[str, str]:
    """Headings of a result sheet."""
    return {
        "rank": t.pgettext("sheet", "Rank"),
        "code": t.pgettext("column", "Reference code"),
        "entry": t.pgettext("sheet", "Random id"),
        "band": t.gettext("Age group"),
        "scores": t.pgettext("sheet", "Scores"),
        "countries": t.pgettext("sheet", "Countries"),
        "mean": t.pgettext("sheet", "Raw mean"),
        "median": t.gettext("Median"),
        "normalised": t.pgettext("sheet", "Normalised"),
        "deviation": t.pgettext("sheet", "Spread"),
        "fallback": t.pgettext("sheet", "not normalised"),
        "discuss": t.pgettext("sheet", "to discuss"),
        "under_quorum": t.pgettext("sheet", "under quorum"),
        "goes_on": t.pgettext("sheet", "shortlisted"),
    }


def sheet_words(names: JuryNames, t: Translator) -> SheetWords:
    """What an exported sheet says."""
    heads = sheet_heads(t)
    return SheetWords({one: heads[one] for one in SHEET_COLUMNS}, names.bands, t.gettext("yes"))
