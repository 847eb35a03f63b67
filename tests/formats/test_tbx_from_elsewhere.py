"""TBX that other tools wrote: what is missing has a default, what we cannot hold is left out."""

import pytest

from server.domain.glossary import (
    Concept,
    DisputeState,
    Gender,
    PartOfSpeech,
    ProcessState,
    Relation,
    Side,
    Term,
    TermStatus,
)
from server.formats import tbx2, tbx3
from server.text.languages import Language
from tests.formats.tbx_files import FILE, as_v2, changed, read_in_both

NL, DE = Language.NL, Language.DE
PREFERRED = '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>'
TERM = "<term>mkb</term>"
SMES = Concept(
    key="smes",
    subject_field="economy",
    process=ProcessState.DRAFT,
    relation=Relation.EXACT,
    dispute=DisputeState.NONE,
    dispute_reasons={},
    sides={
        NL: Side("kleine bedrijven", "2.1", (Term("mkb", TermStatus.PREFERRED),)),
        DE: Side("kleine Unternehmen", "2.2", (Term("KMU", TermStatus.PREFERRED),)),
    },
)


def term_with(note: str) -> Term:
    """The Dutch term with one thing more said of it."""
    return read_in_both((TERM, TERM + note)).sides[NL].terms[0]


def test_what_a_file_does_not_say_is_a_draft_without_dispute_of_one_concept_in_both_languages() -> None:
    assert read_in_both() == SMES


def test_the_first_term_is_preferred_where_none_is_marked() -> None:
    more = "</termSec><termSec><term>midden- en kleinbedrijf</term></termSec>"
    dutch = read_in_both((PREFERRED, ""), ("</termSec>", more)).sides[NL]
    statuses = [(term.text, term.status) for term in dutch.terms]
    assert statuses == [("mkb", TermStatus.PREFERRED), ("midden- en kleinbedrijf", TermStatus.ADMITTED)]


@pytest.mark.parametrize("name", ["nl-NL", "nl_BE", "NL"])
def test_a_region_of_a_language_is_that_language(name: str) -> None:
    assert read_in_both(('xml:lang="nl"', f'xml:lang="{name}"')) == SMES


def test_other_languages_are_left_out() -> None:
    english = '<langSec xml:lang="en"><termSec><term>SMEs</term></termSec></langSec></conceptEntry>'
    assert read_in_both(("</conceptEntry>", english)) == SMES


@pytest.mark.parametrize(
    ("name", "key"), [("smes", "smes"), ("IATE-12_34", "iate-12-34"), ("c-c-1", "c-1"), ("_Élan.5", "lan-5")]
)
def test_an_id_becomes_a_key(name: str, key: str) -> None:
    assert read_in_both(("c-smes", name)).key == key


@pytest.mark.parametrize(
    "known_but_not_held",
    [
        '<descrip type="context">Het mkb groeit.</descrip>',
        '<descripGrp><descrip type="context">Het mkb.</descrip><admin type="source">x</admin></descripGrp>',
        '<admin type="customerSubset">IHK</admin><admin type="projectSubset">autumn</admin>',
        '<termNote type="termType">acronym</termNote><termNote type="termLocation">menuItem</termNote>',
        '<xref type="externalCrossReference" target="https://example.org/">more</xref><note>A remark.</note>',
        '<transacGrp><transac type="transactionType">origination</transac><date>2020-01-01</date></transacGrp>',
    ],
)
def test_what_tbx_basic_knows_and_we_do_not_is_left_out(known_but_not_held: str) -> None:
    assert read_in_both((TERM, TERM + known_but_not_held)) == SMES


def test_adverbs_are_other_words_and_other_genders_are_common() -> None:
    assert term_with('<termNote type="partOfSpeech">adverb</termNote>').part_of_speech is PartOfSpeech.OTHER
    assert term_with('<termNote type="grammaticalGender">other</termNote>').gender is Gender.COMMON


def test_a_proper_noun_is_a_word_of_2008_only() -> None:
    data = changed((TERM, f'{TERM}<termNote type="partOfSpeech">properNoun</termNote>'))
    assert tbx2.import_(as_v2(data))[0].sides[NL].terms[0].part_of_speech is PartOfSpeech.PROPER_NOUN
    assert term_with("<note>part of speech: properNoun</note>").part_of_speech is PartOfSpeech.PROPER_NOUN


def test_groups_say_the_same_as_what_is_in_them() -> None:
    note = '<termNoteGrp><termNote type="geographicalUsage">NRW</termNote><note>x</note></termNoteGrp>'
    assert term_with(note).region == "NRW"
    subset = '<adminGrp><admin type="projectSubset">settled</admin></adminGrp>'
    reasons = ("<termSec>", "<note>dispute reason: r</note><termSec>")
    data = changed((TERM, TERM + subset)).decode().replace(*reasons).encode()
    assert tbx3.import_(data)[0].dispute is DisputeState.SETTLED


def test_several_sources_are_one_text() -> None:
    more = '<admin type="source">2.1</admin><admin type="source">2.3</admin>'
    assert read_in_both(('<admin type="source">2.1</admin>', more)).sides[NL].source == "2.1; 2.3"


def test_markup_goes_and_its_text_stays() -> None:
    inner = '<hi type="bold">kleine</hi> <foreign xml:lang="en"><hi>small</hi></foreign><ph/> bedrijven'
    assert read_in_both(("kleine bedrijven", inner)).sides[NL].definition == "kleine small bedrijven"


def test_texts_are_trimmed_and_composed() -> None:
    assert read_in_both(("kleine bedrijven", "\n  cafe\u0301  ")).sides[NL].definition == "café"


def test_the_project_subset_alone_says_that_a_concept_is_disputed() -> None:
    reading = "<note>reading: r</note><note>reading source: s</note><note>dispute reason: d</note><termSec>"
    data = changed(("<descrip", '<admin type="projectSubset">disputed</admin><descrip'))
    (concept,) = tbx3.import_(data.decode().replace("<termSec>", reading).encode())
    assert concept.dispute is DisputeState.DISPUTED
    assert concept.sides[DE].reading == "r"
    assert concept.dispute_reasons == {NL: "d", DE: "d"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    declaration = 'encoding="utf-16"' if encoding == "utf-16" else 'encoding="utf-8"'
    assert tbx3.import_(FILE.replace('encoding="UTF-8"', declaration).encode(encoding)) == (SMES,)


def test_a_document_type_is_passed_over_and_never_opened() -> None:
    named = as_v2(changed(("<tbx ", '<!DOCTYPE martif SYSTEM "http://127.0.0.1:1/x.dtd">\n<tbx ')))
    assert tbx2.import_(named) == (SMES,)
