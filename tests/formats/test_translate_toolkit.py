"""Today's tools read TBX v2: translate-toolkit (and so Weblate) finds every term, status and definition."""

import pytest
from translate.storage.tbx import TBXTerm, tbxfile, tbxunit

from server.domain.glossary import Concept
from server.formats import tbx2
from server.text.languages import Language
from tests.formats.worlds import SMES

NL, DE = Language.NL, Language.DE


@pytest.fixture(scope="module")
def units(glossary: tuple[Concept, ...]) -> list[tbxunit]:
    """The shipped glossary as translate-toolkit sees it."""
    return read(tbx2.export(glossary))


def read(data: bytes) -> list[tbxunit]:
    store = tbxfile.parsestring(data, sourcelanguage="nl", targetlanguage="de")
    units: list[tbxunit] = store.units
    return units


def sides(unit: tbxunit) -> dict[Language, list[TBXTerm]]:
    return {NL: unit.get_source_terms(), DE: unit.get_target_terms()}


def test_it_finds_all_terms_with_their_status_in_order(
    units: list[tbxunit], glossary: tuple[Concept, ...]
) -> None:
    found = [
        (unit.getid(), language, term.text, term.administrative_status)
        for unit in units
        for language, terms in sides(unit).items()
        for term in terms
    ]
    assert found == [
        (f"c-{concept.key}", language, term.text, f"{term.status}Term-admn-sts")
        for concept in glossary
        for language, side in concept.sides.items()
        for term in side.terms
    ]
    assert len(found) > 300


def test_it_finds_the_definition_of_each_side(units: list[tbxunit], glossary: tuple[Concept, ...]) -> None:
    for unit, concept in zip(units, glossary, strict=True):
        for language, is_source in ((NL, True), (DE, False)):
            notes = unit.get_common_notes(source=is_source)
            definitions = [note.text for note in notes if note.category == "definition"]
            assert definitions == [concept.sides[language].definition]


def test_it_shows_a_translator_that_a_concept_is_disputed(
    units: list[tbxunit], glossary: tuple[Concept, ...]
) -> None:
    warned = {unit.getid() for unit in units if "dispute: disputed" in unit.getnotes().splitlines()}
    assert warned == {f"c-{concept.key}" for concept in glossary if concept.is_disputed}
    assert warned


def test_it_knows_a_deprecated_term() -> None:
    (unit,) = read(tbx2.export([SMES]))
    assert [term.text for term in sides(unit)[NL] if term.deprecated] == ["MKB"]
