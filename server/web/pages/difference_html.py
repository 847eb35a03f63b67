"""Differences as HTML: what was removed and added, in words for who does not see the colours."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from server.text import markdown
from server.text.differences import Kind
from server.text.languages import Language
from server.text.markdown_lines import LineKind, Style
from server.text.readable_differences import (
    Part,
    ShownLine,
    line_differences,
    phrase_differences,
    words_differ,
)
from server.web.translations import catalogue

# The words of published editions never change: what was compared once is kept, about 3 kB a pair of wordings.
MAX_KEPT = 4_000

_ELEMENTS = {Style.STRONG: "strong", Style.EMPHASIS: "em", Style.CODE: "code", Style.NOTE: "sup"}


@lru_cache(maxsize=MAX_KEPT)
def compared(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[ShownLine, ...]:
    """The differences of wordings, each side given as those of its paragraphs in one language."""
    return tuple(
        line_differences([markdown.lines(each) for each in before], [markdown.lines(each) for each in after])
    )


def can_be_seen(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether a reader sees a difference; where only a link or the way words are set differs, there is none."""
    return words_differ(compared(before, after))


def wording_difference(
    before: tuple[str, ...],
    after: tuple[str, ...],
    language: Language,
    labels: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> Markup:
    """The differences line by line; `labels` name the older and the newer paragraphs, where they are several."""
    return Markup("").join(_line(line, language, labels) for line in compared(before, after))


def title_difference(before: str, after: str, language: Language) -> Markup:
    """The differences of two titles."""
    return _parts(phrase_differences(before, after), language)


def _line(line: ShownLine, language: Language, labels: tuple[Sequence[str], Sequence[str]]) -> Markup:
    older, newer = labels
    names = older if line.fate is Kind.REMOVED else newer
    label = names[line.paragraph] if 0 <= line.paragraph < len(names) else ""
    head = Markup('<p class="line__paragraph">{}</p>').format(label) if label else Markup("")
    classes = f"line line--{line.line} line--{line.fate}" + (f" line--box-{line.box}" if line.box else "")
    depth = f" line--depth-{min(line.depth, 3)}" if line.depth else ""
    return head + Markup('<p class="{}{}">{}{}{}</p>\n').format(
        classes, depth, _mark(line), "" if label else _fate(line, language), _parts(line.parts, language)
    )


def _mark(line: ShownLine) -> Markup:
    marks = {
        LineKind.ITEM: "•",
        LineKind.NUMBERED: f"{line.mark}.",
        LineKind.NOTE: line.mark,
    }
    if line.line not in marks or (line.line is LineKind.NUMBERED and not line.mark):
        return Markup("")
    return Markup('<span class="line__mark">{}</span> ').format(marks[line.line])


def _fate(line: ShownLine, language: Language) -> Markup:
    """A word where the line as such is news: elsewhere its words say it."""
    _ = catalogue(language).gettext
    stays = any(part.kind is Kind.SAME and part.text.strip() for part in line.parts)
    if line.reset:
        text = _("set in another way")
    elif line.fate is Kind.ADDED and stays:
        text = _("now a line of its own")
    elif line.fate is Kind.REMOVED and stays:
        text = _("no longer a line of its own")
    else:
        return Markup("")
    return Markup('<span class="line__fate">{}</span> ').format(text)


def _parts(parts: Sequence[Part], language: Language) -> Markup:
    return Markup("").join(
        _run(kind, list(run), language) for kind, run in groupby(parts, lambda each: each.kind)
    )


def _run(kind: Kind, parts: Sequence[Part], language: Language) -> Markup:
    if kind is Kind.SAME:
        return _words(parts)
    before, inside, after = _without_outer_spaces(parts)
    words_of = catalogue(language)
    if kind is Kind.REMOVED:
        element, told = "del", words_of.pgettext("difference", "removed:")
    else:
        element, told = "ins", words_of.pgettext("difference", "added:")
    return Markup('{3}<{0}><span class="govuk-visually-hidden">{1} </span>{2}</{0}>{4}').format(
        Markup(element),  # noqa: S704 - one of two words above
        told,
        _words(inside),
        before,
        after,
    )


def _without_outer_spaces(parts: Sequence[Part]) -> tuple[str, Sequence[Part], str]:
    """What is marked begins and ends with a word: a line through a space only looks like a fault."""
    if not "".join(part.text for part in parts).strip():
        return "", parts, ""
    first, last = parts[0], parts[-1]
    before = first.text[: len(first.text) - len(first.text.lstrip())]
    after = last.text[len(last.text.rstrip()) :]
    inside = [*parts]
    inside[-1] = replace(last, text=last.text.rstrip())
    inside[0] = replace(inside[0], text=inside[0].text.lstrip())
    return before, inside, after


def _words(parts: Sequence[Part]) -> Markup:
    return Markup("").join(map(_set, parts))


def _set(part: Part) -> Markup:
    if part.style is Style.CELL:
        return Markup('<span class="line__cell"> | </span>')
    element = _ELEMENTS.get(part.style)
    if element is None:
        return escape(part.text)
    return Markup("<{0}>{1}</{0}>").format(Markup(element), part.text)  # noqa: S704 - a word of the table above
