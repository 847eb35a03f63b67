"""Learn from the published editions which words of the two languages go together."""

from collections.abc import Iterator, Mapping
from typing import Final

from server.search.crossing.pairs import learn
from server.store.database import Database
from server.store.edition_values import whole_editions
from server.store.word_pairs import KeptPair, replace_pairs
from server.text.languages import Language
from server.text.markdown import plain

LEARN_PAIRS: Final = "learn-pairs"


def learn_pairs(database: Database) -> int:
    """Make the table of word pairs anew from the wordings of all published editions; how many pairs there are.

    Comments and working editions teach nothing: what is taken out or not public yet can never show up in a pair.
    It takes about 5 ms a paragraph, without a transaction open.
    """
    pairs = [KeptPair(*pair) for pair in learn(_wordings(database))]
    with database.write() as connection:
        replace_pairs(connection, pairs)
    return len(pairs)


def _wordings(database: Database) -> Iterator[Mapping[Language, str]]:
    with database.read() as connection:
        editions = whole_editions(connection)
    for edition in editions:
        for section in edition.sections:
            yield section.titles
            for paragraph in section.paragraphs:
                yield {language: plain(text) for language, text in paragraph.wordings.items()}
