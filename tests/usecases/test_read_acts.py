"""The log: newest first, a page at a time, by what was done and on what."""

from server.domain.accounts import Account
from server.domain.acts import Act, ActKind
from server.store.acts import log_act
from server.store.database import Database
from server.usecases.read_acts import ACTS_ON_PAGE, read_acts
from tests.usecases.people import person
from tests.worlds import NOON


def logged(database: Database, by: Account, count: int) -> None:
    """Acts on comments, every other one a redaction."""
    kinds = (ActKind.DECIDED, ActKind.REDACTED)
    with database.write() as connection:
        for number in range(count):
            act = Act(kinds[number % 2], f"c-{number:04}", NOON, account=by.id, reason=str(number))
            log_act(connection, act)


def test_pages_follow_each_other_without_gaps(loaded: Database) -> None:
    els = person(loaded)
    logged(loaded, els, ACTS_ON_PAGE + 5)
    kinds = (ActKind.DECIDED, ActKind.REDACTED)
    first = read_acts(loaded, by=els, kinds=kinds)
    second = read_acts(loaded, by=els, kinds=kinds, before=first.older)
    numbers = [int(each.act.reason) for each in (*first.acts, *second.acts)]
    assert numbers == list(reversed(range(ACTS_ON_PAGE + 5)))
    assert (len(first.acts), second.older) == (ACTS_ON_PAGE, None)
    assert {each.by for each in first.acts} == {"Els"}


def test_the_log_is_narrowed_down_by_kind_and_subject(loaded: Database) -> None:
    els = person(loaded)
    logged(loaded, els, 6)
    redacted = read_acts(loaded, by=els, kinds=(ActKind.REDACTED,)).acts
    assert [each.act.subject for each in redacted] == ["c-0005", "c-0003", "c-0001"]
    assert [each.act.reason for each in read_acts(loaded, by=els, subject="c-0002").acts] == ["2"]
    assert read_acts(loaded, by=els, subject="c-9999").acts == ()
