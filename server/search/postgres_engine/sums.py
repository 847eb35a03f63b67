"""What is known of all documents together, counted on and off with every change."""

from server.search.documents import DocumentKey, Kind
from server.search.engine import digest_of
from server.search.postgres_engine.port import Gone, Row, State


class Sums:
    """The state of an index while documents are put in and taken out."""

    def __init__(self, state: State) -> None:
        self._state = state.copy()

    def put_in(self, row: Row) -> None:
        """Count a document on."""
        self._count(row, 1)

    def take_out(self, gone: Gone) -> None:
        """Count a document off."""
        self._count(gone, -1)

    def state(self, *, after: State | None) -> State:
        """What it comes to, one generation after the state before."""
        self._state["generation"] = after["generation"] + 1 if after else 1
        return self._state

    def _count(self, each: Row | Gone, sign: int) -> None:
        state = self._state
        key = DocumentKey(Kind(each["kind"]), each["document"], each["edition"])
        # Digests are XORs: adding a key is the same as removing it.
        state["digest"] = f"{int(state['digest'], 16) ^ int(digest_of([key]), 16):016x}"
        state["documents"] += sign
        state["nl_length"] += sign * each["nl_length"]
        state["de_length"] += sign * each["de_length"]
        state["nl_documents"] += sign * (each["nl_length"] > 0)
        state["de_documents"] += sign * (each["de_length"] > 0)
