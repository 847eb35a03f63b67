"""The world of the table of permissions: one object of each kind, and seven people who try all of them.

What a person knows decides what they ask for: only A has the links that were mailed to A. Everybody else asks
with what they could make of the id: it alone, or B's own link with A's id written into it.
"""

import base64
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from starlette.testclient import TestClient

from server.domain.accounts import Account, Role
from server.domain.comments import Comment
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.public_record import PublicRecord
from server.domain.reports import ReportForm
from server.domain.submissions import Submission
from server.domain.tokens import Purpose
from server.store.database import Database
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.invite import Guest, invite
from server.usecases.keep_draft import read_basket
from server.usecases.moderate_comment import moderate_comment
from server.usecases.report_comment import report_comment
from server.usecases.sign_in import make_sign_in_link, sign_in
from server.usecases.withdraw import withdraw_comment
from server.web.sessions import BASKET_COOKIE, SESSION_COOKIE
from tests.participating import add_round, comments_in, submit, submitted, write
from tests.usecases.people import person
from tests.web.answering import answering
from tests.web.conftest import Site
from tests.worlds import DE, KEY, NL, NOON, OPENING, SIGNER, edition, record, round_on

PEOPLE = ("reader", "A", "B", "moderator", "editor NL", "editor DE", "administrator")
IN_MARCH = datetime(2021, 3, 15, 12, tzinfo=UTC)
_DRAFTS = {"A": "the-basket-of-a-0001", "B": "the-basket-of-b-0001"}


# From who asks to what they write in an address for an object.
Namer = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class World:
    """The site with its objects by the names that the table gives them, and everybody's browser."""

    site: Site
    browsers: Mapping[str, TestClient]
    accounts: Mapping[str, Account]
    objects: Mapping[str, Namer]
    pristine: sqlite3.Connection
    file: Path

    def restore(self) -> None:
        """Have everything as it was."""
        with closing(sqlite3.connect(self.file)) as target:
            self.pristine.backup(target)

    def named(self, name: str, who: str) -> str:
        """What somebody would write in an address for an object."""
        return self.objects[name](who)


def two_editions() -> PublicRecord:
    """The record of this world: the edition of 2021, and one before it to compare it with."""
    return record(edition("2020", OPENING, day=date(2020, 9, 28)), edition("2021", predecessor="2020"))


def build(site: Site, file: Path) -> World:
    """Let everybody do their part, and remember how it was."""
    database = site.database
    accounts = _accounts(database)
    of_a, of_b = _said(database, accounts["moderator"])
    objects = {**_comments(database, of_a, of_b), **_links(database, accounts, of_a, of_b)}
    objects |= _past(database)
    for who, token in _DRAFTS.items():
        write(database, token, f"Nog niet ingediend door {who}.", language="nl")
        number = read_basket(database, token=token)[0].number
        objects[f"draft of {who}"] = _same(str(number))
    by = accounts["administrator"]
    [invitation] = invite(
        database, round_key="autumn", guests=[Guest("Kamer", "")], language=NL, by=by, at=NOON
    )
    objects["invitation"] = _same(invitation.id)
    labels = {NL: "Volgende editie", DE: "Nächste Fassung"}
    begin_working_edition(database, key="next", labels=labels, by=by, at=NOON)
    answering(database, of_a.confirmed, by=by)
    browsers = _browsers(site, accounts)
    pristine = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(sqlite3.connect(file)) as source:
        source.backup(pristine)
    return World(site, browsers, accounts, objects, pristine, file)


def _accounts(database: Database) -> dict[str, Account]:
    return {
        "moderator": person(database, Role.MODERATOR, "Mo"),
        "editor NL": person(database, Role.EDITOR, "Nel", NL),
        "editor DE": person(database, Role.EDITOR, "Dea", DE),
        "administrator": person(database, Role.ADMINISTRATOR, "Ada"),
    }


@dataclass(frozen=True, slots=True)
class _Handed:
    """What somebody has handed in."""

    confirmed: Submission
    waiting: Submission
    unreleased: Submission


