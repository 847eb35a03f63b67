"""What a letter is about: an address, an id, a number or a name leads to one target, or to none."""

import pytest

from server.domain.intake_targets import named_targets, typed_target
from server.domain.targets import Target, TargetKind

NAMED = named_targets(
    [
        ("4-2-building-blocks", ("4.2", "4-2-bouwstenen", "4-2-bausteine")),
        ("preface", ("", "voorwoord", "vorwort")),
    ],
    ["open-innovation", "preface"],
    ["autumn/missing"],
)
PARAGRAPH = Target(TargetKind.PARAGRAPH, "p-7k2qd")
SECTION = Target(TargetKind.SECTION, "4-2-building-blocks")
CONCEPT = Target(TargetKind.CONCEPT, "open-innovation")
QUESTION = Target(TargetKind.QUESTION, "autumn/missing")
DOCUMENT = Target(TargetKind.DOCUMENT)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("p-7k2qd", PARAGRAPH),
        (" P-7K2QD ", PARAGRAPH),
        ("/p/7k2qd", PARAGRAPH),
        ("https://example.org/p/p-7k2qd", PARAGRAPH),
        ("https://example.org/nl/tekst/4-2-bouwstenen#p-7k2qd", PARAGRAPH),
        ("https://example.org/de/fassungen/2021/anmerkungen/p-7k2qd?page=2#c-00000001", PARAGRAPH),
        ("4.2", SECTION),
        ("4-2-building-blocks", SECTION),
        ("section/4-2-building-blocks", SECTION),
        ("https://example.org/de/text/4-2-bausteine", SECTION),
        ("https://example.org/nl/tekst/4-2-bouwstenen/naast-elkaar", SECTION),
        ("https://example.org/nl/edities/2021/4-2-bouwstenen/reacties", SECTION),
        ("open-innovation", CONCEPT),
        ("concept/open-innovation", CONCEPT),
        ("https://example.org/nl/begrippen/open-innovation/reacties", CONCEPT),
        ("missing", QUESTION),
        ("autumn/missing", QUESTION),
        ("question/autumn/missing", QUESTION),
        ("https://example.org/nl/consultatie/autumn/vragen/missing", QUESTION),
        ("document", DOCUMENT),
        ("Dokument", DOCUMENT),
        ("https://example.org/nl/edities/2021/reacties", DOCUMENT),
        ("https://example.org/de/fassungen/2021/anmerkungen", DOCUMENT),
        # Where names meet, the section has it; the concept is named in full.
        ("preface", Target(TargetKind.SECTION, "preface")),
        ("concept/preface", Target(TargetKind.CONCEPT, "preface")),
        ("", None),
        ("9.9", None),
        ("het voorwoord", None),
        ("https://example.org/nl/", None),
        ("https://example.org/nl/tekst", None),
        ("concept/\x00", None),
    ],
)
def test_what_editors_write_leads_to_its_target(typed: str, target: Target | None) -> None:
    assert typed_target(typed, NAMED) == target
