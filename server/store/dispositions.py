"""Dispositions: one per comment, as editors work on them and as the public reads them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, delete, select, type_coerce, update

from server.domain.dispositions import Disposition, Outcome, PublicDisposition
from server.domain.moderation import ModerationState
from server.store.schema import comments, dispositions, editions
from server.store.upserts import insert_into
from server.text.languages import Language


def disposition_of(connection: Connection, comment: str, *, alone: bool = False) -> Disposition | None:
    """The disposition of a comment; None where nobody has begun one. `alone` keeps it from other writers."""
    statement = select(dispositions).where(dispositions.c.comment == comment)
    row = connection.execute(statement.with_for_update() if alone else statement).one_or_none()
    return None if row is None else disposition_of_row(row)


def dispositions_of(connection: Connection, several: Collection[str]) -> dict[str, Disposition]:
    """The dispositions of these comments, by comment: one query."""
    if not several:
        return {}
    rows = connection.execute(select(dispositions).where(dispositions.c.comment.in_(list(several))))
    return {row.comment: disposition_of_row(row) for row in rows}


def dispositions_in(connection: Connection, edition: str) -> list[Disposition]:
    """Every disposition with which an edition answers, by comment."""
    rows = connection.execute(
        select(dispositions).where(dispositions.c.edition == edition).order_by(dispositions.c.comment)
    )
    return [disposition_of_row(row) for row in rows]


def save_disposition(connection: Connection, disposition: Disposition, *, round_key: str, base: int) -> bool:
    """Keep a disposition made on the one with revision `base`, 0 for none; false when it was changed since."""
    values = _values(disposition) | {"revision": base + 1, "round": round_key}
    if base == 0:
        statement = insert_into(connection, dispositions).on_conflict_do_nothing()
        added = connection.execute(statement.values(**values).returning(dispositions.c.comment))
        return added.scalar_one_or_none() is not None
    kept = connection.execute(
        update(dispositions)
        .where(dispositions.c.comment == disposition.comment, dispositions.c.revision == base)
        .values(**values)
    )
    return kept.rowcount == 1


def make_public(connection: Connection, edition: str, *, at: datetime) -> list[str]:
    """Let everybody read the decided dispositions of an edition; the comments of those that were not public."""
    which = (
        dispositions.c.edition == edition,
        dispositions.c.decided.is_not(None),
        dispositions.c.public.is_(None),
    )
    # Comments before their dispositions, in one order, as whoever answers one: nobody waits in a circle.
    connection.execute(
        select(comments.c.id)
        .join(dispositions, dispositions.c.comment == comments.c.id)
        .where(*which)
        .order_by(comments.c.id)
        .with_for_update(of=comments)
    )
    made = update(dispositions).where(*which).values(public=at).returning(dispositions.c.comment)
    return sorted(connection.execute(made).scalars())


def public_dispositions_of(connection: Connection, several: Collection[str]) -> dict[str, PublicDisposition]:
    """What the public reads of the dispositions of these comments, by comment: one query."""
    if not several:
        return {}
    rows = connection.execute(_public().where(dispositions.c.comment.in_(list(several))))
    return {row.comment: _public_disposition(row) for row in rows}


def public_dispositions(connection: Connection, edition: str | None = None) -> list[PublicDisposition]:
    """The public dispositions of shown comments, by comment: all, or those with which an edition answers."""
    return [_public_disposition(row) for row in connection.execute(_of_shown(edition))]


def that_led_to(connection: Connection, edition: str) -> dict[str, list[PublicDisposition]]:
    """The public dispositions that led to something in an edition, by paragraph: one query."""
    found: dict[str, list[PublicDisposition]] = defaultdict(list)
    for each in public_dispositions(connection, edition):
        for paragraph in each.paragraphs:
            found[paragraph].append(each)
    return dict(found)


def led_to(connection: Connection, edition: str, paragraph: str) -> list[PublicDisposition]:
    """The public dispositions that led to one paragraph of an edition: one query, however many there are."""
    named = type_coerce(dispositions.c.paragraphs, Text).contains(f'"{paragraph}"', autoescape=True)
    return [_public_disposition(row) for row in connection.execute(_of_shown(edition).where(named))]


def save_public(connection: Connection, several: Iterable[PublicDisposition]) -> None:
    """Keep the dispositions of the record; one that an editor decided here stays as it is: it may be newer.

    Those of comments that were withdrawn here do not come back.
    """
    gone = _withdrawn(connection)
    kept = [each for each in several if each.comment not in gone]
    rows = [_values(_from_record(each)) | {"round": each.round} for each in kept]
    if not rows:
        return
    statement = insert_into(connection, dispositions)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["comment"],
            set_={name: statement.excluded[name] for name in rows[0] if name != "comment"},
            where=dispositions.c.decided_by.is_(None),
        ),
        rows,
    )


def reopen(connection: Connection, comment: str) -> Outcome | None:
    """Take back the decision on a comment where it is not public; its outcome, None where there was none."""
    outcome = connection.execute(
        update(dispositions)
        .where(
            dispositions.c.comment == comment,
            dispositions.c.decided.is_not(None),
            dispositions.c.public.is_(None),
        )
        .values(decided=None, decided_by=None, revision=dispositions.c.revision + 1)
        .returning(dispositions.c.outcome)
    ).scalar()
    return None if outcome is None else Outcome(outcome)


def remove_disposition(connection: Connection, comment: str) -> None:
    """Remove the disposition of a comment that was withdrawn: an answer may tell what it said, and of whom."""
    connection.execute(delete(dispositions).where(dispositions.c.comment == comment))


def are_kept(connection: Connection, several: Sequence[PublicDisposition]) -> bool:
    """Whether save_public would change nothing."""
    ours = set(
        connection.execute(
            select(dispositions.c.comment).where(dispositions.c.decided_by.is_not(None))
        ).scalars()
    )
    ours |= _withdrawn(connection)
    theirs = [each for each in several if each.comment not in ours]
    known = public_dispositions_of(connection, [each.comment for each in theirs])
    return all(known.get(each.comment) == each for each in theirs)


def _withdrawn(connection: Connection) -> set[str]:
    rows = connection.execute(select(comments.c.id).where(comments.c.state == ModerationState.WITHDRAWN))
    return set(rows.scalars())


def _from_record(public: PublicDisposition) -> Disposition:
    """As if decided at the first moment of its day: the record keeps no time and nobody's name."""
    moment = datetime.combine(public.decided, time.min, UTC)
    return Disposition(
        comment=public.comment,
        edition=public.edition,
        outcome=public.outcome,
        responses=public.responses,
        paragraphs=public.paragraphs,
        decided=moment,
        public=moment,
        revision=1,
    )


