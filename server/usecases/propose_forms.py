"""Propose forms: words of the text that belong to a term but are not stored with it."""

from dataclasses import dataclass

from server.domain.glossary import Term
from server.store import edition_values, glossary
from server.store.database import Database
from server.text.languages import LANGUAGES, Language
from server.text.lemmas import other_forms
from server.text.markdown import plain
from server.text.phrases import fold_case


@dataclass(frozen=True, slots=True)
class ProposedForms:
    """Forms of one term that an editor may add, or leave: a dictionary knows no subject fields."""

    concept: str
    language: Language
    term: str
    forms: tuple[str, ...]


def propose_forms(database: Database) -> list[ProposedForms]:
    """Proposals for every one-word term, by concept. Raises text.lemmas.LemmasMissing."""
    with database.read() as connection:
        concepts = glossary.all_concepts(connection)
        editions = edition_values.whole_editions(connection)
    texts = {
        language: [
            plain(paragraph.wordings[language], notes=False)
            for edition in editions
            for section in edition.sections
            for paragraph in section.paragraphs
        ]
        for language in LANGUAGES
    }
    proposals = []
    for concept in concepts:
        for language in LANGUAGES:
            known = {fold_case(form) for term in concept.sides[language].terms for form in _written(term)}
            for term in concept.sides[language].terms:
                found = other_forms(term.text, texts[language], language)
                forms = tuple(form for form in found if fold_case(form) not in known)
                if forms and not term.case_sensitive:
                    proposals.append(ProposedForms(concept.key, language, term.text, forms))
    return proposals


def _written(term: Term) -> tuple[str, ...]:
    return (term.text, *term.forms, *term.not_in)
