"""Where editors register many letters at once from a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.accounts import Account, Role
from server.domain.comments import MAX_TEXT
from server.domain.intake import IntakeRefused
from server.domain.intake_rows import MAX_ROWS, RowProblem
from server.domain.submissions import MAX_NAME
from server.formats.intake_table import MAX_BYTES, TableRefused, headers_in, read_intake_table
from server.formats.intake_words import WORDS
from server.text.languages import LANGUAGES, Language
from server.usecases.import_submissions import Imported, ImportRefused, import_submissions
from server.usecases.read_intake_options import read_intake_options
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.security import BodyRoom
from server.web.typed import legible

# The file and what a browser writes around it; at 100 kB a second.
ROOM: Final = BodyRoom(size=MAX_BYTES + 64 * 1024, seconds=120.0)
# What one can work through before looking again.
SHOWN_PROBLEMS: Final = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a table: registered, in order, or what is wrong with it."""

    done: Imported | None = None
    is_trial: bool = False
    refused: TableRefused | None = None
    problems: Sequence[RowProblem] = ()
    no_file: bool = False
    round_unknown: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether something has to be mended first."""
        return self.done is None


async def intake_file(request: Request, language: Language) -> Response:
    """Show the form (GET); check a table, or register it (POST). Nothing is registered unless all of it is."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    fields: dict[str, str] = {}
    outcome = None
    if request.method == "POST":
        async with request.form(max_files=1, max_fields=6) as sent:
            fields = {name: legible(value) for name, value in sent.items() if isinstance(value, str)}
            file = sent.get("file")
            data = await file.read() if isinstance(file, UploadFile) else b""
        outcome = await _register(visiting, account, fields, data) if data else Outcome(no_file=True)
    body = await visiting.services.run(partial(_page, visiting, fields, outcome))
    status = 422 if outcome and outcome.is_refused else 200
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


async def _register(visiting: Visit, account: Account, fields: Mapping[str, str], data: bytes) -> Outcome:
    services = visiting.services
    is_trial = fields.get("do") != "register"
    try:
        # Reading takes a second for a large one; pages do not wait for that.
        rows = await services.run_apart(read_intake_table, data)
        done = await services.run(
            import_submissions,
            services.database,
            services.signer,
            rows=rows,
            round_key=fields.get("round", ""),
            by=account,
            at=services.clock(),
            is_trial=is_trial,
            takes_again=fields.get("again") == "yes",
        )
    except TableRefused as refused:
        return Outcome(refused=refused)
    except ImportRefused as refused:
        return Outcome(problems=refused.problems)
    except IntakeRefused:
        return Outcome(round_unknown=True)
    return Outcome(done=done, is_trial=is_trial)


def _page(visiting: Visit, fields: Mapping[str, str], outcome: Outcome | None) -> str:
    services, language = visiting.services, visiting.language
    chosen = fields.get("round", "")
    options = read_intake_options(
        services.database, round_key=chosen, at=services.clock(), with_targets=False
    )
    place = LANGUAGES.index(language)
    context: dict[str, Any] = {
        "rounds": [(each.key, each.titles[language]) for each in options.rounds],
        "round": options.round,
        "outcome": outcome,
        "problems": outcome is not None and outcome.is_refused,
        "shown_problems": outcome.problems[:SHOWN_PROBLEMS] if outcome else (),
        "takes_again": fields.get("again", ""),
        "headers": headers_in(place),
        "words": {name: [each[place] for each in values.values()] for name, values in WORDS.items()},
        "limits": {"text": MAX_TEXT, "name": MAX_NAME, "rows": MAX_ROWS, "megabytes": MAX_BYTES // 2**20},
    }
    return visiting.html("intake_file.html", "", addresses.in_both("intake_file"), **context)
