"""Taking part as a browser does it: write, review, hand in, confirm; and looking at what is stored."""

from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from server.domain.comments import Comment
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.submissions import Submission
from server.domain.tokens import Purpose
from server.store.accounts import account_by_email
from server.store.baskets import KeptDraft
from server.store.comments import comment_of
from server.store.database import Database
from server.store.schema import comments, submissions
from server.store.submissions import submission_of
from server.usecases.keep_draft import read_basket
from server.usecases.moderate_comment import moderate_comment
from server.web import addresses
from server.web.sessions import BASKET_COOKIE
from tests.web.conftest import EDITOR, Site
from tests.web.html import form_values
from tests.worlds import SIGNER

THREAD = {"nl": "/nl/edities/2021/reacties/p-aaaa1", "de": "/de/fassungen/2021/anmerkungen/p-aaaa1"}
BASKET = {"nl": "/nl/inbreng", "de": "/de/stellungnahme"}
SUBMITTED = {"nl": "/nl/inbreng/verzonden", "de": "/de/stellungnahme/gesendet"}


def filled(visitor: TestClient, path: str = THREAD["nl"], **typed: str) -> dict[str, str]:
    """The form of a thread with the fields that somebody typed; a text unless told otherwise."""
    blank = form_values(visitor.get(path).text, path.partition("?")[0])
    return {**blank, "text": "Het handwerk ontbreekt.", **typed}


def write(visitor: TestClient, path: str = THREAD["nl"], **typed: str) -> Response:
    """Put a comment into the visitor's basket."""
    return visitor.post(path.partition("?")[0], data=filled(visitor, path, **typed))


def contact(visitor: TestClient, language: str = "nl", **typed: str) -> dict[str, str]:
    """The last form with the fields that somebody filled in; a citizen who signs as Jan unless told otherwise."""
    blank = form_values(visitor.get(BASKET[language]).text, BASKET[language])
    usual = {"name": "Jan", "group": "citizen", "email": "jan@example.org", "publication": "named"}
    return {**blank, **usual, **typed}


def send(visitor: TestClient, language: str = "nl", **typed: str) -> Response:
    """Hand in what lies in the basket."""
    return visitor.post(BASKET[language], data=contact(visitor, language, **typed))


def hand_in(
    site: Site, path: str = THREAD["nl"], *, who: dict[str, str] | None = None, **typed: str
) -> Comment:
    """Write one comment, hand it in and confirm it, in a browser of its own; the comment as it is then."""
    visitor = site.another_visitor()
    assert write(visitor, path, **typed).status_code == 303
    assert send(visitor, **(who or {})).status_code == 303
    submission = submitted(site.database)[-1]
    assert visitor.post(receipt(submission)).status_code == 303
    return stored(site.database)[-1]


def receipt(submission: Submission, language: str = "nl") -> str:
    """The address of the receipt, as it stands in the mail."""
    return addresses.receipt(language, SIGNER.sign(Purpose.RECEIPT, submission.id))


def decide(
    site: Site,
    comment: Comment,
    to: ModerationState = ModerationState.SHOWN,
    category: DeclineReason = DeclineReason.OTHER,
) -> None:
    """Let the editor decide on a comment."""
    with site.database.read() as connection:
        editor = account_by_email(connection, EDITOR)
    assert editor is not None
    moderate_comment(
        site.database, comment_id=comment.id, to=to, by=editor, at=site.clock(), category=category
    )


def show(site: Site, path: str = THREAD["nl"], *, who: dict[str, str] | None = None, **typed: str) -> Comment:
    """Hand in a comment and let the editor show it."""
    comment = hand_in(site, path, who=who, **typed)
    decide(site, comment)
    return stored(site.database)[-1]


def stored(database: Database) -> list[Comment]:
    """Every comment in the order in which they came, in whatever state."""
    with database.read() as connection:
        return [comment_of(row) for row in connection.execute(select(comments).order_by(comments.c.sequence))]


def held(database: Database) -> list[Comment]:
    """Every comment that waits for a moderator."""
    return [each for each in stored(database) if each.state is ModerationState.HELD]


def submitted(database: Database) -> list[Submission]:
    """Every submission in the order in which they came."""
    with database.read() as connection:
        rows = connection.execute(select(submissions).order_by(submissions.c.sequence))
        return [submission_of(row) for row in rows]


def drafts(site: Site, visitor: TestClient | None = None) -> list[KeptDraft]:
    """What lies in a visitor's basket."""
    token = (visitor or site.visitor).cookies.get(BASKET_COOKIE, "")
    return read_basket(site.database, token=token)
