"""What goes out comes back: every concept as it was, and the same bytes again."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from server.domain.concept_checks import check_concept
from server.domain.glossary import Concept
from server.formats import glossary_tables, tbx2, tbx3
from server.text.languages import Language
from tests.formats.worlds import SMES, VOUCHER, glossaries

Export = Callable[[Iterable[Concept]], bytes]
Import = Callable[[bytes], tuple[Concept, ...]]

FORMATS = pytest.mark.parametrize(
    ("export", "import_"),
    [
        pytest.param(tbx3.export, tbx3.import_, id="TBX v3"),
        pytest.param(tbx2.export, tbx2.import_, id="TBX v2"),
        pytest.param(glossary_tables.export_csv, glossary_tables.import_csv, id="CSV"),
    ],
)


@FORMATS
def test_every_field_of_the_domain_comes_back(export: Export, import_: Import) -> None:
    check_concept(SMES)
    data = export([SMES, VOUCHER])
    assert import_(data) == (SMES, VOUCHER)
    assert export(import_(data)) == data


@FORMATS
def test_the_shipped_glossary_comes_back(
    export: Export, import_: Import, glossary: tuple[Concept, ...]
) -> None:
    assert len(glossary) >= 60
    data = export(glossary)
    assert import_(data) == glossary
    assert export(import_(data)) == data


@FORMATS
@given(concepts=glossaries())
@settings(max_examples=60, deadline=None)
def test_whatever_the_domain_saves_comes_back(
    export: Export, import_: Import, concepts: tuple[Concept, ...]
) -> None:
    data = export(concepts)
    assert import_(data) == concepts
    assert export(import_(data)) == data


@FORMATS
@pytest.mark.parametrize("character", ["\x00", "\x0b", "\r", "\x7f", "\x85", "\ud800", "\ufffe"])
def test_a_character_that_no_format_carries_stops_the_export(
    export: Export, import_: Import, character: str
) -> None:
    concept = _with_definition(f"a{character}b")
    with pytest.raises(ValueError, match=f"U\\+{ord(character):04X}"):
        export([concept])


def _with_definition(definition: str) -> Concept:
    side = replace(VOUCHER.sides[Language.NL], definition=definition)
    return replace(VOUCHER, sides={**VOUCHER.sides, Language.NL: side})
