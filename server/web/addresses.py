"""All addresses: one table of patterns per language, used by the route table and by every link."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from server.domain.targets import Target, TargetKind
from server.text.languages import Language

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
    "withdrawing": {"nl": "/nl/ontvangst/{token}/intrekken", "de": "/de/beleg/{token}/zurueckziehen"},
    "choices": {"nl": "/nl/ontvangst/{token}/keuzes", "de": "/de/beleg/{token}/angaben"},
    "releasing": {"nl": "/nl/vrijgeven/{token}", "de": "/de/freigeben/{token}"},
    "agreeing": {"nl": "/nl/instemmen/{comment}", "de": "/de/zustimmen/{comment}"},
    "agreed": {"nl": "/nl/instemmen/bevestigen/{token}", "de": "/de/zustimmen/bestaetigen/{token}"},
    "mail_off": {"nl": "/nl/mail-uit/{token}", "de": "/de/mail-aus/{token}"},
    "frozen_section": {"nl": "/nl/edities/{edition}/{slug}", "de": "/de/fassungen/{edition}/{slug}"},
    "frozen_section_both": {
        "nl": "/nl/edities/{edition}/{slug}/naast-elkaar",
        "de": "/de/fassungen/{edition}/{slug}/nebeneinander",
    },
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
}
# What was said as files: all of a round, one comment, and what a submitter sent in.
ROUND_FILE: Final = "/comments/{round}.{ending}"
COMMENT_FILE: Final = "/c/{comment}.jsonld"
RECEIPT_FILE: Final = "/receipts/{token}.{ending}"
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

_NOTHING: Final[Mapping[str, str]] = {}


def _address(name: str, language: str, **parts: str) -> str:
    return _filled(PATTERNS[name][language], **parts)


def _filled(pattern: str, **parts: str) -> str:
    return pattern.format(**{key: quote(value, safe="") for key, value in parts.items()})


def _asking(path: str, asked: Mapping[str, str]) -> str:
    """The path with the values that are not empty."""
    query = urlencode({name: value for name, value in asked.items() if value}, quote_via=quote)
    return f"{path}?{query}" if query else path


def start(language: str) -> str:
    """The start page."""
    return _address("start", language)


def contents(language: str, edition: str | None = None) -> str:
    """The contents of the current edition, or the frozen contents of a named one."""
    return _address("edition", language, edition=edition) if edition else _address("contents", language)


def editions(language: str) -> str:
    """The list of editions."""
    return _address("editions", language)


def section(
    language: str,
    slug: str,
    edition: str | None = None,
    side_by_side: bool = False,
    paragraph: str | None = None,
) -> str:
    """A section: of the current edition, or frozen with `edition`; `paragraph` is an id such as p-7k2qd."""
    name = "section_both" if side_by_side else "section"
    path = (
        _address(f"frozen_{name}", language, slug=slug, edition=edition)
        if edition
        else _address(name, language, slug=slug)
    )
    return f"{path}#{paragraph}" if paragraph else path


def permalink(paragraph_id: str) -> str:
    """The address of a paragraph that never changes, whatever the edition or language."""
    return f"/p/{paragraph_id.removeprefix('p-')}"


def thread(language: str, edition: str, paragraph: str) -> str:
    """The comments on a paragraph, and the form for a new one."""
    return _address("thread", language, edition=edition, paragraph=paragraph)


def target_thread(language: str, edition: str, target: Target, *, slug: str = "") -> str:
    """The comments on any target, and the form for a new one; a section's address needs its `slug`."""
    match target.kind:
        case TargetKind.PARAGRAPH:
            return thread(language, edition, target.key)
        case TargetKind.SECTION:
            return _address("section_thread", language, edition=edition, slug=slug)
        case TargetKind.DOCUMENT:
            return _address("document_thread", language, edition=edition)
        case TargetKind.CONCEPT:
            return concept_thread(language, target.key)
        case TargetKind.QUESTION:
            round_, _, question = target.key.partition("/")
            return _address("question_thread", language, round=round_, question=question)


def writing(thread_path: str, **asked: str) -> str:
    """The form on the page of a thread, prepared: `asked` by WRITING_FIELDS."""
    return _asking(thread_path, asked) + "#form"


def comment(comment_id: str) -> str:
    """The address of a comment that holds in both languages: it leads to its thread."""
    return f"/c/{comment_id}"


def rounds(language: str) -> str:
    """All rounds of the consultation."""
    return _address("rounds", language)


def round(language: str, key: str, invitation: str = "") -> str:  # noqa: A001 - named after its page, as all here
    """One round in its whole life; with an invitation's token it lets whoever opens it take part."""
    return _asking(_address("round", language, round=key), {INVITATION_FIELD[language]: invitation})


