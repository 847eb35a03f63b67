"""Baskets: drafts wait under a token that only their writer has."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.domain.comment_forms import Draft
from server.domain.comments import CommentKind, Quote
from server.domain.targets import Target, TargetKind
from server.store.baskets import (
    add_draft,
    change_draft,
    draft_count,
    drafts_in,
    hold_basket,
    remove_basket,
    remove_draft,
    remove_old_baskets,
)
from server.store.database import Database
from server.store.schema import baskets, drafts
from server.text.languages import Language
from tests.store.worlds import LATER, NOON

TOKEN, OTHER = "the-token-of-a-basket", "another-token"


def draft(text: str = "Goed zo.") -> Draft:
    """A draft with a quote on a paragraph."""
    return Draft(
        edition="2021",
        section="1-1",
        target=Target(TargetKind.PARAGRAPH, "p-aaaaa"),
        language=Language.NL,
        kind=CommentKind.REMARK,
        text=text,
        suggested_wording="",
        quote=Quote("Tekst", "", "."),
        reply_to="",
        base_text="Tekst.",
    )


def texts(database: Database, token: str = TOKEN) -> list[str]:
    """What lies in a basket."""
    with database.read() as connection:
        return [each.draft.text for each in drafts_in(connection, token)]


@pytest.fixture
def filled(database: Database) -> Database:
    """A basket with three drafts, and one of somebody else's."""
    with database.write() as connection:
        for text in ("Een.", "Twee.", "Drie."):
            add_draft(connection, TOKEN, draft(text), form_key=text, at=NOON)
        add_draft(connection, OTHER, draft("Anders."), form_key="Een.", at=NOON)
    return database


def test_a_draft_comes_back_as_it_was(database: Database) -> None:
    with database.write() as connection:
        add_draft(connection, TOKEN, draft(), form_key="k", at=NOON)
        [kept] = drafts_in(connection, TOKEN)
    assert kept.draft == draft()


def test_drafts_lie_in_the_order_they_were_written_in_their_own_basket(filled: Database) -> None:
    assert texts(filled) == ["Een.", "Twee.", "Drie."]
    assert texts(filled, OTHER) == ["Anders."]
    assert texts(filled, "nobody's") == []
    with filled.read() as connection:
        assert [draft_count(connection, token) for token in (TOKEN, OTHER, "nobody's")] == [3, 1, 0]


def test_the_same_form_twice_is_one_draft(database: Database) -> None:
    with database.write() as connection:
        add_draft(connection, TOKEN, draft("Eerst."), form_key="k", at=NOON)
        add_draft(connection, TOKEN, draft("Weer."), form_key="k", at=NOON)
    assert texts(database) == ["Eerst."]


def test_the_database_does_not_know_the_token(filled: Database) -> None:
    with filled.read() as connection:
        assert TOKEN not in connection.execute(select(baskets.c.token_hash)).scalars().all()


def test_a_draft_is_changed_in_its_place(filled: Database) -> None:
    with filled.write() as connection:
        number = drafts_in(connection, TOKEN)[1].number
        assert change_draft(connection, TOKEN, number, draft("Anders."))
    assert texts(filled) == ["Een.", "Anders.", "Drie."]


def test_nobody_reaches_into_the_basket_of_another(filled: Database) -> None:
    with filled.write() as connection:
        number = drafts_in(connection, TOKEN)[0].number
        assert not change_draft(connection, OTHER, number, draft("Gestolen."))
        remove_draft(connection, OTHER, number)
        remove_draft(connection, "nobody's", number)
    assert texts(filled) == ["Een.", "Twee.", "Drie."]


def test_a_draft_is_taken_out_and_its_number_is_not_used_again(filled: Database) -> None:
    with filled.write() as connection:
        last = drafts_in(connection, TOKEN)[-1].number
        remove_draft(connection, TOKEN, last)
        add_draft(connection, TOKEN, draft("Nieuw."), form_key="n", at=NOON)
        hold_basket(connection, TOKEN)
        assert drafts_in(connection, TOKEN)[-1].number > last
    assert texts(filled) == ["Een.", "Twee.", "Nieuw."]


def test_a_basket_goes_with_all_that_is_in_it(filled: Database) -> None:
    with filled.write() as connection:
        remove_basket(connection, TOKEN)
        kept = connection.execute(select(drafts.c.form_key)).scalars().all()
    assert (texts(filled), texts(filled, OTHER), kept) == ([], ["Anders."], ["Een."])


def test_baskets_that_nobody_touched_go_and_the_others_stay(filled: Database) -> None:
    with filled.write() as connection:
        add_draft(connection, TOKEN, draft("Later."), form_key="l", at=LATER)
        assert remove_old_baskets(connection, before=NOON) == 0
        assert remove_old_baskets(connection, before=NOON + timedelta(seconds=1)) == 1
    assert (len(texts(filled)), texts(filled, OTHER)) == (4, [])
