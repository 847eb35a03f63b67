"""People with accounts at work: signed in, with a password, and what the log says of them."""

from datetime import datetime, timedelta

from server.domain.accounts import Account, AccountDetails, Role
from server.domain.acts import Act, ActKind
from server.domain.mails import Mail
from server.domain.one_time_codes import STEP_SECONDS, code_at
from server.store import acts, jobs, mails
from server.store.database import Database
from server.text.languages import Language
from server.usecases.manage_accounts import add_account
from server.usecases.set_password import PasswordForm, codes_to_set_up, set_password
from server.usecases.sign_in import make_sign_in_link, sign_in
from tests.worlds import NOON, SIGNER

PASSWORD = "fiets kaas wolk 7"
STEP = timedelta(seconds=STEP_SECONDS)


def person(
    database: Database, role: Role = Role.EDITOR, name: str = "Els", side: Language | None = None
) -> Account:
    """Somebody with an account."""
    details = AccountDetails(name, f"{name.lower()}@example.org", role, side)
    return add_account(database, details=details, by=None, at=NOON)


def signed_in(database: Database, account: Account, at: datetime = NOON, device: str = "") -> str:
    """The token of a new session."""
    link = make_sign_in_link(database, email=account.email, at=at)
    session = sign_in(database, token=link, at=at, device=device)
    assert session is not None
    return session


def with_password(database: Database, account: Account, at: datetime = NOON) -> str:
    """Set PASSWORD; the secret of the account's codes."""
    codes = codes_to_set_up(SIGNER, account)
    form = PasswordForm(PASSWORD, PASSWORD, code_at(codes.secret, at), codes.seed)
    token = signed_in(database, account, at)
    set_password(database, SIGNER, account=account, token=token, form=form, device="", at=at)
    return codes.secret


def log_of(database: Database, *kinds: ActKind) -> list[Act]:
    """What the log holds of these kinds, oldest first."""
    with database.read() as connection:
        return [each.act for each in reversed(acts.latest_acts(connection, limit=100, kinds=kinds))]


def mails_left(database: Database, at: datetime = NOON) -> list[Mail]:
    """The mails that wait to be sent."""
    found = []
    with database.write() as connection:
        while job := jobs.take_job(connection, now=at, until=at + timedelta(days=9)):
            if job.kind == mails.SEND_MAIL:
                mail = mails.mail_by_number(connection, int(job.payload["mail"]))
                assert mail is not None
                found.append(mail)
    return found
