"""`edition`: the working edition, the one edition that is open for change."""

from typing import Annotated, Any

import typer

from server.assembly import now
from server.cli.output import WRONG_USE, rooms, say, say_json, stop
from server.cli.record import Json
from server.domain.revisions import StepState
from server.store.working_editions import AnotherOpen
from server.text.languages import Language
from server.usecases.begin_working_edition import EditionRefused, begin_working_edition
from server.usecases.read_structure import WorkingOverview, read_overview

edition = typer.Typer(no_args_is_help=True, help="The working edition: begin one, see what is in it.")

_MEANINGS = {
    "invalid": "use only small letters, digits and hyphens, at most 60 characters",
    "taken": "there is an edition with this key already",
    "missing": "it must not be empty",
    "too-long": "it must be shorter",
}


@edition.command("begin")
def begin(
    key: Annotated[str, typer.Argument(help="The edition's key, part of its addresses: 2026-revision.")],
    label_nl: Annotated[str, typer.Option(help="Its Dutch name.")],
    label_de: Annotated[str, typer.Option(help="Its German name.")],
    as_json: Json = False,
) -> None:
    """Open the current edition for change under a new key.

    Example: zwiespraak edition begin 2026-revision --label-nl "Herziening 2026" --label-de "Überarbeitung 2026"
    """
    labels = {Language.NL: label_nl, Language.DE: label_de}
    with rooms() as opened:
        try:
            begin_working_edition(opened.database, key=key, labels=labels, by=None, at=now())
        except EditionRefused as refused:
            reasons = (f"{field}: {_MEANINGS[each]}" for field, each in refused.problems.items())
            stop(f"No working edition was begun: {'; '.join(reasons)}.", WRONG_USE)
        except AnotherOpen:
            stop("No working edition was begun: there is one already, or there was one with this key.")
        found = read_overview(opened.database, at=now())
    _answer(found, as_json)


@edition.command("show")
def show(as_json: Json = False) -> None:
    """Show the sections of the working edition, and how many of their paragraphs are in step.

    Example: zwiespraak edition show --json
    """
    with rooms() as opened:
        found = read_overview(opened.database, at=now())
    _answer(found, as_json)


def _answer(found: WorkingOverview | None, as_json: bool) -> None:
    if found is None:
        stop("There is no working edition.")
    if as_json:
        say_json(_values(found))
        return
    working = found.working
    day = working.date.isoformat() if working.date else "no date yet"
    say(f"{working.key} from {working.predecessor}, revision {working.revision}, {day}, {working.status}")
    for each in found.sections:
        counts = ", ".join(f"{each.states[state]} {state}" for state in StepState if each.states.get(state))
        say(f"{each.plan.number:<6} {each.plan.key:<40} {counts or 'empty'}")


def _values(found: WorkingOverview) -> dict[str, Any]:
    working = found.working
    return {
        "key": working.key,
        "predecessor": working.predecessor,
        "labels": dict(working.labels),
        "date": working.date.isoformat() if working.date else None,
        "status": working.status,
        "revision": working.revision,
        "sections": [
            {
                "key": each.plan.key,
                "number": each.plan.number,
                "titles": dict(each.plan.titles),
                "paragraphs": list(each.plan.paragraphs),
                "states": {state.value: each.states.get(state, 0) for state in StepState},
                "open_comments": each.comments,
            }
            for each in found.sections
        ],
        "removed": list(working.structure.removed),
    }
