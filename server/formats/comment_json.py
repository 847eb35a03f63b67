"""Public comments of a round as JSON: the file in which nothing is lost."""

from collections.abc import Sequence

from server.domain.document import Document
from server.domain.public_comments import LeftBehind, PublicComment
from server.domain.rounds import Round
from server.formats.comment_shapes import Address, as_json, shape_of


class JsonFile:
    """The round, the list "comments" and the list "tombstones", piece by piece; `turn` begins the second."""

    def __init__(self, round_: Round, document: Document, address: Address) -> None:
        self._round, self._document, self._address = round_, document, address
        self._is_first = True

    def begin(self) -> bytes:
        """What stands before the first comment."""
        head = {
            "document": {
                "titles": self._document.titles,
                "publisher": self._document.publisher,
                "licence": self._document.licence,
            },
            "round": {
                "key": self._round.key,
                "edition": self._round.edition,
                "titles": self._round.titles,
                "opens": self._round.opens,
                "closes": self._round.closes,
                "time_zone": self._round.time_zone,
                "demonstration": self._round.demonstration,
                "questions": [{"key": each.key, "texts": each.texts} for each in self._round.questions],
            },
        }
        return as_json(head)[:-1] + b',"comments":['

    def add(self, found: Sequence[PublicComment | LeftBehind]) -> bytes:
        """Some members of the present list, one on each line."""
        pieces = [as_json(shape_of(each, self._address)) for each in found]
        before = b"\n" if self._is_first else b",\n"
        self._is_first = self._is_first and not pieces
        return before + b",\n".join(pieces) if pieces else b""

    def turn(self) -> bytes:
        """What stands between the two lists."""
        self._is_first = True
        return b'\n],"tombstones":['

    def end(self) -> bytes:
        """What stands after the last tombstone."""
        return b"\n]}\n"
