"""Render fragments: what the public reads of each wording, and where the glossary's terms occur in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from server.domain.document import Paragraph
from server.domain.editions import Edition
from server.domain.glossary import Concept
from server.domain.term_checks import Dismissal, DismissedPlaces
from server.domain.term_matching import Occurrence as Found
from server.domain.term_matching import TermMatcher, first_of_each
from server.store.glossary import Occurrence
from server.store.sections import Fragment
from server.text import markdown
from server.text.languages import LANGUAGES, Language

# The address of a concept's page in a language; the web storey knows it.
ConceptAddress = Callable[[Language, str], str]


def render_fragments(
    edition: Edition,
    concepts: Iterable[Concept],
    concept_address: ConceptAddress,
    dismissals: Iterable[Dismissal] = (),
) -> Iterator[Fragment]:
    """The HTML of every wording; the first occurrence of each concept in a wording links to its page.

    Places that an editor dismissed are left as plain words.
    """
    renderer = WordingRenderer(concepts, concept_address, dismissals)
    for language in LANGUAGES:
        for section in edition.sections:
            for paragraph in section.paragraphs:
                yield Fragment(paragraph.id, language, renderer.html(paragraph, language))


class WordingRenderer:
    """Makes HTML of wordings as the public reads them; build once, it holds an automaton per language."""

    def __init__(
        self,
        concepts: Iterable[Concept],
        concept_address: ConceptAddress,
        dismissals: Iterable[Dismissal] = (),
    ) -> None:
        self._concepts = {concept.key: concept for concept in concepts}
        self._matchers = {each: TermMatcher(self._concepts.values(), each) for each in LANGUAGES}
        self._places = DismissedPlaces(dismissals)
        self._address = concept_address

    def html(self, paragraph: Paragraph, language: Language) -> str:
        """One wording; the first occurrence of each concept in it links to the concept's page."""
        find = partial(_kept, self._matchers[language], self._places, paragraph, language)
        return markdown.render(
            paragraph.wordings[language],
            language=language,
            # Both wordings of a paragraph may stand on one page.
            anchor=f"{paragraph.id}-{language}",
            mark=_marker(find, self._concepts, partial(self._address, language)),
        )

    def concepts_in(self, paragraph: Paragraph, language: Language) -> list[Concept]:
        """The concepts of which a wording uses a term, footnotes left out, each once, in reading order."""
        text = markdown.plain(paragraph.wordings[language], notes=False)
        found = _kept(self._matchers[language], self._places, paragraph, language, text)
        return [self._concepts[each.concept] for each in first_of_each(found, set())]


def find_occurrences(
    edition: Edition, concepts: Iterable[Concept], dismissals: Iterable[Dismissal] = ()
) -> Iterator[Occurrence]:
    """Every occurrence in the edition that no editor dismissed.

    Offsets count in the wording's plain text without footnotes.
    """
    places = DismissedPlaces(dismissals)
    concepts = tuple(concepts)
    for language in LANGUAGES:
        matcher = TermMatcher(concepts, language)
        for section in edition.sections:
            for paragraph in section.paragraphs:
                text = markdown.plain(paragraph.wordings[language], notes=False)
                for found in _kept(matcher, places, paragraph, language, text):
                    yield Occurrence(
                        concept=found.concept,
                        section=section.key,
                        paragraph_id=paragraph.id,
                        language=language,
                        start=found.start,
                        end=found.end,
                        text=found.text,
                    )


def _kept(
    matcher: TermMatcher, places: DismissedPlaces, paragraph: Paragraph, language: Language, text: str
) -> list[Found]:
    return places.kept(matcher.occurrences(text), paragraph, language)


def _marker(
    occurrences: Callable[[str], list[Found]], concepts: Mapping[str, Concept], address: Callable[[str], str]
) -> markdown.Marker:
    """Marks the first occurrence of each concept over all the runs of text of one wording."""
    seen: set[str] = set()

    def mark(text: str) -> Sequence[markdown.Mark]:
        return [
            markdown.Mark(
                found.start,
                found.end,
                {
                    "href": address(found.concept),
                    "class": "term disputed" if concepts[found.concept].is_disputed else "term",
                    "data-concept": found.concept,
                },
            )
            for found in first_of_each(occurrences(text), seen)
        ]

    return mark
