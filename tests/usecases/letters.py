"""Letters for the tests of intake: as an editor types them, and as rows of a table."""

from typing import Any

from server.domain.comment_forms import CommentForm
from server.domain.intake import IntakeComment, IntakeForm
from server.domain.intake_rows import IntakeRow
from server.domain.submissions import ContactForm
from tests.worlds import KEY

# Inside the round, and before the moment at which the tests take place.
RECEIVED = "2021-09-30"


def remark(text: str = "Het handwerk ontbreekt.", on: str = "p-aaaa1", **typed: str) -> IntakeComment:
    """A Dutch comment of a letter."""
    return IntakeComment(on, CommentForm(text, **{"language": "nl", **typed}))


def letter(*comments: IntakeComment, key: str = KEY, **said: Any) -> IntakeForm:
    """A letter of a citizen that may be published with the name."""
    contact = {"name": "Anna de Vries", "group": "citizen", "publication": "named"}
    of_contact = {name: said.pop(name) for name in (*contact, "organisation", "email") if name in said}
    arrival = {"round": "autumn", "channel": "letter", "received": RECEIVED, **said}
    return IntakeForm(
        **arrival,
        contact=ContactForm(**{**contact, **of_contact}, idempotency_key=key),
        comments=comments or (remark(),),
    )


def rows(*changes: dict[str, str]) -> list[IntakeRow]:
    """Rows of a table as they were read, each with what differs from an ordinary one."""
    ordinary = {
        "channel": "letter",
        "received": RECEIVED,
        "name": "Anna de Vries",
        "group": "citizen",
        "publication": "named",
        "language": "nl",
        "target": "p-aaaa1",
        "text": "Het handwerk ontbreekt.",
    }
    return [IntakeRow(number, {**ordinary, **each}) for number, each in enumerate(changes or ({},), start=2)]
