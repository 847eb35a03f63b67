"""The shipped record as it is indexed, with comments made of its own sentences, and queries made of its words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random

from server.domain.comments import StakeholderGroup
from server.domain.document import Paragraph
from server.record.record import read_record
from server.search.analysis.words import places
from server.search.crossing.glossary import GlossaryExpansion
from server.search.documents import (
    CommentFacts,
    Facet,
    Kind,
    Part,
    SearchDocument,
    comment_document,
    concept_document,
    edition_documents,
    source_document,
    sources_of,
)
from server.search.engine import Order, Request
from server.search.grammar import parse
from server.search.matching import excluded, groups
from server.search.query import Expansion, Way
from server.text.languages import LANGUAGES, Language
from tests.house.source_tree import REPOSITORY
from tests.search.worlds import comment

RECORD = read_record(REPOSITORY)
GLOSSARY = GlossaryExpansion(RECORD.concepts)
OLD = "2019"
OUTCOMES = ("adopted", "declined", "")


def shipped_documents(chance: Random, comments: int) -> list[SearchDocument]:
    """Paragraphs, concepts, sources, a few older paragraphs, and comments with answers and translations."""
    keys = [concept.key for concept in RECORD.concepts]
    paragraphs: list[SearchDocument] = []
    for edition in RECORD.editions:
        terms = {
            each.id: chance.sample(keys, k=chance.randrange(3))
            for section in edition.sections
            for each in section.paragraphs
        }
        moment = datetime.combine(edition.date, time.min, UTC)
        paragraphs += edition_documents(edition, terms, moment=moment)
    return [
        *paragraphs,
        *(replace(each, edition=OLD) for each in paragraphs[::20]),
        *map(concept_document, RECORD.concepts),
        *map(source_document, sources_of(RECORD.concepts)),
        *(_comment(chance, number, keys) for number in range(comments)),
    ]


def _comment(chance: Random, number: int, keys: list[str]) -> SearchDocument:
    language = chance.choice(LANGUAGES)
    said, other = _sentences(chance, language, chance.randrange(1, 4)), _sentences(chance, language.other, 1)
    facts = CommentFacts(
        terms=tuple(chance.sample(keys, k=chance.randrange(3))),
        outcome=chance.choice(OUTCOMES),
        answer={each: _sentences(chance, each, 1) for each in LANGUAGES} if number % 3 == 0 else {},
        translation=other if number % 4 == 0 else "",
    )
    written = comment(
        f"c-{number:05}",
        language=language,
        text=said,
        moment=datetime(2021, 10, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(200)),
        group=chance.choice(list(StakeholderGroup)),
    )
    return comment_document(written, _paragraph(chance), facts)


def _paragraph(chance: Random) -> Paragraph:
    return chance.choice(chance.choice(RECORD.editions[-1].sections).paragraphs)


def _sentences(chance: Random, language: Language, many: int) -> str:
    return " ".join(chance.choice(_paragraph(chance).wordings[language].split(". ")) for _ in range(many))


def queries(chance: Random, documents: list[SearchDocument], many: int) -> Iterable[Request]:
    """Requests of every kind, made of words that stand near each other, next to each other or anywhere."""
    texts = [field for each in documents for field in each.fields if field.part in (Part.TEXT, Part.TERM)]
    kinds = ("word", "words", "phrase", "either", "leaving out", "three", "expanded", "filters", "beginning")
    for number in range(many):
        kind = kinds[number % len(kinds)]
        words, strangers = (
            [place.text for place in places(chance.choice(texts).text)] or ["en"] for _ in "12"
        )
        one, other, third = (chance.choice(words) for _ in range(3))
        stranger, start = chance.choice(strangers), chance.randrange(len(words))
        typed = {
            "word": one,
            "words": f"{one} {other}",
            "phrase": f'"{" ".join(words[start : start + chance.randrange(2, 4)])}"',
            "beginning": f"{one[: chance.randrange(3, 7)]}*",
            "either": f"{one} OF {stranger} {other}",
            "leaving out": f"{one} -{stranger}",
            "three": f"{one} {other} {third} {stranger}",
            "expanded": f"{one} {stranger}",
            "filters": one if number % 2 else "",
        }[kind]
        yield _request(chance, typed, kind, strangers)


def _request(chance: Random, typed: str, kind: str, strangers: list[str]) -> Request:
    query = parse(typed)
    expansions = list(GLOSSARY.of(query))
    if kind == "expanded" and query.groups:
        expansions += [
            Expansion(0, 0, language, word, way, chance.choice((0.1, 0.3)), is_apart=chance.random() < 0.2)
            for language in LANGUAGES
            for way in (Way.PAIR, Way.COGNATE)
            for word in (chance.choice(strangers), " ".join(strangers[:2]))
        ]
    query = replace(query, expansions=tuple(expansions))
    filters: dict[Facet, frozenset[str]] = {}
    without: dict[Facet, frozenset[str]] = (
        {Facet.WORDINGS_OF: frozenset({OLD})} if chance.random() < 0.5 else {}
    )
    if kind == "filters":
        filters[Facet.KIND] = frozenset(chance.sample(list(Kind), k=2))
        filters[Facet.LANGUAGE] = frozenset({chance.choice(LANGUAGES)})
        if chance.random() < 0.3:
            filters[Facet.GROUP] = frozenset(chance.sample(list(StakeholderGroup), k=3))
    return Request(
        groups=groups(query, LANGUAGES if chance.random() < 0.8 else (chance.choice(LANGUAGES),)),
        missing=chance.randrange(4) if kind == "three" else 0,
        excluded=excluded(query),
        filters=filters,
        without=without,
        count=tuple(Facet) if chance.random() < 0.7 else (Facet.KIND,),
        order=Order.NEWEST if chance.random() < 0.15 else Order.BEST,
        limit=10_000,
    )
