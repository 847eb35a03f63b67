"""Pairs of words come from published editions only."""

from pathlib import Path

from server.domain.comments import Comment
from server.domain.public_record import PublicRecord
from server.search.analysis.stemming import stem
from server.store.database import Database
from server.store.word_pairs import KeptPair, pairs_of, replace_pairs
from server.text.languages import Language
from server.usecases.learn_pairs import learn_pairs
from tests.worlds import comment, edition, load, paragraph, record, section

NL, DE = Language.NL, Language.DE


GROWING = section(
    "1-growing",
    "1",
    "Stappen",
    "Schritte",
    paragraph("p-aaaa1", "Het bedrijf groeit.", "Das Unternehmen wächst."),
    paragraph("p-aaaa2", "Het bedrijf **leert**.", "Das Unternehmen **lernt**."),
    paragraph("p-aaaa3", "De gemeente leert.", "Die Stadt lernt."),
)


def growing(*comments: Comment) -> PublicRecord:
    return record(edition("2021", GROWING), comments=comments)


def counterparts(database: Database, language: Language, word: str) -> list[str]:
    with database.read() as connection:
        return [each.counterpart for each in pairs_of(connection, [(language, stem(word, language))])]


def test_words_of_the_wordings_are_paired(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, growing())
    assert learn_pairs(database) > 0
    assert counterparts(database, NL, "bedrijven") == ["Unternehmen"]
    assert counterparts(database, DE, "Stadt") == ["gemeente"]


def test_the_titles_of_sections_teach_too(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, growing())
    learn_pairs(database)
    assert counterparts(database, NL, "stappen") == ["Schritte"]


def test_what_was_learned_before_is_forgotten(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, growing())
    with database.write() as connection:
        replace_pairs(connection, [KeptPair(NL, "oud", "alt", 1.0)])
    first = learn_pairs(database)
    assert counterparts(database, NL, "oud") == []
    assert learn_pairs(database) == first


def test_comments_teach_nothing(database: Database, tmp_path: Path) -> None:
    load(
        database,
        tmp_path,
        growing(comment(text="kanarievogel bedrijf", on=GROWING.paragraphs[0], section=GROWING.key)),
    )
    learn_pairs(database)
    assert counterparts(database, NL, "kanarievogel") == []
