"""What somebody typed, understood; no engine's own query language ever sees it.

Any text is a query: what is beyond the limits is cut, what is no sign of the grammar only parts words, and
the notes of the query say what could not be taken.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from server.search.analysis.words import places
from server.search.documents import Facet
from server.search.query import Clause, FieldWord, Note, Query, Way

# A whole sentence fits; both bound what one query costs.
MAX_CHARACTERS: Final = 200
MAX_WORDS: Final = 12
# Two letters stand before hundreds of words: the answer would be noise, at the price of all their postings.
MIN_PREFIX: Final = 3

# "or" in English, Dutch and German. In capitals only: in small letters they are common words.
OPERATORS: Final = frozenset({"OR", "OF", "ODER"})
# What filters are called in English, Dutch and German, in any case.
FIELD_NAMES: Final[dict[Facet, tuple[str, ...]]] = {
    Facet.KIND: ("kind", "soort", "art"),
    Facet.LANGUAGE: ("language", "taal", "sprache"),
    Facet.EDITION: ("edition", "editie", "fassung"),
    Facet.SECTION: ("section", "hoofdstuk", "paragraaf", "abschnitt"),
    Facet.ROUND: ("round", "ronde", "runde"),
    Facet.GROUP: ("group", "doelgroep", "gruppe"),
    Facet.OUTCOME: ("outcome", "afdoening", "uitkomst", "abwägung", "abwaegung", "ergebnis"),
    Facet.TERM: ("term", "begrip", "begriff", "benennung"),
}
_FACETS: Final = {name: facet for facet, names in FIELD_NAMES.items() for name in names}

# Control characters, halves of surrogate pairs and noncharacters: pages and databases have no place for them.
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_QUOTE, _NO_QUOTE, _NO_BLANK = '["„“”«»]', '[^"„“”«»]', '[^\\s"„“”«»]'
# A hyphen leaves out only after a blank: "mkb-bedrijf" is two words, "Ein- und Ausfuhr" three.
_ITEM = re.compile(
    rf"(?P<minus>(?<!\S)-(?={_QUOTE}|[^\W_]))?"
    rf"(?:(?P<name>{'|'.join(_FACETS)}):(?:{_QUOTE}(?P<quoted>{_NO_QUOTE}*){_QUOTE}|(?P<bare>{_NO_BLANK}+))"
    rf"|{_QUOTE}(?P<phrase>{_NO_QUOTE}*){_QUOTE}"
    rf"|(?P<chunk>{_NO_BLANK}+))",
    re.IGNORECASE,
)
# A star ends a word; within one it only parts.
_STAR = re.compile(r"\*+(?!\*|[^\W_])")


class _Words(NamedTuple):
    """Words typed without a blank between them, or a phrase."""

    clauses: tuple[Clause, ...]
    is_excluded: bool = False
    is_operator: bool = False

    @property
    def together(self) -> Clause:
        """As one thing, where only one has a place: left out, or beside "OR"."""
        return self.clauses[0] if len(self.clauses) == 1 else _side_by_side(c.words[0] for c in self.clauses)


def parse(text: str) -> Query:
    """The query in any text whatever: at most MAX_WORDS words of its first MAX_CHARACTERS characters."""
    notes: set[Note] = set()
    taken = _NO_TEXT.sub(" ", _cut(text, notes)).strip()
    # One sign may stand for eighteen letters.
    items = list(_items(_cut(unicodedata.normalize("NFKC", taken), notes), notes))
    groups: list[tuple[Clause, ...]] = []
    excluded: list[Clause] = []
    for is_excluded, clauses in _within_limit(_asked(items), notes):
        if is_excluded:
            excluded += clauses
        else:
            groups.append(clauses)
    fields = tuple(dict.fromkeys(item for item in items if isinstance(item, FieldWord)))
    query = Query(taken, tuple(groups), tuple(dict.fromkeys(excluded)), fields)
    if query.is_empty and (excluded or fields):
        notes.add(Note.ONLY_EXCLUDED)
    return query.noted(*notes)


def _cut(text: str, notes: set[Note]) -> str:
    typed = text.strip()
    if len(typed) <= MAX_CHARACTERS:
        return typed
    notes.add(Note.TOO_LONG)
    head, is_whole = typed[:MAX_CHARACTERS], typed[MAX_CHARACTERS].isspace()
    # Half a word would find other things than the word.
    return head if is_whole else head.rsplit(maxsplit=1)[0]


def _items(text: str, notes: set[Note]) -> Iterator[_Words | FieldWord]:
    for found in _ITEM.finditer(text):
        is_excluded = found["minus"] is not None
        value = (found["quoted"] or "").strip() or (found["bare"] or "").strip(",;.()")
        phrase = found["phrase"]
        if found["name"] and next(places(value), None):
            yield FieldWord(_FACETS[found["name"].casefold()], value, is_excluded)
        elif phrase is not None:
            words = tuple(place.text for place in places(phrase))
            if words:
                yield _Words((_side_by_side(words),), is_excluded)
        else:
            clauses = tuple(_words(found.group(), notes))
            if clauses:
                yield _Words(clauses, is_excluded, found.group() in OPERATORS)


def _words(chunk: str, notes: set[Note]) -> Iterator[Clause]:
    for _, end, word in places(chunk):
        is_prefix = _STAR.match(chunk, end) is not None
        if is_prefix and sum(map(str.isalnum, word)) < MIN_PREFIX:
            notes.add(Note.SHORT_PREFIX)
            is_prefix = False
        yield Clause(Way.PREFIX if is_prefix else Way.SAME_WORD, (word,))


def _side_by_side(words: Iterable[str]) -> Clause:
    several = tuple(words)
    return Clause(Way.PHRASE if len(several) > 1 else Way.SAME_WORD, several)


def _asked(items: Sequence[_Words | FieldWord]) -> Iterator[tuple[bool, tuple[Clause, ...]]]:
    """Groups to be met, and what is to be left out (True); an operator without words on both sides is a word."""
    place = 0
    while place < len(items):
        item = items[place]
        place += 1
        if isinstance(item, FieldWord):
            continue
        if item.is_excluded:
            yield True, (item.together,)
            continue
        alternatives = [item]
        while (other := _alternative(items, place)) is not None:
            alternatives.append(other)
            place += 2
        if len(alternatives) > 1:
            yield False, tuple(dict.fromkeys(each.together for each in alternatives))
        else:
            yield from ((False, (clause,)) for clause in item.clauses)


def _alternative(items: Sequence[_Words | FieldWord], place: int) -> _Words | None:
    """The words after an operator at a place, if one stands there."""
    match items[place : place + 2]:
        case [_Words(is_operator=True), _Words(is_excluded=False, is_operator=False) as other]:
            return other
    return None


def _within_limit(
    asked: Iterable[tuple[bool, tuple[Clause, ...]]], notes: set[Note]
) -> Iterator[tuple[bool, tuple[Clause, ...]]]:
    """The first MAX_WORDS words: a longer phrase is cut, except where its beginning would leave out more."""
    left = MAX_WORDS
    for is_excluded, clauses in asked:
        kept = []
        for clause in clauses:
            words = clause.words[:left]
            if words == clause.words:
                kept.append(clause)
            else:
                notes.add(Note.TOO_MANY_WORDS)
                if is_excluded or not words:
                    continue
                kept.append(_side_by_side(words))
            left -= len(words)
        if kept:
            yield is_excluded, tuple(kept)
