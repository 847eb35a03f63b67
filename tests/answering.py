"""A round that was answered: comments in two languages, dispositions, and the edition that came of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from server.domain.comments import Comment, CommentKind, Country, Quote
from server.domain.dispositions import Disposition, Outcome
from server.domain.editions import Edition
from server.domain.public_record import PublicRecord
from server.domain.targets import Target, TargetKind
from server.store import dispositions
from server.store.database import Database
from tests.worlds import DE, NL, NOON, STEPS, comment, edition, load, paragraph, record, round_on, section

OLD = edition("2021")
# The first paragraph is reworded in Dutch, the second split in two; the last stays as it was.
NEW = replace(
    edition(
        "2022",
        section(
            "1-opening",
            "1",
            "Opening",
            "Auftakt",
            paragraph(
                "p-aaaa1", "De digitalisering gaat heel snel.", "Die Digitalisierung kommt schnell voran."
            ),
            paragraph("p-cccc1", "Het mkb doet mee.", "Die KMU machen mit."),
            paragraph("p-cccc2", "Het gaat om 75%.", "Es sind 75 %."),
        ),
        STEPS,
        day=date(2022, 2, 1),
        predecessor="2021",
    ),
    lineage={"p-cccc1": ("p-aaaa2",), "p-cccc2": ("p-aaaa2",)},
)

SUGGESTED = replace(
    comment(1, language=NL),
    text="Het gaat sneller.",
    kind=CommentKind.SUGGESTION,
    suggested_wording="De digitalisering gaat heel snel.",
    organisation="IHK Nord Westfalen",
    country=Country.NL,
)
QUOTED = replace(
    comment(2, language=DE),
    text="Wie schnell?",
    quote=Quote("schnell", "kommt ", " voran"),
    country=Country.DE,
)
ON_STEPS = comment(3, on=STEPS.paragraphs[0], section="2-steps", language=DE)
ON_ALL = replace(comment(4, language=NL), section="", target=Target(TargetKind.DOCUMENT))
COMMENTS = (SUGGESTED, QUOTED, ON_STEPS, ON_ALL)

RESPONSES = {NL: "U hebt gelijk.", DE: "Sie haben recht."}


def answered_record(comments: Sequence[Comment] = COMMENTS, *editions: Edition) -> PublicRecord:
    """A record of two editions, of which the round is on the first."""
    whole = record(*(editions or (OLD, NEW)), comments=comments)
    return replace(whole, rounds=(round_on("2021"),))


def load_answered(database: Database, root: Path, comments: Sequence[Comment] = COMMENTS) -> None:
    """Load it: nothing is decided yet."""
    load(database, root / "record", answered_record(comments))


def decide(
    database: Database,
    comment_id: str,
    outcome: Outcome = Outcome.ADOPTED,
    *,
    public: datetime | None = NOON + timedelta(days=120),
    **values: Any,
) -> Disposition:
    """A decision on a comment, by default a public one that led to nothing."""
    given = {"edition": "2022", "responses": RESPONSES, "decided": NOON + timedelta(days=100), **values}
    disposition = Disposition(comment=comment_id, outcome=outcome, public=public, **given)
    with database.write() as connection:
        assert dispositions.save_disposition(connection, disposition, round_key="autumn", base=0)
    return disposition
