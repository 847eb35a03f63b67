"""Whether both wordings of a paragraph use the terms of the glossary alike."""

from dataclasses import replace

import pytest

from server.domain.document import Paragraph, wording_hash
from server.domain.glossary import Concept, DisputeState, TermStatus
from server.domain.term_checks import (
    Dismissal,
    DismissedPlaces,
    TermChecker,
    TermFinding,
    TermFindingKind,
    both_wordings,
    undismissed,
)
from server.domain.term_matching import TermMatcher
from server.text.languages import Language
from tests.domain.worlds import DE, NL, concept, paragraph, term

LAB = concept("lab", nl=["proeftuin"], de=[term("Reallabor", forms=["Reallabore"])])
DISPUTED = concept("sme", nl=["mkb"], de=["KMU"], dispute=DisputeState.DISPUTED)
OLD = concept(
    "shop",
    nl=["winkel", term("nering", status=TermStatus.DEPRECATED, forms=["neringen"])],
    de=["Laden", term("Krämerei", status=TermStatus.SUPERSEDED)],
)


def found(
    *concepts: Concept, nl: str, de: str, marked: dict[Language, frozenset[str]] | None = None
) -> list[tuple[str, str, str, str]]:
    """What is found in a paragraph of which every disputed term is marked: kind, concept, language, words."""
    every = frozenset(each.key for each in concepts)
    findings = TermChecker(concepts).findings(paragraph(nl=nl, de=de), marked or {NL: every, DE: every})
    return [(finding.kind, finding.concept, finding.language, finding.words) for finding in findings]


RIGHT = [
    ("Een proeftuin.", "Ein Reallabor."),
    ("Proeftuin en proeftuin.", "Die REALLABORE."),
    ("Een proeftuin.", "Das Reallaborkonzept."),
    ("Het proeftuinconcept.", "Die Reallabore."),
    ("Een *proeftuin*.", "| Reallabor |\n| --- |"),
    ("Niets.", "Nichts."),
    ("", ""),
]


@pytest.mark.parametrize(("nl", "de"), RIGHT)
def test_a_concept_in_both_wordings_is_right_in_whatever_form(nl: str, de: str) -> None:
    assert found(LAB, nl=nl, de=de) == []


def test_a_concept_in_one_wording_only_is_found_once_with_its_first_words() -> None:
    assert found(LAB, nl="Een Proeftuin, een proeftuin.", de="Ein Versuch.") == [
        ("one-sided", "lab", "nl", "Proeftuin")
    ]
    assert found(LAB, nl="Een proef.", de="Reallabore.") == [("one-sided", "lab", "de", "Reallabore")]


def test_footnotes_are_left_out() -> None:
    assert found(LAB, nl="Zo.[^1]\n\n[^1]: Een proeftuin.", de="So.[^1]\n\n[^1]: Buch.") == []


def test_a_paragraph_that_has_one_wording_is_not_one_sided() -> None:
    alone = Paragraph("p-00000", {NL: "Een proeftuin."})
    assert TermChecker([LAB]).findings(alone, {}) == []


@pytest.mark.parametrize("words", ["nering", "Neringen"])
def test_a_deprecated_term_is_found_in_every_form(words: str) -> None:
    assert found(OLD, nl=f"Een {words}.", de="Ein Laden.") == [("discouraged", "shop", "nl", words)]


def test_a_superseded_term_is_found_beside_a_preferred_one() -> None:
    assert found(OLD, nl="Een winkel.", de="Laden oder Krämerei.") == [
        ("discouraged", "shop", "de", "Krämerei")
    ]


def test_a_disputed_term_without_its_mark_is_found_in_each_wording() -> None:
    unmarked = found(DISPUTED, nl="Het mkb en mkb.", de="Die KMU.", marked={NL: frozenset()})
    assert unmarked == [("unmarked", "sme", "nl", "mkb"), ("unmarked", "sme", "de", "KMU")]
    assert found(DISPUTED, nl="Het mkb.", de="Die KMU.") == []


def test_only_while_the_sides_differ_a_mark_is_asked_for() -> None:
    settled = replace(DISPUTED, dispute=DisputeState.SETTLED)
    assert found(settled, nl="Het mkb.", de="Die KMU.", marked={NL: frozenset()}) == []


def finding(kind: TermFindingKind = TermFindingKind.ONE_SIDED, base: str = "x") -> TermFinding:
    """A finding on the Dutch side of a paragraph."""
    return TermFinding(kind, "lab", "p-00000", NL, "proeftuin", base)


def dismissal(of: TermFinding) -> Dismissal:
    """An editor's word that this finding needs no change."""
    return Dismissal(of.kind, of.concept, of.paragraph_id, of.language, of.base, "Zo bedoeld.", "Anna")


def test_a_finding_carries_the_fingerprint_of_both_wordings() -> None:
    text = paragraph(nl="Een proeftuin.", de="Nichts.")
    (found_once,) = TermChecker([LAB]).findings(text, {})
    assert found_once == finding(base=both_wordings(text))
    assert both_wordings(text) == wording_hash("Een proeftuin.\x1fNichts.")


def test_a_dismissed_finding_is_answered() -> None:
    assert undismissed([finding()], [dismissal(finding())]) == []


OTHERS = {
    "the kind": replace(finding(), kind=TermFindingKind.UNMARKED),
    "the concept": replace(finding(), concept="hub"),
    "the paragraph": replace(finding(), paragraph_id="p-00001"),
    "the language": replace(finding(), language=DE),
    "the wordings": replace(finding(), base="y"),
}


@pytest.mark.parametrize("difference", OTHERS)
def test_a_dismissal_answers_no_finding_that_differs_in(difference: str) -> None:
    other = OTHERS[difference]
    assert undismissed([finding(), other], [dismissal(finding())]) == [other]
    assert other.id != finding().id


def test_the_words_that_stand_there_make_no_other_finding() -> None:
    other_words = replace(finding(), words="Proeftuin")
    assert undismissed([other_words], [dismissal(finding())]) == []
    assert other_words.id == finding().id


TEXT = paragraph(nl="Een proeftuin, een proeftuin.", de="Nichts.")
ELSE = Dismissal(
    TermFindingKind.NOT_THIS_TERM, "lab", "p-00000", NL, both_wordings(TEXT), "Hier een tuin.", "Anna"
)
OCCURRENCES = TermMatcher([LAB], NL).occurrences(TEXT.wordings[NL])


def test_a_dismissed_place_is_no_occurrence_and_nothing_is_found_there() -> None:
    assert DismissedPlaces([ELSE]).kept(OCCURRENCES, TEXT, NL) == []
    assert TermChecker([LAB], [ELSE]).findings(TEXT, {}) == []


def test_a_dismissed_finding_leaves_the_place() -> None:
    only_the_finding = replace(ELSE, kind=TermFindingKind.ONE_SIDED)
    assert DismissedPlaces([only_the_finding]).kept(OCCURRENCES, TEXT, NL) == OCCURRENCES
    assert DismissedPlaces([]).kept(OCCURRENCES, TEXT, NL) == OCCURRENCES


ELSEWHERE = {
    "another concept": replace(ELSE, concept="hub"),
    "another paragraph": replace(ELSE, paragraph_id="p-00001"),
    "the other language": replace(ELSE, language=DE),
    "other wordings": replace(ELSE, base="x"),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_place_is_dismissed_for_these_very_words_only(case: str) -> None:
    assert DismissedPlaces([ELSEWHERE[case]]).kept(OCCURRENCES, TEXT, NL) == OCCURRENCES
