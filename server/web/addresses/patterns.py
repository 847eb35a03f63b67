"""Every address as a pattern: of pages in each language, of files and feeds; and the fields they carry."""

from collections.abc import Mapping
from typing import Final

PATTERNS: Final[Mapping[str, Mapping[str, str]]] = {
    "start": {"nl": "/nl/", "de": "/de/"},
    "contents": {"nl": "/nl/tekst", "de": "/de/text"},
    "section": {"nl": "/nl/tekst/{slug}", "de": "/de/text/{slug}"},
    "section_both": {"nl": "/nl/tekst/{slug}/naast-elkaar", "de": "/de/text/{slug}/nebeneinander"},
    "editions": {"nl": "/nl/edities", "de": "/de/fassungen"},
    "edition": {"nl": "/nl/edities/{edition}", "de": "/de/fassungen/{edition}"},
    "thread": {
        "nl": "/nl/edities/{edition}/reacties/{paragraph}",
        "de": "/de/fassungen/{edition}/anmerkungen/{paragraph}",
    },
    # Before the addresses of sections: "reacties" and "anmerkungen" are the slugs of none.
    "document_thread": {"nl": "/nl/edities/{edition}/reacties", "de": "/de/fassungen/{edition}/anmerkungen"},
    "section_thread": {
        "nl": "/nl/edities/{edition}/{slug}/reacties",
        "de": "/de/fassungen/{edition}/{slug}/anmerkungen",
    },
    "question_thread": {
        "nl": "/nl/consultatie/{round}/vragen/{question}",
        "de": "/de/konsultation/{round}/fragen/{question}",
    },
    "rounds": {"nl": "/nl/consultatie", "de": "/de/konsultation"},
    "round": {"nl": "/nl/consultatie/{round}", "de": "/de/konsultation/{round}"},
    "disposition_report": {
        "nl": "/nl/consultatie/{round}/nota-van-antwoord",
        "de": "/de/konsultation/{round}/abwaegungstabelle",
    },
    "work_report": {
        "nl": "/nl/redactie/rondes/{round}/nota-van-antwoord",
        "de": "/de/redaktion/runden/{round}/abwaegungstabelle",
    },
    "round_list": {"nl": "/nl/redactie/rondes", "de": "/de/redaktion/runden"},
    "round_adding": {"nl": "/nl/redactie/nieuwe-ronde", "de": "/de/redaktion/neue-runde"},
    "round_editing": {"nl": "/nl/redactie/rondes/{round}", "de": "/de/redaktion/runden/{round}"},
    "invitations": {
        "nl": "/nl/redactie/rondes/{round}/uitnodigingen",
        "de": "/de/redaktion/runden/{round}/einladungen",
    },
    "basket": {"nl": "/nl/inbreng", "de": "/de/stellungnahme"},
    "submitted": {"nl": "/nl/inbreng/verzonden", "de": "/de/stellungnahme/gesendet"},
    "draft": {"nl": "/nl/inbreng/reactie/{number}", "de": "/de/stellungnahme/anmerkung/{number}"},
    "receipt": {"nl": "/nl/ontvangst/{token}", "de": "/de/beleg/{token}"},
    "correcting": {
        "nl": "/nl/ontvangst/{token}/reactie/{comment}",
        "de": "/de/beleg/{token}/anmerkung/{comment}",
    },
    "counter_answer": {
        "nl": "/nl/ontvangst/{token}/tegenvoorstel/{comment}",
        "de": "/de/beleg/{token}/gegenvorschlag/{comment}",
    },
    "withdrawing": {"nl": "/nl/ontvangst/{token}/intrekken", "de": "/de/beleg/{token}/zurueckziehen"},
    "choices": {"nl": "/nl/ontvangst/{token}/keuzes", "de": "/de/beleg/{token}/angaben"},
    "releasing": {"nl": "/nl/vrijgeven/{token}", "de": "/de/freigeben/{token}"},
    "agreeing": {"nl": "/nl/instemmen/{comment}", "de": "/de/zustimmen/{comment}"},
    "agreed": {"nl": "/nl/instemmen/bevestigen/{token}", "de": "/de/zustimmen/bestaetigen/{token}"},
    "mail_off": {"nl": "/nl/mail-uit/{token}", "de": "/de/mail-aus/{token}"},
    # Before the addresses of sections as well.
    "edition_files": {"nl": "/nl/edities/{edition}/bestanden", "de": "/de/fassungen/{edition}/dateien"},
    "frozen_section": {"nl": "/nl/edities/{edition}/{slug}", "de": "/de/fassungen/{edition}/{slug}"},
    "frozen_section_both": {
        "nl": "/nl/edities/{edition}/{slug}/naast-elkaar",
        "de": "/de/fassungen/{edition}/{slug}/nebeneinander",
    },
    "comparing": {"nl": "/nl/vergelijken", "de": "/de/vergleichen"},
    "comparison": {"nl": "/nl/vergelijken/{older}/{newer}", "de": "/de/vergleichen/{older}/{newer}"},
    "section_comparison": {
        "nl": "/nl/vergelijken/{older}/{newer}/{slug}",
        "de": "/de/vergleichen/{older}/{newer}/{slug}",
    },
    # By the section's key: its number and titles may differ from edition to edition.
    "section_history": {"nl": "/nl/geschiedenis/{section}", "de": "/de/verlauf/{section}"},
    "glossary": {"nl": "/nl/begrippen", "de": "/de/begriffe"},
    "concept": {"nl": "/nl/begrippen/{concept}", "de": "/de/begriffe/{concept}"},
    "concept_thread": {"nl": "/nl/begrippen/{concept}/reacties", "de": "/de/begriffe/{concept}/anmerkungen"},
    "concept_closing": {
        "nl": "/nl/begrippen/{concept}/reacties/afsluiten",
        "de": "/de/begriffe/{concept}/anmerkungen/abschliessen",
    },
    "concept_place": {"nl": "/nl/begrippen/{concept}/vindplaats", "de": "/de/begriffe/{concept}/fundstelle"},
    "concept_editing": {"nl": "/nl/begrippen/{concept}/bewerken", "de": "/de/begriffe/{concept}/bearbeiten"},
    "concept_sign_off": {"nl": "/nl/begrippen/{concept}/akkoord", "de": "/de/begriffe/{concept}/zustimmung"},
    "concept_history": {"nl": "/nl/begrippen/{concept}/geschiedenis", "de": "/de/begriffe/{concept}/verlauf"},
    "term_check": {"nl": "/nl/redactie/termen", "de": "/de/redaktion/benennungen"},
    "search": {"nl": "/nl/zoeken", "de": "/de/suche"},
    "sign_in_ways": {"nl": "/nl/aanmelden", "de": "/de/anmelden"},
    # Before the address of a link: no token is one of these words.
    "sign_in_password": {"nl": "/nl/aanmelden/wachtwoord", "de": "/de/anmelden/passwort"},
    "sign_in_oidc": {"nl": "/nl/aanmelden/organisatie", "de": "/de/anmelden/organisation"},
    "sign_in": {"nl": "/nl/aanmelden/{token}", "de": "/de/anmelden/{token}"},
    "sign_out": {"nl": "/nl/afmelden", "de": "/de/abmelden"},
    "work_room": {"nl": "/nl/redactie", "de": "/de/redaktion"},
    "work_files": {"nl": "/nl/redactie/bestanden", "de": "/de/redaktion/dateien"},
    "own_account": {"nl": "/nl/redactie/account", "de": "/de/redaktion/konto"},
    "own_password": {"nl": "/nl/redactie/account/wachtwoord", "de": "/de/redaktion/konto/passwort"},
    "accounts": {"nl": "/nl/redactie/accounts", "de": "/de/redaktion/konten"},
    "account": {"nl": "/nl/redactie/accounts/{account}", "de": "/de/redaktion/konten/{account}"},
    "moderation": {"nl": "/nl/redactie/moderatie", "de": "/de/redaktion/moderation"},
    "redacting": {
        "nl": "/nl/redactie/moderatie/{comment}/weglakken",
        "de": "/de/redaktion/moderation/{comment}/schwaerzen",
    },
    "closing_reports": {
        "nl": "/nl/redactie/moderatie/{comment}/meldingen",
        "de": "/de/redaktion/moderation/{comment}/meldungen",
    },
    "acts": {"nl": "/nl/redactie/logboek", "de": "/de/redaktion/protokoll"},
    "intake": {"nl": "/nl/redactie/registreren", "de": "/de/redaktion/erfassen"},
    "intake_file": {"nl": "/nl/redactie/registreren/bestand", "de": "/de/redaktion/erfassen/datei"},
    "working_edition": {"nl": "/nl/redactie/werkversie", "de": "/de/redaktion/arbeitsfassung"},
    "edition_details": {
        "nl": "/nl/redactie/werkversie/gegevens",
        "de": "/de/redaktion/arbeitsfassung/angaben",
    },
    "renumbering": {
        "nl": "/nl/redactie/werkversie/nummering",
        "de": "/de/redaktion/arbeitsfassung/nummerierung",
    },
    "removed_paragraphs": {
        "nl": "/nl/redactie/werkversie/verwijderd",
        "de": "/de/redaktion/arbeitsfassung/entfernt",
    },
    "section_adding": {
        "nl": "/nl/redactie/werkversie/nieuw-hoofdstuk",
        "de": "/de/redaktion/arbeitsfassung/neuer-abschnitt",
    },
    "drift": {"nl": "/nl/redactie/werkversie/uiteenlopend", "de": "/de/redaktion/arbeitsfassung/auseinander"},
    "publishing": {
        "nl": "/nl/redactie/werkversie/publiceren",
        "de": "/de/redaktion/arbeitsfassung/veroeffentlichen",
    },
    "working_section": {
        "nl": "/nl/redactie/werkversie/hoofdstuk/{section}",
        "de": "/de/redaktion/arbeitsfassung/abschnitt/{section}",
    },
    "section_naming": {
        "nl": "/nl/redactie/werkversie/hoofdstuk/{section}/gegevens",
        "de": "/de/redaktion/arbeitsfassung/abschnitt/{section}/angaben",
    },
    "section_moving": {
        "nl": "/nl/redactie/werkversie/hoofdstuk/{section}/verplaatsen",
        "de": "/de/redaktion/arbeitsfassung/abschnitt/{section}/verschieben",
    },
    "section_removing": {
        "nl": "/nl/redactie/werkversie/hoofdstuk/{section}/verwijderen",
        "de": "/de/redaktion/arbeitsfassung/abschnitt/{section}/entfernen",
    },
    "paragraph_adding": {
        "nl": "/nl/redactie/werkversie/hoofdstuk/{section}/nieuwe-alinea",
        "de": "/de/redaktion/arbeitsfassung/abschnitt/{section}/neuer-absatz",
    },
    "working_paragraph": {
        "nl": "/nl/redactie/werkversie/alinea/{paragraph}",
        "de": "/de/redaktion/arbeitsfassung/absatz/{paragraph}",
    },
    "paragraph_splitting": {
        "nl": "/nl/redactie/werkversie/alinea/{paragraph}/splitsen",
        "de": "/de/redaktion/arbeitsfassung/absatz/{paragraph}/teilen",
    },
    "paragraph_joining": {
        "nl": "/nl/redactie/werkversie/alinea/{paragraph}/samenvoegen",
        "de": "/de/redaktion/arbeitsfassung/absatz/{paragraph}/zusammenfuehren",
    },
    "paragraph_moving": {
        "nl": "/nl/redactie/werkversie/alinea/{paragraph}/verplaatsen",
        "de": "/de/redaktion/arbeitsfassung/absatz/{paragraph}/verschieben",
    },
    "paragraph_removing": {
        "nl": "/nl/redactie/werkversie/alinea/{paragraph}/verwijderen",
        "de": "/de/redaktion/arbeitsfassung/absatz/{paragraph}/entfernen",
    },
    "wording_preview": {
        "nl": "/nl/redactie/werkversie/alinea/{paragraph}/voorbeeld",
        "de": "/de/redaktion/arbeitsfassung/absatz/{paragraph}/vorschau",
    },
    "wording_autosave": {
        "nl": "/nl/redactie/werkversie/alinea/{paragraph}/bewaren",
        "de": "/de/redaktion/arbeitsfassung/absatz/{paragraph}/sichern",
    },
    "presence": {
        "nl": "/nl/redactie/werkversie/hoofdstuk/{section}/aanwezig",
        "de": "/de/redaktion/arbeitsfassung/abschnitt/{section}/anwesend",
    },
    "merging": {
        "nl": "/nl/redactie/werkversie/alinea/{paragraph}/verwerken",
        "de": "/de/redaktion/arbeitsfassung/absatz/{paragraph}/einarbeiten",
    },
    "merged": {
        "nl": "/nl/redactie/werkversie/alinea/{paragraph}/verwerkt",
        "de": "/de/redaktion/arbeitsfassung/absatz/{paragraph}/eingearbeitet",
    },
    "merging_list": {
        "nl": "/nl/redactie/werkversie/tekstvoorstellen",
        "de": "/de/redaktion/arbeitsfassung/formulierungsvorschlaege",
    },
    "in_step": {
        "nl": "/nl/redactie/werkversie/alinea/{paragraph}/gelijk",
        "de": "/de/redaktion/arbeitsfassung/absatz/{paragraph}/gleichstand",
    },
    "dispositions": {"nl": "/nl/redactie/afdoening", "de": "/de/redaktion/abwaegung"},
    "disposition": {"nl": "/nl/redactie/afdoening/{comment}", "de": "/de/redaktion/abwaegung/{comment}"},
    "bundles": {"nl": "/nl/redactie/bundels", "de": "/de/redaktion/buendel"},
    "bundle": {"nl": "/nl/redactie/bundels/{bundle}", "de": "/de/redaktion/buendel/{bundle}"},
    "standard_responses": {
        "nl": "/nl/redactie/standaardantwoorden",
        "de": "/de/redaktion/standardantworten",
    },
    "standard_response": {
        "nl": "/nl/redactie/standaardantwoorden/{response}",
        "de": "/de/redaktion/standardantworten/{response}",
    },
    "decisions": {"nl": "/nl/edities/{edition}/afdoening", "de": "/de/fassungen/{edition}/abwaegung"},
    "exports": {"nl": "/nl/bestanden", "de": "/de/dateien"},
    "export": {"nl": "/nl/bestanden/{export}", "de": "/de/dateien/{export}"},
    "reporting": {"nl": "/nl/reacties/{comment}/melden", "de": "/de/anmerkungen/{comment}/melden"},
    "reported": {"nl": "/nl/reacties/{comment}/gemeld", "de": "/de/anmerkungen/{comment}/gemeldet"},
    "own_data": {"nl": "/nl/mijn-gegevens", "de": "/de/meine-daten"},
    "own_data_link": {"nl": "/nl/mijn-gegevens/{token}", "de": "/de/meine-daten/{token}"},
    "privacy": {"nl": "/nl/privacy", "de": "/de/datenschutz"},
    "accessibility": {"nl": "/nl/toegankelijkheid", "de": "/de/barrierefreiheit"},
    "imprint": {"nl": "/nl/colofon", "de": "/de/impressum"},
}

