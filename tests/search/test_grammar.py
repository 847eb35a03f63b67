"""The query language: what was typed, and what is asked."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.search.analysis.words import places
from server.search.documents import Facet
from server.search.grammar import FIELD_NAMES, MAX_CHARACTERS, MAX_WORDS, OPERATORS, parse
from server.search.query import Clause, FieldWord, Note, Query, Way


def word(text: str) -> Clause:
    return Clause(Way.SAME_WORD, (text,))


def phrase(*words: str) -> Clause:
    return Clause(Way.PHRASE, words)


def prefix(text: str) -> Clause:
    return Clause(Way.PREFIX, (text,))


def alone(*clauses: Clause) -> tuple[tuple[Clause, ...], ...]:
    """Groups of one clause each."""
    return tuple((clause,) for clause in clauses)


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("digitale transitie", (word("digitale"), word("transitie"))),
        ('"open innovatie" mkb', (phrase("open", "innovatie"), word("mkb"))),
        ("„offene Formel“", (phrase("offene", "Formel"),)),
        ("«offene Formel»", (phrase("offene", "Formel"),)),
        ("”offene Formel”", (phrase("offene", "Formel"),)),
        ('„open "innovatie" beleid“', (word("open"), word("innovatie"), word("beleid"))),
        ('"mkb"', (word("mkb"),)),
        ('"open innovatie', (word("open"), word("innovatie"))),
        ("kop dig*", (word("kop"), prefix("dig"))),
        ("dig* kop", (prefix("dig"), word("kop"))),
        ("mkb-dig*", (word("mkb"), prefix("dig"))),
        ("dig**", (prefix("dig"),)),
        ("*dig", (word("dig"),)),
        ("dig*kop", (word("dig"), word("kop"))),
        ('"dig* kop"', (phrase("dig", "kop"),)),
        ("mkb-bedrijf", (word("mkb"), word("bedrijf"))),
        ("Ein- und Ausfuhr", (word("Ein"), word("und"), word("Ausfuhr"))),
        ("mkb - bedrijf", (word("mkb"), word("bedrijf"))),
        ("mkb --bedrijf", (word("mkb"), word("bedrijf"))),
        ('"kop"-staart', (word("kop"), word("staart"))),
        ("(4.2 kop) ~ ?", tuple(map(word, ("4.2", "kop")))),
        ("Ha\u0308user", (word("Häuser"),)),
        ("dig\x00kop", (word("dig"), word("kop"))),
        ("", ()),
        ('  ????  ** "" [] - ((((', ()),
    ],
)
def test_words_phrases_and_beginnings(typed: str, clauses: tuple[Clause, ...]) -> None:
    assert parse(typed) == Query(typed.replace("\x00", " ").strip(), alone(*clauses))


@pytest.mark.parametrize(
    ("typed", "excluded"),
    [
        ("kop -staart", (word("staart"),)),
        ('kop -"lange staart"', (phrase("lange", "staart"),)),
        ("kop -„lange staart“", (phrase("lange", "staart"),)),
        ("kop -mkb-bedrijf", (phrase("mkb", "bedrijf"),)),
        ("kop -sta*", (prefix("sta"),)),
        ("-staart kop -staart", (word("staart"),)),
    ],
)
def test_what_follows_a_hyphen_is_left_out(typed: str, excluded: tuple[Clause, ...]) -> None:
    assert parse(typed) == Query(typed, alone(word("kop")), excluded)


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("kop OR staart", ((word("kop"), word("staart")),)),
        ("kop OF staart", ((word("kop"), word("staart")),)),
        ("Kopf ODER Schwanz", ((word("Kopf"), word("Schwanz")),)),
        ('a OR "b c" OR d* e', ((word("a"), phrase("b", "c"), word("d")), (word("e"),))),
        ("mkb-bedrijf OR kop", ((phrase("mkb", "bedrijf"), word("kop")),)),
        ("(kop OR staart) romp", ((word("kop"), word("staart")), (word("romp"),))),
        ("kop OR kop", ((word("kop"),),)),
        ("kop or staart", alone(word("kop"), word("or"), word("staart"))),
        ("kop Oder staart", alone(word("kop"), word("Oder"), word("staart"))),
        ("rol van de OR", alone(word("rol"), word("van"), word("de"), word("OR"))),
        ('rol "OR" recht', alone(word("rol"), word("OR"), word("recht"))),
        ("OR kop", alone(word("OR"), word("kop"))),
        ("kop OR OR staart", ((word("kop"),), (word("OR"), word("staart")))),
        ("kop OR kind:comment staart", alone(word("kop"), word("OR"), word("staart"))),
    ],
)
def test_or_between_words_asks_for_one_of_them(typed: str, groups: tuple[tuple[Clause, ...], ...]) -> None:
    assert parse(typed).groups == groups


def test_or_before_what_is_left_out_is_a_word() -> None:
    query = parse("kop OR -staart")
    assert (query.groups, query.excluded) == (alone(word("kop"), word("OR")), (word("staart"),))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("kind:comment", FieldWord(Facet.KIND, "comment")),
        ("SOORT:Reactie", FieldWord(Facet.KIND, "Reactie")),
        ("art:Anmerkung,", FieldWord(Facet.KIND, "Anmerkung")),
        ("-kind:comment", FieldWord(Facet.KIND, "comment", is_excluded=True)),
        ('section:"2.3"', FieldWord(Facet.SECTION, "2.3")),
        ("hoofdstuk:„Van Europa“", FieldWord(Facet.SECTION, "Van Europa")),
        ('-abschnitt:"2.3"', FieldWord(Facet.SECTION, "2.3", is_excluded=True)),
        ("abwägung:noted", FieldWord(Facet.OUTCOME, "noted")),
        ("Abwa\u0308gung:noted", FieldWord(Facet.OUTCOME, "noted")),
        ("abwaegung:noted", FieldWord(Facet.OUTCOME, "noted")),
        ("group:knowledge-institution", FieldWord(Facet.GROUP, "knowledge-institution")),
    ],
)
def test_a_field_word_is_a_filter(typed: str, field: FieldWord) -> None:
    query = parse(f"kop {typed}")
    assert (query.groups, query.excluded, query.fields) == (alone(word("kop")), (), (field,))


@pytest.mark.parametrize(
    ("facet", "name"), [(facet, name) for facet, names in FIELD_NAMES.items() for name in names]
)
def test_a_filter_has_names_in_three_languages(facet: Facet, name: str) -> None:
    assert parse(f"{name}:x").fields == (FieldWord(facet, "x"),)


def test_several_field_words_are_kept_each_once() -> None:
    assert parse("kind:comment soort:concept kind:comment").fields == (
        FieldWord(Facet.KIND, "comment"),
        FieldWord(Facet.KIND, "concept"),
    )


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("foo:bar", (word("foo"), word("bar"))),
        ('foo:"lange staart"', (word("foo"), phrase("lange", "staart"))),
        ("https://kind:8000/", (word("https"), word("kind"), word("8000"))),
        ("kind: comment", (word("kind"), word("comment"))),
        ('kind:""', (word("kind"),)),
        ("kind:()", (word("kind"),)),
    ],
)
def test_what_names_no_field_is_words(typed: str, clauses: tuple[Clause, ...]) -> None:
    query = parse(typed)
    assert (query.groups, query.fields) == (alone(*clauses), ())


@pytest.mark.parametrize(
    ("typed", "notes"),
    [
        ("a" * MAX_CHARACTERS, ()),
        ("a" * (MAX_CHARACTERS + 1), (Note.TOO_LONG,)),
        (f"{' ' * 300}kop{' ' * 300}", ()),
        ("a b c d e f g h i j k l", ()),
        ("a b c d e f g h i j k l m", (Note.TOO_MANY_WORDS,)),
        ('"a b c d e f g" -"h i j k l m"', (Note.TOO_MANY_WORDS,)),
        ("woord " * 1_000, (Note.TOO_LONG, Note.TOO_MANY_WORDS)),
        ("mkb di*", (Note.SHORT_PREFIX,)),
        ("-di* kop", (Note.SHORT_PREFIX,)),
        ("-kop", (Note.ONLY_EXCLUDED,)),
        ("-kind:comment", (Note.ONLY_EXCLUDED,)),
        ("-kop kind:comment", ()),
        ("kind:comment", ()),
    ],
)
def test_what_could_not_be_taken_is_noted(typed: str, notes: tuple[Note, ...]) -> None:
    assert parse(typed).notes == notes


def test_beyond_the_limit_of_characters_no_half_word_is_asked_for() -> None:
    assert parse("kop " + "a" * MAX_CHARACTERS).groups == alone(word("kop"))
    assert parse("a" * 300).groups == alone(word("a" * MAX_CHARACTERS))
    assert parse("a" * (MAX_CHARACTERS - 1) + " kop").text == "a" * (MAX_CHARACTERS - 1)


def test_beyond_the_limit_of_words_a_phrase_is_cut_and_field_words_still_count() -> None:
    query = parse('"a b c d e f g h i j k l m" n kind:comment')
    assert query.groups == alone(phrase(*"abcdefghijkl"))
    assert query.fields == (FieldWord(Facet.KIND, "comment"),)


def test_a_phrase_to_leave_out_is_never_cut() -> None:
    query = parse('a b c d e f g h i j k -"l m" n')
    assert (len(query.groups), query.excluded) == (MAX_WORDS, ())


def test_a_beginning_that_is_too_short_is_a_word() -> None:
    assert parse("di* *a*").groups == alone(word("di"), word("a"))


@pytest.mark.parametrize("typed", ["…!?", "", "-kop", "-kind:comment", "-kop -kind:comment"])
def test_a_query_that_asks_for_nothing_is_empty(typed: str) -> None:
    assert parse(typed).is_empty


@pytest.mark.parametrize("typed", ["kop", "kind:comment", "kind:comment -kop"])
def test_a_query_of_words_or_filters_is_not_empty(typed: str) -> None:
    assert not parse(typed).is_empty


def test_common_words_do_not_count() -> None:
    query = parse("de kansen van Digitalisierung für das mkb")
    assert [query.typed(place, place) for place in query.counting] == ["kansen", "Digitalisierung", "mkb"]


def test_common_words_count_where_there_is_nothing_else() -> None:
    query = parse("wat is het")
    assert [query.typed(place, place) for place in query.counting] == ["wat", "is", "het"]


def test_common_words_count_in_a_phrase() -> None:
    assert parse('"de kop"').counting == (0,)


TYPED = (
    st.text(max_size=2 * MAX_CHARACTERS)
    | st.text('ab "„“-*:()ORF', max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "OR",
                "OF",
                "-",
                "-kop",
                "kop*",
                "k*",
                '"',
                "„",
                "kind:",
                "kind:kop",
                '-section:"2.3"',
                "mkb-er",
                "(",
            ]
        ),
        max_size=30,
    ).map(" ".join)
    | st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Lo", "Nd", "Pd", "Po"]), max_size=100)
)


def asked(query: Query) -> list[str]:
    """All words that a query holds, with the values of its fields."""
    clauses = [*(clause for group in query.groups for clause in group), *query.excluded]
    words = [word for clause in clauses for word in clause.words]
    return words + [place.text for field in query.fields for place in places(field.value)]


@given(TYPED)
@settings(deadline=None, database=None, max_examples=500)
def test_whatever_is_typed_is_a_query_within_the_limits(typed: str) -> None:
    query = parse(typed)
    clauses = [*(clause for group in query.groups for clause in group), *query.excluded]
    assert sum(len(clause.words) for clause in clauses) <= MAX_WORDS
    assert len(query.text) <= MAX_CHARACTERS
    assert all(clause.words for clause in clauses)
    assert all([place.text for place in places(each)] == [each] for each in asked(query))
    query.text.encode()


@given(TYPED)
@settings(deadline=None, database=None, max_examples=500)
def test_the_same_text_is_the_same_query(typed: str) -> None:
    assert parse(typed) == parse(parse(typed).text).noted(*parse(typed).notes)


@given(TYPED)
@settings(deadline=None, database=None, max_examples=500)
def test_typed_words_survive_within_the_limits(typed: str) -> None:
    query = parse(typed)
    if not {Note.TOO_LONG, Note.TOO_MANY_WORDS} & set(query.notes):
        names = {name for names in FIELD_NAMES.values() for name in names}
        there = {place.text for place in places(unicodedata.normalize("NFKC", query.text))}
        lost = there - set(asked(query)) - OPERATORS
        assert {each.casefold() for each in lost} <= names


def test_a_megabyte_is_cut_before_it_is_looked_at() -> None:
    for typed in ("a" * 1_000_000, "a " * 500_000, '"' * 1_000_000, "\x00" * 1_000_000, "ﷺ" * 1_000_000):
        query = parse(typed)
        assert len(asked(query)) <= MAX_WORDS
        assert len(query.text) <= MAX_CHARACTERS
