"""The words of a disposition report in Dutch and German, alike on the page and in every file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of one language; the mappings are by value, "" for none."""

    language: Language
    title: str
    introduction: str
    introduction_editors: str
    demonstration: str
    facts: Mapping[str, str]
    numbers: str
    by: Mapping[str, str]
    counted: str
    share: str
    all_comments: str
    outside: Mapping[str, str]
    paragraph: str
    section: str
    groups: Mapping[str, str]
    languages: Mapping[str, str]
    countries: Mapping[str, str]
    outcomes: Mapping[str, str]
    kinds: Mapping[str, str]
    anonymous: str
    comment: str
    labels: Mapping[str, str]
    columns: Mapping[str, str]
    count_columns: tuple[str, str, str, str]
    not_public: str
    led_to: str
    gone: str
    removed: str
    added: str
    gaps: str
    until: str


_NL: Final = ReportWords(
    language=Language.NL,
    title="Nota van antwoord",
    introduction="Alle zichtbare reacties uit deze ronde, met de afdoening, het antwoord met motivering en wat er "
    "in de tekst is veranderd.",
    introduction_editors="Voor de redactie: hierin staan ook beslissingen die nog niet openbaar zijn.",
    demonstration="Deze ronde is een voorbeeld: de reacties zijn verzonnen.",
    facts={
        "round": "Ronde",
        "edition": "Editie",
        "days": "Open voor reacties",
        "answered": "Beantwoord op",
        "comments": "Reacties",
        "made": "Stand van",
    },
    numbers="De aantallen",
    by={
        "headings": "Hoofdstuk",
        "groups": "Doelgroep",
        "languages": "Taal",
        "countries": "Land",
        "outcomes": "Afdoening",
    },
    counted="Aantal",
    share="Aandeel",
    all_comments="Reacties en antwoorden",
    outside={"document/": "Het hele document", "question/": "Vragen van de ronde", "concept/": "Begrippen"},
    paragraph="alinea",
    section="het hele hoofdstuk",
    groups={
        "ministry": "Ministerie",
        "province": "Provincie of deelstaat",
        "municipality": "Gemeente",
        "chamber": "Kamer van koophandel",
        "company": "Bedrijf",
        "knowledge-institution": "Kennisinstelling",
        "citizen": "Burger",
        "other": "Andere doelgroep",
    },
    languages={"nl": "Nederlands", "de": "Duits"},
    countries={"nl": "Nederland", "de": "Duitsland", "other": "Ander land", "": "Niet opgegeven"},
    outcomes={
        "adopted": "Overgenomen",
        "adopted-in-part": "Deels overgenomen",
        "not-adopted": "Niet overgenomen",
        "noted": "Voor kennisgeving",
        "out-of-scope": "Valt buiten de consultatie",
        "": "Nog niet beantwoord",
    },
    kinds={"remark": "Opmerking", "question": "Vraag", "suggestion": "Tekstvoorstel"},
    anonymous="Anoniem",
    comment="Reactie",
    labels={
        "quote": "Citaat",
        "text": "Reactie",
        "explanation": "Toelichting",
        "wording": "Voorgestelde formulering",
        "outcome": "Afdoening",
        "response": "Antwoord met motivering",
        "address": "Adres",
        "answers": "Antwoord op",
        "edition": "Beantwoord in",
        "decided": "Besloten op",
    },
    columns={
        "number": "Nr.",
        "id": "Kenmerk",
        "address": "Adres",
        "section": "Hoofdstuk",
        "place": "Betreft",
        "language": "Taal",
        "kind": "Soort",
        "name": "Naam",
        "organisation": "Organisatie",
        "group": "Doelgroep",
        "country": "Land",
        "quote": "Citaat",
        "text": "Reactie",
        "base_wording": "Formulering waarop is gereageerd",
        "suggested_wording": "Voorgestelde formulering",
        "outcome": "Afdoening",
        "not_public": "Openbaarheid",
        "response": "Antwoord met motivering",
        "answered_in": "Beantwoord in",
        "decided": "Besloten op",
        "difference": "Verschil",
    },
    count_columns=("Verdeling naar", "Waarde", "Aantal", "Aandeel"),
    not_public="niet openbaar",
    led_to="Gevolg in %(edition)s, %(place)s, %(language)s",
    gone="alinea vervallen",
    removed="verwijderd",
    added="toegevoegd",
    gaps="Een teken � staat voor een teken dat niet kan worden afgedrukt. In het JSON-bestand staan ze allemaal.",
    until="t/m",
)

