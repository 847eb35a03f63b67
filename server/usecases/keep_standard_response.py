"""Keep a standard response: a new one, another text for it, or the word that it is no longer to be used."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from server.domain.accounts import Account
from server.domain.disposition_forms import MAX_TITLE, FormRefused, Problem
from server.domain.dispositions import MAX_RESPONSE, Outcome, StandardResponse
from server.domain.typed import clean_line, clean_text
from server.store import standard_responses
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES, Language
from server.usecases.find_disposition import must_be_editor
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class StandardResponseForm:
    """What an editor typed; both texts are needed, the outcome may be left open."""

    title: str
    outcome: Outcome | None
    responses: Mapping[Language, str]
    retired: bool = False


class ChangedMeanwhile(Exception):
    """Somebody else changed the standard response first; `present` is how it reads now."""

    def __init__(self, present: StandardResponse) -> None:
        super().__init__(str(present.id))
        self.present = present


def mark_of(response: StandardResponse) -> str:
    """A mark of all that a standard response says, by which a form knows what it was made on."""
    texts = [response.responses.get(language, "") for language in LANGUAGES]
    said = (response.title, response.outcome or "", *texts, str(response.retired))
    return sha256("\x1f".join(said).encode()).hexdigest()[:32]


def keep_standard_response(
    database: Database, *, number: int | None, form: StandardResponseForm, seen: str, by: Account
) -> StandardResponse:
    """Keep a new standard response (`number` None), or change one that was `seen` with this mark.

    Dispositions that used it keep their text. A title names one of those that are in use. The same again
    changes nothing. Raises Missing, NotAllowed, FormRefused, ChangedMeanwhile.
    """
    must_be_editor(by)
    responses = {each: clean_text(form.responses.get(each, "")) for each in LANGUAGES}
    wanted = StandardResponse(number or 0, clean_line(form.title), form.outcome, responses, form.retired)
    with database.write() as connection:
        known = standard_responses.all_standard_responses(connection)
        if number is None:
            same = [each for each in known if mark_of(each) == mark_of(wanted)]
            if same:
                return same[0]
        _check(wanted, known)
        if number is None:
            return standard_responses.add_standard_response(connection, wanted)
        return _change(connection, wanted, seen)


def _change(connection: Connection, wanted: StandardResponse, seen: str) -> StandardResponse:
    present = standard_responses.standard_response(connection, wanted.id, alone=True)
    if present is None:
        raise Missing("standard response", str(wanted.id))
    if mark_of(present) == mark_of(wanted):
        return present
    if mark_of(present) != seen:
        raise ChangedMeanwhile(present)
    standard_responses.change_standard_response(connection, wanted)
    return wanted


def _check(wanted: StandardResponse, known: list[StandardResponse]) -> None:
    problems: dict[str, Problem] = {}
    if not wanted.title:
        problems["title"] = Problem.MISSING
    elif len(wanted.title) > MAX_TITLE:
        problems["title"] = Problem.TOO_LONG
    elif not wanted.retired and any(
        each.title == wanted.title and each.id != wanted.id and not each.retired for each in known
    ):
        problems["title"] = Problem.TAKEN
    for language, text in wanted.responses.items():
        if not text:
            problems[f"response_{language}"] = Problem.MISSING
        elif len(text) > MAX_RESPONSE:
            problems[f"response_{language}"] = Problem.TOO_LONG
    if problems:
        raise FormRefused(problems)
