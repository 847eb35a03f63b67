"""Every setting with its unit, default and meaning; read from the environment as ZWIESPRAAK_<NAME>."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from server.domain.typed import is_address
from server.mail.smtp import smtp_server

PREFIX: Final = "ZWIESPRAAK_"

# 32 random characters of an alphabet of 64 are 192 bits; NIST SP 800-107 asks for at least 112.
MIN_SECRET: Final = 32


class SettingRefused(Exception):
    """A setting has a value that cannot be used; the message names the setting and what is expected."""


# Pages live at the root of a host: cookies, the host check and every address count on it.
_BASE_URL: Final = re.compile(r"https?://[A-Za-z0-9._-]+(:[0-9]+)?|https?://\[[0-9A-Fa-f:]+\](:[0-9]+)?")
# The codes that sign people in go there, so plain http is for this machine only.
_ISSUER: Final = re.compile(r"https://\S+|http://(?:127\.0\.0\.1|localhost)(?::[0-9]+)?(?:/\S*)?")
_DATABASE_URL: Final = re.compile(r"sqlite:///(?!:memory:).|postgresql\+psycopg://")


@dataclass(frozen=True, slots=True)
class Setting:
    """What docs/operating.md says of one setting."""

    name: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation."""

    data: Path = Path("data")
    record: Path = Path()
    database_url: str = ""
    search: str = ""
    base_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    web_processes: int = 1
    log_format: str = "text"
    secret: str = ""
    mail: str = ""
    mail_from: str = ""
    limits: int = 1
    proxy: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database; SQLite in the data folder unless one is set."""
        return self.database_url or f"sqlite:///{(self.data / 'zwiespraak.sqlite').resolve()}"

    @property
    def search_engine(self) -> str:
        """What searches: the one that is set, else PostgreSQL where the database is that, else Whoosh."""
        return self.search or ("postgres" if self.database.startswith("postgresql") else "whoosh")

    @property
    def index_folder(self) -> Path:
        """Where the search index lies; it may be deleted at any time and is rebuilt."""
        return self.data / "index"

    @property
    def outbox(self) -> Path:
        """Where mails lie when there is no mail server; each is a file that a mail program opens."""
        return self.data / "outbox"

    @property
    def mail_host(self) -> str:
        """The name of the website, as mails give it."""
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def mail_sender(self) -> str:
        """The address that mails come from."""
        return self.mail_from or f"noreply@{self.mail_host if '.' in self.mail_host else 'localhost.invalid'}"


MEANINGS: Final[Mapping[str, str]] = {
    "data": "folder for the SQLite database and the search index; made when it is not there",
    "record": "folder that holds content/, glossary/ and comments/",
    "database_url": "SQLAlchemy address, for instance postgresql+psycopg://user@host/name; empty: SQLite in data",
    "search": "what searches: 'whoosh' (index in the data folder) or 'postgres'; empty: as the database",
    "base_url": "public address without a slash at the end; used in links and for the host check; follows the port",
    "host": "network address to listen on",
    "port": "TCP port to listen on, 1 to 65535",
    "web_processes": "number of web processes, 1 to 64; more than one writes only well with PostgreSQL",
    "log_format": "'text' for people, 'json' for machines",
    "secret": "32 characters or more that links in mails are made with, alike on every machine; empty: drawn once",
    "mail": "mail server: smtp://host, smtp://user:password@host?starttls or smtps://...; empty: data/outbox",
    "mail_from": "address that mails come from; empty: noreply at the host of the public address",
    "limits": "what the limits on what one client may do are multiplied with, 0 to 1000; 0: no limits",
    "proxy": "network address of the proxy in front, whose X-Forwarded-For is believed; empty: none",
    "oidc_issuer": "address of the OpenID provider that accounts may sign in with; needs [oidc]; empty: none",
    "oidc_client_id": "the name that the provider knows this service by",
    "oidc_client_secret": "the secret that goes with that name; empty: the provider asks for none",
}


def documented() -> list[Setting]:
    """All settings as the documentation shows them, in order."""
    return [
        Setting(PREFIX + field.name.upper(), str(field.default), MEANINGS[field.name])
        for field in fields(Settings)
    ]


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises SettingRefused, naming the variable and what it expects."""
    values: dict[str, Any] = {}
    for field in fields(Settings):
        typed = environment.get(PREFIX + field.name.upper(), "").strip()
        if typed:
            values[field.name] = _convert(field.name, field.type, typed)
    if "port" in values and "base_url" not in values:
        values["base_url"] = _local_address(values["port"])
    settings = Settings(**values)
    if settings.log_format not in ("text", "json"):
        raise SettingRefused(f"{PREFIX}LOG_FORMAT must be 'text' or 'json', not '{settings.log_format}'")
    if settings.secret and len(settings.secret) < MIN_SECRET:
        raise SettingRefused(f"{PREFIX}SECRET must have at least {MIN_SECRET} characters")
    if not _BASE_URL.fullmatch(settings.base_url):
        raise SettingRefused(f"{PREFIX}BASE_URL must be like https://example.org, without a slash at the end")
    if settings.database_url and not _DATABASE_URL.match(settings.database_url):
        raise SettingRefused(
            f"{PREFIX}DATABASE_URL must begin with sqlite:/// and a file or with postgresql+psycopg://"
        )
    _check_search(settings)
    _check_oidc(settings)
    _check_mail(settings)
    return settings


