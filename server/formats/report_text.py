"""A disposition report in the words of one language: what its page, its PDF and its Word file all say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from server.domain.comments import Comment, CommentKind
from server.domain.disposition_report import (
    Answer,
    Count,
    DispositionReport,
    Heading,
    NamedEdition,
    ReportEntry,
    ResultingChange,
)
from server.formats.comment_shapes import Address
from server.formats.report_words import WORDS, ReportWords
from server.text.differences import Kind, Piece
from server.text.languages import Language
from server.text.markdown import plain
from server.text.readable_differences import phrase_differences
from server.text.written import written_day, written_number, written_share

Facts = Sequence[tuple[str, str]]

# So many characters that stayed are shown beside what changed.
CONTEXT: Final = 80
_CUT: Final = " […] "


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a count; `share` is that of all, from 0 to 1."""

    label: str
    count: int
    number: str
    percent: str
    share: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The comments counted by one thing."""

    key: str
    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in a text, word by word, below its label; `language` is that of the text."""

    label: str
    language: Language
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class PrintedAnswer:
    """A disposition; `edition` is the label of the one that answers, "" where it may not be named yet.

    `facts` say the edition and the day in words.
    """

    outcome: str
    is_public: bool
    response: str
    edition: str
    decided: date
    facts: Facts
    changes: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """A comment with its answer, or None; `heading` says which it is, on what and of whom.

    `author` is the name alone, `base` the wording that it is on, in the comment's language and as plain text;
    `suggestion` is what it would change there.
    """

    count: int
    number: str
    place: str
    author: str
    who: str
    address: str
    facts: Facts
    comment: Comment
    base: str
    suggestion: Difference | None
    answer: PrintedAnswer | None

    @property
    def text_is_explanation(self) -> bool:
        """Whether the text only explains the wording that is suggested."""
        return self.comment.kind is CommentKind.SUGGESTION


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A heading with the comments below it."""

    heading: str
    entries: Sequence[PrintedEntry]


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """All that a report says, in words of its language; `made` is UTC."""

    language: Language
    words: ReportWords
    title: str
    subtitle: str
    author: str
    remarks: Sequence[str]
    facts: Facts
    charts: Sequence[Chart]
    sections: Sequence[PrintedSection]
    report: DispositionReport


def printed(
    report: DispositionReport, language: Language, address: Address, *, suggestions: bool = True
) -> PrintedReport:
    """The report in a language; `address` makes the address of a comment of its id.

    Whoever shows what a suggestion would change in another way does without `suggestions`: of long texts the
    words take a while to compare.
    """
    words = WORDS[language]
    round_ = report.round
    remarks = [words.introduction]
    if report.for_editors:
        remarks.append(words.introduction_editors)
    if round_.demonstration:
        remarks.append(words.demonstration)
    entry = partial(_entry, report=report, language=language, address=address, suggestions=suggestions)
    return PrintedReport(
        language=language,
        words=words,
        title=f"{words.title}: {round_.titles[language]}",
        subtitle=report.document.titles[language],
        author=report.document.publisher,
        remarks=remarks,
        facts=list(_facts(report, language)),
        charts=list(_charts(report, language)),
        sections=[
            PrintedSection(heading_text(heading, language), [entry(each) for each in entries])
            for heading, entries in groupby(report.entries, key=lambda each: each.heading)
        ],
        report=report,
    )


def heading_text(heading: Heading, language: Language) -> str:
    """A heading in words: "4.2 Building blocks"."""
    outside = WORDS[language].outside.get(heading.key)
    return outside or f"{heading.number} {heading.titles[language]}".strip()


def place_text(entry: ReportEntry, language: Language) -> str:
    """What a comment is on, in words: "4.2, paragraph 3", or the question, or the term."""
    words = WORDS[language]
    if entry.names:
        return entry.names[language]
    if entry.position:
        return _spot_text(entry.heading.number, entry.heading.titles[language], entry.position, words)
    if entry.heading.key in words.outside:
        return heading_text(entry.heading, language)
    return f"{heading_text(entry.heading, language)}, {words.section}"


def who_text(comment: Comment, language: Language) -> str:
    """Who said it, as far as it is public: name, organisation, group, country."""
    words = WORDS[language]
    named = [each for each in (comment.name, comment.organisation) if each] or [words.anonymous]
    named.append(words.groups[comment.group])
    if comment.country is not None:
        named.append(words.countries[comment.country])
    return ", ".join(named)


def differences_of(
    change: ResultingChange, edition: NamedEdition | None, language: Language
) -> Iterator[Difference]:
    """What a change did to the wordings, in each language in which it did something."""
    words = WORDS[language]
    places = [_spot_text(each.number, each.titles[language], each.position, words) for each in change.spots]
    for side in change.before:
        label = words.led_to % {
            "edition": edition.labels[language] if edition else "",
            "place": "; ".join(places) or words.gone,
            "language": words.languages[side],
        }
        yield Difference(label, side, _differing(change.before[side], change.after[side]))


@lru_cache(maxsize=2_000)
def _plain(text: str) -> str:
    """The words of a wording: many comments are on the same one."""
    return plain(text)


@lru_cache(maxsize=2_000)
def _differing(before: str, after: str) -> tuple[Piece, ...]:
    """The difference in the words as they are read, or in the Markdown where only that differs.

    Many comments may have led to the same difference: it is looked for once.
    """
    old, new = plain(before), plain(after)
    pieces = _pieces(old, new) if old != new else _pieces(before, after)
    return tuple(_shortened(pieces))


@lru_cache(maxsize=2_000)
def _suggested(before: str, after: str) -> tuple[Piece, ...]:
    """What a suggestion changes; kept, as there is a file for each format and language."""
    return tuple(_shortened(_pieces(before, after)))


def _pieces(before: str, after: str) -> list[Piece]:
    return [Piece(each.kind, each.text) for each in phrase_differences(before, after)]


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces without most of what stayed: so much of it as shows where a change is."""
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        before = CONTEXT if place < last else 0
        after = CONTEXT if place else 0
        if piece.kind is not Kind.SAME or len(piece.text) <= before + after + len(_CUT):
            yield piece
            continue
        head = piece.text[:after].rpartition(" ")[0] if after else ""
        tail = piece.text[len(piece.text) - before :].partition(" ")[2] if before else ""
        yield Piece(Kind.SAME, head + _CUT + tail)