# Whether everybody may read the edition that answers; until then its paragraphs are not told.
edition_is_out = select(editions.c.key).where(editions.c.key == dispositions.c.edition).exists()


def _public() -> Select[Any]:
    out = edition_is_out.label("edition_is_out")
    return select(dispositions, out).where(dispositions.c.public.is_not(None))


def _of_shown(edition: str | None) -> Select[Any]:
    statement = (
        _public()
        .join(comments, comments.c.id == dispositions.c.comment)
        .where(comments.c.state == ModerationState.SHOWN)
        .order_by(dispositions.c.comment)
    )
    return statement if edition is None else statement.where(dispositions.c.edition == edition)


def _public_disposition(row: Row[Any]) -> PublicDisposition:
    return PublicDisposition(
        comment=row.comment,
        round=row.round,
        edition=row.edition,
        outcome=Outcome(row.outcome),
        responses=row.responses,
        decided=row.public.date(),
        paragraphs=row.paragraphs if row.edition_is_out else (),
    )


def disposition_of_row(row: Row[Any], prefix: str = "") -> Disposition:
    """The disposition that a row of its table holds, where its columns are named with a prefix."""

    def of(name: str) -> Any:
        return getattr(row, prefix + name)

    outcome, proposed = of("outcome"), of("proposed")
    return Disposition(
        comment=of("comment"),
        edition=of("edition"),
        outcome=None if outcome is None else Outcome(outcome),
        responses=of("responses"),
        proposed=None if proposed is None else Language(proposed),
        responsible=of("responsible"),
        deadline=of("deadline"),
        bundle=of("bundle"),
        standard_response=of("standard_response"),
        paragraphs=of("paragraphs"),
        text_unchanged=of("text_unchanged"),
        decided=of("decided"),
        decided_by=of("decided_by"),
        public=of("public"),
        revision=of("revision"),
    )


def _values(disposition: Disposition) -> dict[str, Any]:
    return {
        "comment": disposition.comment,
        "edition": disposition.edition,
        "outcome": disposition.outcome,
        "responses": disposition.responses,
        "proposed": disposition.proposed,
        "responsible": disposition.responsible,
        "deadline": disposition.deadline,
        "bundle": disposition.bundle,
        "standard_response": disposition.standard_response,
        "paragraphs": disposition.paragraphs,
        "text_unchanged": disposition.text_unchanged,
        "decided": disposition.decided,
        "decided_by": disposition.decided_by,
        "public": disposition.public,
        "revision": disposition.revision,
    }
