"""A program that publishes the working edition of a SQLite file and writes the record, saying where it is."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from server.store.database import Database
from server.usecases.dump_record import dump_record
from server.usecases.publish_edition import publish_edition
from server.web import addresses


def main(file: str, root: str, edition: str) -> None:
    """Say "begin" and "end" around it, so that whoever kills knows when."""
    database = Database(f"sqlite:///{file}")
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    print("begin", flush=True)
    publish_edition(database, edition=edition, by=None, at=at, concept_address=addresses.concept)
    print("public", flush=True)
    dump_record(database, Path(root))
    print("end", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
