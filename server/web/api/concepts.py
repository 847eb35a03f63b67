"""The concepts of the glossary."""

from server.domain.glossary import Concept, Side
from server.usecases.missing import Missing
from server.usecases.read_glossary import read_glossary
from server.web import addresses
from server.web.api.asking import Asked
from server.web.api.shapes import ConceptEntryShape, ConceptShape, ConceptsShape, SideShape, TermShape


def read_concepts(asked: Asked) -> ConceptsShape:
    """Every concept, by key."""
    return ConceptsShape([_entry(each, asked) for each in read_glossary(asked.services.database)])


def read_concept(asked: Asked) -> ConceptShape:
    """One concept with both its sides."""
    key = asked.path["concept"]
    for concept in read_glossary(asked.services.database):
        if concept.key == key:
            return _concept(concept, asked)
    raise Missing("concept", key)


def _entry(concept: Concept, asked: Asked) -> ConceptEntryShape:
    return ConceptEntryShape(
        key=concept.key,
        address=asked.address("concepts", concept.key),
        preferred={language: side.preferred for language, side in concept.sides.items()},
        subject_field=concept.subject_field,
        dispute=concept.dispute,
        pages=asked.pages(lambda language: addresses.concept(language, concept.key)),
    )


def _concept(concept: Concept, asked: Asked) -> ConceptShape:
    return ConceptShape(
        key=concept.key,
        subject_field=concept.subject_field,
        process=concept.process,
        relation=concept.relation,
        dispute=concept.dispute,
        dispute_reasons=concept.dispute_reasons,
        sides={language: _side(side) for language, side in concept.sides.items()},
        name=asked.page(addresses.concept_names() + concept.key),
        pages=asked.pages(lambda language: addresses.concept(language, concept.key)),
    )


def _side(side: Side) -> SideShape:
    return SideShape(
        preferred=side.preferred,
        definition=side.definition,
        source=side.source,
        reading=side.reading,
        reading_source=side.reading_source,
        terms=[
            TermShape(
                text=term.text,
                status=term.status,
                part_of_speech=term.part_of_speech,
                gender=term.gender,
                region=term.region,
                reason=term.reason,
                forms=list(term.forms),
            )
            for term in side.terms
        ],
    )
