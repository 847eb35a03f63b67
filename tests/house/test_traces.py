"""Nothing committed tells on which machine it was made, or works on that one only."""

import re
from typing import Final

from tests.house.source_tree import REPOSITORY, committed_files

# Joined here, so that this file does not hold them itself.
REGISTRIES: Final = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
        ("static", "crates", "io"),
    )
)
# Folders of somebody's machine; what every Debian has at the same place (/usr, /etc, /var/lib) is not meant.
PLACES: Final = re.compile(r"(?<![\w.}>])/(?:home|root|tmp|work|Users|opt)/\w")
# Not written here: other people's files, unchanged.
FOREIGN: Final = ("tests/stories/vendor/", "server/web/static/fonts/")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in committed_files():
        name = path.relative_to(REPOSITORY).as_posix()
        if name.startswith(FOREIGN):
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{name}:{number}: {line.strip()[:100]}")
    return found


def test_no_file_names_a_registry() -> None:
    assert lines_with(re.compile("|".join(re.escape(host) for host in REGISTRIES))) == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert lines_with(PLACES) == []
