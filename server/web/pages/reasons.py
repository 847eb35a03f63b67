"""Why a hit was found, in a sentence of the reader's language."""

from collections.abc import Mapping, Sequence

from server.domain.glossary import Concept
from server.domain.targets import TargetKind
from server.search.engine import Reason, Way
from server.text.languages import Language
from server.web.translations import catalogue

# The strongest reasons say enough; a hit on twelve words needs no twelve sentences.
MAX_SENTENCES = 2


def reason_sentences(
    reasons: Sequence[Reason],
    concepts: Mapping[str, Concept],
    language: Language,
    *,
    about: TargetKind | None = None,
) -> list[str]:
    """The strongest reasons, each once, strongest first; `about` is the kind of target of a found comment."""
    contexts = _contexts(language)
    context = contexts[about or TargetKind.PARAGRAPH]
    sentences = dict.fromkeys(_sentence(reason, concepts, language, context) for reason in reasons)
    return list(sentences)[:MAX_SENTENCES]


def _contexts(language: Language) -> Mapping[TargetKind, str]:
    _ = catalogue(language).gettext
    return {
        TargetKind.PARAGRAPH: _("Is about a paragraph that contains “%(matched)s” (%(language)s)."),
        TargetKind.SECTION: _("Is about a section whose title contains “%(matched)s” (%(language)s)."),
        TargetKind.DOCUMENT: _("Is about the document, whose title contains “%(matched)s” (%(language)s)."),
        TargetKind.CONCEPT: _("Is about a concept that is explained with “%(matched)s” (%(language)s)."),
        TargetKind.QUESTION: _("Answers a question that contains “%(matched)s” (%(language)s)."),
    }


def _sentence(reason: Reason, concepts: Mapping[str, Concept], language: Language, context: str) -> str:
    _ = catalogue(language).gettext
    patterns = {
        Way.SAME_WORD: _("Contains “%(matched)s” (%(language)s)."),
        Way.PHRASE: _("Contains “%(matched)s” (%(language)s)."),
        Way.STEM: _("Contains a form of “%(typed)s”: “%(matched)s” (%(language)s)."),
        Way.PREFIX: _("Contains a word that begins like this: “%(matched)s” (%(language)s)."),
        Way.GLOSSARY: _("“%(typed)s” and “%(matched)s” are terms of one concept: %(concept)s."),
        Way.CONTEXT: context,
    }
    concept = concepts.get(reason.concept)
    return patterns[reason.way] % {
        "matched": reason.matched,
        "typed": reason.typed,
        "language": _language_name(reason.language, language),
        "concept": concept.sides[language].preferred if concept else reason.concept,
    }


def _language_name(named: Language, language: Language) -> str:
    _ = catalogue(language).gettext
    return _("Dutch") if named is Language.NL else _("German")
