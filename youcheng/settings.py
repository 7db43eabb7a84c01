"""One typed object for every setting, read from ``YOUCHENG_*`` environment variables.

A value that does not fit stops the start with a message that names the variable. Secrets may come
from files: ``YOUCHENG_<NAME>_FILE`` names a file whose stripped content is the value.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from youcheng import paths

PREFIX = "YOUCHENG_"


class SettingsError(Exception):
    """A setting does not fit; the message names the environment variable, one problem a line."""


class Settings(BaseSettings):
    """The site's settings. Each field is one environment variable ``YOUCHENG_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    profile: Literal["local", "production"] = Field(
        "local",
        description="'production' is for the public site: it refuses to start without an https "
        "address or while the operator is provisional, and never loads sample content.",
    )
    reload: bool = Field(
        False, description="Watch the source files and reload on change; `make dev` sets it."
    )
    var: Path = Field(
        paths.ROOT / "var", description="Folder of everything that is written at run time."
    )
    public_url: str = Field(
        "http://localhost:8501",
        description="Address of the site as visitors see it, without a slash at the end: used in "
        "canonical links, link previews, the sitemap and the calendar.",
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        description="Host names that the site answers to, as a JSON list; a request with any "
        "other Host header gets 400. A name without a port matches every port.",
    )
    map_approval: str = Field(
        "",
        description="Map approval number (审图号) under every map; empty: shown as pending.",
    )
    contact: str = Field(
        "",
        description="E-mail address of the operator, shown on the about page; empty hides it.",
    )
    collect_seconds: float = Field(
        60.0,
        ge=0,
        description="Seconds between two full garbage collections off the request path; they "
        "replace the one that Streamlit would do after every script run. 0 turns them off.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least severity of the lines that reach the log."
    )

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _hosts_are_a_list(cls, value: object) -> object:
        # Decoded here and not by pydantic-settings, whose error does not name the variable.
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise ValueError('must be a JSON list such as ["example.org"]') from None

    @field_validator("public_url")
    @classmethod
    def _public_url_is_an_origin(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

    @field_validator("var")
    @classmethod
    def _var_is_absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @model_validator(mode="after")
    def _production_is_encrypted(self) -> Settings:
        if self.production and not self.public_url.startswith("https://"):
            raise ValueError(
                "the profile 'production' needs YOUCHENG_PUBLIC_URL to begin with https://"
            )
        return self

    @property
    def production(self) -> bool:
        """True in the production profile."""
        return self.profile == "production"


def _values_from_files() -> dict[str, str]:
    values: dict[str, str] = {}
    for name in Settings.model_fields:
        variable = f"{PREFIX}{name.upper()}_FILE"
        if path := os.environ.get(variable):
            try:
                values[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{variable}: {path}: {error.strerror}") from error
    return values


@cache
def get_settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        SettingsError: a variable holds a value that does not fit, or a named file cannot be read.
    """
    try:
        return Settings(**_values_from_files())  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [
            f"{PREFIX}{str(problem['loc'][0]).upper()}: {problem['msg']} "
            f"(given: {problem['input']!r})"
            if problem["loc"]
            else problem["msg"]
            for problem in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from error
