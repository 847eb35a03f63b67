"""Preview wordings as they are typed: how they will read, and what there is to say about their terms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from server.domain.accounts import Account
from server.domain.document import Paragraph
from server.domain.glossary import Concept
from server.domain.term_checks import TermChecker, TermFinding, undismissed
from server.domain.typed import clean_text
from server.domain.wording_checks import Remark, Severity, check_wordings, errors_in
from server.store import dismissals, glossary
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES, Language
from server.usecases.render_fragments import ConceptAddress, WordingRenderer
from server.usecases.revise_paragraph import MAX_WORDING, paragraph_for

_MARK = re.compile(r'data-concept="([^"]+)"')


@dataclass(frozen=True, slots=True)
class UsedConcept:
    """A concept of which the wordings use a term, and in which of them."""

    concept: Concept
    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Wordings as they will read; `html` has the sides with a text, `remarks` say what to mend or look at."""

    html: Mapping[Language, str]
    concepts: tuple[UsedConcept, ...]
    findings: tuple[TermFinding, ...]
    remarks: tuple[Remark, ...]


def preview_wording(
    database: Database,
    *,
    paragraph: str,
    texts: Mapping[Language, str],
    by: Account,
    concept_address: ConceptAddress,
) -> Preview:
    """What the typed wordings of a paragraph would look like; nothing is kept. Raises NotAllowed, Missing."""
    with database.read() as connection:
        paragraph_for(connection, paragraph, by)
        return preview_in(connection, paragraph, texts, concept_address)


def preview_in(
    connection: Connection, paragraph: str, texts: Mapping[Language, str], concept_address: ConceptAddress
) -> Preview:
    """As preview_wording, in a transaction that is open already: two queries."""
    # What is longer cannot be saved: the rest of it is not worth the time.
    cleaned = {each: clean_text(texts.get(each, ""))[:MAX_WORDING] for each in LANGUAGES}
    typed = Paragraph(paragraph, {each: text for each, text in cleaned.items() if text})
    concepts, dismissed = glossary.all_concepts(connection), dismissals.all_dismissals(connection)
    renderer = WordingRenderer(concepts, concept_address, dismissed)
    html = {each: renderer.html(typed, each) for each in typed.wordings}
    marked = {each: frozenset(_MARK.findall(text)) for each, text in html.items()}
    findings = TermChecker(concepts, dismissed).findings(typed, marked)
    return Preview(
        html, _used(renderer, typed), tuple(undismissed(findings, dismissed)), _remarks(typed.wordings)
    )


def _used(renderer: WordingRenderer, typed: Paragraph) -> tuple[UsedConcept, ...]:
    found: dict[str, Concept] = {}
    where: dict[str, list[Language]] = {}
    for language in typed.wordings:
        for concept in renderer.concepts_in(typed, language):
            found[concept.key] = concept
            where.setdefault(concept.key, []).append(language)
    return tuple(UsedConcept(concept, tuple(where[key])) for key, concept in found.items())


def _remarks(wordings: Mapping[Language, str]) -> tuple[Remark, ...]:
    """What only holds between two sides waits until both are there."""
    if len(wordings) == len(LANGUAGES):
        return tuple(check_wordings(wordings))
    return tuple(
        Remark(language, Severity.ERROR, reason)
        for language, text in wordings.items()
        for reason in errors_in(text)
    )