def round_list(language: str) -> str:
    """The administrators' list of rounds."""
    return _address("round_list", language)


def round_adding(language: str) -> str:
    """The administrators' form of a new round."""
    return _address("round_adding", language)


def round_editing(language: str, key: str) -> str:
    """The administrators' form of a round."""
    return _address("round_editing", language, round=key)


def invitations(language: str, key: str) -> str:
    """Where administrators invite people to a round."""
    return _address("invitations", language, round=key)


def basket(language: str) -> str:
    """What somebody has written and not yet submitted: to review, complete and hand in."""
    return _address("basket", language)


def submitted(language: str) -> str:
    """What a submitter is to do next: look into the mailbox."""
    return _address("submitted", language)


def draft(language: str, number: int) -> str:
    """Where a draft of the basket is edited or removed."""
    return _address("draft", language, number=str(number))


def receipt(language: str, token: str) -> str:
    """The page of a submission that only its submitter can open; the token is of Purpose.RECEIPT."""
    return _address("receipt", language, token=token)


def correcting(language: str, token: str, comment_id: str) -> str:
    """Where the submitter corrects a comment."""
    return _address("correcting", language, token=token, comment=comment_id)


def withdrawing(language: str, token: str, comment_id: str = "") -> str:
    """Where the submitter withdraws a comment, or without one the whole submission."""
    return _asking(_address("withdrawing", language, token=token), {"comment": comment_id})


def choices(language: str, token: str) -> str:
    """Where the submitter changes what may be published, and which mails come."""
    return _address("choices", language, token=token)


def releasing(language: str, token: str) -> str:
    """Where the second person of an organisation releases a submission; the token is of Purpose.RELEASE."""
    return _address("releasing", language, token=token)


def agreeing(language: str, comment_id: str) -> str:
    """Where the button "I agree" of a comment posts to."""
    return _address("agreeing", language, comment=comment_id)


def agreed(language: str, token: str) -> str:
    """The mailed link that confirms that somebody agrees; the token is of Purpose.AGREE."""
    return _address("agreed", language, token=token)


def mail_off(language: str, token: str) -> str:
    """Where the mails of a submission are switched off; the token is of Purpose.MAIL_OFF."""
    return _address("mail_off", language, token=token)


def glossary(language: str, chosen: str = "", subject: str = "") -> str:
    """The concepts from A to Z: all, or those that one of FILTERS chooses, and those of one subject field."""
    asked = {
        FILTER_FIELD: FILTERS[chosen][language] if chosen else "",
        SUBJECT_FIELD[language]: subject_name(subject),
    }
    return _asking(_address("glossary", language), asked)


def subject_name(subject: str) -> str:
    """A subject field as addresses write it."""
    return subject.replace(" ", "-")


def glossary_file(ending: str) -> str:
    """The whole glossary as a file; `ending` says in which format."""
    return _filled(GLOSSARY_FILE, ending=ending)


def concept_names() -> str:
    """What stands before a concept's key in the name that it has in both languages."""
    return CONCEPT_NAME.format(concept="")


def concept(language: str, key: str, edition: str = "") -> str:
    """One concept, with where the current edition uses it, or the named one."""
    return _asking(_address("concept", language, concept=key), {EDITION_FIELD[language]: edition})


def concept_feed(language: str, key: str) -> str:
    """The Atom feed of a concept."""
    return _filled(CONCEPT_FEED[language], concept=key)


def document_feed(language: str) -> str:
    """The Atom feed of the document: its editions, and the comments on the current one."""
    return FEEDS["document_feed"][language]


def section_feed(language: str, slug: str) -> str:
    """The Atom feed of a section of the current edition."""
    return _filled(FEEDS["section_feed"][language], slug=slug)


def round_feed(language: str, key: str) -> str:
    """The Atom feed of a round."""
    return _filled(FEEDS["round_feed"][language], round=key)


def round_file(key: str, ending: str) -> str:
    """All public comments of a round as a file; `ending` says in which format."""
    return _filled(ROUND_FILE, round=key, ending=ending)


def comment_file(comment_id: str) -> str:
    """One shown comment as JSON-LD."""
    return _filled(COMMENT_FILE, comment=comment_id)


def api_problem(name: str) -> str:
    """What a type of problem of the API means."""
    return f"{API}/problems/{name}"


def receipt_file(token: str, ending: str) -> str:
    """All that a submitter sent in as a file, "pdf" or "json"; the token is of Purpose.RECEIPT."""
    return _filled(RECEIPT_FILE, token=token, ending=ending)


