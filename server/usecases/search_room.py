"""A process's place for searching: the engine, with what is remembered between one search and the next."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from threading import Lock
from typing import Final

from server.search.crossing.cognates import Cognates
from server.search.crossing.counterparts import by_stem
from server.search.crossing.expand import Crossing, asked_stems
from server.search.documents import DocumentKey, SearchDocument
from server.search.engine import IndexBroken, SearchEngine, Vocabulary
from server.search.query import Query
from server.search.spelling import Speller
from server.search.suggesting import Suggester
from server.store import glossary, search_choices, stamps, word_pairs
from server.store.database import Connection
from server.text.languages import Language
from server.usecases.known_glossary import KnownGlossary

_NO_WORDS: Final = Vocabulary(-1, {})


@dataclass(slots=True)
class Held:
    """The changes that the engine answers with although they are not committed.

    `marker` is the database's when they were read, None where that is not worth asking, and `turn` that of the
    search which read them; `numbers` are those of the changes of each document, None before anything was read.
    """

    turn: int = 0
    marker: int | None = None
    numbers: dict[DocumentKey, tuple[int, ...]] | None = None
    documents: Mapping[DocumentKey, SearchDocument | None] = field(default_factory=dict)


class _Words:
    """What is built from one state of the vocabulary, when it is first asked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    @cached_property
    def cognates(self) -> Cognates:
        return Cognates(self.vocabulary)

    @cached_property
    def speller(self) -> Speller:
        return Speller(self.vocabulary)

    def complete(self) -> "_Words":
        """With all that is built of it, so that nobody waits for that."""
        _ = self.cognates, self.speller
        return self


Act = Callable[[], None]


def at_once(act: Act) -> None:
    """Do it now."""
    act()


class SearchRoom:
    """One per process; what it remembers can be read again at any time, so that it may be forgotten.

    What is built of the words of all documents (a second or two at 100,000) is built anew by `later`, while
    searches go on with what there is: every word that is offered is held against the index anyway.
    Whatever asks for words raises search.engine.IndexBroken.
    """

    def __init__(self, engine: SearchEngine, later: Callable[[Act], None] = at_once) -> None:
        self.engine = engine
        self._later = later
        self._is_building = False
        self.held = Held()
        # One thread at a time: what is held and what is known of it belong together.
        self.catching_up = Lock()
        self._glossary = (-1, KnownGlossary())
        self._words = _Words(_NO_WORDS)
        self._suggester = ((-1, -1), Suggester(_NO_WORDS, ()))

    def glossary(self, connection: Connection) -> KnownGlossary:
        """The glossary as the connection sees it, read again when something on every page changed."""
        stamp = stamps.stamp_of_all(connection)
        kept, known = self._glossary
        if stamp != kept:
            concepts = glossary.all_concepts(connection)
            if concepts != tuple(known.concepts.values()):
                known = KnownGlossary(concepts)
            self._glossary = (stamp, known)
        return known

    def crossing(self, connection: Connection, query: Query) -> Crossing:
        """What leads from the words of a query into the other language."""
        pairs = by_stem(word_pairs.pairs_of(connection, asked_stems(query)))
        return Crossing(self.glossary(connection).expansion, pairs, self._of_vocabulary().cognates)

    def speller(self) -> Speller:
        """What knows the words of the documents."""
        return self._of_vocabulary().speller

    def suggester(self, connection: Connection, *, with_words: bool = True) -> Suggester:
        """What completes terms, titles of sections of the newest edition that has them, and with words also these."""
        words = self._of_vocabulary().vocabulary if with_words else _NO_WORDS
        state = (words.generation, stamps.stamp_of_all(connection))
        kept, suggester = self._suggester
        if state != kept:
            suggester = Suggester(words, self._names(connection))
            self._suggester = (state, suggester)
        return suggester

    def warm(self) -> None:
        """Build what the first search would wait for; without an index there is nothing to build yet."""
        with suppress(IndexBroken):
            self._of_vocabulary().complete()

    def close(self) -> None:
        """Let go of everything; the next search reads it again."""
        with self.catching_up:
            self.held = Held()
            self.engine.close()

    def _of_vocabulary(self) -> _Words:
        vocabulary, words = self.engine.vocabulary(), self._words
        if vocabulary.generation == words.vocabulary.generation:
            return words
        if words.vocabulary is _NO_WORDS or self._later is at_once:
            self._words = _Words(vocabulary)
        elif not self._is_building:
            self._is_building = True
            self._later(partial(self._build, vocabulary))
        return self._words

    def _build(self, vocabulary: Vocabulary) -> None:
        try:
            self._words = _Words(vocabulary).complete()
        finally:
            self._is_building = False

    def _names(self, connection: Connection) -> list[tuple[Language, str]]:
        terms = [
            (language, term.text)
            for concept in self.glossary(connection).concepts.values()
            for language, side in concept.sides.items()
            for term in side.terms
        ]
        titles = search_choices.sections_of_all_editions(connection).values()
        return [*terms, *(each for _, by_language in titles for each in by_language.items())]
