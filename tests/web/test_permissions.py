"""Every address tried by everybody, against tests/spec/permissions.md; see there what the names mean."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.routing import Mount, Route

from server.domain.glossary import Concept
from server.domain.moderation import ModerationState
from server.store import comments, glossary
from server.store.database import Database
from server.store.schema import metadata
from server.web.app import routes
from tests.web.conftest import opening
from tests.web.permission_table import Row, answered, ask, in_both, is_taken, route_of, rows
from tests.web.permission_world import PEOPLE, World, build, two_editions
from tests.worlds import DE, NL

ROWS = rows()
REFUSED = {"403", "404", "sign in"}
# How often somebody asked is counted, whatever comes of it, and for two minutes where an editor was.
COUNTED = {"rates", "salts", "presences"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def world(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world that all rows share; whatever changes it puts it back."""
    folder = tmp_path_factory.mktemp("permissions")
    file = Path(shutil.copy(migrated_file, folder / "store.db"))
    database = Database(f"sqlite:///{file}")
    with opening(folder) as open_one:
        built = build(open_one(database, two_editions()), file)
        yield built
        built.pristine.close()
    database.close()


def content(world: World) -> dict[str, list[object]]:
    """All that is kept, but for what only counts."""
    with world.site.database.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
            if table.name not in COUNTED
        }


def test_every_route_has_a_row_for_each_of_its_methods() -> None:
    written = {(route_of(each.path).path, each.method) for row in ROWS for _, each in in_both(row)}
    wanted = {
        (route.path, method)
        for route in routes()
        for method in (route.methods or () if isinstance(route, Route) else ("GET",))
        if isinstance(route, Route | Mount) and method != "HEAD"
    }
    assert wanted - written == set()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_the_answer_of_the_table(world: World, row: Row) -> None:
    found: dict[str, dict[str, str]] = {}
    for language, each in in_both(row):
        found[language] = {who: answered(ask(world, each, who), language) for who in _one_by_one(world, row)}
    assert found == {language: dict(row.expected) for language in found}


def _one_by_one(world: World, row: Row) -> Iterator[str]:
    for who in PEOPLE:
        yield who
        if row.method != "GET":
            world.restore()


def test_reading_changes_nothing(world: World) -> None:
    before = content(world)
    for row in ROWS:
        if row.method == "GET":
            for who in PEOPLE:
                ask(world, row, who)
    assert content(world) == before


@pytest.mark.parametrize("row", [row for row in ROWS if row.method != "GET"], ids=str)
def test_what_is_refused_changes_nothing(world: World, row: Row) -> None:
    before = content(world)
    for who in PEOPLE:
        if row.expected[who] in REFUSED:
            ask(world, row, who)
            assert content(world) == before, who
    world.restore()


@pytest.mark.parametrize("row", [row for row in ROWS if row.objects], ids=str)
def test_what_is_refused_looks_like_what_is_not_there(world: World, row: Row) -> None:
    for language, each in in_both(row):
        for who in PEOPLE:
            if row.expected[who] in REFUSED:
                real, unknown = ask(world, each, who), ask(world, each, who, unknown=True)
                assert answered(unknown, language) == row.expected[who], who
                assert unknown.text == real.text, who
    world.restore()


def test_no_address_takes_a_method_that_it_does_not_have(world: World) -> None:
    for row in ROWS:
        for method in METHODS:
            if not is_taken(row.path, method):
                for who in ("reader", "administrator"):
                    tried = ask(world, Row(method, row.path, "", {}), who)
                    assert tried.status_code == 405, f"{method} {row.path}"


def state_of(world: World, name: str) -> ModerationState:
    """The state of a comment."""
    with world.site.database.read() as connection:
        found = comments.comment_by_id(connection, world.named(name, "reader"))
    assert found is not None
    return found.state


def test_nobody_takes_a_draft_out_of_somebody_elses_basket(world: World) -> None:
    removing = Row("POST", "/nl/inbreng/reactie/{draft of A}?remove", "", {})
    reading = Row("GET", "/nl/inbreng/reactie/{draft of A}", "", {})
    for who in PEOPLE:
        if who != "A":
            assert ask(world, removing, who).status_code == 303
            assert ask(world, reading, "A").status_code == 200, who
    ask(world, removing, "A")
    assert ask(world, reading, "A").status_code == 404
    world.restore()


@pytest.mark.parametrize("state", ["unconfirmed", "withdrawn"])
def test_what_is_not_the_moderators_to_show_stays_as_it_is(world: World, state: str) -> None:
    showing = Row("POST", "/nl/redactie/moderatie", f"show={{{state} of A}}:{state}", {})
    for who in PEOPLE:
        ask(world, showing, who)
        assert state_of(world, f"{state} of A") == state, who
    world.restore()


def test_a_session_of_somebody_else_is_not_ended(world: World) -> None:
    room = Row("GET", "/nl/redactie", "", {})
    ask(world, Row("POST", "/nl/redactie/account", "act=end-others", {}), "moderator")
    assert [ask(world, room, who).status_code for who in ("moderator", "editor NL")] == [200, 200]
    world.restore()


def concept(world: World) -> Concept:
    """The concept of the small world."""
    with world.site.database.read() as connection:
        found = glossary.concept(connection, "digitalisation")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("who", "signed"),
    [
        ("reader", set()),
        ("moderator", set()),
        ("editor NL", {NL}),
        ("editor DE", {DE}),
        ("administrator", set()),
    ],
)
@pytest.mark.parametrize("wish", ["", "&side=nl", "&side=de", "&language=de&side=de"])
def test_an_editor_signs_off_for_their_own_side_whatever_the_form_says(
    world: World, who: str, signed: set[str], wish: str
) -> None:
    ask(world, Row("POST", "/nl/begrippen/digitalisation/akkoord", f"seen=0{wish}", {}), who)
    assert {given.side for given in concept(world).sign_offs} == signed
    world.restore()


def test_a_role_that_was_taken_away_is_gone_with_the_next_request(world: World) -> None:
    demote = Row("POST", "/nl/redactie/accounts/{account}", "act=close&sure=yes", {})
    work = Row("GET", "/nl/redactie/moderatie", "", {})
    assert ask(world, work, "moderator").status_code == 200
    assert ask(world, demote, "administrator").status_code == 303
    assert answered(ask(world, work, "moderator"), "nl") == "sign in"
    world.restore()
