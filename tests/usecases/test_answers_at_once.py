"""Many editors, submitters and an administrator at once on the same comments: nobody waits for another in a circle."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from server.domain.accounts import Account, Role
from server.domain.dispositions import Outcome
from server.store.bundles import members_of
from server.store.database import Database
from server.usecases.add_to_bundle import add_to_bundle
from server.usecases.answer_bundle import BundleChangedMeanwhile, answer_bundle
from server.usecases.assign_disposition import Assignment, assign_disposition
from server.usecases.correct_comment import correct_comment
from server.usecases.find_disposition import DisposedMeanwhile
from server.usecases.missing import Missing
from server.usecases.publish_dispositions import publish_dispositions
from server.usecases.withdraw import withdraw_submission
from tests.disposing import answer, dispose, editor, world
from tests.participating import comments_in, submitted
from tests.worlds import NOON, form

# What two at once may meet, and what an editor can go on from.
EXPECTED = (BundleChangedMeanwhile, DisposedMeanwhile, Missing)
TIMES = 12


def test_whatever_happens_at_once_everybody_is_answered(database: Database, tmp_path: Path) -> None:
    els = world(database, tmp_path)
    ada = editor(database, "Ada", Role.ADMINISTRATOR)
    handed_in = [submitted(database, "Eins.", "Zwei.", "Drei.", email=f"{n}@example.org") for n in range(5)]
    ids = [each.id for one in handed_in for each in comments_in(database, one)]
    of = {each.id: one.id for one in handed_in for each in comments_in(database, one)}
    number = add_to_bundle(database, comments=ids, title="Lob", by=els, at=NOON).id
    noted = answer(Outcome.NOTED, paragraphs=())

    def correct(turn: int) -> None:
        comment, said = ids[turn % 3], form(f"Neu {turn}.")
        correct_comment(database, submission_id=of[comment], comment_id=comment, form=said, at=NOON)

    def withdraw(turn: int) -> None:
        withdraw_submission(database, submission_id=handed_in[1 + turn % 3].id, at=NOON)

    acts: list[Callable[[int], object]] = [
        lambda turn: dispose(database, ids[-turn], els, answer() if turn % 2 else noted, reason="Fout."),
        lambda turn: dispose(database, ids[turn], els, noted, reason="Fout.", decide=bool(turn % 3)),
        lambda _: answer_bundle(
            database, bundle=number, form=noted, seen=seen(database, number), decide=True, by=els, at=NOON
        ),
        lambda turn: add_to_bundle(database, comments=ids[turn:], title="Lob", by=els, at=NOON),
        lambda turn: assigned(database, ids[::-1], els if turn % 2 else ada),
        lambda _: publish_dispositions(database, by=ada, at=NOON),
        correct,
        withdraw,
    ]

    def repeated(act: Callable[[int], object]) -> None:
        for turn in range(TIMES):
            try:
                act(turn)
            except EXPECTED:
                continue

    with ThreadPoolExecutor(len(acts)) as threads:
        for done in [threads.submit(repeated, act) for act in acts]:
            done.result()


def assigned(database: Database, comments: list[str], by: Account) -> int:
    """Make somebody responsible for all."""
    return assign_disposition(database, comments=comments, assignment=Assignment(True, by.id), by=by, at=NOON)


def seen(database: Database, number: int) -> dict[str, int]:
    """The bundle as an editor sees it now."""
    with database.read() as connection:
        return {each.comment: each.revision for each in members_of(connection, number) if each.public is None}
