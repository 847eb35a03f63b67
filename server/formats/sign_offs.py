"""Sign-offs as one text each: the side, the moment in UTC, and by whom."""

import re
from datetime import UTC, datetime

from server.domain.glossary import SignOff
from server.formats.refusal import FormatRefused
from server.text.languages import Language

_FORM = re.compile(r"(nl|de) (\S+) (.+)", re.DOTALL)


def written_sign_off(given: SignOff) -> str:
    """A sign-off as "nl 2026-11-20T09:30:00+00:00 Anna Jansen"."""
    return f"{given.side} {given.at.astimezone(UTC).isoformat()} {given.by}"


def read_sign_off(text: str, line: int) -> SignOff:
    """The sign-off that `written_sign_off` wrote; raises FormatRefused for anything else."""
    found = _FORM.fullmatch(text)
    moment = _moment(found[2]) if found else None
    if not found or not moment:
        raise FormatRefused(line, f'sign-off: "{text}" is not a language, a moment with its zone, and a name')
    return SignOff(side=Language(found[1]), by=found[3], at=moment.astimezone(UTC))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
