"""What is indexed of a paragraph, a comment and a concept."""

from dataclasses import replace

import pytest

from server.domain.comments import Quote
from server.domain.moderation import ModerationState
from server.search.documents import (
    DocumentKey,
    Field,
    Kind,
    Part,
    comment_document,
    concept_document,
    paragraph_document,
)
from server.text.languages import Language
from tests.search.worlds import comment, concept, paragraph, section

NL, DE = Language.NL, Language.DE


def test_the_first_paragraph_of_a_section_carries_its_title() -> None:
    first = paragraph("p-00001", nl="De *kop*.", de="Die Spitze.")
    document = paragraph_document("2021", section(first, nl="Titel", de="Überschrift", key="4-2"), first)
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
    document = paragraph_document("2021", section(first, second, nl="Titel", de="Überschrift"), second)
    assert document.fields[:2] == (Field(Part.SECTION, NL, "Titel"), Field(Part.SECTION, DE, "Überschrift"))


def test_a_footnote_is_part_of_the_text() -> None:
    noted = paragraph("p-00001", nl="De kop.[^1]\n\n[^1]: Met een noot.", de="Die Spitze.")
    document = paragraph_document("2021", section(noted), noted)
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
