"""When to ask for a new index: a broken one is met by every search until a worker has made another."""

from datetime import datetime, timedelta

_AGAIN_AFTER = timedelta(minutes=1)


class MendingAsked:
    """Remembers in one process when it last asked, so that many searches leave one job behind."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether to ask now; saying so counts as having asked."""
        if self._last is not None and self._last <= now < self._last + _AGAIN_AFTER:
            return False
        self._last = now
        return True
