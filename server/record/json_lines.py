"""Files of one JSON object per line: read strictly, written in one way."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from server.record.reading import Reading

Line = TypeVar("Line")


def read_lines(reading: Reading, file: str, shape: type[Line], what: str) -> Iterator[tuple[int, Line]]:
    """The lines that fit the shape, with their numbers; the others are reported as a bad `what`."""
    text = reading.text(file)
    if not text:
        return
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        try:
            yield number, msgspec.json.decode(line, type=shape)
        except msgspec.DecodeError as error:
            reading.problem(file, number, f"bad {what}: {error}")


def write_lines(values: Iterable[Any]) -> str:
    """The text of such a file."""
    return "".join(msgspec.json.encode(value).decode() + "\n" for value in values)
