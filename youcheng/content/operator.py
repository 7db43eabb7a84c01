"""Who runs the site and answers for what people send to it."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, StringConstraints, field_validator

from youcheng.content.problems import ContentError, Problem
from youcheng.content.texts import Model, Text
from youcheng.i18n.languages import BY_CODE
from youcheng.i18n.territories import territory_codes, territory_name

FILE: Final = "operator.toml"


class Operator(Model):
    """The operator, as consents, receipts and the page about the site name it.

    Attributes:
        provisional: True while names are stand-ins; see `check_decided`.
        name: fit to stand inside a sentence, not at its beginning; never inflected.
        country: ISO 3166-1 code of where the data are stored.
        storage: where the data are stored, in words.
        children_officer: name of the person responsible for children's data.
        complaints: how to complain, in words.
        reply_days: working days in Jiangsu within which submissions are to be answered: an aim.
    """

    provisional: bool
    name: Text
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    storage: Text
    children_officer: Text
    complaints: Text
    reply_days: Annotated[int, Field(ge=1, le=120)]

    @field_validator("country")
    @classmethod
    def _check_country(cls, value: str) -> str:
        if value not in territory_codes():
            raise ValueError(f"{value} is no code of ISO 3166-1")
        return value

    def country_name(self, code: str) -> str:
        """Name of the country in the language `code`. Raises KeyError for an unknown language."""
        return territory_name(self.country, BY_CODE[code])


def check_decided(operator: Operator) -> None:
    """Return if the operator's names are the real ones.

    Nobody can agree that somebody unnamed uses their data, so the public site asks this before it
    starts.

    Raises:
        ContentError: the names are still stand-ins.
    """
    if operator.provisional:
        message = (
            "the public site needs the names of its operator and of the person responsible for "
            "children’s data: write them in and set provisional = false"
        )
        raise ContentError([Problem(FILE, "", "provisional", message)])
