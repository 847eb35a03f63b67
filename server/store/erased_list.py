"""The list of erased persons beside the database: it outlives a database that is replaced by an older copy."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_UTC: Final = "+00:00"


class ErasedList:
    """A file with a line for every erasure: the keyed hash of an address, and when. Lines are only ever added.

    It holds no address, and tells nothing without the secret of the installation.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[str, datetime]:
        """Everybody in the list, and when they were erased last (UTC). Raises OSError."""
        found: dict[str, datetime] = {}
        for line in self._lines():
            person, _, moment = line.strip().partition(" ")
            # Whoever wrote half a line died over it, and wrote it once more.
            if moment.endswith(_UTC):
                erased = datetime.fromisoformat(moment)
                found[person] = max(found.get(person, erased), erased)
        return found

    def add(self, erased: Mapping[str, datetime]) -> None:
        """Take these into the list, where it does not know them yet or knows an earlier moment. Raises OSError."""
        known, lines = self.read(), self._lines()
        new = {person: at for person, at in erased.items() if person not in known or known[person] < at}
        if not new:
            return
        self._file.touch(mode=0o600)
        with self._file.open("a", encoding="ascii") as file:
            if lines and not lines[-1].endswith("\n"):
                file.write("\n")
            file.writelines(
                f"{person} {at.astimezone(UTC).isoformat()}\n" for person, at in sorted(new.items())
            )
            file.flush()
            os.fsync(file.fileno())

    def _lines(self) -> list[str]:
        return self._file.read_text("ascii").splitlines(keepends=True) if self._file.exists() else []
