"""What was decoded from the segments, as much of it as may be kept."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, Protocol

# The 6.4 million postings of the words and stems of 100,000 documents of 34 words take 41 MB (measured); what is asked
# for again and again is a part of them, with its positions.
MAX_BYTES: Final = 64 << 20
# An entry's share in dictionaries and objects; what a term that is nowhere costs.
_OVERHEAD: Final = 300
_ABSENT: Final = object()


class Sized(Protocol):
    """Something that knows its bytes in memory."""

    @property
    def size(self) -> int:
        """Bytes in memory."""
        ...


class Cache:
    """Keeps what was made last; forgets what was not asked for longest when it holds too many bytes."""

    def __init__(self, limit: int = MAX_BYTES) -> None:
        self._limit = limit
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.size = 0

    def get(self, key: Hashable, make: Callable[..., Any], *of: object) -> Any:
        """What is kept under a key, made `of` some values when it is not; None is kept as well."""
        found = self._kept.get(key, _ABSENT)
        if found is not _ABSENT:
            self._kept.move_to_end(key)
            return found
        found = self._kept[key] = make(*of)
        self.size += _size(found)
        while self.size > self._limit and len(self._kept) > 1:
            self.size -= _size(self._kept.popitem(last=False)[1])
        return found

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self.size = 0


def _size(found: Sized | None) -> int:
    return _OVERHEAD + (0 if found is None else found.size)
