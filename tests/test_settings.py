"""Settings: read from the environment, and a wrong one is named."""

from dataclasses import fields
from pathlib import Path

import pytest

from server.settings import (
    PREFIX,
    SettingRefused,
    Settings,
    documented,
    on_port,
    read_settings,
    to_environment,
)


def test_without_an_environment_everything_is_on_this_machine() -> None:
    settings = read_settings({})
    assert settings == Settings()
    assert (settings.host, settings.port, settings.base_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert settings.database == f"sqlite:///{Path('data/zwiespraak.sqlite').resolve()}"
    assert settings.index_folder == Path("data/index")


def test_each_setting_is_read_from_a_variable_of_its_own() -> None:
    environment = {
        "ZWIESPRAAK_DATA": "/srv/data",
        "ZWIESPRAAK_RECORD": "/srv/record",
        "ZWIESPRAAK_DATABASE_URL": "postgresql+psycopg://zwiespraak@db/zwiespraak",
        "ZWIESPRAAK_SEARCH": "whoosh",
        "ZWIESPRAAK_BASE_URL": "https://example.org",
        "ZWIESPRAAK_HOST": "0.0.0.0",
        "ZWIESPRAAK_PORT": " 9000 ",
        "ZWIESPRAAK_WEB_PROCESSES": "4",
        "ZWIESPRAAK_LOG_FORMAT": "json",
        "ZWIESPRAAK_SECRET": "a secret of thirty-two characters",
        "ZWIESPRAAK_OIDC_ISSUER": "https://id.example.org",
        "ZWIESPRAAK_OIDC_CLIENT_ID": "zwiespraak",
        "ZWIESPRAAK_OIDC_CLIENT_SECRET": "client secret",
        "ZWIESPRAAK_MAIL": "smtps://u:p@mail.example.org",
        "ZWIESPRAAK_MAIL_FROM": "consultatie@example.org",
        "ZWIESPRAAK_LIMITS": "0",
        "ZWIESPRAAK_PROXY": "10.0.0.2",
        "OTHER": "x",
    }
    settings = read_settings(environment)
    assert settings == Settings(
        data=Path("/srv/data"),
        record=Path("/srv/record"),
        database_url="postgresql+psycopg://zwiespraak@db/zwiespraak",
        search="whoosh",
        base_url="https://example.org",
        host="0.0.0.0",
        port=9000,
        web_processes=4,
        log_format="json",
        secret="a secret of thirty-two characters",
        oidc_issuer="https://id.example.org",
        oidc_client_id="zwiespraak",
        oidc_client_secret="client secret",
        mail="smtps://u:p@mail.example.org",
        mail_from="consultatie@example.org",
        limits=0,
        proxy="10.0.0.2",
    )
    assert settings.database == settings.database_url
    assert {PREFIX + field.name.upper() for field in fields(Settings)} == set(environment) - {"OTHER"}


def test_the_public_address_follows_the_port_until_one_is_set() -> None:
    assert read_settings({"ZWIESPRAAK_PORT": "9000"}).base_url == "http://127.0.0.1:9000"
    both = {"ZWIESPRAAK_PORT": "9000", "ZWIESPRAAK_BASE_URL": "https://example.org"}
    assert read_settings(both).base_url == "https://example.org"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("PORT", "-1"),
        ("PORT", "٨٠٠٠"),
        ("PORT", "8e3"),
        ("WEB_PROCESSES", "0"),
        ("WEB_PROCESSES", "65"),
        ("LIMITS", "-1"),
        ("LIMITS", "1001"),
        ("LOG_FORMAT", "xml"),
        ("BASE_URL", "example.org"),
        ("BASE_URL", "ftp://example.org"),
        ("BASE_URL", "https://"),
        ("BASE_URL", "https://example.org/"),
        ("BASE_URL", "https://example.org/path"),
        ("BASE_URL", "https://example.org?x"),
        ("BASE_URL", "https://user@example.org"),
        ("BASE_URL", "https://exam ple.org"),
        ("MAIL", "mail.example.org"),
        ("MAIL", "smtp://u:p@mail.example.org"),
        ("MAIL", "smtp://mail.example.org:port"),
        ("MAIL_FROM", "consultatie"),
        ("MAIL_FROM", "Consultatie <consultatie@example.org>"),
        ("SEARCH", "lucene"),
        ("SEARCH", "postgres"),
        ("DATABASE_URL", "zwiespraak.sqlite"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "postgresql://host/name"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
    ],
)
def test_a_wrong_value_is_refused_and_its_variable_named(name: str, value: str) -> None:
    with pytest.raises(SettingRefused, match=f"^ZWIESPRAAK_{name} must "):
        read_settings({f"ZWIESPRAAK_{name}": value})