_DE: Final = ReportWords(
    language=Language.DE,
    title="Abwägungstabelle",
    introduction="Alle sichtbaren Anmerkungen aus dieser Runde, mit der Abwägung, der Begründung und dem, was sich "
    "im Text geändert hat.",
    introduction_editors="Für die Redaktion: Hier stehen auch Entscheidungen, die noch nicht öffentlich sind.",
    demonstration="Diese Runde ist ein Beispiel: Die Anmerkungen sind erfunden.",
    facts={
        "round": "Runde",
        "edition": "Fassung",
        "days": "Offen für Anmerkungen",
        "answered": "Beantwortet am",
        "comments": "Anmerkungen",
        "made": "Stand vom",
    },
    numbers="Die Zahlen",
    by={
        "headings": "Abschnitt",
        "groups": "Interessengruppe",
        "languages": "Sprache",
        "countries": "Land",
        "outcomes": "Abwägung",
    },
    counted="Anzahl",
    share="Anteil",
    all_comments="Anmerkungen und Antworten",
    outside={"document/": "Das ganze Dokument", "question/": "Fragen der Runde", "concept/": "Begriffe"},
    paragraph="Absatz",
    section="der ganze Abschnitt",
    groups={
        "ministry": "Ministerium",
        "province": "Provinz oder Land",
        "municipality": "Gemeinde",
        "chamber": "Kammer",
        "company": "Unternehmen",
        "knowledge-institution": "Wissenseinrichtung",
        "citizen": "Bürgerin oder Bürger",
        "other": "Andere Gruppe",
    },
    languages={"nl": "Niederländisch", "de": "Deutsch"},
    countries={"nl": "Niederlande", "de": "Deutschland", "other": "Anderes Land", "": "Keine Angabe"},
    outcomes={
        "adopted": "Übernommen",
        "adopted-in-part": "Teilweise übernommen",
        "not-adopted": "Nicht übernommen",
        "noted": "Zur Kenntnis genommen",
        "out-of-scope": "Außerhalb der Konsultation",
        "": "Noch nicht beantwortet",
    },
    kinds={"remark": "Hinweis", "question": "Frage", "suggestion": "Formulierungsvorschlag"},
    anonymous="Anonym",
    comment="Anmerkung",
    labels={
        "quote": "Zitat",
        "text": "Anmerkung",
        "explanation": "Erläuterung",
        "wording": "Vorgeschlagener Wortlaut",
        "outcome": "Abwägung",
        "response": "Begründung",
        "address": "Adresse",
        "answers": "Antwort auf",
        "edition": "Beantwortet in",
        "decided": "Entschieden am",
    },
    columns={
        "number": "Nr.",
        "id": "Kennzeichen",
        "address": "Adresse",
        "section": "Abschnitt",
        "place": "Bezug",
        "language": "Sprache",
        "kind": "Art",
        "name": "Name",
        "organisation": "Organisation",
        "group": "Interessengruppe",
        "country": "Land",
        "quote": "Zitat",
        "text": "Anmerkung",
        "base_wording": "Wortlaut, um den es geht",
        "suggested_wording": "Vorgeschlagener Wortlaut",
        "outcome": "Abwägung",
        "not_public": "Öffentlichkeit",
        "response": "Begründung",
        "answered_in": "Beantwortet in",
        "decided": "Entschieden am",
        "difference": "Unterschied",
    },
    count_columns=("Verteilung nach", "Wert", "Anzahl", "Anteil"),
    not_public="nicht öffentlich",
    led_to="Folge in %(edition)s, %(place)s, %(language)s",
    gone="Absatz entfallen",
    removed="entfernt",
    added="hinzugefügt",
    gaps="Ein Zeichen � steht für ein Zeichen, das nicht gedruckt werden kann. In der JSON-Datei stehen alle.",
    until="bis",
)

WORDS: Final[Mapping[Language, ReportWords]] = {Language.NL: _NL, Language.DE: _DE}