def concept_thread(language: str, key: str) -> str:
    """The comments on a concept, and the form for a new one."""
    return _address("concept_thread", language, concept=key)


def concept_closing(language: str, key: str) -> str:
    """Where an editor closes the thread on a concept with a summary."""
    return _address("concept_closing", language, concept=key)


def concept_place(language: str, key: str) -> str:
    """Where an editor says that a place does not mean the concept."""
    return _address("concept_place", language, concept=key)


def concept_editing(language: str, key: str) -> str:
    """The editors' form of a concept."""
    return _address("concept_editing", language, concept=key)


def concept_sign_off(language: str, key: str) -> str:
    """Where an editor signs a concept off, or takes that back."""
    return _address("concept_sign_off", language, concept=key)


def concept_history(language: str, key: str, older: int | None = None, newer: int | None = None) -> str:
    """What was done to a concept; with two numbers of states, what differs between them."""
    path = _address("concept_history", language, concept=key)
    return path if older is None or newer is None else f"{path}?a={older}&b={newer}"


def term_check(language: str) -> str:
    """What the check of the terms found, for editors."""
    return _address("term_check", language)


def search(language: str, query: str = "", page: int = 1) -> str:
    """The search page, with the hits for a query."""
    path = _address("search", language)
    if not query:
        return path
    return f"{path}?q={quote(query)}" + (f"&page={page}" if page > 1 else "")


def sign_in_ways(language: str, next_path: str = "") -> str:
    """The page with the ways to sign in; `next_path` is the page of ours to go to afterwards."""
    return _asking(_address("sign_in_ways", language), {"next": next_path})


def sign_in_password(language: str) -> str:
    """Where the form with password and code posts to."""
    return _address("sign_in_password", language)


def sign_in_oidc(language: str, next_path: str = "") -> str:
    """The way to the OpenID provider."""
    return _asking(_address("sign_in_oidc", language), {"next": next_path})


def work_files(language: str) -> str:
    """The editors' files, with what is not published."""
    return _address("work_files", language)


def work_room(language: str) -> str:
    """The page from which everybody who is signed in gets to their work."""
    return _address("work_room", language)


def own_account(language: str) -> str:
    """One's own account, with its sessions."""
    return _address("own_account", language)


def own_password(language: str) -> str:
    """Where one sets one's own password."""
    return _address("own_password", language)


def accounts(language: str) -> str:
    """All accounts, for administrators."""
    return _address("accounts", language)


def account(language: str, number: int) -> str:
    """One account, for administrators."""
    return _address("account", language, account=str(number))


def sign_in(language: str, token: str) -> str:
    """The page behind a sign-in link."""
    return _address("sign_in", language, token=token)


def sign_out(language: str) -> str:
    """Where the sign-out button posts to."""
    return _address("sign_out", language)


def moderation(language: str, asked: Mapping[str, str] = _NOTHING) -> str:
    """The moderators' queue; `asked` are the filters of its address, alike in both languages."""
    return _asking(_address("moderation", language), asked)


def redacting(language: str, comment_id: str) -> str:
    """Where a moderator takes passages out of a comment."""
    return _address("redacting", language, comment=comment_id)


def closing_reports(language: str, comment_id: str) -> str:
    """Where a moderator closes the reports on a comment."""
    return _address("closing_reports", language, comment=comment_id)


def reporting(language: str, comment_id: str) -> str:
    """Where a reader reports a comment to the moderators."""
    return _address("reporting", language, comment=comment_id)


def reported(language: str, comment_id: str) -> str:
    """What a reader sees after reporting."""
    return _address("reported", language, comment=comment_id)


def acts(language: str, asked: Mapping[str, str] = _NOTHING) -> str:
    """The log of acts; `asked` are the filters of its address, alike in both languages."""
    return _asking(_address("acts", language), asked)


def intake(language: str, round_: str = "") -> str:
    """Where editors register what arrived by letter, by e-mail or in a meeting; in a round where named."""
    return _asking(_address("intake", language), {"round": round_})


def intake_file(language: str) -> str:
    """Where editors register many at once from a file."""
    return _address("intake_file", language)


def own_data(language: str) -> str:
    """Where one asks what is kept of oneself; the answer comes by mail."""
    return _address("own_data", language)


def own_data_link(language: str, token: str) -> str:
    """All that is kept of somebody, to download or to erase; the token is of Purpose.OWN_DATA."""
    return _address("own_data_link", language, token=token)


def about(language: str, page: str) -> str:
    """One of the pages privacy, accessibility, imprint."""
    return _address(page, language)


def in_both(name: str, **parts: str) -> dict[str, str]:
    """The address of one page in each language, for the language switch."""
    return {language.value: _address(name, language, **parts) for language in Language}
