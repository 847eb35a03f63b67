"""The words of a table of letters in Dutch, German and English: its headers, and what its cells may say."""

from collections.abc import Mapping
from typing import Final

# By column: Dutch, German, English, then what people write as well. docs/intake.md shows the first three.
HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "reference": ("kenmerk", "Kennzeichen", "reference"),
    "channel": ("kanaal", "Kanal", "channel"),
    "received": ("ontvangen", "eingegangen", "received"),
    "name": ("naam", "Name", "name"),
    "organisation": ("organisatie", "Organisation", "organisation"),
    "group": ("doelgroep", "Interessengruppe", "group"),
    "country": ("land", "Land", "country"),
    "email": ("e-mail", "E-Mail", "e-mail", "email", "e-mailadres", "E-Mail-Adresse"),
    "publication": ("openbaar", "Veröffentlichung", "publication"),
    "language": ("taal", "Sprache", "language"),
    "target": ("betreft", "Bezug", "target"),
    "kind": ("soort", "Art", "kind"),
    "text": ("reactie", "Anmerkung", "comment", "tekst", "Text"),
    "suggested_wording": ("tekstvoorstel", "Formulierungsvorschlag", "suggested wording"),
}

# By column and value: Dutch, German, English, then what people write as well.
WORDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "channel": {
        "letter": ("brief", "Brief", "letter"),
        "e-mail": ("e-mail", "E-Mail", "e-mail", "email", "mail"),
        "meeting": ("bijeenkomst", "Veranstaltung", "meeting", "vergadering", "Sitzung"),
        "other": ("anders", "anderes", "other", "overig", "Sonstiges"),
    },
    "group": {
        "ministry": ("ministerie", "Ministerium", "ministry"),
        "province": (
            "provincie of deelstaat",
            "Provinz oder Land",
            "province",
            "provincie",
            "Provinz",
            "Land",
        ),
        "municipality": ("gemeente", "Gemeinde", "municipality"),
        "chamber": ("kamer van koophandel", "Kammer", "chamber", "kvk", "IHK", "HWK", "Kammer (IHK, HWK)"),
        "company": ("bedrijf", "Unternehmen", "company"),
        "knowledge-institution": ("kennisinstelling", "Wissenseinrichtung", "knowledge institution"),
        "citizen": ("burger", "Bürgerin oder Bürger", "citizen", "Bürger", "Bürgerin"),
        "other": ("andere doelgroep", "andere Gruppe", "other", "anders", "andere"),
    },
    "country": {
        "nl": ("Nederland", "Niederlande", "Netherlands", "the Netherlands", "NL"),
        "de": ("Duitsland", "Deutschland", "Germany", "DE", "BRD"),
        "other": ("ander land", "anderes Land", "other", "anders", "andere"),
    },
    "publication": {
        "named": ("met naam", "mit Namen", "with name", "named", "mit Name"),
        "anonymous": ("zonder naam", "ohne Namen", "without name", "anonymous", "ohne Name"),
        "not": ("niet", "nicht", "not"),
    },
    "language": {
        "nl": ("nl", "nl", "nl", "Nederlands", "Niederländisch", "Dutch"),
        "de": ("de", "de", "de", "Duits", "Deutsch", "German"),
    },
    "kind": {
        "remark": ("opmerking", "Hinweis", "remark", "reactie", "Anmerkung"),
        "question": ("vraag", "Frage", "question"),
        "suggestion": ("tekstvoorstel", "Formulierungsvorschlag", "suggestion", "suggested wording"),
    },
}


def plain_word(written: str) -> str:
    """A header or a word as it is compared: small letters, single spaces, no underscores."""
    return " ".join(written.casefold().replace("_", " ").split())


COLUMN_OF: Final = {plain_word(name): column for column, names in HEADERS.items() for name in names}
VALUE_OF: Final = {
    column: {plain_word(word): value for value, words in values.items() for word in (value, *words)}
    for column, values in WORDS.items()
}
