"""The log: what was done by whom to what, only ever added to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from server.domain.acts import Act, ActKind
from server.store.schema import accounts, acts


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """An act with the name of the account ("" where nobody was signed in) and its place in the log."""

    sequence: int
    act: Act
    by: str


def log_act(connection: Connection, act: Act) -> None:
    """Add an act, in the transaction in which it is done."""
    log_acts(connection, [act])


def log_acts(connection: Connection, several: Sequence[Act]) -> None:
    """Add acts in their order: one statement."""
    columns = ("kind", "subject", "at", "account", "from_state", "to_state", "category", "reason")
    rows = [{name: getattr(act, name) for name in columns} for act in several]
    connection.execute(insert(acts), rows)


def latest_acts(
    connection: Connection,
    *,
    limit: int,
    before: int | None = None,
    kinds: Collection[ActKind] = (),
    subject: str = "",
) -> list[LoggedAct]:
    """Acts, newest first: of these kinds (all where none is named), of one subject where named.

    `before` is the sequence of the last one of the page before this.
    """
    statement = select(acts, accounts.c.name).outerjoin(accounts, accounts.c.id == acts.c.account)
    if before is not None:
        statement = statement.where(acts.c.sequence < before)
    if kinds:
        statement = statement.where(acts.c.kind.in_(kinds))
    if subject:
        statement = statement.where(acts.c.subject == subject)
    rows = connection.execute(statement.order_by(acts.c.sequence.desc()).limit(limit))
    return [
        LoggedAct(
            sequence=row.sequence,
            act=Act(
                kind=ActKind(row.kind),
                subject=row.subject,
                at=row.at,
                account=row.account,
                from_state=row.from_state,
                to_state=row.to_state,
                category=row.category,
                reason=row.reason,
            ),
            by=row.name or "",
        )
        for row in rows
    ]
