"""glossary/<document>.tbx: the concepts of the record once more, in the form that others can take."""

from collections.abc import Iterable

from server.domain.glossary import Concept
from server.formats import tbx3


def termbase_file(concepts: Iterable[Concept]) -> bytes:
    """What the file must hold: TBX v3 with the concepts in order of key; raises ValueError without any."""
    return tbx3.export(sorted(concepts, key=lambda concept: concept.key))


def first_stale_line(found: bytes | None, concepts: Iterable[Concept]) -> int | None:
    """The line, from 1, at which a file stops saying what the concepts say; None when it is up to date.

    A file that is not there (None) is stale from its first line on.
    """
    wanted = termbase_file(concepts)
    if found == wanted:
        return None
    wanted_lines, found_lines = wanted.split(b"\n"), (found or b"").split(b"\n")
    pairs = enumerate(zip(wanted_lines, found_lines, strict=False), start=1)
    differing = (number for number, (left, right) in pairs if left != right)
    return next(differing, min(len(wanted_lines), len(found_lines)) + 1)
