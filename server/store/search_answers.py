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


class _Term(Protocol):
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


class _Scored(Protocol):
    """What a pattern adds: its terms together where a document matches `condition`, a tsquery or "" for all."""

    @property
    def condition(self) -> str: ...
    @property
    def terms(self) -> Sequence[_Term]: ...
    @property
    def is_for_one_language(self) -> bool: ...


class _ScoredGroup(Protocol):
    """Scores that add up, and others of which only the best one counts."""

    @property
    def added(self) -> Sequence[_Scored]: ...
    @property
    def best(self) -> Sequence[_Scored]: ...
    @property
    def may_be_missed(self) -> bool: ...


class _Changed(Protocol):
    """Rows that stand in for those in the tables, and the keys (kind, id, edition) of which those are not looked at."""

    @property
    def rows(self) -> str: ...
    @property
    def keys(self) -> Sequence[tuple[str, str, str]]: ...


class Asked(Protocol):
    """A question; `match` is a tsquery, "" for everything, `choices` the values allowed for facets that are counted.

    Of what matches, a document may miss so many groups as `missing` says; `lost` are missed by every document.
    """

    @property
    def match(self) -> str:
        """What documents must match."""
        ...

    @property
    def missing(self) -> int:
        """How many groups may be missed."""
        ...

    @property
    def lost(self) -> int:
        """Groups that are missed by all."""
        ...

    @property
    def choices(self) -> Mapping[str, Sequence[str]]:
        """Values by facet."""
        ...

    @property
    def counted(self) -> Sequence[str]:
        """Facets to be counted."""
        ...

    @property
    def groups(self) -> Sequence[_ScoredGroup]:
        """How the groups score."""
        ...

    @property
    def is_newest_first(self) -> bool:
        """Whether scores do not matter."""
        ...

    @property
    def limit(self) -> int:
        """Hits on a page."""
        ...

    @property
    def offset(self) -> int:
        """Hits before it."""
        ...

    @property
    def changed(self) -> _Changed | None:
        """What stands in for rows of the tables."""
        ...


@dataclass(slots=True)
class Found:
    """How many in all, (kind, id, edition, section, score, missed) of one page, and counts by facet and value."""

    total: int = 0
    hits: list[tuple[str, str, str, str, float, int]] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def answer(connection: Connection, asked: Asked) -> Found:
    """What was asked for: one query."""
    statement = _Statement()
    rows = connection.execute(text(statement.of(asked)), statement.values)
    found = Found(counts={facet: {} for facet in asked.counted})
    for what, place, kind, document, edition, section, score, missed in sorted(rows, key=lambda row: row[:2]):
        if what == _TOTAL:
            found.total = place
        elif what == _HIT:
            found.hits.append((kind, document, edition, section, score, missed + asked.lost))
        elif place:
            facet, _, value = kind.partition(":")
            found.counts[facet][value] = place
    return found


# What a row of the answer is; `place` is a number of documents, or the place of a hit.
_TOTAL, _HIT, _COUNT = 0, 1, 2