def _check_search(settings: Settings) -> None:
    if settings.search not in ("", "whoosh", "postgres"):
        raise SettingRefused(f"{PREFIX}SEARCH must be 'whoosh' or 'postgres', not '{settings.search}'")
    if settings.search == "postgres" and not settings.database.startswith("postgresql"):
        raise SettingRefused(
            f"{PREFIX}SEARCH must be empty or 'whoosh', as {PREFIX}DATABASE_URL does not lead to PostgreSQL"
        )


def _check_mail(settings: Settings) -> None:
    try:
        if settings.mail:
            smtp_server(settings.mail)
    except ValueError as wrong:
        raise SettingRefused(f"{PREFIX}MAIL must be a mail server: {wrong}") from None
    if not is_address(settings.mail_sender):
        raise SettingRefused(f"{PREFIX}MAIL_FROM must be an address like consultatie@example.org")


def _check_oidc(settings: Settings) -> None:
    if settings.oidc_issuer and not _ISSUER.fullmatch(settings.oidc_issuer):
        raise SettingRefused(f"{PREFIX}OIDC_ISSUER must be an address that begins with https://")
    if settings.oidc_issuer and not settings.oidc_client_id:
        raise SettingRefused(f"{PREFIX}OIDC_CLIENT_ID must be set, as {PREFIX}OIDC_ISSUER is")


def to_environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables, for the processes that `serve` starts."""
    return {
        PREFIX + field.name.upper(): str(getattr(settings, field.name))
        for field in fields(Settings)
        if str(getattr(settings, field.name))
    }


def on_port(settings: Settings, port: int | None) -> Settings:
    """The settings with another port; the public address follows it, unless one was set."""
    if port is None:
        return settings
    follows = settings.base_url == _local_address(settings.port)
    return replace(settings, port=port, base_url=_local_address(port) if follows else settings.base_url)


def _local_address(port: int) -> str:
    return f"http://127.0.0.1:{port}"


_LIMITS = {"port": (1, 65_535), "web_processes": (1, 64), "limits": (0, 1_000)}


def _convert(name: str, kind: object, typed: str) -> object:
    if kind is Path:
        return Path(typed)
    if kind is int:
        low, high = _LIMITS[name]
        if not typed.isascii() or not typed.isdigit() or not low <= int(typed) <= high:
            raise SettingRefused(
                f"{PREFIX}{name.upper()} must be a number from {low} to {high}, not '{typed}'"
            )
        return int(typed)
    return typed
