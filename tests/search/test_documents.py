"""What is indexed of a paragraph, a comment and a concept."""

from dataclasses import replace

import pytest

from server.domain.comments import Quote
from server.domain.glossary import Concept
from server.domain.moderation import ModerationState
from server.search.documents import (
    CommentFacts,
    DocumentKey,
    Facet,
    Field,
    Kind,
    Part,
    comment_document,
    concept_document,
    paragraph_document,
    source_document,
    sources_of,
)
from server.text.languages import Language
from tests.search.worlds import DAY, comment, concept, paragraph, section

NL, DE = Language.NL, Language.DE


def test_the_first_paragraph_of_a_section_carries_its_title() -> None:
    first = paragraph("p-00001", nl="De *kop*.", de="Die Spitze.")
    document = paragraph_document(
        "2021", section(first, nl="Titel", de="Überschrift", key="4-2"), first, moment=DAY
    )
    assert document.key == DocumentKey(Kind.PARAGRAPH, "p-00001", "2021")
    assert (document.section, document.language) == ("4-2", None)
    assert document.fields == (
        Field(Part.TITLE, NL, "Titel"),
        Field(Part.TITLE, DE, "Überschrift"),
        Field(Part.TEXT, NL, "De kop."),
        Field(Part.TEXT, DE, "Die Spitze."),
    )


def test_a_later_paragraph_has_the_title_around_it() -> None:
    first, second = paragraph("p-00001"), paragraph("p-00002", nl="De staart.", de="Das Ende.")
    document = paragraph_document(
        "2021", section(first, second, nl="Titel", de="Überschrift"), second, moment=DAY
    )
    assert document.fields[:2] == (Field(Part.SECTION, NL, "Titel"), Field(Part.SECTION, DE, "Überschrift"))


def test_a_footnote_is_part_of_the_text() -> None:
    noted = paragraph("p-00001", nl="De kop.[^1]\n\n[^1]: Met een noot.", de="Die Spitze.")
    document = paragraph_document("2021", section(noted), noted, moment=DAY)
    assert "Met een noot." in document.fields[2].text


def test_a_comment_has_both_wordings_of_its_paragraph_as_context() -> None:
    on = paragraph("p-00000", nl="De kop.", de="Die Spitze.")
    document = comment_document(comment("c-000001", language=DE, text="Einverstanden."), on)
    assert document.key == DocumentKey(Kind.COMMENT, "c-000001", "2021")
    assert document.language is DE
    assert document.fields == (
        Field(Part.TEXT, DE, "Einverstanden."),
        Field(Part.CONTEXT, NL, "De kop."),
        Field(Part.CONTEXT, DE, "Die Spitze."),
    )


def test_a_comment_on_a_title_or_a_question_has_it_in_both_languages_as_context() -> None:
    names = {NL: "Wat mist u?", DE: "Was fehlt Ihnen?"}
    document = comment_document(comment("c-000001", language=NL, text="Het handwerk."), names)
    assert document.fields == (
        Field(Part.TEXT, NL, "Het handwerk."),
        Field(Part.CONTEXT, NL, "Wat mist u?"),
        Field(Part.CONTEXT, DE, "Was fehlt Ihnen?"),
    )


def test_a_comment_has_its_suggested_wording_and_its_quote() -> None:
    said = replace(
        comment("c-000001", language=NL, text=""),
        suggested_wording="De *nieuwe* kop.",
        quote=Quote("Spitze", "Die ", "."),
    )
    document = comment_document(said, paragraph("p-00000", nl="De kop.", de="Die Spitze."))
    assert document.fields[:2] == (
        Field(Part.TEXT, NL, "De nieuwe kop."),
        # Not in the Dutch wording that the writer saw: it is quoted from the German one.
        Field(Part.CONTEXT, DE, "Spitze"),
    )


@pytest.mark.parametrize("state", [each for each in ModerationState if each is not ModerationState.SHOWN])
def test_a_comment_that_is_not_shown_is_never_indexed(state: ModerationState) -> None:
    with pytest.raises(ValueError, match="only shown comments"):
        comment_document(comment("c-000001", text="Geheim.", state=state), paragraph("p-00000"))


def test_a_concept_has_terms_forms_and_definitions() -> None:
    document = concept_document(
        concept("lighthouse", nl=["lighthouse"], forms=["lighthouses"], de=["Leuchtturm"], definition="Plek.")
    )
    assert document.key == DocumentKey(Kind.CONCEPT, "lighthouse", "")
    assert document.fields == (
        Field(Part.TERM, NL, "lighthouse"),
        Field(Part.TERM, NL, "lighthouses"),
        Field(Part.TEXT, NL, "Plek."),
        Field(Part.TERM, DE, "Leuchtturm"),
    )


def test_a_paragraph_is_counted_in_both_languages_and_by_its_edition_section_and_terms() -> None:
    alone = paragraph("p-00001", nl="De kop.", de="Die Spitze.")
    document = paragraph_document(
        "2021", section(alone, key="4-2"), alone, terms=["head", "head"], moment=DAY
    )
    assert set(document.facets()) == {
        (Facet.KIND, "paragraph"),
        (Facet.LANGUAGE, "nl"),
        (Facet.LANGUAGE, "de"),
        (Facet.EDITION, "2021"),
        (Facet.WORDINGS_OF, "2021"),
        (Facet.SECTION, "4-2"),
        (Facet.TERM, "head"),
    }
    assert len(list(document.facets())) == 7


def test_what_became_of_a_comment_in_public_is_found_with_it() -> None:
    on = paragraph("p-00000", nl="De kop.", de="Die Spitze.")
    facts = CommentFacts(("head",), "adopted", {NL: "Overgenomen.", DE: "Übernommen."}, "Eens.")
    document = comment_document(comment("c-000001", language=DE, text="Einverstanden."), on, facts)
    assert document.fields[1:4] == (
        Field(Part.ANSWER, NL, "Overgenomen."),
        Field(Part.ANSWER, DE, "Übernommen."),
        Field(Part.TRANSLATION, NL, "Eens."),
    )
    assert {(Facet.OUTCOME, "adopted"), (Facet.ROUND, "round-1"), (Facet.TERM, "head")} <= set(
        document.facets()
    )


def test_a_source_is_one_document_however_many_concepts_cite_it() -> None:
    cited = [_citing("head", nl="CBS (2020)"), _citing("tail", nl="CBS (2020)", de="CBS (2020)")]
    [source] = sources_of(cited)
    assert dict(source.concepts) == {NL: ("head", "tail"), DE: ("tail",)}
    document = source_document(source)
    assert (document.language, document.id) == (None, source.id)
    assert [value for facet, value in document.facets() if facet is Facet.TERM] == ["head", "tail"]


def test_a_source_that_one_language_cites_is_in_that_language() -> None:
    [source] = sources_of([_citing("head", de="BMBF (2019)")])
    assert source_document(source).language is DE


def _citing(key: str, *, nl: str = "", de: str = "") -> Concept:
    plain = concept(key, nl=["kop"], de=["Kopf"])
    sides = {language: replace(plain.sides[language], source=text) for language, text in ((NL, nl), (DE, de))}
    return replace(plain, sides=sides)
