"""Why a hit was found, in a sentence of the reader's language."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import escape

from server.domain.targets import TargetKind
from server.search.documents import Part
from server.search.explain import Reason
from server.search.query import Way
from server.text.languages import Language
from server.web.translations import catalogue

# The strongest reasons say enough; a hit on twelve words needs no twelve sentences.
MAX_SENTENCES = 3


def reason_sentences(
    reasons: Sequence[Reason],
    terms: Mapping[str, Mapping[Language, str]],
    language: Language,
    *,
    about: TargetKind | None = None,
    marked: Callable[[str, tuple[Language, ...]], str] | None = None,
) -> list[str]:
    """The strongest reasons, each once, strongest first.

    `terms` are the preferred terms of the concepts, `about` is the kind of target of a found comment. `marked`
    makes markup of the words found and their languages; then the sentences are markup, else plain text.
    """
    context = _contexts(language)[about or TargetKind.PARAGRAPH]
    # The very same of both wordings is one sentence.
    spoken: dict[tuple[str, str, str, str], dict[Language, None]] = {}
    for reason in reasons:
        pattern = _pattern(reason, language, context)
        said = pattern, reason.typed, reason.matched, terms.get(reason.concept, {}).get(language, "")
        spoken.setdefault(said, {})[reason.language] = None
    return [
        (escape(pattern) if marked else pattern)
        % {
            "typed": typed,
            "matched": marked(matched, tuple(languages)) if marked else matched,
            "concept": concept,
            "language": _languages(tuple(languages), language),
        }
        for (pattern, typed, matched, concept), languages in list(spoken.items())[:MAX_SENTENCES]
    ]


def language_name(named: Language, language: Language) -> str:
    """What a language is called in the language of the page."""
    _ = catalogue(language).gettext
    return _("Dutch") if named is Language.NL else _("German")


def _languages(named: Sequence[Language], language: Language) -> str:
    if len(named) == 1:
        return language_name(named[0], language)
    return catalogue(language).gettext("Dutch and German")


def _contexts(language: Language) -> Mapping[TargetKind, str]:
    _ = catalogue(language).gettext
    return {
        TargetKind.PARAGRAPH: _("Is about a paragraph that contains “%(matched)s” (%(language)s)."),
        TargetKind.SECTION: _("Is about a section whose title contains “%(matched)s” (%(language)s)."),
        TargetKind.DOCUMENT: _("Is about the document, whose title contains “%(matched)s” (%(language)s)."),
        TargetKind.CONCEPT: _("Is about a concept that is explained with “%(matched)s” (%(language)s)."),
        TargetKind.QUESTION: _("Answers a question that contains “%(matched)s” (%(language)s)."),
    }


def _ways(language: Language, context: str) -> Mapping[Way, str]:
    _ = catalogue(language).gettext
    return {
        Way.PHRASE: _("Contains “%(matched)s” (%(language)s)."),
        Way.SAME_WORD: _("Contains “%(matched)s” (%(language)s)."),
        Way.STEM: _("Contains a form of “%(typed)s”: “%(matched)s” (%(language)s)."),
        Way.PREFIX: _("Contains a word that begins like this: “%(matched)s” (%(language)s)."),
        Way.COMPOUND: _("Contains “%(matched)s” (%(language)s); “%(typed)s” is a part of it."),
        Way.PARTS: _("Contains the parts of “%(typed)s”: “%(matched)s” (%(language)s)."),
        Way.GLOSSARY: _("Through the concept “%(concept)s”: contains “%(matched)s” (%(language)s)."),
        Way.PAIR: _("Contains “%(matched)s” (%(language)s): in the document often the word for “%(typed)s”."),
        Way.COGNATE: _("Contains a word that is like “%(typed)s”: “%(matched)s” (%(language)s)."),
        Way.TRANSLATION: _("The machine translation contains “%(matched)s” (%(language)s)."),
        Way.CONTEXT: context,
    }


def _pattern(reason: Reason, language: Language, context: str) -> str:
    _ = catalogue(language).gettext
    # How it is found says less here than where: it is not what somebody would look for in the text.
    places = {
        Part.ANSWER: _("The answer of the editors contains “%(matched)s” (%(language)s)."),
        Part.TITLE: _("The title of the section contains “%(matched)s” (%(language)s)."),
        Part.SECTION: _("The title of the section contains “%(matched)s” (%(language)s)."),
    }
    if reason.part is Part.TERM and reason.way is not Way.GLOSSARY:
        # Its terms do not all stand in what is shown of a concept.
        return _("Has a term with “%(matched)s” (%(language)s).")
    return places.get(reason.part) or _ways(language, context)[reason.way]
