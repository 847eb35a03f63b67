"""SKOS: one concept where the sides agree, two that are matched where they differ; read by rdflib."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from rdflib import DC, DCTERMS, RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from server.domain.glossary import Concept, DisputeState, Relation, Side, Term, TermStatus
from server.formats import skos
from server.text.languages import Language
from tests.formats.worlds import SMES, VOUCHER, glossaries

BASE = "https://example.org/begrippen/"
DUTCH, GERMAN = URIRef(f"{BASE}smes#nl"), URIRef(f"{BASE}smes#de")
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


def graph(*concepts: Concept) -> Graph:
    return Graph().parse(data=skos.export(concepts, BASE), format="turtle")


def said(found: Graph, subject: Node, *properties: URIRef) -> set[tuple[str, Node]]:
    """What is said of a subject with these properties, which are written without their vocabulary."""
    return {(name.fragment, value) for name in properties for value in found.objects(subject, name)}


def matches(concept: Concept) -> set[tuple[str, str, str]]:
    found = graph(concept)
    return {
        (subject.fragment, name.fragment, value.fragment)
        for name in MATCHES
        for subject, value in found.subject_objects(name)
    }


def test_where_the_sides_agree_there_is_one_concept_of_both() -> None:
    found = graph(VOUCHER)
    (concept,) = found.subjects(RDF.type, SKOS.Concept)
    assert concept == URIRef(f"{BASE}5g-voucher")
    assert set(found.objects(concept, SKOS.inScheme)) == {URIRef(f"{BASE}#nl"), URIRef(f"{BASE}#de")}
    assert said(found, concept, SKOS.prefLabel, SKOS.definition) == {
        ("prefLabel", Literal("voucher", "nl")),
        ("prefLabel", Literal("Gutschein", "de")),
        ("definition", Literal("tegoedbon", "nl")),
        ("definition", Literal("Gutschein", "de")),
    }
    assert set(found.objects(concept, DC.subject)) == {Literal("funding")}
    assert matches(VOUCHER) == set()


def test_where_they_differ_each_reading_is_a_concept_of_its_own_scheme() -> None:
    found = graph(SMES)
    assert set(found.subjects(RDF.type, SKOS.Concept)) == {DUTCH, GERMAN}
    assert set(found.objects(GERMAN, SKOS.inScheme)) == {URIRef(f"{BASE}#de")}
    labels = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    assert said(found, DUTCH, *labels) == {
        ("prefLabel", Literal("mkb", "nl")),
        ("altLabel", Literal("midden- en kleinbedrijf", "nl")),
        ("hiddenLabel", Literal("MKB", "nl")),
        ("hiddenLabel", Literal("mkb's", "nl")),
        ("hiddenLabel", Literal("mkb | bedrijf", "nl")),
    }
    notes = (SKOS.definition, SKOS.scopeNote, SKOS.changeNote)
    assert said(found, DUTCH, *notes) == {
        ("definition", Literal("bedrijven met minder dan 250 werknemers", "nl")),
        ("scopeNote", Literal("Alle kleine bedrijven.\n\tOok zelfstandigen: \\ een streep.", "nl")),
        ("changeNote", Literal("agree-to-differ: De grens ligt anders.", "nl")),
        ("changeNote", Literal("MKB (deprecated): De overheid schrijft kleine letters.", "nl")),
    }
    sources = set(found.objects(DUTCH, DCTERMS.source))
    assert sources == {Literal("Aanbeveling 2003/361/EG", "nl"), Literal("2.2", "nl")}


@pytest.mark.parametrize(
    ("relation", "dutch", "german"),
    [
        (Relation.EXACT, "exactMatch", "exactMatch"),
        (Relation.CLOSE, "closeMatch", "closeMatch"),
        # "A broadMatch B" says that B is the broader one (SKOS Reference, 10.3).
        (Relation.NARROWER, "broadMatch", "narrowMatch"),
        (Relation.BROADER, "narrowMatch", "broadMatch"),
        (Relation.RELATED, "relatedMatch", "relatedMatch"),
    ],
)
def test_the_relation_is_a_mapping_seen_from_each_side(relation: Relation, dutch: str, german: str) -> None:
    assert matches(replace(SMES, relation=relation)) == {("nl", dutch, "de"), ("de", german, "nl")}


def test_concepts_without_relation_are_not_matched() -> None:
    assert matches(replace(SMES, relation=Relation.NONE)) == set()


def test_a_settled_dispute_over_one_concept_leaves_one_concept_with_its_history() -> None:
    settled = replace(SMES, relation=Relation.EXACT, dispute=DisputeState.SETTLED)
    found = graph(settled)
    assert set(found.subjects(RDF.type, SKOS.Concept)) == {URIRef(f"{BASE}smes")}
    assert Literal("settled: Die Grenze liegt anders.", "de") in set(found.objects(None, SKOS.changeNote))


def test_a_text_is_one_label_only() -> None:
    # S13 and S14 of the SKOS Reference: labels are disjoint, and one of a language is preferred.
    dutch = Side(
        "d",
        "s",
        (
            Term("bon", TermStatus.ADMITTED, forms=("voucher", "bonnen")),
            Term("voucher", TermStatus.PREFERRED, forms=("bon", "bonnen")),
            Term("tegoed", TermStatus.PREFERRED),
        ),
    )
    found = graph(replace(VOUCHER, sides={**VOUCHER.sides, Language.NL: dutch}))
    labels = said(found, URIRef(f"{BASE}5g-voucher"), SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    assert {(name, str(text)) for name, text in labels if text.language == "nl"} == {
        ("prefLabel", "voucher"),
        ("altLabel", "bon"),
        ("altLabel", "tegoed"),
        ("hiddenLabel", "bonnen"),
    }


def test_the_shipped_glossary_keeps_the_rules_of_skos(glossary: tuple[Concept, ...]) -> None:
    found = graph(*glossary)
    two = sum(skos.sides_differ(concept) for concept in glossary)
    assert len(set(found.subjects(RDF.type, SKOS.Concept))) == len(glossary) + two
    labels = [SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel]
    pairs = [set(found.subject_objects(kind)) for kind in labels]
    assert sum(map(len, pairs)) == len(set().union(*pairs))
    assert len({(subject, text.language) for subject, text in pairs[0]}) == len(pairs[0]) == 2 * len(glossary)


@given(concepts=glossaries())
@settings(max_examples=50, deadline=None)
def test_whatever_the_domain_saves_is_turtle(concepts: tuple[Concept, ...]) -> None:
    found = graph(*concepts)
    definitions = {str(text) for text in found.objects(None, SKOS.definition)}
    assert definitions == {side.definition for concept in concepts for side in concept.sides.values()}


@pytest.mark.parametrize(
    "base", ["begrippen/", "https://example.org/b", "https://example.org/<a>/", "mailto:a/"]
)
def test_the_base_is_an_address_that_ends_in_a_slash(base: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        skos.export([VOUCHER], base)
