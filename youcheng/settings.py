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
from urllib.parse import urlsplit

from pydantic import (
    AnyHttpUrl,
    Field,
    IPvAnyNetwork,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from youcheng import paths

PREFIX = "YOUCHENG_"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def split_address(address: str) -> tuple[str, int]:
    """Host and port of an address to listen on, such as ``127.0.0.1:9464`` or ``[::1]:9464``.

    Raises:
        ValueError: one of them is missing, or more is there.
    """
    parts = urlsplit(f"//{address}")
    if parts.netloc != address or not parts.hostname or not parts.port or parts.username:
        raise ValueError("must be a host and a port, such as 127.0.0.1:9464")
    return parts.hostname, parts.port


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
    sample: Literal["auto", "off"] = Field(
        "auto",
        description="'auto': the local profile fills a database that holds nothing real with the "
        "sample edition after the start; 'off' leaves it empty.",
    )
    map_approval: str = Field(
        "",
        description="Map approval number (审图号) under every map; empty: shown as pending.",
    )
    contact: str = Field(
        "",
        description="E-mail address of the operator, shown on the about page; empty hides it.",
    )
    database_url: str = Field(
        "",
        description="Address of the database, such as postgresql://user@host/youcheng; empty: a "
        "SQLite file youcheng.sqlite3 in the folder `var`.",
    )
    jobs: Literal["embedded", "worker"] = Field(
        "embedded",
        description="Who does the background work: 'embedded', the site itself; 'worker', the "
        "command `worker`, beside any number of replicas of the site, which then keep nothing of "
        "their own and need a PostgreSQL, a bucket and a given secret.",
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="At least 32 characters that nobody knows: signs forms, one-time codes and "
        "counts. Empty: drawn at the first start and kept in the folder `var`.",
    )
    s3_bucket: str = Field(
        "",
        description="Bucket for the files of submissions; empty: the folder `files` in `var`.",
    )
    s3_endpoint: str = Field(
        "", description="Address of the S3-compatible server; empty: that of the region."
    )
    s3_region: str = Field("us-east-1", description="Region of the bucket.")
    s3_access_key: str = Field("", description="Id of the access key of the bucket.")
    s3_secret_key: SecretStr = Field(SecretStr(""), description="Secret of that access key.")
    s3_prefix: str = Field("", description="Folder in the bucket for this site's files.")
    free_disk: int = Field(
        1_000_000_000,
        ge=0,
        description="Bytes that stay free on the disk of `var`: below it nothing more is taken "
        "and visitors are told so. 0 turns the check off.",
    )
    smtp_host: str = Field(
        "",
        description="Mail server; empty: mails stay in the outbox, and the start and the command "
        "`doctor` say so.",
    )
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_tls: Literal["none", "starttls", "tls"] = Field(
        "starttls", description="How the connection to the mail server is encrypted."
    )
    smtp_username: str = Field("", description="Name for the mail server; empty: none is given.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password for the mail server.")
    mail_from: str = Field(
        "",
        description="Address that mails come from, such as 'Youcheng <noreply@example.org>'; "
        "needed with a mail server.",
    )
    staff_mail: str = Field(
        "",
        description="Address that is told of each submission by code and programme alone; empty: "
        "nobody is.",
    )
    oidc_issuer: str = Field(
        "",
        description="Address of the organisation's OpenID Connect provider, to the letter as it "
        "calls itself: staff may sign in there. Empty: with a password of this site alone.",
    )
    oidc_client_id: str = Field("", description="Name of this site at that provider.")
    oidc_client_secret: SecretStr = Field(
        SecretStr(""), description="Secret of this site at that provider."
    )
    passwords: bool = Field(
        True,
        description="Whether staff may sign in with a password of this site; 'false' needs a "
        "provider.",
    )
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = Field(
        (),
        description="Addresses or networks of proxies whose X-Forwarded-For is believed, as a "
        'JSON list such as ["127.0.0.1"]; empty: none.',
    )
    sockets_per_address: int = Field(
        400,
        ge=0,
        description="Connections that one network address may hold at once, and sockets of the "
        "app: enough for a class of fifty behind one address. Proxies that are trusted may hold "
        "any number of connections. 0 turns the limit off.",
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
    log_format: Literal["text", "json"] = Field(
        "text", description="Shape of the log: lines for people, or one JSON object a line."
    )
    metrics_address: str = Field(
        "",
        description="Private address that answers with metrics for Prometheus, such as "
        "127.0.0.1:9464; empty: none does.",
    )

    @field_validator("allowed_hosts", "trusted_proxies", mode="before")
    @classmethod
    def _is_a_list(cls, value: object) -> object:
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
        try:
            url = AnyHttpUrl(value)
        except ValidationError:
            raise ValueError("must begin with http:// or https:// and name a host") from None
        origin = str(AnyHttpUrl.build(scheme=url.scheme, host=url.host or "", port=url.port))
        if str(url) != origin:
            raise ValueError("must be scheme, host and port alone, such as https://example.org")
        return origin.rstrip("/")

    @field_validator("metrics_address")
    @classmethod
    def _metrics_have_host_and_port(cls, value: str) -> str:
        if value:
            split_address(value)
        return value

    @field_validator("var")
    @classmethod
    def _var_is_absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("secret_key")
    @classmethod
    def _secret_is_long(cls, value: SecretStr) -> SecretStr:
        if value and len(value.get_secret_value()) < 32:
            raise ValueError("must have at least 32 characters")
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer_is_encrypted(cls, value: str) -> str:
        parts = urlsplit(value)
        is_local = parts.scheme == "http" and parts.hostname in _LOOPBACK
        if value and not (is_local or (parts.scheme == "https" and parts.hostname)):
            raise ValueError("must begin with https://, but for a trial on this machine")
        return value

    @model_validator(mode="after")
    def _sign_in_is_complete(self) -> Settings:
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_client_secret):
            raise ValueError(
                "YOUCHENG_OIDC_ISSUER needs YOUCHENG_OIDC_CLIENT_ID and "
                "YOUCHENG_OIDC_CLIENT_SECRET as well"
            )
        if not (self.passwords or self.oidc_issuer):
            raise ValueError("YOUCHENG_PASSWORDS=false needs YOUCHENG_OIDC_ISSUER as well")
        return self

    @model_validator(mode="after")
    def _replicas_keep_nothing(self) -> Settings:
        shared = {
            "DATABASE_URL": self.database_url.startswith("postgresql"),
            "S3_BUCKET": self.s3_bucket,
            "SECRET_KEY": self.secret_key,
        }
        missing = [f"{PREFIX}{name}" for name, is_given in shared.items() if not is_given]
        if self.jobs == "worker" and missing:
            raise ValueError(
                f"YOUCHENG_JOBS=worker needs {', '.join(missing)} as well: a PostgreSQL, a bucket "
                "and a secret that all replicas share"
            )
        return self

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Settings:
        if self.smtp_host and not self.mail_from:
            raise ValueError("YOUCHENG_SMTP_HOST needs YOUCHENG_MAIL_FROM as well")
        return self

    @model_validator(mode="after")
    def _production_is_encrypted(self) -> Settings:
        if self.production and not self.encrypted:
            raise ValueError(
                "the profile 'production' needs YOUCHENG_PUBLIC_URL to begin with https://"
            )
        return self

    @property
    def production(self) -> bool:
        """True in the production profile."""
        return self.profile == "production"

    @property
    def encrypted(self) -> bool:
        """Whether visitors reach the site by https."""
        return self.public_url.startswith("https://")

    @property
    def fills_with_samples(self) -> bool:
        """Whether an empty database is filled with the sample edition; never in production."""
        return self.sample == "auto" and not self.production


def _values_from_files() -> dict[str, str]:
    values: dict[str, str] = {}
    for name in Settings.model_fields:
        variable = f"{PREFIX}{name.upper()}_FILE"
        if path := os.environ.get(variable):
            try:
                values[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{variable}: {path}: {error.strerror}") from error
            except UnicodeDecodeError:
                # Without its cause, which quotes the content.
                raise SettingsError(f"{variable}: {path}: is no text in UTF-8") from None
    return values


def _describe(problem: ErrorDetails) -> str:
    if not problem["loc"]:
        return problem["msg"]
    name = str(problem["loc"][0])
    field = Settings.model_fields.get(name)
    secret = field is not None and field.annotation is SecretStr
    given = "not shown" if secret else repr(problem["input"])
    return f"{PREFIX}{name.upper()}: {problem['msg']} (given: {given})"


@cache
def get_settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        SettingsError: a variable holds a value that does not fit, or a named file cannot be read.
    """
    try:
        return Settings(**_values_from_files())  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [_describe(problem) for problem in error.errors()]
        raise SettingsError("\n".join(lines)) from error
