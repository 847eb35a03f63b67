"""TBX out against the official schemas, where somebody has put them (see schemas/README.md)."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import lxml
import pytest
from lxml import etree

from server.domain.glossary import Concept
from server.formats import tbx2, tbx3
from tests.formats.worlds import SMES, VOUCHER

FOLDER = os.environ.get("ZWIESPRAAK_TBX_SCHEMAS")
STEPS = Path(lxml.__file__).parent / "isoschematron/resources/xsl/iso-schematron-xslt1"
REPORT = {"svrl": "http://purl.oclc.org/dsdl/svrl"}

Export = Callable[[Iterable[Concept]], bytes]

pytestmark = pytest.mark.skipif(
    not FOLDER, reason="ZWIESPRAAK_TBX_SCHEMAS names no folder of official schemas"
)


@pytest.fixture(scope="module")
def concepts(glossary: tuple[Concept, ...]) -> list[Concept]:
    """The shipped glossary, and two concepts in which every field is used."""
    return [*glossary, *(replace(concept, key=f"{concept.key}-of-the-tests") for concept in (SMES, VOUCHER))]


@pytest.mark.parametrize(
    ("schema", "export"), [("TBXcoreStructV03.rng", tbx3.export), ("TBXBasicRNGV02.rng", tbx2.export)]
)
def test_the_structure_is_valid(schema: str, export: Export, concepts: list[Concept]) -> None:
    rules = etree.RelaxNG(etree.parse(Path(FOLDER or "") / schema))
    rules.validate(etree.fromstring(export(concepts)))
    assert [f"{fault.line}: {fault.message}" for fault in rules.error_log] == []


def test_the_rules_of_the_dialect_are_kept(concepts: list[Concept]) -> None:
    saxonche = pytest.importorskip("saxonche")
    processor = saxonche.PySaxonProcessor(license=False)
    rules = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=compiled("TBX-Basic_DCA.sch"))

    def failed(data: bytes) -> list[str]:
        report = rules.transform_to_string(xdm_node=processor.parse_xml(xml_text=data.decode()))
        return etree.fromstring(report.encode()).xpath("//svrl:failed-assert/@location", namespaces=REPORT)

    data = tbx3.export(concepts)
    assert failed(data) == []
    assert len(failed(data.replace(b"supersededTerm-admn-sts", b"disputed"))) == 1


def compiled(schema: str) -> str:
    """A Schematron schema as a stylesheet, by the stylesheets that lxml brings along."""
    tree = etree.parse(Path(FOLDER or "") / schema)
    # They compile XSLT 1 only, but hand the expressions through; Saxon understands those of XPath 2.
    tree.getroot().set("queryBinding", "xslt")
    for step in ("iso_dsdl_include", "iso_abstract_expand", "iso_svrl_for_xslt1"):
        tree = etree.XSLT(etree.parse(STEPS / f"{step}.xsl"))(tree)
    tree.getroot().set("version", "2.0")
    return etree.tostring(tree, encoding="unicode")
