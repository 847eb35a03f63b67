"""Answer a bundle: one form for all its comments, each with a disposition of its own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from server.domain.accounts import Account
from server.domain.disposition_forms import DispositionForm
from server.domain.dispositions import Disposition
from server.store import bundles
from server.store.database import Connection, Database
from server.usecases.dispose_of_comment import checked, keep
from server.usecases.find_disposition import (
    DisposedMeanwhile,
    FoundDisposition,
    find_disposition,
    must_be_editor,
)
from server.usecases.missing import Missing


class BundleChangedMeanwhile(Exception):
    """Members came, went or were answered since the editor saw the bundle; `present` is how they stand now."""

    def __init__(self, present: Mapping[str, Disposition]) -> None:
        super().__init__(", ".join(present))
        self.present = present


def answer_bundle(
    database: Database,
    *,
    bundle: int,
    form: DispositionForm,
    seen: Mapping[str, int],
    decide: bool,
    by: Account,
    at: datetime,
) -> int:
    """Give every comment of a bundle the same answer; how many there are.

    `seen` are the comments of the bundle that the editor saw, with the revisions of their dispositions.
    What is public already stays as it is: it is corrected by itself. Raises Missing, NotAllowed, FormRefused,
    BundleChangedMeanwhile; nothing is kept then.
    """
    must_be_editor(by)
    with database.write() as connection:
        members = _open_members(connection, bundle)
        answers = {
            key: replace(checked(connection, found, form, decide=decide, reason=""), bundle=bundle)
            for key, found in members.items()
        }
        present = {key: found.disposition for key, found in members.items()}
        if answers.keys() != seen.keys():
            raise BundleChangedMeanwhile(present)
        try:
            for key, wanted in answers.items():
                keep(connection, members[key], wanted, base=seen[key], decide=decide, by=by, at=at)
        except DisposedMeanwhile:
            raise BundleChangedMeanwhile(present) from None
        return len(answers)


def _open_members(connection: Connection, bundle: int) -> dict[str, FoundDisposition]:
    """The members of a bundle that can be answered together, by comment. Raises Missing."""
    if bundles.bundle_by_number(connection, bundle, alone=True) is None:
        raise Missing("bundle", str(bundle))
    return {
        each.comment: find_disposition(connection, each.comment, alone=True)
        for each in bundles.members_of(connection, bundle, alone=True)
        if each.public is None
    }
