"""Limits: how often something may be done in a stretch of time, before a machine is at work."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_HOUR: Final = timedelta(hours=1)
_QUARTER: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` times in a `window`; windows follow each other from midnight on (UTC).

    A window divides the day, so that nothing has to be counted over the end of a day.
    """

    name: str
    count: int
    window: timedelta

    def began(self, at: datetime) -> datetime:
        """The beginning of the window in which the moment `at` lies."""
        return at - (at - _EPOCH) % self.window


# What a client may do: a school class or an office behind one address is a client as well.
DRAFT: Final = Limit("draft", 300, _HOUR)
SUBMIT: Final = Limit("submit", 30, _HOUR)
AGREE: Final = Limit("agree", 60, _HOUR)
REPORT: Final = Limit("report", 30, _HOUR)
EXPORT: Final = Limit("export", 60, _HOUR)
# Every file of a report is made anew: of thousands of comments that takes a second.
REPORT_FILE: Final = Limit("report-file", 120, _HOUR)
OWN_DATA: Final = Limit("own-data", 30, _HOUR)
# What an account may do: a page sends a text after three seconds without a key at the earliest, which makes 1,200 in
# an hour; an editor may have several pages open.
AUTOSAVE: Final = Limit("autosave", 3_000, _HOUR)
SIGN_IN_CLIENT: Final = Limit("sign-in-client", 100, _QUARTER)
# What may be done to an address, whoever asks for it: nobody's letter box is filled by us.
MAIL_TO: Final = Limit("mail-to", 5, _HOUR)
# Apart from all other mails: who is mailed until this is full has links that sign in, and is not locked out.
SIGN_IN_MAIL: Final = Limit("sign-in-mail", 5, _HOUR)
# What may be tried on an account: slowed, never locked (OWASP ASVS 5.0, V6.3.1).
SIGN_IN: Final = Limit("sign-in", 10, _QUARTER)
