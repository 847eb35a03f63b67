"""`export-person`, `erase-person`, `retention`: people's rights over what is kept of them, for who runs the service."""

from dataclasses import asdict
from typing import Annotated

import typer

from server import assembly
from server.assembly import now
from server.cli.output import FOUND, WRONG_USE, rooms, say, say_json, stop
from server.cli.record import Json
from server.usecases.end_retention import EndedRound, end_retention
from server.usecases.erase_person import AccountFate, Erased, erase_again
from server.usecases.erase_person import erase_person as erase_one
from server.usecases.export_person import export_person as export_one

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would go; change nothing.")]

_KEPT_ACCOUNT = "The account was kept: it is the last administrator's. Make another one, then erase again."


def export_person(
    email: Annotated[str, typer.Argument(help="The person's e-mail address.")],
) -> None:
    """Write all that is kept of a person, as JSON. Exit 1 when nothing is.

    Example: zwiespraak export-person anna@example.org
    """
    with rooms() as opened:
        exported = export_one(opened.database, opened.signer, email=email, at=now())
    if exported is None:
        stop("Nothing is kept under this address.")
    say_json(exported)


def erase_person(
    email: Annotated[str, typer.Argument(help="The person's e-mail address; not with --again.")] = "",
    dry_run: DryRun = False,
    again: Annotated[
        bool, typer.Option("--again", help="After a restore: erase everybody again who was erased since.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Erase everything of a person; places in threads, numbers and dates stay. Exit 1 when nothing was kept.

    Example: zwiespraak erase-person anna@example.org --dry-run
    """
    if bool(email) == again or (again and dry_run):
        stop("Name one e-mail address, or --again without --dry-run.", WRONG_USE)
    with rooms() as opened:
        at = now()
        if again:
            listed = assembly.erased_list(opened.settings).read()
            erased = erase_again(opened.database, opened.signer, listed=listed, at=at)
        else:
            erased = erase_one(opened.database, opened.signer, email=email, dry_run=dry_run, at=at)
        if not dry_run:
            # The index, the outbox and the free space of the files, at once and not when a worker comes.
            assembly.worker(opened).run_pending()
    _tell(erased, as_json=as_json, dry_run=dry_run)
    if erased.is_nothing and not again:
        raise typer.Exit(FOUND)


def _tell(erased: Erased, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        say_json(asdict(erased))
        return
    say(
        f"{'Would erase' if dry_run else 'Erased'} {erased.submissions} submission(s) with {erased.comments}"
        f" comment(s), {erased.unconfirmed} never confirmed, {erased.agreements} agreement(s),"
        f" {erased.mails} waiting mail(s), {erased.second_person_of} time(s) second person;"
        f" account: {erased.account}."
    )
    if erased.account is AccountFate.KEPT:
        say(_KEPT_ACCOUNT)


def retention(dry_run: DryRun = False, as_json: Json = False) -> None:
    """Remove personal data of the rounds whose retention is over; a worker does so every day.

    Example: zwiespraak retention --dry-run
    """
    with rooms() as opened:
        ended = end_retention(opened.database, at=now(), dry_run=dry_run)
    if as_json:
        say_json(
            [
                {"round": each.round, "ended": each.ended.isoformat(), **asdict(each.forgotten)}
                for each in ended
            ]
        )
        return
    for each in ended:
        say(_line(each, dry_run=dry_run))
    if not ended:
        say("No round's retention is over.")


def _line(ended: EndedRound, *, dry_run: bool) -> str:
    gone = ", ".join(f"{name} {count}" for name, count in asdict(ended.forgotten).items())
    return f"{ended.round}, over since {ended.ended:%Y-%m-%d}: {'would remove' if dry_run else 'removed'} {gone}."
