"""Small worlds to search: documents with as little in them as a test needs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from server.domain.comments import Comment, StakeholderGroup
from server.domain.document import Paragraph, Section, wording_hash
from server.domain.glossary import Concept, DisputeState, ProcessState, Relation, Side, Term, TermStatus
from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.search.crossing.glossary import GlossaryExpansion
from server.search.documents import (
    NOTHING_MORE,
    CommentFacts,
    Facet,
    SearchDocument,
    comment_document,
    concept_document,
    paragraph_document,
)
from server.search.engine import Hit, Order, Request, Results, SearchEngine
from server.search.grammar import parse
from server.search.matching import excluded, groups
from server.search.query import Expansion
from server.text.languages import LANGUAGES, Language

EDITION = "2021"
DAY = datetime(2021, 10, 1, 12, 0, tzinfo=UTC)


def paragraph(paragraph_id: str, *, nl: str = "", de: str = "") -> Paragraph:
    """A paragraph with both wordings."""
    return Paragraph(paragraph_id, {Language.NL: nl, Language.DE: de})


def section(*paragraphs: Paragraph, nl: str = "", de: str = "", key: str = "1") -> Section:
    """A section with its titles."""
    return Section(key, key, {Language.NL: nl, Language.DE: de}, paragraphs)


def text(
    paragraph_id: str,
    *,
    nl: str = "",
    de: str = "",
    edition: str = EDITION,
    terms: Iterable[str] = (),
    moment: datetime = DAY,
) -> SearchDocument:
    """A paragraph in a section without a title, as it is indexed."""
    alone = paragraph(paragraph_id, nl=nl, de=de)
    return paragraph_document(edition, section(alone), alone, terms=terms, moment=moment)


def under(*paragraphs: Paragraph, nl: str = "", de: str = "", key: str = "1") -> list[SearchDocument]:
    """The paragraphs of a section with a title, as they are indexed."""
    around = section(*paragraphs, nl=nl, de=de, key=key)
    return [paragraph_document(EDITION, around, each, moment=DAY) for each in paragraphs]


def comment(
    comment_id: str,
    *,
    language: Language = Language.DE,
    text: str = "",
    state: ModerationState = ModerationState.SHOWN,
    moment: datetime = DAY,
    group: StakeholderGroup = StakeholderGroup.CITIZEN,
) -> Comment:
    """A comment on the paragraph p-00000."""
    return Comment(
        id=comment_id,
        round="round-1",
        edition=EDITION,
        section="1",
        target=Target(TargetKind.PARAGRAPH, "p-00000"),
        language=language,
        text=text,
        name="",
        group=group,
        created=moment,
        state=state,
        base_hash=wording_hash(""),
        base_text="",
    )


def remark(
    comment_id: str,
    *,
    nl: str = "",
    de: str = "",
    on_nl: str = "",
    on_de: str = "",
    facts: CommentFacts = NOTHING_MORE,
    moment: datetime = DAY,
    group: StakeholderGroup = StakeholderGroup.CITIZEN,
) -> SearchDocument:
    """A shown comment as it is indexed, written in the language that has a text."""
    language = Language.NL if nl else Language.DE
    on = paragraph("p-00000", nl=on_nl, de=on_de)
    written = comment(comment_id, language=language, text=nl or de, moment=moment, group=group)
    return comment_document(written, on, facts)


def concept(
    key: str,
    *,
    nl: Iterable[str],
    de: Iterable[str],
    forms: Iterable[str] = (),
    definition: str = "",
) -> Concept:
    """A concept with its terms; `forms` belong to the first Dutch term, `definition` is the Dutch one."""
    return Concept(
        key=key,
        subject_field="innovation",
        process=ProcessState.DECIDED,
        relation=Relation.EXACT,
        dispute=DisputeState.NONE,
        dispute_reasons={},
        sides={
            Language.NL: Side(definition, "", _terms(nl, tuple(forms))),
            Language.DE: Side("", "", _terms(de)),
        },
    )


def entry(
    key: str, *, nl: Iterable[str] = (), de: Iterable[str] = (), definition: str = ""
) -> SearchDocument:
    """A concept as it is indexed."""
    return concept_document(concept(key, nl=nl, de=de, definition=definition))


def asked(
    typed: str,
    *concepts: Concept,
    missing: int = 0,
    expansions: Iterable[Expansion] = (),
    languages: Collection[Language] = LANGUAGES,
    filters: Mapping[Facet, Iterable[str]] | None = None,
    without: Mapping[Facet, Iterable[str]] | None = None,
    count: Iterable[Facet] = (),
    order: Order = Order.BEST,
    limit: int = 20,
    offset: int = 0,
) -> Request:
    """What an engine is asked for something typed, with a glossary of these concepts."""
    query = parse(typed)
    query = replace(query, expansions=(*GlossaryExpansion(concepts).of(query), *expansions))
    return Request(
        groups=groups(query, languages),
        missing=missing,
        excluded=excluded(query, languages),
        filters={facet: frozenset(values) for facet, values in (filters or {}).items()},
        without={facet: frozenset(values) for facet, values in (without or {}).items()},
        count=tuple(count),
        order=order,
        limit=limit,
        offset=offset,
    )


def search(engine: SearchEngine, typed: str, *concepts: Concept) -> Results:
    """What an engine answers, with a glossary of these concepts."""
    return engine.search(asked(typed, *concepts))


def ids(results: Results) -> list[str]:
    """The ids of the hits, best first."""
    return [hit.id for hit in results.hits]


def found(engine: SearchEngine, typed: str, *concepts: Concept) -> list[str]:
    """The ids of the hits, best first."""
    return ids(search(engine, typed, *concepts))


def only_hit(engine: SearchEngine, typed: str, *concepts: Concept) -> Hit:
    """The one hit of a query that has one."""
    (hit,) = search(engine, typed, *concepts).hits
    return hit


def _terms(texts: Iterable[str], forms: tuple[str, ...] = ()) -> tuple[Term, ...]:
    return tuple(
        Term(text, TermStatus.ADMITTED if place else TermStatus.PREFERRED, forms=() if place else forms)
        for place, text in enumerate(texts)
    )