def test_search_goes_with_the_database_until_it_is_set() -> None:
    database = {"ZWIESPRAAK_DATABASE_URL": "postgresql+psycopg://zwiespraak@db/zwiespraak"}
    assert read_settings({}).search_engine == "whoosh"
    assert read_settings(database).search_engine == "postgres"
    assert read_settings(database | {"ZWIESPRAAK_SEARCH": "postgres"}).search_engine == "postgres"
    assert read_settings(database | {"ZWIESPRAAK_SEARCH": "whoosh"}).search_engine == "whoosh"


@pytest.mark.parametrize(
    "value", ["https://example.org", "http://localhost:8080", "http://[::1]:8000", "https://EXAMPLE.org"]
)
def test_a_public_address_is_a_scheme_and_a_host(value: str) -> None:
    assert read_settings({"ZWIESPRAAK_BASE_URL": value}).base_url == value


@pytest.mark.parametrize(
    ("base_url", "sender"),
    [
        ("https://masterstrategie.example.org", "noreply@masterstrategie.example.org"),
        ("http://127.0.0.1:8000", "noreply@127.0.0.1"),
        ("http://localhost:8000", "noreply@localhost.invalid"),
        ("http://[::1]:8000", "noreply@localhost.invalid"),
    ],
)
def test_mails_come_from_the_host_of_the_public_address_until_a_sender_is_set(
    base_url: str, sender: str
) -> None:
    assert read_settings({"ZWIESPRAAK_BASE_URL": base_url}).mail_sender == sender
    own = {"ZWIESPRAAK_BASE_URL": base_url, "ZWIESPRAAK_MAIL_FROM": "consultatie@example.org"}
    assert read_settings(own).mail_sender == "consultatie@example.org"


def test_the_password_of_the_mail_server_is_in_no_refusal() -> None:
    with pytest.raises(SettingRefused) as refused:
        read_settings({"ZWIESPRAAK_MAIL": "smtp://u:s3cret@mail.example.org"})
    assert "s3cret" not in str(refused.value)


def test_a_process_that_is_started_gets_the_same_settings() -> None:
    settings = Settings(data=Path("/srv/data"), port=9000, base_url="https://example.org", log_format="json")
    assert read_settings(to_environment(settings)) == settings
    assert read_settings(to_environment(Settings())) == Settings()


def test_every_setting_is_documented_with_its_default() -> None:
    described = {setting.name: setting for setting in documented()}
    assert list(described) == [PREFIX + field.name.upper() for field in fields(Settings)]
    assert described["ZWIESPRAAK_PORT"].default == "8000"
    assert all(setting.meaning for setting in described.values())


@pytest.mark.parametrize(
    ("settings", "port", "base_url"),
    [
        (Settings(), None, "http://127.0.0.1:8000"),
        (Settings(), 9000, "http://127.0.0.1:9000"),
        (Settings(port=9000, base_url="http://127.0.0.1:9000"), 9001, "http://127.0.0.1:9001"),
        (Settings(base_url="https://example.org"), 9000, "https://example.org"),
    ],
)
def test_a_port_on_the_command_line_moves_the_address_that_is_printed_and_checked(
    settings: Settings, port: int | None, base_url: str
) -> None:
    chosen = on_port(settings, port)
    assert (chosen.port, chosen.base_url) == (port or settings.port, base_url)
