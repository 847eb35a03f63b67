"""Editions, the fingerprints of their sections, and in which of them a section changed."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.document import Paragraph, Section
from server.domain.editions import in_order_of_date, section_fingerprint, section_versions
from tests.domain.worlds import DE, NL, edition, paragraph, section

fingerprints = st.lists(st.sampled_from("abc"))


def test_an_edition_finds_a_section_by_its_key() -> None:
    first, second = section(key="1-opening"), section(key="2-steps")
    assert edition("2021", date(2021, 9, 28), first, second).section("2-steps") is second


def test_an_edition_has_no_section_of_an_unknown_key() -> None:
    with pytest.raises(KeyError, match="9-end"):
        edition("2021").section("9-end")


FINGERPRINTED = section(
    paragraph("p-1", nl="een", de="eins"), paragraph("p-2", nl="twee", de="zwei"), nl="T", de="U"
)

CHANGES = {
    "a title": section(*FINGERPRINTED.paragraphs, nl="T", de="V"),
    "titles exchanged": section(*FINGERPRINTED.paragraphs, nl="U", de="T"),
    "a wording": section(paragraph("p-1", nl="een", de="Eins"), FINGERPRINTED.paragraphs[1], nl="T", de="U"),
    "an id": section(paragraph("p-3", nl="een", de="eins"), FINGERPRINTED.paragraphs[1], nl="T", de="U"),
    "the order": section(*reversed(FINGERPRINTED.paragraphs), nl="T", de="U"),
    "a paragraph less": section(FINGERPRINTED.paragraphs[0], nl="T", de="U"),
    "wordings that go over into each other": section(
        paragraph("p-1", nl="eeneins", de=""), FINGERPRINTED.paragraphs[1], nl="T", de="U"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_fingerprint_of_a_section_changes_with(change: str) -> None:
    assert section_fingerprint(CHANGES[change]) != section_fingerprint(FINGERPRINTED)


def test_the_fingerprint_of_a_section_stays_when_its_key_and_number_change() -> None:
    moved = Section("9-end", "9", FINGERPRINTED.titles, FINGERPRINTED.paragraphs)
    assert section_fingerprint(moved) == section_fingerprint(FINGERPRINTED)


def test_a_wording_that_lacks_counts_as_an_empty_one() -> None:
    lacking = section(Paragraph("p-1", {NL: "een"}))
    assert section_fingerprint(lacking) == section_fingerprint(section(Paragraph("p-1", {NL: "een", DE: ""})))


def test_a_section_has_a_version_for_every_edition_in_which_it_changed() -> None:
    assert section_versions([("2021", "a"), ("2022", "a"), ("2023", "b"), ("2024", "a")]) == [
        "2021",
        "2023",
        "2024",
    ]


def test_a_section_without_editions_has_no_versions() -> None:
    assert section_versions([]) == []


@settings(deadline=None)
@given(fingerprints)
def test_the_versions_of_a_section(prints: list[str]) -> None:
    pairs = [(f"e{place}", each) for place, each in enumerate(prints)]
    versions = section_versions(pairs)
    kept = [each for key, each in pairs if key in versions]
    # In order, from the first edition on, each unlike the one before: and reading them gives back all.
    assert versions == [key for key, _ in pairs if key in versions]
    assert versions[:1] == [key for key, _ in pairs[:1]]
    assert all(one != next_one for one, next_one in pairwise(kept))
    assert section_versions([pair for pair in pairs if pair[0] in versions]) == versions
    present = ""
    for key, each in pairs:
        present = each if key in versions else present
        assert present == each


def test_editions_stand_from_oldest_to_newest_and_on_one_day_by_key() -> None:
    old, b, a = edition("z", date(2020, 1, 1)), edition("b", date(2021, 1, 1)), edition("a", date(2021, 1, 1))
    assert in_order_of_date([b, a, old]) == [old, a, b]
