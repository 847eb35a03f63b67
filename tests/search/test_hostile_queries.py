"""Any string whatever is a query, at a bounded cost; what an engine makes of it is in its own tests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.search.documents import Facet, Field, Part
from server.search.explain import reasons
from server.search.field_values import narrowing, section_names
from server.search.grammar import MAX_CHARACTERS, MAX_WORDS, parse
from server.search.highlight import excerpt
from server.search.matching import excluded, groups
from server.search.query import Note, Query
from server.text.languages import LANGUAGES, Language

PLAIN = "Alle bedrijven a b c d foobar not or"
FIELDS = tuple(Field(Part.TEXT, language, PLAIN) for language in LANGUAGES)

HOSTILE = [
    # What cost other engines seconds to minutes.
    "a*",
    "*en",
    "*a*",
    "d?g*",
    "region~3",
    "[a TO z]",
    "{a TO z}",
    "[* TO *]",
    "(a* OR b* OR c* OR d*)",
    "a* b* c* d* e* f*",
    "????????",
    "**********",
    "aaa* aab* aac* aad* aae* aaf* aag* aah* aai* aaj* aak* aal*",
    " OR ".join(f"w{place}" for place in range(1_000)),
    "a " * 500_000,
    "a" * 1_000_000,
    "a*" * 500_000,
    "word " * 1_000,
    # What raised errors in them, or has a meaning elsewhere.
    "NOT OR foobar",
    "NOT",
    "AND",
    "OR",
    "OR OR OR OR",
    "OF OF ODER ODER",
    "kop OR",
    "OR kop",
    "NOT NOT NOT NOT a",
    "a AND (b OR c",
    "((((",
    "))))",
    "()" * 100,
    "[" * 10_000,
    "+foobar",
    "-",
    "--",
    "- -",
    "-- -a",
    "-a",
    "-a -b -c",
    '-"',
    '-""',
    "-*",
    "foobar^99999999999",
    "foobar~0.5",
    "^foobar$",
    "/foobar/",
    "foo:bar",
    "text:foobar AND id:1",
    ":",
    "::",
    "kind:",
    "kind::",
    'kind:"',
    'kind:""',
    "kind:*",
    "-kind:",
    "kind:comment " * 100,
    "-kind:kind:kind",
    "section:" + "9." * 500,
    "round:\x00",
    'edition:"\ud800"',
    # Quotation marks in every disorder.
    '"',
    '""',
    '""""',
    '"' * 1_000,
    "„“”«»",
    "»foobar«",
    '"foobar',
    'foobar"',
    '"a "b" c"',
    '„a "b“ c"',
    '"' + "a " * 5_000 + '"',
    '"*" "**" "-" "OR"',
    # Letters that are none, that are many, or that turn the others round.
    "\x00",
    "foobar\x00bar",
    "\x1f",
    "\ud800",
    "\udfff\ud800",
    "\ufeff",
    "\ufffe\uffff",
    "\u202efoobar",
    "\u0345" * 200,
    "a" + "\u0301" * 5_000,
    "ﷺ" * 10,
    "ﷺ" * 100_000,
    "İ" * 200,
    "ßẞſK" * 50,
    "１２３＊",
    "＂ｆｏｏ　ｂａｒ＂",
    "\u00ad" * 500,
    "👩‍👩‍👧‍👦" * 50,
    "foo\u200bbar",
    "\r\n\t\v\f",
    # Other tongues.
    "'",
    "''",
    "\\",
    "\\'; DROP TABLE comments; --",
    "%27;--",
    "%",
    "_",
    "%%%%",
    "{{7*7}}",
    "${7*7}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "foobar & !bar | (x <-> y):*",
    "'foobar' <2> 'bar'",
    "http://example.org/?q=a*&kind:comment",
]


def words_of(query: Query) -> int:
    clauses = [*(clause for group in query.groups for clause in group), *query.excluded]
    return sum(len(clause.words) for clause in clauses)


def answered(typed: str) -> Query:
    """The query, after all that is done with it, within the bounds of its work."""
    query = parse(typed)
    asked, left_out = groups(query), excluded(query)
    assert words_of(query) <= MAX_WORDS
    assert len(query.text) <= MAX_CHARACTERS
    # Of field words there are no more than fit between the first and the last character.
    assert len(query.fields) <= MAX_CHARACTERS / len("art:x")
    patterns = [*(pattern for group in asked for pattern in group.patterns), *left_out]
    assert len(patterns) <= 4 * len(LANGUAGES) * words_of(query)
    assert all(pattern.tokens and all(pattern.tokens) for pattern in patterns)
    narrowing(query.fields, {Facet.SECTION: section_names([])})
    reasons(FIELDS, asked, is_in_one_language=True)
    for language in LANGUAGES:
        assert "".join(piece.text for piece in excerpt(PLAIN, language, asked)) == PLAIN
    return query


def test_there_are_more_than_sixty_of_them() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) > 60


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed[:24]))
def test_it_is_answered(typed: str) -> None:
    answered(typed)


@pytest.mark.parametrize(
    ("typed", "notes"),
    [
        ("*a*", {Note.SHORT_PREFIX}),
        ("a* b* c*", {Note.SHORT_PREFIX}),
        ("word " * 1_000, {Note.TOO_LONG, Note.TOO_MANY_WORDS}),
        ("a" * 10_000, {Note.TOO_LONG}),
        ("[" * 10_000, {Note.TOO_LONG}),
        ("a " * 50, {Note.TOO_MANY_WORDS}),
        ("ﷺ" * 10, {Note.TOO_MANY_WORDS}),
        ("-a -b -c", {Note.ONLY_EXCLUDED}),
    ],
)
def test_what_could_not_be_taken_is_said(typed: str, notes: set[Note]) -> None:
    assert set(parse(typed).notes) == notes


@given(
    st.text(max_size=60)
    | st.text("ab*\"? -:()'ORkind„“", max_size=60)
    | st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Po", "Nd"]), max_size=60)
    | st.lists(st.sampled_from(HOSTILE).filter(lambda typed: len(typed) < 60), max_size=6).map(" ".join)
)
@settings(deadline=None, database=None, max_examples=500)
def test_whatever_is_typed_is_answered(typed: str) -> None:
    answered(typed)


@given(st.text(max_size=100) | st.text("kop staart-*\"\u0301'", max_size=200))
@settings(deadline=None, database=None, max_examples=300)
def test_whatever_is_written_can_be_explained_and_shown(written: str) -> None:
    asked = groups(parse('kop OR staart sta* "kop staart" romp'))
    reasons([Field(Part.TEXT, Language.NL, written)], asked, is_in_one_language=True)
    for language in LANGUAGES:
        excerpt(written, language, asked, length=40)
