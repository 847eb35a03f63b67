"""Read bundles: the list of an edition, and one with its comments and all that answers them at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.dispositions import Bundle, Disposition
from server.domain.like_comments import are_alike
from server.domain.structure import Structure
from server.store import bundles, working_editions
from server.store.bundles import BundleEntry
from server.store.comments_by_id import comments_by_id
from server.store.database import Database
from server.store.dispositions import dispositions_of
from server.usecases.missing import Missing
from server.usecases.name_targets import NamedTarget, Spot, name_targets
from server.usecases.read_disposition import AnswerTools, answer_tools


@dataclass(frozen=True, slots=True)
class OneBundle:
    """A bundle with its comments and their dispositions, both by the id of the comment.

    `open` are those that are answered with it: the others are public, and corrected by themselves. `like` are
    comments that say the same as a member and are in no bundle.
    """

    bundle: Bundle
    comments: Mapping[str, Comment]
    dispositions: Mapping[str, Disposition]
    names: Mapping[Spot, NamedTarget]
    like: tuple[Comment, ...]
    tools: AnswerTools

    @property
    def open(self) -> tuple[Disposition, ...]:
        """The dispositions that one answer changes, by comment."""
        return tuple(each for each in self.dispositions.values() if each.public is None)


def read_bundles(database: Database) -> tuple[BundleEntry, ...] | None:
    """The bundles of the working edition, oldest first; None where there is no working edition."""
    with database.read() as connection:
        working = working_editions.open_working_edition(connection)
        return None if working is None else tuple(bundles.bundles_in(connection, working.key))


def read_bundle(database: Database, number: int) -> OneBundle:
    """One bundle; the number of queries does not depend on its size. Raises Missing."""
    with database.read() as connection:
        bundle = bundles.bundle_by_number(connection, number)
        if bundle is None:
            raise Missing("bundle", str(number))
        members = {each.comment: each for each in bundles.members_of(connection, number)}
        comments = comments_by_id(connection, list(members))
        working = working_editions.working_edition(connection, bundle.edition)
        ticked = {paragraph for each in members.values() for paragraph in each.paragraphs}
        answered = list(comments.values())
        beside = _beside(bundles.comments_beside(connection, *_threads(answered)), answered)
        taken = dispositions_of(connection, [each.id for each in beside])
        like = [each for each in beside if each.id not in taken or taken[each.id].bundle is None]
        return OneBundle(
            bundle=bundle,
            comments=comments,
            dispositions=members,
            names=name_targets(connection, ((each.edition, each.target) for each in (*answered, *like))),
            like=tuple(like),
            tools=answer_tools(
                connection,
                answered,
                bundle.edition,
                working.structure if working else Structure(()),
                ticked,
            ),
        )


def _threads(answered: list[Comment]) -> tuple[str, set[str]]:
    """Where members of a bundle were said: all on one edition, the predecessor of the one that answers."""
    return (answered[0].edition if answered else ""), {each.thread for each in answered}


def _beside(beside: list[Comment], answered: list[Comment]) -> list[Comment]:
    members = {each.id for each in answered}
    return [
        each
        for each in beside
        if each.id not in members and any(are_alike(each, member) for member in answered)
    ]
