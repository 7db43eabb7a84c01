"""Settings: what does not fit stops the start with a line that names the variable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from youcheng.settings import PREFIX, Settings, SettingsError, get_settings


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
        monkeypatch.delenv(f"{PREFIX}{name.upper()}_FILE", raising=False)
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def test_the_defaults_serve_a_visitor_on_this_machine() -> None:
    found = get_settings()
    assert found.public_url == "http://localhost:8501"
    assert "localhost" in found.allowed_hosts
    assert not found.production
    assert not found.reload
    assert found.var.is_absolute()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PROFILE", "staging"),
        ("RELOAD", "perhaps"),
        ("PUBLIC_URL", "localhost:8501"),
        ("PUBLIC_URL", "ftp://example.org"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://example.org/youcheng"),
        ("PUBLIC_URL", "https://example.org?lang=zh"),
        ("PUBLIC_URL", "https://example.org:none"),
        ("PUBLIC_URL", "https://staff:secret@example.org"),
        ("PUBLIC_URL", "https://example .org"),
        ("ALLOWED_HOSTS", "localhost"),
        ("ALLOWED_HOSTS", '{"a": 1}'),
        ("TRUSTED_PROXIES", "127.0.0.1"),
        ("TRUSTED_PROXIES", '["proxy.example"]'),
        ("COLLECT_SECONDS", "-1"),
        ("COLLECT_SECONDS", "often"),
        ("LOG_LEVEL", "LOUD"),
        ("OIDC_ISSUER", "http://login.example.org"),
        ("OIDC_ISSUER", "login.example.org"),
        ("PASSWORDS", "false"),
    ],
)
def test_a_value_that_does_not_fit_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as error:
        get_settings()
    [line] = str(error.value).splitlines()
    assert PREFIX + name in line


def test_proxies_are_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUCHENG_TRUSTED_PROXIES", '["127.0.0.1", "10.0.0.0/8", "::1"]')
    found = [str(one) for one in get_settings().trusted_proxies]
    assert found == ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]


def test_every_problem_has_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUCHENG_PROFILE", "x")
    monkeypatch.setenv("YOUCHENG_COLLECT_SECONDS", "x")
    with pytest.raises(SettingsError) as error:
        get_settings()
    assert len(str(error.value).splitlines()) == 2


def test_production_needs_an_encrypted_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUCHENG_PROFILE", "production")
    with pytest.raises(SettingsError, match="YOUCHENG_PUBLIC_URL"):
        get_settings()
    get_settings.cache_clear()
    monkeypatch.setenv("YOUCHENG_PUBLIC_URL", "https://example.org/")
    assert get_settings().production
    assert get_settings().public_url == "https://example.org"


@pytest.mark.parametrize(
    ("name", "content", "value"),
    [
        ("CONTACT", "desk@example.org\n", "desk@example.org"),
        ("COLLECT_SECONDS", " 5 \n", 5.0),
        ("ALLOWED_HOSTS", '["example.org"]\n', ("example.org",)),
    ],
)
def test_a_value_may_come_from_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, content: str, value: object
) -> None:
    path = tmp_path / "value"
    path.write_text(content)
    monkeypatch.setenv(f"{PREFIX}{name}_FILE", str(path))
    assert getattr(get_settings(), name.lower()) == value


def test_a_file_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YOUCHENG_CONTACT_FILE", str(tmp_path / "nothing"))
    with pytest.raises(SettingsError, match=r"YOUCHENG_CONTACT_FILE.*nothing"):
        get_settings()


def test_a_file_that_holds_no_text_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"\xff" * 64)
    monkeypatch.setenv("YOUCHENG_SECRET_KEY_FILE", str(path))
    with pytest.raises(SettingsError, match=r"YOUCHENG_SECRET_KEY_FILE.*secret"):
        get_settings()


def test_a_provider_comes_with_the_name_and_secret_of_the_site(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YOUCHENG_OIDC_ISSUER", "https://login.example.org")
    monkeypatch.setenv("YOUCHENG_OIDC_CLIENT_ID", "youcheng")
    with pytest.raises(SettingsError, match="YOUCHENG_OIDC_CLIENT_SECRET"):
        get_settings()
    secret = tmp_path / "secret"
    secret.write_text("hidden away\n")
    monkeypatch.setenv("YOUCHENG_OIDC_CLIENT_SECRET_FILE", str(secret))
    monkeypatch.setenv("YOUCHENG_PASSWORDS", "false")
    found = get_settings()
    assert found.oidc_client_secret.get_secret_value() == "hidden away"
    assert not found.passwords
    assert "hidden away" not in repr(found)


def test_replicas_need_what_they_share(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("YOUCHENG_JOBS", "worker")
    monkeypatch.setenv("YOUCHENG_DATABASE_URL", f"sqlite:///{tmp_path}/records.sqlite3")
    with pytest.raises(SettingsError) as error:
        get_settings()
    for name in ("DATABASE_URL", "S3_BUCKET", "SECRET_KEY"):
        assert PREFIX + name in str(error.value)
    monkeypatch.setenv("YOUCHENG_DATABASE_URL", "postgresql://youcheng@records/youcheng")
    monkeypatch.setenv("YOUCHENG_S3_BUCKET", "files")
    monkeypatch.setenv("YOUCHENG_SECRET_KEY", "k" * 32)
    assert get_settings().jobs == "worker"