def _spot_text(number: str, title: str, position: int, words: ReportWords) -> str:
    return f"{number or title}, {words.paragraph} {position}"


def _facts(report: DispositionReport, language: Language) -> Iterator[tuple[str, str]]:
    words, round_ = WORDS[language], report.round
    names, edition = words.facts, report.edition
    yield names["round"], round_.titles[language]
    yield names["edition"], _edition_text(edition, language)
    opens, closes = (written_day(day, words.language) for day in (round_.opens, round_.closes))
    yield names["days"], f"{opens} {words.until} {closes}"
    if round_.answered is not None:
        yield names["answered"], written_day(round_.answered, words.language)
    yield names["comments"], written_number(report.figures.total, words.language)
    yield (
        names["made"],
        written_day(report.made.astimezone(ZoneInfo(round_.time_zone)).date(), words.language),
    )


def _edition_text(edition: NamedEdition, language: Language) -> str:
    day = f" ({written_day(edition.date, language)})" if edition.date else ""
    return edition.labels[language] + day


def _charts(report: DispositionReport, language: Language) -> Iterator[Chart]:
    words, figures = WORDS[language], report.figures
    headings = {key: heading_text(each, language) for key, each in report.headings.items()}
    counted: Sequence[tuple[str, Sequence[Count], Mapping[str, str]]] = (
        ("outcomes", figures.outcomes, words.outcomes),
        ("headings", figures.headings, headings),
        ("groups", figures.groups, words.groups),
        ("languages", figures.languages, words.languages),
        ("countries", figures.countries, words.countries),
    )
    for key, counts, labels in counted:
        yield Chart(key, words.by[key], [_bar(each, labels.get, figures.total, words) for each in counts])


def _bar(count: Count, label: Callable[[str], str | None], total: int, words: ReportWords) -> Bar:
    return Bar(
        label(count.key) or count.key,
        count.number,
        written_number(count.number, words.language),
        written_share(count.number, total, words.language),
        count.number / total if total else 0.0,
    )


def _entry(
    entry: ReportEntry, *, report: DispositionReport, language: Language, address: Address, suggestions: bool
) -> PrintedEntry:
    comment, words = entry.comment, WORDS[language]
    suggestion = None
    if suggestions and comment.kind is CommentKind.SUGGESTION:
        pieces = _suggested(comment.base_text, comment.suggested_wording)
        suggestion = Difference(words.labels["wording"], comment.language, pieces)
    own = address(comment.id)
    facts = [(words.labels["address"], own)]
    if comment.reply_to:
        facts.append((words.labels["answers"], address(comment.reply_to)))
    return PrintedEntry(
        count=entry.number,
        number=written_number(entry.number, words.language),
        place=place_text(entry, language),
        author=comment.name or comment.organisation or words.anonymous,
        who=who_text(comment, language),
        address=own,
        facts=facts,
        comment=comment,
        base=_plain(comment.base_text),
        suggestion=suggestion,
        answer=_answer(entry.answer, report, language) if entry.answer else None,
    )


def _answer(answer: Answer, report: DispositionReport, language: Language) -> PrintedAnswer:
    words, edition = WORDS[language], report.editions.get(answer.edition)
    facts = [(words.labels["decided"], written_day(answer.decided, words.language))]
    if edition is not None:
        facts.insert(0, (words.labels["edition"], _edition_text(edition, language)))
    return PrintedAnswer(
        outcome=words.outcomes[answer.outcome],
        is_public=answer.is_public,
        response=answer.responses.get(language, ""),
        edition=edition.labels[language] if edition else "",
        decided=answer.decided,
        facts=facts,
        changes=[each for change in answer.changes for each in differences_of(change, edition, language)],
    )
