"""What must hold in the glossary as a whole."""

from server.domain.glossary import Concept, TermStatus
from server.domain.glossary_checks import GlossaryRemark, check_glossary
from server.domain.wording_checks import Severity
from tests.domain.worlds import DE, NL, concept, term


def found(*concepts: Concept) -> list[GlossaryRemark]:
    """What is found in a glossary of which every concept occurs in both languages."""
    return list(
        check_glossary(concepts, {(each.key, language) for each in concepts for language in (NL, DE)})
    )


def test_nothing_is_found_in_a_glossary_that_is_right() -> None:
    assert found(concept("lab", nl=["lab"], de=["Labor"]), concept("hub", nl=["hub"], de=["Hub"])) == []
    assert found() == []


def test_each_side_has_one_preferred_term() -> None:
    admitted = term("lab", status=TermStatus.ADMITTED)
    assert found(concept("lab", nl=[admitted], de=["Labor", "Werkstatt"])) == [
        GlossaryRemark("lab", NL, None, Severity.ERROR, "must have one preferred term, but has 0"),
        GlossaryRemark("lab", DE, None, Severity.ERROR, "must have one preferred term, but has 2"),
    ]


def test_a_concept_that_does_not_occur_is_to_be_looked_at_per_language() -> None:
    assert list(check_glossary([concept("lab", nl=["lab"], de=["Labor"])], {("lab", NL)})) == [
        GlossaryRemark(
            "lab", DE, None, Severity.ADVISORY, "no term of this concept occurs in the text in 'de'"
        )
    ]


def test_a_phrase_of_two_concepts_is_to_be_looked_at_where_it_stands_again() -> None:
    first = concept("lab", nl=[term("mkb'er", forms=["mkb'ers"])], de=["Labor"])
    again = concept("hub", nl=["hub", term("x", status=TermStatus.ADMITTED, forms=["MKB’ERS"])], de=["Hub"])
    assert found(first, again) == [
        GlossaryRemark("hub", NL, 1, Severity.ADVISORY, '"MKB’ERS" also names the concept "lab"')
    ]


def test_a_word_may_name_different_concepts_in_the_two_languages() -> None:
    assert found(concept("lab", nl=["lab"], de=["Labor"]), concept("hub", nl=["hub"], de=["Lab"])) == []


def test_a_form_may_stand_twice_within_a_concept() -> None:
    twice = term("labs", status=TermStatus.ADMITTED)
    assert found(concept("lab", nl=[term("lab", forms=["labs"]), twice], de=["Labor"])) == []
