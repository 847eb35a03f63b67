"""Read one disposition with all that an editor needs to answer the comment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from server.domain.accounts import Account
from server.domain.comments import Comment, CommentKind
from server.domain.conflicts import conflicts_in
from server.domain.disposition_forms import successors
from server.domain.dispositions import (
    Bundle,
    CounterProposal,
    Disposition,
    DispositionNote,
    StandardResponse,
)
from server.domain.like_comments import like_comments
from server.domain.structure import Structure
from server.domain.working_editions import WorkingParagraph
from server.store import acts, bundles, disposition_notes, revisions, standard_responses
from server.store.acts import LoggedAct
from server.store.counter_proposals import counter_proposals_on
from server.store.database import Connection, Database
from server.store.dispositions import dispositions_of
from server.store.revised_for import revised_for
from server.usecases.find_disposition import find_disposition
from server.usecases.name_targets import NamedTarget, name_targets
from server.usecases.read_dispositions import editors_in
from server.usecases.send_counter_proposal import reachable_submission

# What was done to one comment is short; this bounds what one page can hold.
_ALL_ACTS: Final = 200


@dataclass(frozen=True, slots=True)
class AnswerTools:
    """What the form of an answer offers.

    `candidates` are the paragraphs of the edition that answers which the comments may have led to, in reading
    order, `texts` those and the ticked ones as they read now. `standard` are the responses in use, `editors`
    who can be responsible.
    """

    structure: Structure
    candidates: tuple[str, ...]
    texts: Mapping[str, WorkingParagraph]
    standard: tuple[StandardResponse, ...]
    editors: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class OneDisposition:
    """A comment with its disposition and its surroundings.

    `like` are comments that say the same, with their dispositions where there are some; `conflicts` are the
    ids of those whose suggestions are in conflict with this one. `can_be_asked` says whether a
    counter-proposal would reach anybody.
    """

    comment: Comment
    named: NamedTarget
    disposition: Disposition
    tools: AnswerTools
    bundle: Bundle | None
    notes: tuple[DispositionNote, ...]
    proposals: tuple[CounterProposal, ...]
    can_be_asked: bool
    like: tuple[Comment, ...]
    like_dispositions: Mapping[str, Disposition]
    conflicts: frozenset[str]
    acts: tuple[LoggedAct, ...]


def read_disposition(database: Database, comment_id: str) -> OneDisposition:
    """The disposition of a comment; the number of queries is always the same. Raises Missing."""
    with database.read() as connection:
        found = find_disposition(connection, comment_id)
        comment, present = found.comment, found.disposition
        beside = bundles.comments_beside(connection, comment.edition, [comment.thread])
        like = like_comments(comment, beside)
        spot = (comment.edition, comment.target)
        number = present.bundle
        return OneDisposition(
            comment=comment,
            named=name_targets(connection, [spot])[spot],
            disposition=present,
            tools=answer_tools(connection, [comment], present.edition, found.structure, present.paragraphs),
            bundle=None if number is None else bundles.bundle_by_number(connection, number),
            notes=tuple(disposition_notes.notes_on(connection, comment_id)),
            proposals=tuple(counter_proposals_on(connection, [comment_id]).get(comment_id, ())),
            can_be_asked=reachable_submission(connection, comment) is not None,
            like=tuple(like),
            like_dispositions=dispositions_of(connection, [each.id for each in like]),
            conflicts=_conflicts(comment, beside),
            acts=tuple(acts.latest_acts(connection, limit=_ALL_ACTS, subject=comment_id)),
        )


def answer_tools(
    connection: Connection,
    answered: Sequence[Comment],
    edition: str,
    structure: Structure,
    ticked: Collection[str],
) -> AnswerTools:
    """What the form of an answer to these comments offers, in six queries."""
    named = revised_for(connection, edition, [each.id for each in answered])
    wanted = {*named, *ticked}
    for paragraph in {each.paragraph_id for each in answered if each.paragraph_id}:
        wanted.update(successors(paragraph, present=structure.paragraphs, lineage=structure.lineage))
    candidates = tuple(each for each in structure.paragraphs if each in wanted)
    known = standard_responses.all_standard_responses(connection)
    return AnswerTools(
        structure=structure,
        candidates=candidates,
        texts=revisions.working_paragraphs(connection, edition, candidates),
        standard=tuple(each for each in known if not each.retired),
        editors=editors_in(connection),
    )


def _conflicts(comment: Comment, beside: Sequence[Comment]) -> frozenset[str]:
    if not comment.paragraph_id or not comment.suggested_wording:
        return frozenset()
    found = conflicts_in(
        (
            (each.paragraph_id, each.language, each.base_hash),
            each.id,
            each.base_text,
            each.suggested_wording,
        )
        for each in beside
        if each.kind is CommentKind.SUGGESTION and each.suggested_wording
    )
    return found.get(comment.id, frozenset())
