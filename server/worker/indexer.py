"""The indexer: puts changes into the index as they come, beside the jobs."""

import logging
from dataclasses import dataclass
from threading import Event
from typing import Final

from server.search.engine import IndexBroken
from server.store.database import Database
from server.usecases.index_record import index_waiting, mend_index
from server.usecases.search_room import SearchRoom

# Where nothing holds it up a change is in the index after this long at most; other processes find it before.
PAUSE_SECONDS: Final = 0.5
# A disk that is full will not have room half a second later.
TROUBLE_SECONDS: Final = 5.0

log = logging.getLogger("zwiespraak.indexer")


@dataclass(frozen=True, slots=True)
class Indexer:
    """Any number may work beside each other: who writes into the index keeps the others waiting."""

    database: Database
    search: SearchRoom

    def run(self, stop: Event) -> None:
        """Put changes into the index as they come until `stop` is set.

        In a thread of its own: a job may take minutes, and what was shown is to be found within seconds. What
        goes wrong leaves the changes where they are, and is tried again.
        """
        while not stop.is_set():
            stop.wait(PAUSE_SECONDS if self.run_once() else TROUBLE_SECONDS)

    def run_once(self) -> bool:
        """Put in what waits now, into a new index where the present one is broken; false when it went wrong."""
        try:
            try:
                index_waiting(self.database, self.search)
            except IndexBroken:
                mend_index(self.database, self.search)
                index_waiting(self.database, self.search)
        except Exception as error:  # one change that cannot be made must not end the indexer
            # Without a traceback: it may quote what somebody typed.
            log.warning("index_not_written", extra={"error": type(error).__name__})
            return False
        return True
