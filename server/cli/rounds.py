"""`rounds`: the windows of the consultation, and who is invited to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Any

import typer

from server.assembly import Rooms, now
from server.cli.output import WRONG_USE, rooms, say, say_json, stop
from server.cli.record import Json
from server.domain.round_changes import RoundRefused
from server.domain.rounds import Round
from server.domain.tokens import Purpose
from server.store.invitations import Invitation
from server.text.languages import Language
from server.usecases.change_round import close_round, extend_round, open_round
from server.usecases.invite import InvitationsRefused, guests_of, invite, list_invitations, revoke_invitation
from server.usecases.read_round import RoundView, read_rounds
from server.web import addresses

rounds = typer.Typer(no_args_is_help=True, help="Rounds of the consultation: open, close, extend, invite.")

Key = Annotated[str, typer.Argument(metavar="ROUND", help="The round's short name, see 'rounds list'.")]

_MEANINGS = {
    "closes-past": "its last day is over; extend it first",
    "not-open": "it has not opened yet",
    "not-later": "the day must be later than the present last day",
    "overlaps": "another round on the same edition is open on one of these days",
    "day-invalid": "the day is too early or too late",
    "answered-before": "the day of the answers would lie before its end",
}


@rounds.command("list")
def show(as_json: Json = False) -> None:
    """List all rounds with their days and where they stand.

    Example: zwiespraak rounds list --json
    """
    with rooms() as opened:
        found = read_rounds(opened.database)
    at = now()
    if as_json:
        say_json([_values(view, at) for view in found])
    else:
        for view in found:
            say(_line(view.round, at))


@rounds.command("open")
def open_(key: Key, as_json: Json = False) -> None:
    """Open a round today, or open one again that was closed early.

    Example: zwiespraak rounds open 2021-autumn
    """
    with _changing() as opened:
        _answer(open_round(opened.database, round_key=key, by=None, at=now()), as_json)


@rounds.command("close")
def close(key: Key, as_json: Json = False) -> None:
    """Close a round now; what was sent in stays.

    Example: zwiespraak rounds close 2021-autumn
    """
    with _changing() as opened:
        _answer(close_round(opened.database, round_key=key, by=None, at=now()), as_json)


@rounds.command("extend")
def extend(
    key: Key,
    to: Annotated[str, typer.Option(help="The new last day, as 2021-11-08; it counts in full.")],
    as_json: Json = False,
) -> None:
    """Give a round a later last day; one that has closed is open again then.

    Example: zwiespraak rounds extend 2021-autumn --to 2021-11-08
    """
    try:
        closes = date.fromisoformat(to)
    except ValueError:
        stop(f"'{to}' is not a day: write it as 2021-11-08.", WRONG_USE)
    with _changing() as opened:
        _answer(extend_round(opened.database, round_key=key, closes=closes, by=None, at=now()), as_json)


@rounds.command("invite")
def invite_(
    key: Key,
    guests: Annotated[list[str], typer.Argument(help="Names, or 'Name <name@example.org>' to send a mail.")],
    lang: Annotated[Language, typer.Option(help="Language of the link and of the mail.")] = Language.NL,
    as_json: Json = False,
) -> None:
    """Make an invitation for each name and say its link.

    Example: zwiespraak rounds invite 2021-autumn "Kamer van Koophandel" --lang nl
    """
    with _changing() as opened:
        listed = guests_of("\n".join(guests))
        made = invite(opened.database, round_key=key, guests=listed, language=lang, by=None, at=now())
        _say_invitations(opened, made, lang, as_json)


@rounds.command("invitations")
def invitations(
    key: Key,
    lang: Annotated[Language, typer.Option(help="Language of the links.")] = Language.NL,
    as_json: Json = False,
) -> None:
    """List the invitations to a round, with the links of those that are still open.

    Example: zwiespraak rounds invitations 2021-autumn
    """
    with _changing() as opened:
        _say_invitations(opened, list_invitations(opened.database, round_key=key, by=None), lang, as_json)


@rounds.command("revoke")
def revoke(
    invitation: Annotated[str, typer.Argument(help="The invitation's id, see 'rounds invitations'.")],
) -> None:
    """Take an invitation back that has not been used.

    Example: zwiespraak rounds revoke i-7k2qd9xa3m
    """
    with _changing() as opened:
        found = revoke_invitation(opened.database, invitation_id=invitation, by=None, at=now())
    if found.submission:
        stop(f"{found.label}: it has been used already; what was sent stays.")
    say(f"{found.label}: the link opens nothing any more.")


@contextmanager
def _changing() -> Iterator[Rooms]:
    """The rooms for a command that changes a round; what is refused ends it with a sentence."""
    try:
        with rooms() as opened:
            yield opened
    except RoundRefused as refused:
        reasons = (_MEANINGS.get(each, f"{field}: {each}") for field, each in refused.problems.items())
        stop(f"Nothing was changed: {'; '.join(reasons)}.")
    except InvitationsRefused as refused:
        stop(f"Nobody was invited: {refused}.", WRONG_USE)


def _answer(round_: Round, as_json: bool) -> None:
    if as_json:
        say_json(_round_values(round_, now()))
    else:
        say(_line(round_, now()))


def _line(round_: Round, at: datetime) -> str:
    early = f", closed {round_.closed:%Y-%m-%dT%H:%M:%SZ}" if round_.closed else ""
    days = f"{round_.opens} to {round_.closes} ({round_.time_zone}{early})"
    demonstration = ", demonstration" if round_.demonstration else ""
    return f"{round_.key:<20} {round_.stage(at):<10} {days} on {round_.edition}{demonstration}"


def _round_values(round_: Round, at: datetime) -> dict[str, Any]:
    return {
        "key": round_.key,
        "stage": round_.stage(at),
        "edition": round_.edition,
        "opens": round_.opens.isoformat(),
        "closes": round_.closes.isoformat(),
        "time_zone": round_.time_zone,
        "opens_at": round_.opens_at.isoformat(),
        "closes_at": round_.closes_at.isoformat(),
        "answered": round_.answered.isoformat() if round_.answered else None,
        "participation": round_.participation,
        "moderation": round_.moderation,
        "demonstration": round_.demonstration,
    }


def _values(view: RoundView, at: datetime) -> dict[str, Any]:
    figures = view.figures
    counts = {"submissions": figures.submissions, "comments": figures.comments}
    return {**_round_values(view.round, at), **counts, "unpublished": figures.unpublished}


def _say_invitations(opened: Rooms, found: list[Invitation], language: Language, as_json: bool) -> None:
    lines = [_invitation(opened, each, language) for each in found]
    if as_json:
        say_json(lines)
    for each in () if as_json else lines:
        say(
            f"{each['id']}  {each['state']:<8} {each['label']}"
            + (f"\n    {each['link']}" if each["link"] else "")
        )


def _invitation(opened: Rooms, each: Invitation, language: Language) -> dict[str, str]:
    token = opened.signer.sign(Purpose.INVITATION, each.id)
    link = opened.settings.base_url + addresses.round(language, each.round, token)
    return {
        "id": each.id,
        "label": each.label,
        "state": "used" if each.submission else "revoked" if each.revoked else "open",
        "link": link if each.is_open else "",
    }
