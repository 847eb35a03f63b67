"""What must hold in a wording and between the two of a paragraph: notes, links, boxes, tables, figures."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from urllib.parse import urlsplit

from server.text import markdown
from server.text.languages import LANGUAGES, Language
from server.text.markdown_boxes import CONTAINERS


class Severity(StrEnum):
    """Whether something must be mended, or only looked at."""

    ERROR = "error"
    ADVISORY = "advisory"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing found in a paragraph; `language` is the side to look at."""

    language: Language
    severity: Severity
    reason: str


Wordings = Mapping[Language, str]

_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_ID_LINE = re.compile(r"^\s*\{#", re.MULTILINE)
_BOX_EDGE = re.compile(r"^ {0,3}:{3,}[ \t]*(\S*)", re.MULTILINE)
# A figure keeps its separators: Dutch and German write 550.000 and 9,2 alike.
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def errors_in(text: str) -> Iterator[str]:
    """What must be mended in one wording, whatever its counterpart says."""
    for rule in (_notes_resolve, _links_are_addresses, _boxes_close, _starts_no_paragraph):
        yield from rule(text)


def check_wordings(wordings: Wordings) -> Iterator[Remark]:
    """Everything to mend or to look at in one paragraph."""
    for language in LANGUAGES:
        for reason in errors_in(wordings[language]):
            yield Remark(language, Severity.ERROR, reason)
    yield from _same_notes(wordings)
    yield from _same_links(wordings)
    yield from _same_shape(wordings)
    yield from _same_figures(wordings)


def _notes_resolve(text: str) -> Iterator[str]:
    notes = markdown.footnotes(text)
    for label in dict.fromkeys(notes.referred):
        if label not in notes.defined:
            yield f"the reference [^{label}] has no footnote in this paragraph"
    for label in notes.defined:
        if label not in notes.referred:
            yield f"nothing refers to the footnote [^{label}]"
    for label, count in Counter(_NOTE.findall(text)).items():
        if count > 1:
            yield f"the footnote [^{label}] stands here {count} times"


def _links_are_addresses(text: str) -> Iterator[str]:
    for target in markdown.links(text):
        try:
            address = urlsplit(target)
            is_address = address.scheme in ("http", "https") and bool(address.hostname)
        except ValueError:
            is_address = False
        if not is_address:
            yield f"the link {target} is not an http or https address"


def _boxes_close(text: str) -> Iterator[str]:
    is_open = False
    for name in _BOX_EDGE.findall(text):
        if not name and not is_open:
            yield '":::" closes nothing'
        elif name and name not in CONTAINERS:
            yield f'unknown box "::: {name}"; known are {", ".join(CONTAINERS)}'
        elif name and is_open:
            yield f'"::: {name}" stands inside another box'
        is_open = bool(name)
    if is_open:
        yield 'a box is not closed by ":::"'


def _starts_no_paragraph(text: str) -> Iterator[str]:
    """In a section's file such a line begins the next paragraph."""
    if _ID_LINE.search(text):
        yield 'a line begins with "{#", which marks a new paragraph'


def _same_notes(wordings: Wordings) -> Iterator[Remark]:
    labels = {
        language: dict.fromkeys(markdown.footnotes(text).referred) for language, text in wordings.items()
    }
    for language in LANGUAGES:
        for label in labels[language.other]:
            if label not in labels[language]:
                reason = f"[^{label}] stands only in '{language.other}'"
                yield Remark(language, Severity.ERROR, reason)


def _same_links(wordings: Wordings) -> Iterator[Remark]:
    links = {language: Counter(markdown.links(text)) for language, text in wordings.items()}
    numbers = {language: found.total() for language, found in links.items()}
    fewer = min(LANGUAGES, key=lambda language: numbers[language])
    missing = ", ".join((links[fewer.other] - links[fewer]).elements())
    if numbers[fewer] < numbers[fewer.other]:
        reason = f"fewer links than '{fewer.other}' ({numbers[fewer]}, {numbers[fewer.other]}): {missing}"
        yield Remark(fewer, Severity.ERROR, reason)
    elif missing:
        # Many sites have a page for each language, so this may well be meant.
        yield Remark(fewer, Severity.ADVISORY, f"'{fewer.other}' links to other addresses: {missing}")


def _same_shape(wordings: Wordings) -> Iterator[Remark]:
    nl, de = Language.NL, Language.DE
    boxes = {
        language: [name for name in _BOX_EDGE.findall(text) if name] for language, text in wordings.items()
    }
    if boxes[nl] != boxes[de]:
        yield Remark(de, Severity.ERROR, f"boxes differ: nl {_listed(boxes[nl])}, de {_listed(boxes[de])}")
    tables = {language: _table_sizes(language, text) for language, text in wordings.items()}
    if tables[nl] != tables[de]:
        reason = f"tables differ (rows × columns): nl {_listed(tables[nl])}, de {_listed(tables[de])}"
        yield Remark(de, Severity.ERROR, reason)


def _same_figures(wordings: Wordings) -> Iterator[Remark]:
    nl, de = (Counter(_FIGURE.findall(markdown.plain(wordings[language]))) for language in LANGUAGES)
    only = [(language, list(found)) for language, found in ((Language.NL, nl - de), (Language.DE, de - nl))]
    reason = "; ".join(f"only in '{language}': {_listed(found)}" for language, found in only if found)
    if reason:
        yield Remark(Language.DE, Severity.ADVISORY, f"figures differ, {reason}")


def _listed(values: list[str]) -> str:
    return ", ".join(values) or "none"


def _table_sizes(language: Language, text: str) -> list[str]:
    sizes = _TableSizes()
    sizes.feed(markdown.render(text, language=language, anchor=""))
    return [f"{len(rows)} × {max(rows, default=0)}" for rows in sizes.tables]


class _TableSizes(HTMLParser):
    """Counts the cells of each row of each table, as a reader gets them."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Count one more table, row or cell."""
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append(0)
        elif tag in ("td", "th"):
            self.tables[-1][-1] += 1
