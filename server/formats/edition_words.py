"""The words of an edition as a file, in Dutch and German."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server.domain.editions import EditionStatus
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class EditionWords:
    """The words of one language; `follows` is by the side that is behind."""

    contents: str
    paragraph: str
    facts: Mapping[str, str]
    statuses: Mapping[EditionStatus, str]
    follows: Mapping[Language, str]
    signed: str
    note: str
    notes: str
    other: str
    citation: str
    gaps: str
    readme: str


_NL: Final = EditionWords(
    contents="Inhoud",
    paragraph="alinea",
    facts={
        "edition": "Editie",
        "date": "Datum",
        "status": "Status",
        "publisher": "Uitgever",
        "licence": "Licentie",
        "key": "Kenmerk",
        "address": "Adres",
        "citation": "Zo verwijst u hiernaar",
        "exceptions": "Alinea’s waarvan één taal later volgt",
    },
    statuses={
        EditionStatus.CONSULTATION: "open voor reacties, geen definitieve tekst",
        EditionStatus.FINAL: "definitief",
    },
    follows={
        Language.NL: "De Nederlandse tekst volgt later",
        Language.DE: "De Duitse tekst volgt later",
    },
    signed="Getekend: {by}, {day}",
    note="Noot",
    notes="Noten",
    other="Deze tekst bestaat in het Nederlands en in het Duits. Geen van beide is de vertaling van de andere.",
    citation="{publisher} ({year}): {title}. {edition}. {address}",
    gaps="Een teken � staat voor een teken dat niet kan worden afgedrukt.",
    readme="""# {title}

{edition}, {day}. {status}.

Dit zijn de bestanden van deze editie zoals ze in het dossier staan: platte tekst in Markdown.

- `edition.toml`: gegevens van de editie en haar hoofdstukken, in volgorde
{sides}

Een alinea begint met een regel zoals `{{#p-7k2qd}}`: het alineakenmerk, dat in elke editie gelijk blijft.
{other}

## Licentie

{licence}

## Zo verwijst u hiernaar

{citation}
""",
)

_DE: Final = EditionWords(
    contents="Inhalt",
    paragraph="Absatz",
    facts={
        "edition": "Fassung",
        "date": "Datum",
        "status": "Status",
        "publisher": "Herausgeber",
        "licence": "Lizenz",
        "key": "Kennung",
        "address": "Adresse",
        "citation": "So verweisen Sie hierauf",
        "exceptions": "Absätze, bei denen eine Sprache später folgt",
    },
    statuses={
        EditionStatus.CONSULTATION: "offen für Anmerkungen, kein endgültiger Text",
        EditionStatus.FINAL: "endgültig",
    },
    follows={
        Language.NL: "Der niederländische Text folgt später",
        Language.DE: "Der deutsche Text folgt später",
    },
    signed="Gezeichnet: {by}, {day}",
    note="Fußnote",
    notes="Fußnoten",
    other="Diesen Text gibt es auf Niederländisch und auf Deutsch. Keiner von beiden ist die Übersetzung des anderen.",
    citation="{publisher} ({year}): {title}. {edition}. {address}",
    gaps="Ein Zeichen � steht für ein Zeichen, das nicht gedruckt werden kann.",
    readme="""# {title}

{edition}, {day}. {status}.

Das sind die Dateien dieser Fassung, wie sie in der Akte stehen: einfacher Text in Markdown.

- `edition.toml`: Angaben zur Fassung und ihre Abschnitte in der richtigen Reihenfolge
{sides}

Ein Absatz beginnt mit einer Zeile wie `{{#p-7k2qd}}`: der Absatzkennung, die in jeder Fassung gleich bleibt.
{other}

## Lizenz

{licence}

## So verweisen Sie hierauf

{citation}
""",
)

WORDS: Final[Mapping[Language, EditionWords]] = {Language.NL: _NL, Language.DE: _DE}

LICENCES: Final[Mapping[str, str]] = {
    "CC-BY-4.0": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/",
}
