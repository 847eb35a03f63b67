"""`load`, `dump`, `check`: between the record's files and the database."""

from pathlib import Path
from typing import Annotated

import typer

from server import assembly
from server.cli.output import FOUND, rooms, say, say_json, settings
from server.domain.wording_checks import Severity
from server.usecases.check_record import check_record
from server.usecases.dump_record import dump_record

Json = Annotated[bool, typer.Option("--json", help="Write JSON for scripts.")]


def load(as_json: Json = False) -> None:
    """Bring the record's files into the database: all of it, or nothing when something is wrong.

    Example: ZWIESPRAAK_RECORD=/srv/record zwiespraak load
    """
    with rooms() as opened:
        loaded = assembly.load(opened)
        # What was loaded leaves the job to rebuild the index; without it one may be missing all the same.
        assembly.worker(opened).run_pending()
        assembly.ensure_index(opened)
    record = loaded.record
    numbers = {
        "changed": loaded.changed,
        "editions": len(record.editions),
        "paragraphs": sum(len(s.paragraphs) for edition in record.editions for s in edition.sections),
        "concepts": len(record.concepts),
        "comments": len(record.comments),
    }
    if as_json:
        say_json(numbers)
    else:
        state = "Loaded" if loaded.changed else "Nothing new; the database holds"
        say(
            "{state} {editions} edition(s), {paragraphs} paragraphs, {concepts} concepts, {comments} comments.".format(
                state=state, **numbers
            )
        )


def dump(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to write; the record's place by default.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write everything public from the database to the record's files.

    Example: zwiespraak dump ../copy-of-the-record
    """
    with rooms() as opened:
        own = opened.settings.record
        root = folder or own
        changed = dump_record(opened.database, root, is_record=root.resolve() == own.resolve())
    if as_json:
        say_json(changed)
    else:
        say("\n".join(changed) if changed else "Every file says what the database says.")


def check(
    folder: Annotated[
        Path | None, typer.Argument(help="The record's place; ZWIESPRAAK_RECORD by default.")
    ] = None,
    as_json: Json = False,
    errors_only: Annotated[
        bool, typer.Option("--errors-only", help="Leave out what is only advice.")
    ] = False,
) -> None:
    """Check the record's files: alignment, ids, footnotes, links, terms, form. Exit 1 when something is wrong.

    Example: zwiespraak check --errors-only
    """
    findings = check_record(folder or settings().record)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    shown = errors if errors_only else findings
    if as_json:
        say_json(
            [{"file": f.file, "line": f.line, "severity": f.severity, "reason": f.reason} for f in shown]
        )
    else:
        for finding in shown:
            say(str(finding))
        say(f"{len(errors)} error(s), {len(findings) - len(errors)} to look at.")
    if errors:
        raise typer.Exit(FOUND)
