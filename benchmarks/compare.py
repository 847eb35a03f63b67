"""Comparing two whole editions: from the database to the HTML, and its words alone beside difflib."""

import asyncio
import difflib
import random
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks import shipped
from benchmarks.inside import ask, statements
from benchmarks.report import Report, Target, median, ratio
from server.assembly import Rooms, open_rooms, web_application
from server.domain.document import ID_ALPHABET, Paragraph, Section
from server.domain.editions import Edition
from server.settings import Settings
from server.store import documents, editions, sections
from server.text import markdown
from server.text.differences import word_differences
from server.text.languages import LANGUAGES, Language
from server.text.readable_differences import line_differences
from server.usecases.render_fragments import render_fragments
from server.web import addresses
from server.web.pages import difference_html

PARAGRAPHS, SECTIONS = 300, 20
# Issue 5, "Comparing": milliseconds of CPU for a whole edition against another with a third changed.
LIMIT = 300.0
_SEED = 5_6
# Both languages, as without it; but an address with a query is not kept ready, and is made each time.
_EVERY_TIME = "language="


@dataclass(slots=True)
class _Series:
    """One way to do it, and milliseconds of CPU in each round."""

    name: str
    act: Callable[[], object]
    spent: list[float]


def run(rounds: int) -> Report:
    """The page whole and of one section, made anew and with its words kept; and its words alone."""
    with TemporaryDirectory() as temporary:
        rooms, older, newer = _world(Path(temporary))
        with closing(rooms), asyncio.Runner() as runner:
            app = web_application(rooms)
            whole = addresses.comparison(Language.NL, older.key, newer.key)
            part = addresses.comparison(
                Language.NL, older.key, newer.key, newer.sections[0].slug(Language.NL)
            )

            def page(path: str) -> Callable[[], bytes]:
                return lambda: runner.run(ask(app, path, _EVERY_TIME))

            def anew(path: str) -> Callable[[], bytes]:
                def make() -> bytes:
                    difference_html.compared.cache_clear()
                    return runner.run(ask(app, path, _EVERY_TIME))

                return make

            pairs = list(_pairs(older, newer))
            series = [
                _Series(name, act, [])
                for name, act in (
                    (_WHOLE, anew(whole)),
                    ("the whole, words kept", page(whole)),
                    (_PART, anew(part)),
                    (_WORDS, lambda: _readable(pairs)),
                    (_DIFFLIB, lambda: _difflib(pairs)),
                    ("words matched, rapidfuzz", lambda: _matched(pairs)),
                    (_TENTH, lambda: _difflib(_texts(pairs[::10]))),
                    ("a tenth as one text, rapidfuzz", lambda: _matched(_texts(pairs[::10]))),
                )
            ]
            # The first time pays for what is imported and compiled, and is not counted.
            made = anew(whole)()
            counts = {path: _statements(page(path)) for path in (whole, part)}
            for _ in range(rounds):
                for each in series:
                    began = process_time()
                    each.act()
                    each.spent.append((process_time() - began) * 1e3)
    return _report(series, len(made), counts[whole], len(pairs))


_WHOLE, _PART = "the whole, made anew", "one section, made anew"
_WORDS, _DIFFLIB = "words made readable, ours", "words matched, difflib"
_TENTH = "a tenth as one text, difflib"


def _statements(act: Callable[[], object]) -> int:
    with statements() as sent:
        act()
    return len(sent)


def _report(series: list[_Series], size: int, sent: int, changed: int) -> Report:
    cpu = {each.name: median(each.spent) for each in series}
    report = Report(
        f"{PARAGRAPHS} paragraphs in two languages against the same with a third changed ({changed} wordings).",
        ["what", "CPU ms", "to difflib's matching"],
        [[name, value, ratio(value, cpu[_DIFFLIB])] for name, value in cpu.items()],
        [
            Target("a whole edition against another, to the HTML, ms", cpu[_WHOLE], LIMIT),
        ],
    )
    report.notes.append(f"The whole page is {size / 1e3:,.0f} kB in {sent} statements, before compression.")
    report.notes.append(
        "Readable means: Markdown read, words matched and tidied; the other series only match words."
    )
    return report


def _world(folder: Path) -> tuple[Rooms, Edition, Edition]:
    """An opened installation with two editions."""
    drawing = random.Random(_SEED)
    older = replace(shipped.edition(), key="older", predecessor=None, sections=tuple(_sections()))
    newer = replace(
        older,
        key="newer",
        predecessor="older",
        date=older.date + timedelta(days=365),
        sections=tuple(_changed(section, drawing) for section in older.sections),
    )
    rooms = open_rooms(Settings(data=folder))
    with rooms.database.write() as connection:
        documents.save_document(connection, shipped.record().document)
        for edition in (older, newer):
            editions.save_edition(connection, edition)
            rendered = render_fragments(edition, shipped.record().concepts, addresses.concept)
            sections.save_fragments(connection, edition.key, rendered)
    return rooms, older, newer


def _sections() -> Iterator[Section]:
    real = [paragraph for section in shipped.edition().sections for paragraph in section.paragraphs]
    members = [
        Paragraph(f"p-{_base32(number)}", each.wordings)
        for number, each in enumerate(islice(cycle(real), PARAGRAPHS))
    ]
    length = PARAGRAPHS // SECTIONS
    for number in range(SECTIONS):
        titles = {Language.NL: f"Deel {number + 1}", Language.DE: f"Teil {number + 1}"}
        yield Section(f"{number}-part", str(number + 1), titles, tuple(members[number * length :][:length]))


def _base32(number: int) -> str:
    return "".join(ID_ALPHABET[number >> 5 * place & 31] for place in reversed(range(5)))


def _changed(section: Section, drawing: random.Random) -> Section:
    """Every third paragraph with a few words replaced, left out or put in, in both languages."""
    return replace(
        section,
        paragraphs=tuple(
            replace(each, wordings={one: _edited(each.wordings[one], drawing) for one in LANGUAGES})
            if number % 3 == 0
            else each
            for number, each in enumerate(section.paragraphs)
        ),
    )


def _edited(text: str, drawing: random.Random) -> str:
    words = text.split(" ")
    for _ in range(max(2, len(words) // 12)):
        place = drawing.randrange(len(words))
        words[place : place + drawing.randint(0, 2)] = drawing.choices(
            ["nieuw", "samen", "neu", "gemeinsam", "de"], k=2
        )
    return " ".join(words)


def _pairs(older: Edition, newer: Edition) -> Iterator[tuple[str, str]]:
    for old, new in zip(older.sections, newer.sections, strict=True):
        for before, after in zip(old.paragraphs, new.paragraphs, strict=True):
            if before != after:
                yield from ((before.wordings[each], after.wordings[each]) for each in LANGUAGES)


def _texts(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """All old wordings in a row against all new ones."""
    return [(" ".join(old for old, _ in pairs), " ".join(new for _, new in pairs))]


def _readable(pairs: list[tuple[str, str]]) -> int:
    return sum(len(line_differences([markdown.lines(old)], [markdown.lines(new)])) for old, new in pairs)


def _matched(pairs: list[tuple[str, str]]) -> int:
    return sum(len(word_differences(old, new)) for old, new in pairs)


def _difflib(pairs: list[tuple[str, str]]) -> int:
    words = re.compile(r"\w+|[^\w\s]|\s+")
    matchers = (
        difflib.SequenceMatcher(None, words.findall(old), words.findall(new), autojunk=False)
        for old, new in pairs
    )
    return sum(len(matcher.get_opcodes()) for matcher in matchers)
