"""Managing accounts: by administrators, logged, at once, and never without one of them."""

import pytest

from server.domain.accounts import Account, AccountDetails, AccountProblem, AccountRefused, Role
from server.domain.acts import Act, ActKind
from server.domain.mails import Mail, MailKind
from server.store import accounts, identities, passwords
from server.store.database import Database
from server.usecases.manage_accounts import (
    NotAdministrator,
    add_account,
    change_account,
    close_account,
    list_accounts,
    mail_link,
    read_account,
)
from server.usecases.missing import Missing
from server.usecases.sign_in import is_open_link, make_sign_in_link, signed_in_account
from tests.usecases.people import log_of, mails_left, person, signed_in, with_password
from tests.worlds import DE, NL, NOON

JAN = AccountDetails("Jan", "jan@example.org", Role.EDITOR, NL)
ACCOUNT_ACTS = (ActKind.ACCOUNT_ADDED, ActKind.ACCOUNT_CHANGED, ActKind.ACCOUNT_CLOSED)


@pytest.fixture
def boss(database: Database) -> Account:
    """The one administrator."""
    return person(database, Role.ADMINISTRATOR, "Boss")


def test_an_added_account_is_listed_logged_and_gets_a_mail(database: Database, boss: Account) -> None:
    jan = add_account(database, details=JAN, by=boss, at=NOON, mail_in=DE)
    assert (jan.name, jan.email, jan.role, jan.side) == ("Jan", "jan@example.org", Role.EDITOR, NL)
    assert list_accounts(database, by=boss) == [boss, jan]
    assert mails_left(database) == [Mail(MailKind.SIGN_IN, DE, "jan@example.org", {})]
    assert log_of(database, *ACCOUNT_ACTS)[-1] == Act(
        ActKind.ACCOUNT_ADDED, str(jan.id), NOON, boss.id, to_state="editor"
    )


def test_an_address_has_one_account(database: Database, boss: Account) -> None:
    for _ in range(2):
        with pytest.raises(AccountRefused) as refused:
            add_account(
                database,
                details=AccountDetails("Boss 2", boss.email, Role.EDITOR, None),
                by=boss,
                at=NOON,
                mail_in=NL,
            )
        assert refused.value.problems == {"email": AccountProblem.EMAIL_TAKEN}
    assert mails_left(database) == []


def test_a_change_holds_at_once_in_every_session_and_is_logged(database: Database, boss: Account) -> None:
    jan = person(database, Role.EDITOR, "Jan", NL)
    session = signed_in(database, jan)
    changed = AccountDetails("Jan de Vries", "ignored@example.org", Role.MODERATOR, None)
    change_account(database, account_id=jan.id, details=changed, by=boss, at=NOON)
    now = signed_in_account(database, token=session, at=NOON)
    assert now == Account(jan.id, "Jan de Vries", "jan@example.org", Role.MODERATOR, None)
    assert log_of(database, ActKind.ACCOUNT_CHANGED) == [
        Act(ActKind.ACCOUNT_CHANGED, str(jan.id), NOON, boss.id, "editor", "moderator", "name,role,side")
    ]


def test_a_change_of_nothing_is_not_logged(database: Database, boss: Account) -> None:
    same = AccountDetails(boss.name, boss.email, boss.role, boss.side)
    change_account(database, account_id=boss.id, details=same, by=boss, at=NOON)
    assert log_of(database, ActKind.ACCOUNT_CHANGED) == []


def test_a_closed_account_is_opened_by_nothing_and_keeps_its_name(database: Database, boss: Account) -> None:
    jan = person(database, Role.EDITOR, "Jan")
    with_password(database, jan)
    session, link = signed_in(database, jan), make_sign_in_link(database, email=jan.email, at=NOON)
    with database.write() as connection:
        identities.add_identity(connection, jan.id, "https://id.example.org", "jan")
    close_account(database, account_id=jan.id, by=boss, at=NOON)
    assert signed_in_account(database, token=session, at=NOON) is None
    assert not is_open_link(database, token=link, at=NOON)
    with pytest.raises(Missing):
        make_sign_in_link(database, email=jan.email, at=NOON)
    with database.read() as connection:
        assert passwords.password_set_at(connection, jan.id) is None
        assert identities.account_of_identity(connection, "https://id.example.org", "jan") is None
        kept = accounts.account_by_id(connection, jan.id)
    assert kept is not None
    assert (kept.name, kept.closed) == ("Jan", NOON)
    assert log_of(database, *ACCOUNT_ACTS)[-1] == Act(
        ActKind.ACCOUNT_CLOSED, str(jan.id), NOON, boss.id, from_state="editor"
    )


def test_the_last_administrator_stays_one(database: Database, boss: Account) -> None:
    jan = person(database, Role.EDITOR, "Jan")
    demoted = AccountDetails(boss.name, boss.email, Role.EDITOR, None)
    with pytest.raises(AccountRefused) as refused:
        change_account(database, account_id=boss.id, details=demoted, by=boss, at=NOON)
    assert refused.value.problems == {"role": AccountProblem.LAST_ADMINISTRATOR}
    with pytest.raises(AccountRefused) as refused:
        close_account(database, account_id=boss.id, by=None, at=NOON)
    assert refused.value.problems == {"sure": AccountProblem.LAST_ADMINISTRATOR}
    promoted = AccountDetails("Jan", jan.email, Role.ADMINISTRATOR, None)
    change_account(database, account_id=jan.id, details=promoted, by=boss, at=NOON)
    close_account(database, account_id=boss.id, by=boss, at=NOON)
    with pytest.raises(AccountRefused):
        close_account(database, account_id=jan.id, by=None, at=NOON)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_only_administrators_manage_accounts(database: Database, boss: Account, role: Role) -> None:
    jan = person(database, role, "Jan")
    for act in (
        lambda: list_accounts(database, by=jan),
        lambda: read_account(database, account_id=boss.id, by=jan),
        lambda: add_account(database, details=JAN, by=jan, at=NOON),
        lambda: change_account(database, account_id=jan.id, details=JAN, by=jan, at=NOON),
        lambda: close_account(database, account_id=boss.id, by=jan, at=NOON),
        lambda: mail_link(database, account_id=boss.id, by=jan, language=NL, at=NOON),
    ):
        with pytest.raises(NotAdministrator):
            act()
    assert len(log_of(database, *ACCOUNT_ACTS)) == 2


def test_what_is_closed_or_was_never_there_cannot_be_changed(database: Database, boss: Account) -> None:
    jan = person(database, name="Jan")
    close_account(database, account_id=jan.id, by=boss, at=NOON)
    for account_id in (jan.id, 999):
        with pytest.raises(Missing):
            change_account(database, account_id=account_id, details=JAN, by=boss, at=NOON)
        with pytest.raises(Missing):
            close_account(database, account_id=account_id, by=boss, at=NOON)
        with pytest.raises(Missing):
            mail_link(database, account_id=account_id, by=boss, language=NL, at=NOON)


def test_no_act_holds_an_address(database: Database, boss: Account) -> None:
    jan = add_account(database, details=JAN, by=boss, at=NOON)
    renamed = AccountDetails("Janneke", jan.email, Role.MODERATOR, DE)
    change_account(database, account_id=jan.id, details=renamed, by=boss, at=NOON)
    close_account(database, account_id=jan.id, by=boss, at=NOON)
    assert "@" not in str(log_of(database))