# Where an OpenID provider sends people back to: one address, as it has to be registered there.
OIDC_BACK: Final = "/oidc/callback"

# Not pages: what a reader subscribes to, and the glossary as a file and by names that hold in both languages.
CONCEPT_FEED: Final[Mapping[str, str]] = {
    "nl": "/nl/begrippen/{concept}/feed.atom",
    "de": "/de/begriffe/{concept}/feed.atom",
}
FEEDS: Final[Mapping[str, Mapping[str, str]]] = {
    "document_feed": {"nl": "/nl/feed.atom", "de": "/de/feed.atom"},
    "section_feed": {"nl": "/nl/tekst/{slug}/feed.atom", "de": "/de/text/{slug}/feed.atom"},
    "round_feed": {"nl": "/nl/consultatie/{round}/feed.atom", "de": "/de/konsultation/{round}/feed.atom"},
    "history_feed": {"nl": "/nl/geschiedenis/{section}/feed.atom", "de": "/de/verlauf/{section}/feed.atom"},
}
# The disposition report as a file, by the name of its page.
REPORT_FILES: Final[Mapping[str, Mapping[str, str]]] = {
    name: {language: PATTERNS[name][language] + ".{ending}" for language in ("nl", "de")}
    for name in ("disposition_report", "work_report")
}
# What the script of the search box asks for.
SEARCH_SUGGESTIONS: Final[Mapping[str, str]] = {
    "nl": "/nl/zoeken/suggesties",
    "de": "/de/suche/vorschlaege",
}
# The hits of a search to follow and to take along: a feed, a table, and all that is known of them.
SEARCH_FILES: Final[Mapping[str, str]] = {
    language: PATTERNS["search"][language] + ".{ending}" for language in ("nl", "de")
}
# What was said as files: all of a round, one comment, and what a submitter sent in.
ROUND_FILE: Final = "/comments/{round}.{ending}"
COMMENT_FILE: Final = "/c/{comment}.jsonld"
RECEIPT_FILE: Final = "/receipts/{token}.{ending}"
# An edition in one language or both, and a long file that was made for whoever asked.
EDITION_FILE: Final = "/editions/{edition}/{sides}.{ending}"
EXPORT_FILE: Final = "/exports/{export}"
API: Final = "/api/v1"
GLOSSARY_FILE: Final = "/glossary/masterstrategie.{ending}"
CONCEPT_NAME: Final = "/glossary/{concept}"

# Where the link of an invitation holds its token.
INVITATION_FIELD: Final[Mapping[str, str]] = {"nl": "uitnodiging", "de": "einladung"}

# How an address names an edition of the text, and which concepts of the glossary are asked for.
EDITION_FIELD: Final[Mapping[str, str]] = {"nl": "editie", "de": "fassung"}
FILTER_FIELD: Final = "filter"
# What a link to the form of a comment can ask for: a kind, the language, quoted words, a comment to answer.
WRITING_FIELDS: Final = ("kind", "language", "quote", "before", "after", "reply")
SUBJECT_FIELD: Final[Mapping[str, str]] = {"nl": "vakgebied", "de": "fachgebiet"}
FILTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "disputed": {"nl": "begripsverschil", "de": "begriffsdifferenz"},
    "open": {"nl": "open", "de": "offen"},
    "decided": {"nl": "besloten", "de": "entschieden"},
    "deprecated": {"nl": "afgeraden", "de": "abgelehnt"},
}
