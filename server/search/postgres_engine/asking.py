"""A request as tsqueries: built of tokens only, every lexeme quoted by us, and none ever parsed by the server."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from server.search.documents import Facet
from server.search.engine import MAX_PREFIX_WORDS, Order, Request
from server.search.matching import Pattern, Tier
from server.search.postgres_engine.port import Asked, Changed, Scored, ScoredGroup, State, Term
from server.search.postgres_engine.vector import (
    HEAVIEST,
    ONE_LANGUAGE,
    OWN,
    ZONES,
    facet_lexeme,
    facet_value,
    lexeme,
    quoted,
)
from server.search.query import Way
from server.text.languages import Language

# BM25's usual constants (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
_K1: Final = 1.2
_B: Final = 0.75

# The words that a beginning stands for in a language, in most documents first.
Begun = Mapping[tuple[Language, str], Sequence[str]]


def beginnings(request: Request) -> list[tuple[Language, str]]:
    """The beginnings of words that a request asks for, each once."""
    patterns = (pattern for pattern in _patterns(request) if pattern.way is Way.PREFIX and pattern.tokens)
    return list(dict.fromkeys((pattern.language, pattern.tokens[-1]) for pattern in patterns))


def lexemes(request: Request) -> list[str]:
    """The lexemes whose numbers of documents a request needs, each once."""
    return list(
        dict.fromkeys(
            name
            for pattern in _patterns(request)
            for zone in ZONES
            for token in pattern.tokens
            for name in _names(pattern, zone, token)
        )
    )


def _patterns(request: Request) -> Iterator[Pattern]:
    for group in request.groups:
        yield from group.patterns
    yield from request.excluded


def _names(pattern: Pattern, zone: str, token: str) -> list[str]:
    tiers = (Tier.STEM, Tier.PART) if pattern.is_apart else (pattern.tier,)
    return [lexeme(pattern.language, zone, tier, token) for tier in tiers]


@dataclass(frozen=True, slots=True)
class _Token:
    """A token of a pattern: the tsquery that finds it, what is ranked for it and how rare that is, its documents."""

    query: str
    ranked: tuple[tuple[str, float], ...]
    documents: int


@dataclass(frozen=True, slots=True)
class _Look:
    """A pattern in one zone, where all its tokens stand in some document."""

    pattern: Pattern
    zone: str
    tokens: tuple[_Token, ...]

    @property
    def query(self) -> str:
        """All of it as one tsquery, in brackets where there are several words."""
        found = [token.query for token in self.tokens]
        query = _all(found) if self.pattern.is_apart else _side_by_side(found)
        return _all((query, quoted(ONE_LANGUAGE))) if self.pattern.is_for_one_language else query


@dataclass(frozen=True, slots=True)
class _Asked:
    """What satisfies a group."""

    may_be_missed: bool
    looks: tuple[_Look, ...]


class Asking:
    """Puts one request into words that PostgreSQL understands.

    `state` is that of the index, `counts` the number of documents of each lexeme, `begun` the words that each
    beginning stands for. What stands nowhere is not asked for.
    """

    def __init__(self, request: Request, state: State, counts: Mapping[str, int], begun: Begun) -> None:
        self._request, self._state, self._counts, self._begun = request, state, counts, begun
        self._groups = [
            _Asked(
                group.may_be_missed,
                tuple(look for pattern in group.patterns for look in self._looks(pattern)),
            )
            for group in request.groups
        ]

    def asked(self, changed: Changed | None) -> Asked | None:
        """The whole question; None where no document can meet the groups.

        Filters of facets that are counted stand apart, since their own counts ignore them.
        """
        request = self._request
        # What stands nowhere is missed by every document.
        known = [group for group in self._groups if group.looks]
        lost = len(self._groups) - len(known)
        met = self._met(known, request.missing - lost)
        if request.groups and not met:
            return None
        choices = {facet: values for facet, values in request.filters.items() if facet in request.count}
        return Asked(
            match=_all([*filter(None, [met]), *self._through(skipping=choices)]),
            choices={
                str(facet): tuple(facet_value(facet, value) for value in sorted(values))
                for facet, values in choices.items()
            },
            counted=tuple(map(str, request.count)),
            groups=tuple(map(self._scored, known)),
            missing=request.missing - lost,
            lost=lost,
            is_newest_first=request.order is Order.NEWEST,
            limit=request.limit,
            offset=request.offset,
            changed=changed,
        )

    def _met(self, groups: Sequence[_Asked], missing: int) -> str:
        """What documents must match to meet all groups but so many; "" where none can.

        Of those that may be missed, of any so many and one more one is met: more is not said here, as every
        choice of them would be one more query. The rarest are put together.
        """
        needed = [group for group in groups if not group.may_be_missed]
        others = sorted((group for group in groups if group.may_be_missed), key=self._frequency)
        if (
            missing < 0
            or not groups
            or any(not each.looks and not each.may_be_missed for each in self._groups)
        ):
            return ""
        met = [_any(look.query for look in group.looks) for group in needed]
        size = missing + 1
        for first in range(0, len(others) - size + 1, size):
            met.append(_any(look.query for group in others[first : first + size] for look in group.looks))
        if not met:
            met.append(_any(look.query for group in others for look in group.looks))
        own = [look for group in groups for look in group.looks if look.zone == OWN]
        if len(own) < sum(len(group.looks) for group in groups):
            # The title of the section around is not enough.
            if not own:
                return ""
            met = [_any(look.query for look in own), *(met if len(groups) > 1 else ())]
        return _all(met)

    def _frequency(self, group: _Asked) -> int:
        return sum(min(token.documents for token in look.tokens) for look in group.looks)

    def _through(self, skipping: Container[Facet]) -> Iterator[str]:
        """What the filters and what is left out ask for."""
        for facet, values in self._request.filters.items():
            if facet not in skipping:
                yield _any(_values(facet, values)) or _NOTHING
        for facet, values in self._request.without.items():
            yield from (f"!{each}" for each in _values(facet, values))
        for pattern in self._request.excluded:
            yield from (f"!{_all((look.query,))}" for look in self._looks(pattern, (OWN,)))

    def _looks(self, pattern: Pattern, zones: Sequence[str] = ZONES) -> Iterator[_Look]:
        for zone in (OWN,) if pattern.is_apart else zones:
            tokens = [self._token(pattern, zone, place) for place in range(len(pattern.tokens))]
            if tokens and all(token.documents for token in tokens):
                yield _Look(pattern, zone, tuple(tokens))

    def _token(self, pattern: Pattern, zone: str, place: int) -> _Token:
        if pattern.way is Way.PREFIX and place == len(pattern.tokens) - 1:
            return self._beginning(pattern, zone)
        counts = self._counted(_names(pattern, zone, pattern.tokens[place]))
        ranked = tuple((quoted(name), self._rarity(number)) for name, number in counts.items())
        return _Token(_any(map(quoted, counts)), ranked, sum(counts.values()))

    def _beginning(self, pattern: Pattern, zone: str) -> _Token:
        """All words together, about as rare as they are on average: a rank for each would cost too much."""
        words = self._begun.get((pattern.language, pattern.tokens[-1]), ())
        names = [lexeme(pattern.language, zone, pattern.tier, word) for word in words[:MAX_PREFIX_WORDS]]
        counts = self._counted(names)
        documents = sum(counts.values())
        rarity = sum(number * self._rarity(number) for number in counts.values()) / max(documents, 1)
        beginning = f"{quoted(lexeme(pattern.language, zone, pattern.tier, pattern.tokens[-1]))}:*"
        query = _any(map(quoted, counts)) if len(words) > MAX_PREFIX_WORDS else beginning
        return _Token(query, ((beginning, rarity),), documents)

    def _counted(self, names: Iterable[str]) -> dict[str, int]:
        return {name: self._counts[name] for name in names if self._counts.get(name)}

    def _scored(self, group: _Asked) -> ScoredGroup:
        added: list[Scored] = []
        best: list[Scored] = []
        for look in group.looks:
            terms = tuple(self._term(look, *ranked) for token in look.tokens for ranked in token.ranked)
            condition = look.query if len(look.tokens) > 1 else ""
            scored = Scored(condition, terms, look.pattern.is_for_one_language)
            (best if look.pattern.is_expansion else added).append(scored)
        return ScoredGroup(tuple(added), tuple(best), group.may_be_missed)

    def _term(self, look: _Look, query: str, rarity: float) -> Term:
        pattern, usual = look.pattern, self._usual_length(look.pattern.language)
        has_length = look.zone == OWN and usual > 0
        return Term(
            query=query,
            factor=pattern.weight * rarity * (_K1 + 1),
            # Ranks are in parts of the heaviest label.
            without_length=_K1 / HEAVIEST,
            at_least=_K1 * (1 - _B) / HEAVIEST,
            per_word=_K1 * _B / usual / HEAVIEST if has_length else 0.0,
            language=str(pattern.language) if has_length else "",
        )

    def _rarity(self, frequency: float) -> float:
        documents = max(self._state["documents"], 1)
        return log(documents / (min(frequency, documents) + 1)) + 1

    def _usual_length(self, language: Language) -> float:
        """The average length of the documents that have words of a language."""
        if language is Language.NL:
            length, documents = self._state["nl_length"], self._state["nl_documents"]
        else:
            length, documents = self._state["de_length"], self._state["de_documents"]
        return length / documents if documents else 0.0


# A filter without values lets nothing through.
_NOTHING: Final = f"({quoted(ONE_LANGUAGE)} & !{quoted(ONE_LANGUAGE)})"


def _values(facet: str, values: Iterable[str]) -> list[str]:
    return [quoted(facet_lexeme(f"{facet}:{value}")) for value in sorted(values)]


def _any(queries: Iterable[str]) -> str:
    return _joined(" | ", queries)


def _all(queries: Iterable[str]) -> str:
    return _joined(" & ", queries)


def _side_by_side(queries: Sequence[str]) -> str:
    return f"({' <-> '.join(queries)})" if len(queries) > 1 else queries[0]


def _joined(sign: str, queries: Iterable[str]) -> str:
    """Queries with a sign between them, in brackets: operators of tsquery bind differently strongly."""
    distinct = list(dict.fromkeys(queries))
    return f"({sign.join(distinct)})" if len(distinct) > 1 else "".join(distinct)
