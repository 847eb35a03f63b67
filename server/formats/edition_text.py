"""A published edition in one language or both: what its PDF and its Word file both say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from server.domain.document import Document, Paragraph, Section
from server.domain.editions import Edition, StepException
from server.domain.exports import Sides
from server.formats.edition_words import LICENCES, WORDS
from server.text.languages import Language
from server.text.markdown import blocks
from server.text.markdown_blocks import Blocks
from server.text.written import written_day

# A text in each language that stands in the file.
Texts = Sequence[tuple[Language, str]]
# Is told how many paragraphs have been read so far.
Tell = Callable[[int], None]
# The address of the edition's contents in a language.
EditionAddress = Callable[[Language], str]


@dataclass(frozen=True, slots=True)
class PrintedFact:
    """Something to know of the edition, with its label."""

    labels: Texts
    values: Texts


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph: its number in the section, its wordings, and the signed word that one of them follows later."""

    id: str
    number: int
    wordings: Sequence[tuple[Language, Blocks]]
    exception: Texts


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section with its heading; `level` never jumps by more than one."""

    key: str
    level: int
    headings: Texts
    paragraphs: Sequence[PrintedParagraph]


@dataclass(frozen=True, slots=True)
class PrintedEdition:
    """All that the file says; `made` (UTC) is the day of the edition, so that the same edition is the same file."""

    languages: Sequence[Language]
    titles: Texts
    subtitles: Texts
    labels: Texts
    author: str
    facts: Sequence[PrintedFact]
    exceptions: Sequence[tuple[str, Texts]]
    sections: Sequence[PrintedSection]
    made: datetime

    @property
    def language(self) -> Language:
        """The language that the file says it is in; in a file with both the passages say theirs."""
        return self.languages[0]

    @property
    def title(self) -> str:
        """The title in one line."""
        return " / ".join(text for _, text in self.titles)

    def words(self, name: str) -> Texts:
        """A word of WORDS in each language."""
        return [(each, str(getattr(WORDS[each], name))) for each in self.languages]


def printed(
    edition: Edition,
    document: Document,
    sides: Sides,
    *,
    address: EditionAddress,
    tell: Tell = lambda _done: None,
) -> PrintedEdition:
    """The edition in the words of its languages; `tell` hears after each section how far it is."""
    languages = sides.languages
    signed = {each.paragraph: each for each in edition.exceptions}
    sections, done, level = [], 0, 0
    for section in edition.sections:
        level = min(section.level, level + 1)
        sections.append(_section(section, level, languages, signed))
        done += len(section.paragraphs)
        tell(done)
    return PrintedEdition(
        languages=languages,
        titles=_each(languages, document.titles),
        subtitles=_each(languages, document.subtitles),
        labels=_each(languages, edition.labels),
        author=document.publisher,
        facts=list(_facts(edition, document, languages, address)),
        exceptions=list(_exceptions(edition, languages)),
        sections=sections,
        made=datetime.combine(edition.date, time(), UTC),
    )


def citation(edition: Edition, document: Document, language: Language, address: EditionAddress) -> str:
    """How to refer to an edition."""
    return WORDS[language].citation.format(
        publisher=document.publisher,
        year=edition.date.year,
        title=document.titles[language],
        edition=edition.labels[language],
        address=address(language),
    )


def _each(languages: Sequence[Language], texts: Mapping[Language, str]) -> Texts:
    return [(each, texts[each]) for each in languages]


def _facts(
    edition: Edition, document: Document, languages: Sequence[Language], address: EditionAddress
) -> Iterator[PrintedFact]:
    values: dict[str, Callable[[Language], str]] = {
        "edition": lambda each: edition.labels[each],
        "date": lambda each: written_day(edition.date, each),
        "status": lambda each: WORDS[each].statuses[edition.status],
        "publisher": lambda _each: document.publisher,
        "licence": lambda _each: LICENCES.get(document.licence, document.licence),
        "key": lambda _each: edition.key,
        "address": address,
        "citation": lambda each: citation(edition, document, each, address),
    }
    for name, value in values.items():
        # What is the same in both languages is said once.
        said = {value(each): each for each in reversed(languages)}
        labels = [(each, WORDS[each].facts[name]) for each in languages]
        yield PrintedFact(labels, [(each, text) for text, each in reversed(said.items())])


def _exceptions(edition: Edition, languages: Sequence[Language]) -> Iterator[tuple[str, Texts]]:
    """Where one language follows later: the paragraph and what it is called."""
    places = {
        paragraph.id: (section, number)
        for section in edition.sections
        for number, paragraph in enumerate(section.paragraphs, start=1)
    }
    for each in edition.exceptions:
        section, number = places[each.paragraph]
        yield (
            each.paragraph,
            [
                (
                    language,
                    f"{_heading(section, language)}, {WORDS[language].paragraph} {number}: "
                    f"{WORDS[language].follows[each.follows]}",
                )
                for language in languages
            ],
        )


def _heading(section: Section, language: Language) -> str:
    return f"{section.number} {section.titles[language]}".strip()


def _section(
    section: Section, level: int, languages: Sequence[Language], signed: Mapping[str, StepException]
) -> PrintedSection:
    return PrintedSection(
        key=section.key,
        level=level,
        headings=[(each, _heading(section, each)) for each in languages],
        paragraphs=[
            _paragraph(paragraph, number, languages, signed.get(paragraph.id))
            for number, paragraph in enumerate(section.paragraphs, start=1)
        ],
    )


def _paragraph(
    paragraph: Paragraph, number: int, languages: Sequence[Language], exception: StepException | None
) -> PrintedParagraph:
    wordings = [(each, blocks(paragraph.wordings.get(each, ""))) for each in languages]
    said = [] if exception is None else [(each, _follows(exception, each)) for each in languages]
    return PrintedParagraph(paragraph.id, number, wordings, said)


def _follows(exception: StepException, language: Language) -> str:
    words = WORDS[language]
    signed = words.signed.format(by=exception.by, day=written_day(exception.date, language))
    return f"{words.follows[exception.follows]}. {exception.reasons[language]} {signed}."
