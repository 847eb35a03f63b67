"""TBX out: only what TBX-Basic knows, each thing at its level; the rest in notes that say what they are."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from server.domain.glossary import Concept, Side
from server.formats import tbx2, tbx3
from server.text.languages import Language
from tests.formats.worlds import SMES, VOUCHER, glossaries

Export = Callable[[Iterable[Concept]], bytes]

SCHEMAS = Path(__file__).parent / "schemas"


def schema(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / name))


V3, V2 = schema("export-tbx3.rng"), schema("export-tbx2.rng")


def faults(data: bytes, rules: etree.RelaxNG) -> list[str]:
    """What a validator that nobody here wrote finds wrong."""
    rules.validate(etree.fromstring(data))
    return [f"{fault.line}: {fault.message}" for fault in rules.error_log]


def entry(data: bytes) -> str:
    """The one entry of an export, without indent."""
    lines = [line.strip() for line in data.decode().splitlines()]
    start, end = lines.index("<body>"), lines.index("</body>")
    return "".join(f"{line}\n" for line in lines[start + 1 : end])


BOTH = pytest.mark.parametrize(("export", "rules"), [(tbx3.export, V3), (tbx2.export, V2)], ids=["v3", "v2"])


@BOTH
def test_the_shipped_glossary_is_valid(
    export: Export, rules: etree.RelaxNG, glossary: tuple[Concept, ...]
) -> None:
    assert faults(export(glossary), rules) == []


@BOTH
def test_every_field_of_the_domain_is_valid(export: Export, rules: etree.RelaxNG) -> None:
    assert faults(export([SMES, VOUCHER]), rules) == []


@BOTH
@given(concepts=glossaries())
@settings(max_examples=40, deadline=None)
def test_whatever_the_domain_saves_is_valid(
    export: Export, rules: etree.RelaxNG, concepts: tuple[Concept, ...]
) -> None:
    assert faults(export(concepts), rules) == []


@BOTH
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("preferredTerm-admn-sts", "disputedTerm-admn-sts"),
        (">masculine<", ">common<"),
        (">noun<", ">substantive<"),
        (">agree-to-differ<", ">none<"),
        ('id="c-5g-voucher"', 'id="c-smes"'),
        ('id="c-smes"', 'id="5g"'),
        ('id="c-smes"', ""),
        ('xml:lang="de"', 'xml:lang="nl"'),
        ('type="definition"', 'type="context"'),
        ("</descripGrp>", '<descrip type="definition">x</descrip></descripGrp>'),
        ("<term>KMU</term>", '<term>KMU</term><descrip type="definition">x</descrip>'),
        ("<term>KMU</term>", "<term>KMU</term><note>x</note>"),
        ('type="TBX-Basic"', 'type="TBX-Min"'),
    ],
)
def test_the_rules_find_what_is_wrong(export: Export, rules: etree.RelaxNG, right: str, wrong: str) -> None:
    text = export([SMES, VOUCHER]).decode()
    assert right in text
    assert faults(text.replace(right, wrong, 1).encode(), rules) != []


def test_a_proper_noun_of_the_domain_is_a_noun_of_2019() -> None:
    assert ">properNoun<" in tbx2.export([SMES]).decode()
    assert faults(tbx3.export([SMES]).replace(b">noun<", b">properNoun<"), V3) != []


def test_a_disputed_concept_says_so_in_a_note_and_as_project_subset() -> None:
    assert (
        entry(tbx3.export([SMES]))
        == """\
<conceptEntry id="c-smes">
<descrip type="subjectField">business &amp; economy</descrip>
<admin type="projectSubset">agree-to-differ</admin>
<note>process: decided</note>
<note>relation: narrower</note>
<note>dispute: agree-to-differ</note>
<note>sign-off: de 2026-11-20T09:30:00+00:00 Ute Lang | Amt</note>
<note>sign-off: nl 2026-11-19T08:00:00.000250+00:00 Anna Jansen</note>
<langSec xml:lang="nl">
<descripGrp>
<descrip type="definition">bedrijven met minder dan 250 werknemers</descrip>
<admin type="source">Aanbeveling 2003/361/EG</admin>
</descripGrp>
<note>reading: Alle kleine bedrijven.
Ook zelfstandigen: \\ een streep.</note>
<note>reading source: 2.2</note>
<note>dispute reason: De grens ligt anders.</note>
<termSec>
<term>mkb</term>
<termNote type="partOfSpeech">noun</termNote>
<termNote type="grammaticalGender">neuter</termNote>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
<note>case: sensitive</note>
<note>form: mkb's</note>
<note>form: mkb | bedrijf</note>
<note>not in: mkb-toets</note>
<note>not in: mkb; winstvrijstelling</note>
</termSec>
<termSec>
<term>midden- en kleinbedrijf</term>
<termNote type="partOfSpeech">noun</termNote>
<termNote type="grammaticalGender">other</termNote>
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
<note>part of speech: properNoun</note>
</termSec>
<termSec>
<term>MKB</term>
<termNote type="partOfSpeech">noun</termNote>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
<note>reason: De overheid schrijft kleine letters.</note>
</termSec>
</langSec>
<langSec xml:lang="de">
<descripGrp>
<descrip type="definition">Unternehmen mit "weniger" als 500 Beschäftigten &lt;IfM&gt;</descrip>
<admin type="source">IfM Bonn</admin>
</descripGrp>
<note>reading: =Auch größere Familienunternehmen.</note>
<note>reading source: 2.3</note>
<note>dispute reason: Die Grenze liegt anders.</note>
<termSec>
<term>KMU</term>
<termNote type="partOfSpeech">noun</termNote>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
<termNote type="geographicalUsage">NRW</termNote>
</termSec>
<termSec>
<term>Mittelstand</term>
<termNote type="partOfSpeech">noun</termNote>
<termNote type="grammaticalGender">masculine</termNote>
<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote>
<note>reason: Meint mehr.</note>
</termSec>
</langSec>
</conceptEntry>
"""
    )


def test_in_2008_each_term_carries_the_project_subset() -> None:
    written = entry(tbx2.export([SMES]))
    assert written.count('<admin type="projectSubset">agree-to-differ</admin>') == 5
    assert "projectSubset" not in written[: written.index("<tig>")]


def test_a_concept_without_dispute_is_of_no_project_subset() -> None:
    assert "projectSubset" not in tbx3.export([VOUCHER]).decode() + tbx2.export([VOUCHER]).decode()


@pytest.mark.parametrize("export", [tbx3.export, tbx2.export])
def test_tbx_cannot_say_that_there_is_nothing(export: Export) -> None:
    with pytest.raises(ValueError, match="one concept or more"):
        export([])
    silent = replace(VOUCHER, sides={**VOUCHER.sides, Language.DE: Side("Gutschein", "2.1", ())})
    with pytest.raises(ValueError, match="\"5g-voucher\" has no term in 'de'"):
        export([silent])
