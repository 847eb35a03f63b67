"""What a search hit stands for is fetched many at once, and only what is public."""

from server.domain.moderation import ModerationState
from server.store.comments import add_comment
from server.store.database import Database
from server.store.editions import save_edition
from server.store.found import FoundParagraph, concepts_by_key, paragraphs_by_key, shown_comments_by_id
from server.store.glossary import save_concepts
from server.store.sections import Place
from server.text.languages import Language
from tests.store import worlds
from tests.store.worlds import comment, edition, paragraph, section, statements_of

TEXT = section("1-1", "1.1", paragraph("p-aaaaa"), paragraph("p-bbbbb"), nl="Inleiding", de="Einleitung")


def test_paragraphs_of_several_editions_are_found_in_one_query(database: Database) -> None:
    place = Place(
        edition="2021",
        section="1-1",
        number="1.1",
        titles=TEXT.titles,
        slugs={Language.NL: "1-1-inleiding", Language.DE: "1-1-einleitung"},
        position=2,
    )
    with database.write() as connection:
        save_edition(connection, edition("2021", TEXT))
        save_edition(connection, edition("2022", TEXT))
        with statements_of(connection) as sent:
            found = paragraphs_by_key(
                connection, [("2021", "p-bbbbb"), ("2022", "p-aaaaa"), ("2022", "p-zzzzz")]
            )
        assert set(found) == {("2021", "p-bbbbb"), ("2022", "p-aaaaa")}
        assert found["2021", "p-bbbbb"] == FoundParagraph(place, TEXT.paragraphs[1])
        assert len(sent) == 1


def test_only_shown_comments_are_found(database: Database) -> None:
    with database.write() as connection:
        for state in ModerationState:
            add_comment(connection, comment(f"c-{state}", state=state))
        found = shown_comments_by_id(connection, [f"c-{state}" for state in ModerationState])
    assert found == {"c-shown": comment("c-shown", state=ModerationState.SHOWN)}


def test_concepts_are_found_by_key(database: Database) -> None:
    smes = worlds.concept("smes", "mkb", "KMU")
    with database.write() as connection:
        save_concepts(connection, [smes, worlds.concept("other", "koploper", "Vorreiter")])
        assert concepts_by_key(connection, ["smes", "unknown"]) == {"smes": smes}


def test_nothing_asked_is_nothing_found(database: Database) -> None:
    with database.read() as connection, statements_of(connection) as sent:
        assert paragraphs_by_key(connection, []) == {}
        assert shown_comments_by_id(connection, []) == {}
        assert concepts_by_key(connection, []) == {}
    assert sent == []