class _Statement:
    """The text of a statement, and its values by name."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def of(self, asked: Asked) -> str:
        """The whole statement."""
        order = "moment DESC" if asked.is_newest_first else "missed, score DESC"
        order += ', kind COLLATE "C", document COLLATE "C", edition COLLATE "C"'
        return f"""
            WITH met AS MATERIALIZED ({self._met(asked)}
            ), hits AS (SELECT * FROM met{_where_all(range(len(asked.choices)))})
            SELECT {_TOTAL}, count(*), '', '', '', '', 0.0, 0 FROM hits
            UNION ALL SELECT {_HIT}, page.* FROM (
                SELECT row_number() OVER (ORDER BY {order}) AS place,
                    kind, document, edition, section, score, missed
                FROM hits ORDER BY place LIMIT {self._value(asked.limit)} OFFSET {self._value(asked.offset)}
            ) AS page{self._counts(asked)}"""

    def _met(self, asked: Asked) -> str:
        """All that meets the groups, whether the filters of counted facets let it through or not."""
        flags = "".join(
            f", d.facets && CAST({self._value(list(each))} AS text[]) AS allowed_{place}"
            for place, each in enumerate(asked.choices.values())
        )
        columns = "kind, document, edition, section, moment, facets"
        # The newest need no scores, nor does who only counts, unless scores have to tell what was missed.
        is_unscored = (asked.is_newest_first or not asked.limit) and not asked.missing
        if not asked.groups or is_unscored:
            return f"SELECT {columns}, 0.0 AS score, 0 AS missed{flags} FROM {self._unpacked(asked)} AS d"
        scores = [f"{self._score(group)} AS score_{place}" for place, group in enumerate(asked.groups)]
        score = " + ".join(f"score_{place}" for place in range(len(scores)))
        missed = " + ".join(
            f"CAST(score_{place} = 0 AS integer)"
            for place, each in enumerate(asked.groups)
            if each.may_be_missed
        )
        missed = (asked.missing and missed) or "0"
        allowed = "".join(f", allowed_{place}" for place in range(len(asked.choices)))
        return f"""
                SELECT {columns}, {score} AS score, {missed} AS missed{allowed} FROM (
                    SELECT {columns}{flags}, {", ".join(scores)} FROM {self._unpacked(asked)} AS d OFFSET 0
                ) AS scored WHERE {missed} <= {self._value(asked.missing)}"""

    def _value(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _where(self, match: str) -> str:
        return f" WHERE d.vector @@ CAST({self._value(match)} AS tsquery)" if match else ""

    def _unpacked(self, asked: Asked) -> str:
        """The documents that match, with vectors that no longer have to be unpacked for every term of a score.

        OFFSET 0 keeps the planner from putting the expression into each of its places.
        """
        vector = "CASE WHEN pg_column_compression(vector) IS NULL THEN vector ELSE vector || '' END AS vector"
        columns = _COLUMNS.replace("vector", vector) if asked.groups else _COLUMNS
        return f"(SELECT {columns} FROM {self._source(asked.changed)}{self._where(asked.match)} OFFSET 0)"

    def _source(self, changed: _Changed | None) -> str:
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

    def _score(self, group: _ScoredGroup) -> str:
        sums = list(map(self._added, group.added))
        if group.best:
            sums.append(f"GREATEST({', '.join(map(self._added, group.best))})")
        return " + ".join(sums)

    def _added(self, scored: _Scored) -> str:
        conditions = ["d.language IS NOT NULL"] if scored.is_for_one_language else []
        if scored.condition:
            conditions.append(f"d.vector @@ CAST({self._value(scored.condition)} AS tsquery)")
        added = " + ".join(map(self._term, scored.terms))
        return f"CASE WHEN {' AND '.join(conditions)} THEN {added} ELSE 0 END" if conditions else added

    def _term(self, term: _Term) -> str:
        """The score of one word, written so that the rank is computed once; numbers are for the planner to fold."""
        query = f"CAST({self._value(term.query)} AS tsquery)"
        rank = f"ts_rank_cd(d.labels, d.vector, {query})"
        long = repr(float(term.without_length))
        if term.language:
            length = _LENGTHS[term.language]
            long = (
                f"CASE {length} WHEN 0 THEN {long}"
                f" ELSE {float(term.at_least)!r} + {float(term.per_word)!r} * {length} END"
            )
        score = f"{float(term.factor)!r} * (1 - ({long}) / ({rank} + {long}))"
        # Most documents lack most words of a long query, and looking for one is far cheaper than ranking it.
        return f"CASE WHEN d.vector @@ {query} THEN {score} ELSE 0 END"

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
            UNION ALL SELECT {_COUNT}, {count}, value, '', '', '', 0.0, 0 FROM met, unnest(facets) AS value
            WHERE split_part(value, ':', 1) = ANY({self._value(list(asked.counted))}) GROUP BY value"""


def _where_all(places: Sequence[int]) -> str:
    conditions = " AND ".join(f"allowed_{place}" for place in places)
    return f" WHERE {conditions}" if conditions else ""


def _filter(places: Sequence[int]) -> str:
    return f" FILTER ({_where_all(places).strip()})" if places else ""
