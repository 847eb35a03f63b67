"""Add like comments to a bundle, a new one or one that is there; or take them out again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from server.domain.accounts import Account
from server.domain.disposition_forms import MAX_TITLE, FormRefused, Problem
from server.domain.dispositions import Bundle
from server.domain.typed import clean_line
from server.store import bundles, dispositions
from server.store.database import Connection, Database
from server.usecases.find_disposition import (
    DisposedMeanwhile,
    find_disposition,
    must_be_editor,
    open_edition,
)
from server.usecases.missing import Missing


def add_to_bundle(
    database: Database, *, comments: Sequence[str], title: str, by: Account, at: datetime
) -> Bundle:
    """Put comments into the bundle of the working edition with this title, which is made where there is none.

    A comment of another bundle leaves that one; one whose disposition is public stays where it is. Doing it
    twice changes nothing. Raises Missing, NotAllowed, FormRefused, DisposedMeanwhile.
    """
    must_be_editor(by)
    named = clean_line(title)
    problems = {} if comments else {"comments": Problem.MISSING}
    if not named:
        problems["title"] = Problem.MISSING
    elif len(named) > MAX_TITLE:
        problems["title"] = Problem.TOO_LONG
    if problems:
        raise FormRefused(problems)
    with database.write() as connection:
        edition = open_edition(connection).key
        bundle = bundles.bundle_by_title(connection, edition, named)
        if bundle is None:
            bundle = bundles.add_bundle(connection, edition=edition, title=named, at=at)
        for each in sorted(set(comments)):
            _move(connection, each, bundle.id)
        return bundle


def take_out_of_bundle(database: Database, *, comments: Sequence[str], bundle: int, by: Account) -> None:
    """Take comments out of a bundle; what was answered with it stays answered.

    Raises Missing, NotAllowed, DisposedMeanwhile.
    """
    must_be_editor(by)
    with database.write() as connection:
        if bundles.bundle_by_number(connection, bundle) is None:
            raise Missing("bundle", str(bundle))
        members = {each.comment for each in bundles.members_of(connection, bundle)}
        for each in sorted(members & set(comments)):
            _move(connection, each, None)


def _move(connection: Connection, comment: str, bundle: int | None) -> None:
    found = find_disposition(connection, comment, alone=True)
    present = found.disposition
    if present.bundle == bundle or present.public is not None:
        return
    wanted = replace(present, bundle=bundle)
    base = present.revision
    if not dispositions.save_disposition(connection, wanted, round_key=found.comment.round, base=base):
        raise DisposedMeanwhile(present)