def _said(database: Database, moderator: Account) -> tuple[_Handed, _Handed]:
    """A's and B's submissions; of each confirmed one the first comment is shown, the second waits."""
    handed = []
    for name in ("A", "B"):
        email = f"{name.lower()}@example.org"
        texts = [f"{name} zegt {word}." for word in ("een", "twee", "drie", "vier")]
        who = {"name": name, "email": email, "mail_replies": "yes"}
        confirmed = submitted(database, *texts, **who)
        waiting = submit(database, f"{name} wacht.", **who)
        releaser = {"releaser": f"baas-{email}", "organisation": f"Firma {name}"}
        unreleased = submitted(database, f"{name} vraagt de baas.", **who, **releaser)
        first, _, third, fourth = comments_in(database, confirmed)
        for comment, to in ((first, ModerationState.SHOWN), (third, ModerationState.DECLINED)):
            moderate_comment(
                database, comment_id=comment.id, to=to, by=moderator, at=NOON, category=DeclineReason.INSULT
            )
        withdraw_comment(database, submission_id=confirmed.id, comment_id=fourth.id, at=NOON)
        report = ReportForm(reason="insult", text="", form_key=f"{KEY}-{name}")
        report_comment(database, comment_id=first.id, form=report, at=NOON)
        handed.append(_Handed(confirmed, waiting, unreleased))
    return handed[0], handed[1]


def _comments(database: Database, of_a: _Handed, of_b: _Handed) -> dict[str, Namer]:
    found: dict[str, Namer] = {}
    states = ("shown", "held", "declined", "withdrawn")
    for name, handed in (("A", of_a), ("B", of_b)):
        kept = comments_in(database, handed.confirmed)
        assert [each.state.value for each in kept] == list(states)
        for comment in kept:
            found[f"{comment.state.value} of {name}"] = _same(comment.id)
        [unconfirmed] = comments_in(database, handed.waiting)
        found[f"unconfirmed of {name}"] = _same(unconfirmed.id)
    return found


def _links(
    database: Database, accounts: Mapping[str, Account], of_a: _Handed, of_b: _Handed
) -> dict[str, Namer]:
    both = (("A", of_a), ("B", of_b))
    shown = {name: _first_comment(database, handed.confirmed).id for name, handed in both}
    person_of = {name: SIGNER.person(f"{name.lower()}@example.org") for name in ("A", "B")}
    found = {
        "receipt of A": _own(Purpose.RECEIPT, of_a.confirmed.id, of_b.confirmed.id),
        "waiting receipt of A": _own(Purpose.RECEIPT, of_a.waiting.id, of_b.waiting.id),
        "release of A": _own(Purpose.RELEASE, of_a.unreleased.id, of_b.unreleased.id),
        "mail-off of A": _own(Purpose.MAIL_OFF, of_a.confirmed.id, of_b.confirmed.id),
        "agreement of A": _own(
            Purpose.AGREE, f"{shown['B']}/{person_of['A']}", f"{shown['A']}/{person_of['B']}"
        ),
        "data of A": _own(Purpose.OWN_DATA, person_of["A"], person_of["B"]),
        "account": _same(str(accounts["moderator"].id)),
        "paragraph": _same(OPENING.paragraphs[0].id),
    }
    link = make_sign_in_link(database, email=accounts["administrator"].email, at=NOON)
    found["link of administrator"] = lambda who: link if who == "administrator" else "a-guess"
    return found


def _past(database: Database) -> dict[str, Namer]:
    """A round that has closed, and what A and B submitted while it was open."""
    spring = replace(round_on("2021"), key="spring", opens=date(2021, 3, 1), closes=date(2021, 4, 1))
    add_round(database, spring)
    of_a, of_b = (
        submitted(database, f"{name} was er vroeg bij.", at=IN_MARCH, email=f"{name}@example.org")
        for name in ("a", "b")
    )
    return {
        "spring receipt of A": _own(Purpose.RECEIPT, of_a.id, of_b.id),
        "spring comment of A": _same(_first_comment(database, of_a).id),
    }


def _first_comment(database: Database, submission: Submission) -> Comment:
    return comments_in(database, submission)[0]


def _same(name: str) -> Namer:
    return lambda _: name


def _own(purpose: Purpose, subject: str, of_b: str) -> Namer:
    """The link that A was mailed; what B can make of B's own; the bare id for all others."""
    _, until, mac = SIGNER.sign(purpose, of_b).split(".")
    forged = base64.urlsafe_b64encode(subject.encode()).rstrip(b"=").decode()
    known = {"A": SIGNER.sign(purpose, subject), "B": f"{forged}.{until}.{mac}"}
    return lambda who: known.get(who, subject.replace("/", "-"))


def _browsers(site: Site, accounts: Mapping[str, Account]) -> dict[str, TestClient]:
    browsers = {who: site.another_visitor() for who in PEOPLE}
    for who, token in _DRAFTS.items():
        browsers[who].cookies.set(BASKET_COOKIE, token)
    for who, account in accounts.items():
        link = make_sign_in_link(site.database, email=account.email, at=NOON)
        session = sign_in(site.database, token=link, at=NOON)
        assert session is not None
        browsers[who].cookies.set(SESSION_COOKIE, session)
    return browsers
