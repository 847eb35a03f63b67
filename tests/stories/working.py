"""The working edition of the stories: begun once, and the editors who work in it."""

from datetime import UTC, datetime
from pathlib import Path

from server.domain.accounts import Role
from server.domain.revisions import Weight
from server.store import accounts
from server.store.accounts import AccountExists
from server.store.database import Database
from server.store.working_editions import AnotherOpen
from server.text.languages import Language
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.revise_paragraph import WordingChange, revise_paragraph
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from tests.stories.serving import Site

LABELS = {Language.NL: "Editie van de verhalen", Language.DE: "Fassung der Geschichten"}


def begin_edition(site: Site) -> None:
    """Open the current edition for change, where no story has done so yet."""
    by, at = _editor_of(site, "Els van Dijk"), datetime.now(UTC)
    database = _database(site)
    try:
        with database.read() as connection:
            account = accounts.account_by_email(connection, by)
        assert account is not None
        working = begin_working_edition(database, key="stories", labels=LABELS, by=account, at=at)
        # One language of one paragraph has changed: there is a task in the list of differences.
        change = WordingChange(
            Language.NL, f"Anders: {'grensoverschrijdend' * 12}.", Weight.SUBSTANTIVE, base=1
        )
        first = working.structure.paragraphs[0]
        revise_paragraph(database, paragraph=first, changes=[change], by=account, at=at)
    except AnotherOpen:
        return
    finally:
        database.close()


def editor_link(site: Site, name: str) -> str:
    """A sign-in link of an editor with this name."""
    email = _editor_of(site, name)
    database = _database(site)
    try:
        token = make_sign_in_link(database, email=email, at=datetime.now(UTC))
    finally:
        database.close()
    return f"{site.base_url}{addresses.sign_in(Language.NL, token)}"


def _editor_of(site: Site, name: str) -> str:
    email = f"{name.lower().replace(' ', '.')}@example.org"
    database = _database(site)
    try:
        with database.write() as connection:
            accounts.add_account(connection, name=name, email=email, role=Role.EDITOR)
    except AccountExists:
        return email
    finally:
        database.close()
    return email


def _database(site: Site) -> Database:
    return Database(f"sqlite:///{Path(site.environment['ZWIESPRAAK_DATA']) / 'zwiespraak.sqlite'}")
