"""The list of erased persons beside the database: it outlives a database that is replaced by an older copy."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path


class ErasedList:
    """A file with a line for everybody who was erased: the keyed hash of their address, and when.

    It holds no address, and tells nothing without the secret of the installation.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[str, datetime]:
        """Everybody in the list, and when they were erased last (UTC). Raises OSError, ValueError."""
        if not self._file.exists():
            return {}
        lines = (line.split() for line in self._file.read_text("ascii").splitlines())
        return {person: datetime.fromisoformat(moment).astimezone(UTC) for person, moment in lines}

    def add(self, erased: Mapping[str, datetime]) -> None:
        """Take these into the list; the later moment counts where somebody stands there. Raises OSError."""
        before = self.read()
        after = {
            person: max(before.get(person, moment), erased.get(person, moment))
            for person, moment in (before | dict(erased)).items()
        }
        if after == before:
            return
        replacement = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        replacement.touch(mode=0o600)
        with replacement.open("w", encoding="ascii") as file:
            file.writelines(f"{person} {moment.isoformat()}\n" for person, moment in sorted(after.items()))
            file.flush()
            os.fsync(file.fileno())
        replacement.replace(self._file)
