"""Questions to the index in PostgreSQL as one statement each: hits, their number and the counts of facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from sqlalchemy import Connection, text

_COLUMNS: Final = (
    "kind, document, edition, section, language, moment, labels, nl_length, de_length, facets, vector"
)
# The columns of rows that come as JSON.
RECORD: Final = """kind varchar, document varchar, edition varchar, section varchar, language varchar,
    moment timestamptz, labels real[], nl_length integer, de_length integer, facets text[], words text[],
    vector tsvector"""
_LENGTHS: Final = {"nl": "d.nl_length", "de": "d.de_length"}


class Term(Protocol):
    """What one word adds: factor x rank / (rank + long), long by the length of the document in a language."""

    @property
    def query(self) -> str: ...
    @property
    def factor(self) -> float: ...
    @property
    def without_length(self) -> float: ...
    @property
    def at_least(self) -> float: ...
    @property
    def per_word(self) -> float: ...
    @property
    def language(self) -> str: ...


class Scored(Protocol):
    """What a pattern adds: its terms together where a document matches `condition`, a tsquery or "" for all."""

    @property
    def condition(self) -> str: ...
    @property
    def terms(self) -> Sequence[Term]: ...
    @property
    def is_for_one_language(self) -> bool: ...


class ScoredGroup(Protocol):
    """Scores that add up, and others of which only the best one counts."""

    @property
    def added(self) -> Sequence[Scored]: ...
    @property
    def best(self) -> Sequence[Scored]: ...


class Changed(Protocol):
    """Rows that stand in for those in the tables, and the keys (kind, id, edition) of which those are not looked at."""

    @property
    def rows(self) -> str: ...
    @property
    def keys(self) -> Sequence[tuple[str, str, str]]: ...


class Asked(Protocol):
    """A question; `match` is a tsquery, "" for everything, `choices` the values allowed for facets that are counted."""

    @property
    def match(self) -> str: ...
    @property
    def choices(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def counted(self) -> Sequence[str]: ...
    @property
    def groups(self) -> Sequence[ScoredGroup]: ...
    @property
    def is_newest_first(self) -> bool: ...
    @property
    def limit(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def changed(self) -> Changed | None: ...


@dataclass(slots=True)
class Found:
    """How many in all, (kind, id, edition, section, score) of one page, and counts by facet and value."""

    total: int = 0
    hits: list[tuple[str, str, str, str, float]] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def answer(connection: Connection, asked: Asked) -> Found:
    """What was asked for: one query."""
    statement = _Statement()
    rows = connection.execute(text(statement.of(asked)), statement.values)
    found = Found(counts={facet: {} for facet in asked.counted})
    for what, place, kind, document, edition, section, score in sorted(rows, key=lambda row: row[:2]):
        if what == _TOTAL:
            found.total = place
        elif what == _HIT:
            found.hits.append((kind, document, edition, section, score))
        elif place:
            facet, _, value = kind.partition(":")
            found.counts[facet][value] = place
    return found


# What a row of the answer is; `place` is a number of documents, or the place of a hit.
_TOTAL, _HIT, _COUNT = 0, 1, 2


def has(connection: Connection, match: str, changed: Changed | None) -> bool:
    """Whether any document matches a tsquery."""
    statement = _Statement()
    exists = text(f"SELECT EXISTS ({statement.any_of(match, changed)})")
    return bool(connection.execute(exists, statement.values).scalar_one())


class _Statement:
    """The text of a statement, and its values by name."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def of(self, asked: Asked) -> str:
        """The whole statement."""
        allowed = [
            f"d.facets && CAST({self._value(list(each))} AS text[])" for each in asked.choices.values()
        ]
        flags = "".join(f", {condition} AS allowed_{place}" for place, condition in enumerate(allowed))
        score = self._score(asked.groups)
        if allowed and asked.groups:
            score = f"CASE WHEN {' AND '.join(allowed)} THEN {score} END"
        order = "moment DESC" if asked.is_newest_first else "score DESC"
        order += ', kind COLLATE "C", document COLLATE "C", edition COLLATE "C"'
        facets = self._counts(asked)
        return f"""
            WITH met AS MATERIALIZED (
                SELECT kind, document, edition, section, moment, facets, {score} AS score{flags}
                FROM {self._source(asked.changed)}{self._where(asked.match)}
            ), hits AS (SELECT * FROM met{_where_all(range(len(allowed)))})
            SELECT {_TOTAL}, count(*), '', '', '', '', 0.0 FROM hits
            UNION ALL SELECT {_HIT}, page.* FROM (
                SELECT row_number() OVER (ORDER BY {order}) AS place,
                    kind, document, edition, section, score
                FROM hits ORDER BY place LIMIT {self._value(asked.limit)} OFFSET {self._value(asked.offset)}
            ) AS page{facets}"""

    def any_of(self, match: str, changed: Changed | None) -> str:
        """A statement for the documents that match, whatever is in them."""
        return f"SELECT 1 FROM {self._source(changed)}{self._where(match)}"

    def _value(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _where(self, match: str) -> str:
        return f" WHERE d.vector @@ CAST({self._value(match)} AS tsquery)" if match else ""

    def _source(self, changed: Changed | None) -> str:
        if changed is None:
            return "search_documents AS d"
        kinds, documents, editions = (list(column) for column in zip(*changed.keys, strict=True))
        return f"""(
                SELECT {_COLUMNS} FROM search_documents
                WHERE (kind, document, edition) NOT IN (SELECT * FROM unnest(
                    CAST({self._value(kinds)} AS varchar[]), CAST({self._value(documents)} AS varchar[]),
                    CAST({self._value(editions)} AS varchar[])))
                UNION ALL
                SELECT {_COLUMNS} FROM jsonb_to_recordset(CAST({self._value(changed.rows)} AS jsonb))
                    AS held({RECORD})
            ) AS d"""

    def _score(self, groups: Sequence[ScoredGroup]) -> str:
        sums = [self._added(each) for group in groups for each in group.added]
        for group in groups:
            if group.best:
                sums.append(f"GREATEST({', '.join(self._added(each) for each in group.best)})")
        return " + ".join(sums) or "0.0"

    def _added(self, scored: Scored) -> str:
        conditions = ["d.language IS NOT NULL"] if scored.is_for_one_language else []
        if scored.condition:
            conditions.append(f"d.vector @@ CAST({self._value(scored.condition)} AS tsquery)")
        added = " + ".join(map(self._term, scored.terms))
        return f"CASE WHEN {' AND '.join(conditions)} THEN {added} ELSE 0 END" if conditions else added

    def _term(self, term: Term) -> str:
        """The score of one word, written so that the rank is computed once; numbers are for the planner to fold."""
        rank = f"ts_rank_cd(d.labels, d.vector, CAST({self._value(term.query)} AS tsquery))"
        long = repr(float(term.without_length))
        if term.language:
            length = _LENGTHS[term.language]
            long = (
                f"CASE {length} WHEN 0 THEN {long}"
                f" ELSE {float(term.at_least)!r} + {float(term.per_word)!r} * {length} END"
            )
        return f"{float(term.factor)!r} * (1 - ({long}) / ({rank} + {long}))"

    def _counts(self, asked: Asked) -> str:
        """Documents by value; the filter of a facet itself is left out of its own counts."""
        if not asked.counted:
            return ""
        places = range(len(asked.choices))
        own = "".join(
            f" WHEN {self._value(facet)} THEN count(*){_filter([each for each in places if each != place])}"
            for place, facet in enumerate(asked.choices)
        )
        count = f"count(*){_filter(places)}"
        if own:
            count = f"CASE split_part(value, ':', 1){own} ELSE {count} END"
        return f"""
            UNION ALL SELECT {_COUNT}, {count}, value, '', '', '', 0.0 FROM met, unnest(facets) AS value
            WHERE split_part(value, ':', 1) = ANY({self._value(list(asked.counted))}) GROUP BY value"""


def _where_all(places: Sequence[int]) -> str:
    conditions = " AND ".join(f"allowed_{place}" for place in places)
    return f" WHERE {conditions}" if conditions else ""


def _filter(places: Sequence[int]) -> str:
    return f" FILTER ({_where_all(places).strip()})" if places else ""
