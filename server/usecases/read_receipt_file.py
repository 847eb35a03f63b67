"""Read all that a receipt says when it is taken along as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.document import Document
from server.store import documents
from server.store.database import Database
from server.usecases.missing import Missing
from server.usecases.name_targets import NamedTarget, Spot, name_targets
from server.usecases.read_receipt import Receipt, read_receipt


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """A receipt with the document, and with what each target of its comments is called."""

    receipt: Receipt
    document: Document
    names: Mapping[Spot, NamedTarget]
    made: datetime


def read_receipt_file(database: Database, *, submission_id: str, at: datetime) -> ReceiptFile:
    """The receipt of a submission; who may see it is for the caller to know (by its token). Raises Missing."""
    receipt = read_receipt(database, submission_id=submission_id, at=at)
    with database.read() as connection:
        document = documents.document(connection)
        spots = [(comment.edition, comment.target) for comment in receipt.comments]
        names = name_targets(connection, spots)
    if document is None:
        raise Missing("document", "")
    return ReceiptFile(receipt, document, names, made=at)
