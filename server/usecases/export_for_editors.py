"""Export a round for the editors: also what is not published, with names, and it stands in the log who took it."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.public_comments import PublicComment
from server.formats.comment_shapes import Address
from server.formats.comment_tables import COLUMNS, CONTACT_COLUMNS, CsvTable, Row, rows_of
from server.store import rounds, work_comments
from server.store.acts import log_act
from server.store.database import Database
from server.store.work_comments import WorkComment
from server.usecases.export_comments import BATCH
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed


class Purpose(StrEnum):
    """What an editor needs the file for; the log keeps it."""

    ANSWERING = "answering"  # to work on the dispositions
    REPORTING = "reporting"  # to report to those who commissioned the document
    ARCHIVING = "archiving"  # because a law asks to keep it


def log_export(database: Database, *, round_key: str, purpose: Purpose, by: Account, at: datetime) -> None:
    """Write down who takes a round along, and what for. Raises Missing, NotAllowed."""
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(round_key)
    with database.write() as connection:
        if rounds.round_by_key(connection, round_key) is None:
            raise Missing("round", round_key)
        log_act(connection, Act(ActKind.EXPORTED, round_key, at, account=by.id, reason=purpose))


def export_for_editors(database: Database, round_key: str, *, address: Address) -> Iterator[bytes]:
    """The comments of a round as CSV, in every state but unconfirmed and withdrawn; no e-mail address is in it."""
    table, after = CsvTable((*COLUMNS, *CONTACT_COLUMNS)), 0
    yield table.begin()
    while True:
        with database.read() as connection:
            found = work_comments.work_comments(connection, round_key, limit=BATCH, after=after)
        if found:
            after = found[-1].sequence
            yield table.add([_row(each, address) for each in found])
        if len(found) < BATCH:
            return


def _row(found: WorkComment, address: Address) -> Row:
    comment = found.comment
    as_public = PublicComment(found.sequence, comment, found.stand, found.agreements, comment.created)
    [row] = rows_of([as_public], address)
    return {
        **row,
        "state": comment.state,
        "reason": found.reason,
        "submission": comment.submission,
        "publication": found.publication,
        "contact_name": found.contact_name,
        "contact_organisation": found.contact_organisation,
    }
