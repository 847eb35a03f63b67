"""Keep the search index in step with the database; it holds nothing that cannot be made again."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.search.documents import (
    About,
    DocumentKey,
    Kind,
    SearchDocument,
    comment_document,
    concept_document,
    edition_documents,
)
from server.search.engine import SearchEngine
from server.store import comments, edition_values, glossary, jobs
from server.store.database import Connection, Database
from server.store.found import paragraphs_by_key
from server.usecases.name_targets import Spot, name_targets

MEND_INDEX = "mend-index"
TIDY_INDEX = "tidy-index"


def rebuild_index(database: Database, engine: SearchEngine) -> None:
    """Make the whole index anew from the database; readers keep the old one until the new one is whole."""
    engine.rebuild(_everything(database))


def ask_to_mend_index(database: Database, *, at: datetime) -> None:
    """Leave a job behind for an index that was found broken; any number of them costs one rebuild."""
    with database.write() as connection:
        jobs.add_job(connection, MEND_INDEX, {}, run_after=at)


def mend_index(database: Database, engine: SearchEngine) -> bool:
    """Make the index anew when its files are not whole; true when it was made."""
    # What is held in memory may be whole where the files are not.
    engine.close()
    if engine.is_ready():
        return False
    rebuild_index(database, engine)
    return True


def tidy_index(database: Database, engine: SearchEngine) -> bool:
    """Make the index anew when its files still hold words of what was removed; true when it was made.

    Raises search.engine.IndexBroken.
    """
    if not engine.keeps_removed():
        return False
    rebuild_index(database, engine)
    return True


def index_comment(database: Database, engine: SearchEngine, comment_id: str) -> None:
    """Bring one comment's place in the index up to date: there when shown, gone when not.

    Raises search.engine.IndexBroken.
    """
    with database.read() as connection:
        comment = comments.comment_by_id(connection, comment_id)
    if comment is None:
        return
    if comment.state is ModerationState.SHOWN:
        # The engine draws the document under its writer's lock, so the state read there is the last word.
        engine.index(_if_shown(database, comment_id))
    else:
        engine.remove([DocumentKey(Kind.COMMENT, comment.id, comment.edition)])


def _if_shown(database: Database, comment_id: str) -> Iterator[SearchDocument]:
    with database.read() as connection:
        comment = comments.comment_by_id(connection, comment_id)
        if comment is None or comment.state is not ModerationState.SHOWN:
            return
        target = _target(connection, comment)
    if target is not None:
        yield comment_document(comment, target)


def _target(connection: Connection, comment: Comment) -> About | None:
    """What a comment is about as it is now; None where that is gone."""
    if comment.concept:
        return glossary.concept(connection, comment.concept)
    if comment.paragraph_id:
        place = (comment.edition, comment.paragraph_id)
        found = paragraphs_by_key(connection, [place]).get(place)
        return found.paragraph if found else None
    return _names(connection, (comment,)).get(_spot(comment))


def _names(connection: Connection, of: Iterable[Comment]) -> Mapping[Spot, About]:
    """The titles and questions that comments are about."""
    spots = (_spot(comment) for comment in of if not comment.concept and not comment.paragraph_id)
    return {spot: named.names for spot, named in name_targets(connection, spots).items() if named.names}


def _spot(comment: Comment) -> Spot:
    # A concept stands in no edition.
    return ("" if comment.concept else comment.edition, comment.target)


def _everything(database: Database) -> Iterator[SearchDocument]:
    with database.read() as connection:
        editions = edition_values.whole_editions(connection)
        concepts = glossary.all_concepts(connection)
        shown = comments.shown_comments(connection)
        targets = dict(_names(connection, shown))
    targets |= {("", Target(TargetKind.CONCEPT, concept.key)): concept for concept in concepts}
    for edition in editions:
        yield from edition_documents(edition)
        for section in edition.sections:
            targets |= {
                (edition.key, Target(TargetKind.PARAGRAPH, each.id)): each for each in section.paragraphs
            }
    for comment in shown:
        target = targets.get(_spot(comment))
        if target is not None:
            yield comment_document(comment, target)
    for concept in concepts:
        yield concept_document(concept)
