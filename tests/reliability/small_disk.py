"""A disk of a few megabytes that only one server sees: a tmpfs in a mount namespace of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

# The database, its write-ahead log and the index of the shipped record need about 20 MB.
_MEGABYTES = 48
_COPY_AND_RUN = (
    'mount -t tmpfs -o size={size}m tmpfs "$ZWIESPRAAK_DATA" && cp -a "$SMALL_DISK_FROM"/. "$ZWIESPRAAK_DATA" '
    '&& exec "$@"'
)


def can_be_made() -> bool:
    """Whether this machine lets us: a kernel with user namespaces, and the programs for it."""
    if not shutil.which("unshare") or not shutil.which("nsenter"):
        return False
    mounting = ["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(mounting, capture_output=True, check=False).returncode == 0


def command(data: Path) -> list[str]:
    """What runs a server with what lies in `data` on a small disk in the place of its data folder."""
    script = _COPY_AND_RUN.format(size=_MEGABYTES)
    return ["env", f"SMALL_DISK_FROM={data}", "unshare", "-Urm", "sh", "-c", script, "sh"]


class SmallDisk:
    """The disk that the server with this process id sees at `folder`."""

    def __init__(self, pid: int, folder: Path) -> None:
        self._pid, self._folder = pid, folder
        self._filling = Path(f"/proc/{pid}/root{folder}/filling")

    def fill(self) -> None:
        """Leave no room at all."""
        with self._filling.open("ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    def make_room(self) -> None:
        """Take away what fills it."""
        self._filling.unlink()

    def back_up(self, name: str, to: Path) -> None:
        """Copy a database from the disk to a file elsewhere, as its server goes on."""
        copying = "import sqlite3, sys; a, b = map(sqlite3.connect, sys.argv[1:]); a.backup(b)"
        enter = ["nsenter", "-t", str(self._pid), "-U", "-m", "--preserve-credentials"]
        source = str(self._folder / name)
        subprocess.run([*enter, sys.executable, "-c", copying, source, str(to)], check=True)
