"""`publish`: the gate, and through it."""

from typing import Annotated

import typer

from server.assembly import Rooms, now
from server.cli.output import rooms, say, say_json, stop
from server.cli.record import Json
from server.domain.publishing import OpenPoint, PointKind, blocking
from server.text.languages import Language
from server.usecases.check_gate import check_gate
from server.usecases.dump_record import dump_record
from server.usecases.missing import Missing
from server.usecases.publish_edition import ChangedMeanwhile, GateClosed, publish_edition
from server.web import addresses
from server.web.pages.publishing import point_address

_MEANINGS = {
    PointKind.MISSING_SIDE: "has no wording in this language",
    PointKind.OUTDATED_SIDE: "is not in step with the other language",
    PointKind.WORDING: "has a mistake in its Markdown",
    PointKind.TERM: "uses a term otherwise than the other language; mend it or dismiss it",
    PointKind.EMPTY_SECTION: "has no paragraph",
    PointKind.NUMBER_TAKEN: "has the number of another section",
    PointKind.ADDRESS_TAKEN: "has the address of another section",
    PointKind.ADDRESS_RESERVED: "has the address of another page of the site",
    PointKind.DATE_MISSING: "the edition has no date",
    PointKind.DATE_TOO_EARLY: "the date is not later than that of the newest edition",
    PointKind.DATE_TOO_LATE: "the date is more than a year ahead",
    PointKind.NOTE_MISSING: "the change note is missing",
    PointKind.NOTHING_CHANGED: "nothing has changed",
    PointKind.ROUND_OPEN: "is still open",
    PointKind.HELD: "waits for moderation",
    PointKind.UNDECIDED: "has no decided disposition",
    PointKind.PARAGRAPH_GONE: "its disposition names a paragraph that is gone",
    PointKind.PREDECESSOR_MENDED: "was mended in the predecessor since (notice)",
    PointKind.UNSAVED: "holds text that an editor has not saved (notice)",
    PointKind.UNANSWERED: "its counter-proposal has no answer (notice)",
    PointKind.UNCHANGED: "is adopted, but the paragraph has not changed (notice)",
}

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what is open; change nothing.")]


def publish(dry_run: DryRun = False, as_json: Json = False) -> None:
    """Publish the working edition, or say what is open; exit 1 when something is.

    Example: zwiespraak publish --dry-run
    """
    with rooms() as opened:
        try:
            gate = check_gate(opened.database, at=now(), concept_address=addresses.concept)
        except Missing:
            stop("there is no working edition; begin one with 'zwiespraak edition begin'")
        if dry_run or not gate.is_open:
            _tell(opened, gate.working.key, gate.points, as_json)
            raise typer.Exit(0 if gate.is_open else 1)
        _publish(opened, gate.working.key, as_json)


def _publish(opened: Rooms, edition: str, as_json: bool) -> None:
    try:
        published = publish_edition(
            opened.database, edition=edition, by=None, at=now(), concept_address=addresses.concept
        )
    except (GateClosed, ChangedMeanwhile, Missing):
        stop("the working edition changed meanwhile; look again with 'zwiespraak publish --dry-run'")
    root = opened.settings.record
    # The job of the same transaction does this too, where a worker runs; twice writes nothing.
    written = dump_record(opened.database, root) if (root / "content").is_dir() else []
    if as_json:
        say_json(
            {
                "edition": edition,
                "published": True,
                "dispositions": published.dispositions,
                "written": written,
            }
        )
        return
    say(f"published {edition} with {published.dispositions} dispositions; {len(written)} files written")


def _tell(opened: Rooms, edition: str, points: tuple[OpenPoint, ...], as_json: bool) -> None:
    base = opened.settings.base_url
    if as_json:
        values = [
            {
                "kind": each.kind.value,
                "key": each.key,
                "language": each.language.value if each.language else None,
                "detail": each.detail,
                "section": each.section,
                "notice": each.kind.is_notice,
                "address": base + point_address(each, Language.NL),
            }
            for each in points
        ]
        say_json({"edition": edition, "published": False, "open": len(blocking(points)), "points": values})
        return
    for each in points:
        say(f"{_name(each)}: {base}{point_address(each, Language.NL)}")
    number = len(blocking(points))
    say(f"{edition}: {number} open points" if number else f"{edition}: nothing is open")


def _name(point: OpenPoint) -> str:
    parts = [point.key, f"({point.language})" if point.language else "", _MEANINGS[point.kind]]
    detail = f": {point.detail}" if point.detail else ""
    return " ".join(part for part in parts if part) + detail
