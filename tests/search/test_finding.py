"""The contract of an engine: what is found by what."""

from dataclasses import replace

import pytest

from server.search.documents import CommentFacts, DocumentKey, Kind
from server.search.engine import Order, Request, Results, SearchEngine
from server.search.query import Expansion, Way
from server.text.languages import Language
from tests.search.worlds import asked, concept, entry, found, ids, paragraph, remark, search, text, under

NL, DE = Language.NL, Language.DE


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("bedrijven", "bedrijf"),
        ("bedrijf", "bedrijven"),
        ("strategie", "strategieën"),
        ("strategieën", "strategie"),
        ("mkb-bedrijf", "mkb'er"),
        ("mkb’er", "mkb-bedrijf mkb"),
        ("coördinatie", "coordinatie"),
        ("Münster", "Munster"),
    ],
)
def test_a_dutch_text_is_found_by_other_forms(engine: SearchEngine, written: str, typed: str) -> None:
    engine.commit([text("p-00001", nl=f"Iets over {written} en bedrijf.")])
    assert found(engine, typed) == ["p-00001"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Unternehmens", "Unternehmen"),
        ("Unternehmen", "Unternehmens"),
        ("Häuser", "Haeuser"),
        ("Haeuser", "Häuser"),
        ("Häuser", "Haus"),
        ("Straße", "strasse"),
        ("STRASSE", "Straße"),
        ("Münster", "Muenster"),
        ("Ha\u0308user", "Häuser"),
    ],
)
def test_a_german_text_is_found_by_other_forms(engine: SearchEngine, written: str, typed: str) -> None:
    engine.commit([text("p-00001", de=f"Etwas über {written}.")])
    assert found(engine, typed) == ["p-00001"]


def test_a_paragraph_is_found_by_a_word_of_either_wording(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="De koploper.", de="Der Vorreiter.")])
    assert found(engine, "koploper") == found(engine, "Vorreiter") == ["p-00001"]


def test_words_of_both_languages_find_one_paragraph(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="De koploper.", de="Der Vorreiter.")])
    assert found(engine, "koploper Vorreiter") == ["p-00001"]


def test_every_word_must_be_there(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop en staart"), text("p-00002", nl="kop")])
    assert found(engine, "kop staart") == ["p-00001"]


def test_as_many_words_may_be_missing_as_is_said(engine: SearchEngine) -> None:
    engine.commit(
        [
            text("p-00001", nl="kop romp staart"),
            text("p-00002", nl="kop en romp"),
            text("p-00003", nl="staart"),
            text("p-00004", nl="poot"),
        ]
    )
    found_by_missing = [ids(engine.search(asked("kop romp staart", missing=missing))) for missing in range(5)]
    assert found_by_missing[0] == ["p-00001"]
    assert found_by_missing[1] == ["p-00001", "p-00002"]
    assert (
        found_by_missing[2] == found_by_missing[3] == found_by_missing[4] == ["p-00001", "p-00002", "p-00003"]
    )


def test_a_hit_tells_how_many_words_it_misses(engine: SearchEngine) -> None:
    engine.commit(
        [text("p-00001", nl="kop romp staart"), text("p-00002", nl="kop"), text("p-00003", nl="staart romp")]
    )
    results = engine.search(asked("kop romp staart pels", missing=3))
    assert {hit.id: hit.missed for hit in results.hits} == {"p-00001": 1, "p-00002": 3, "p-00003": 2}
    newest = engine.search(asked("kop romp staart pels", missing=2, order=Order.NEWEST))
    assert [(hit.id, hit.missed) for hit in newest.hits] == [("p-00001", 1), ("p-00003", 2)]


def test_what_misses_fewest_comes_first_whatever_its_score(engine: SearchEngine) -> None:
    engine.commit(
        [
            text("p-00001", nl="kop " * 9 + "kop"),
            text("p-00002", nl="een lange tekst over kop en vooral ook over romp"),
        ]
    )
    assert ids(engine.search(asked("kop romp", missing=1))) == ["p-00002", "p-00001"]


def test_a_word_that_stands_nowhere_is_missing_too(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop en romp"), text("p-00002", nl="kop")])
    assert ids(engine.search(asked("kop romp pels", missing=1))) == ["p-00001"]
    assert ids(engine.search(asked("kop pels veer", missing=1))) == []


def test_a_phrase_or_a_prefix_may_not_be_missing(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop en romp"), text("p-00002", nl="lange staart")])
    assert ids(engine.search(asked('kop romp "lange staart"', missing=3))) == ["p-00002"]
    assert ids(engine.search(asked("kop romp staa*", missing=3))) == ["p-00002"]
    assert ids(engine.search(asked("kop romp veer*", missing=3))) == []


def test_the_title_of_the_section_around_is_not_enough_where_words_may_be_missing(
    engine: SearchEngine,
) -> None:
    first, second = paragraph("p-00001", nl="Inleiding."), paragraph("p-00002", nl="Vervolg.")
    engine.commit(under(first, second, nl="Bouwstenen", de="Bausteine"))
    assert ids(engine.search(asked("bouwstenen pels", missing=1))) == ["p-00001"]
    hits = engine.search(asked("bouwstenen vervolg pels", missing=2)).hits
    assert {hit.id: hit.missed for hit in hits} == {"p-00001": 2, "p-00002": 1}


def test_common_words_need_not_be_there(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kansen voor koplopers")])
    assert found(engine, "wat zijn de kansen van een koploper") == ["p-00001"]


def test_a_german_comment_is_found_by_a_dutch_word_of_its_paragraph(engine: SearchEngine) -> None:
    engine.commit([remark("c-00001", de="Einverstanden.", on_nl="De koploper.", on_de="Der Vorreiter.")])
    assert found(engine, "koploper") == ["c-00001"]


def test_a_text_in_one_language_is_found_through_the_glossary(engine: SearchEngine) -> None:
    lighthouse = concept("lighthouse", nl=["lighthouse"], de=["Leuchtturm"])
    engine.commit([remark("c-00001", de="Mehr Leuchttürme!"), remark("c-00002", nl="Meer lighthouses!")])
    assert set(found(engine, "lighthouse", lighthouse)) == {"c-00001", "c-00002"}
    assert set(found(engine, "Leuchtturm", lighthouse)) == {"c-00001", "c-00002"}


def test_a_term_of_several_words_stands_for_its_counterpart_among_other_words(engine: SearchEngine) -> None:
    term = concept("open-innovation", nl=["open innovatie"], de=["offene Innovation"])
    engine.commit(
        [
            remark("c-00001", de="In der Region braucht es offene Innovation."),
            remark("c-00002", de="Die Region ist offen."),
        ]
    )
    assert found(engine, "open innovatie region", term) == ["c-00001"]


def test_a_concept_is_found_by_term_and_definition(engine: SearchEngine) -> None:
    engine.commit([entry("lighthouse", nl=["lighthouse"], de=["Leuchtturm"], definition="Een voorbeeld.")])
    assert found(engine, "leuchtturm") == found(engine, "voorbeeld") == ["lighthouse"]


def test_a_phrase_keeps_its_order(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="open innovatie"), text("p-00002", nl="innovatie is open")])
    assert found(engine, '"open innovatie"') == ["p-00001"]
    assert found(engine, '"innovatie is open"') == ["p-00002"]


def test_a_phrase_may_be_inflected(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", de="mit offenen Formeln")])
    assert found(engine, '"offene Formel"') == ["p-00001"]


def test_a_phrase_does_not_reach_across_terms(engine: SearchEngine) -> None:
    engine.commit([entry("a", nl=["open", "innovatie"])])
    assert found(engine, '"open innovatie"') == []


def test_a_phrase_may_hold_common_words_and_repeat_one(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="stap voor stap vooruit"), text("p-00002", nl="stap voor de stap")])
    assert found(engine, '"stap voor stap"') == ["p-00001"]


def test_a_prefix_finds_every_word_that_begins_so(engine: SearchEngine) -> None:
    engine.commit(
        [text("p-00001", nl="grensregio"), text("p-00002", nl="grenzen"), text("p-00003", nl="gras")]
    )
    assert set(found(engine, "gre*")) == {"p-00001", "p-00002"}
    assert found(engine, "grens*") == ["p-00001"]


def test_a_german_prefix_ignores_how_umlauts_are_written(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", de="Förderung")])
    assert found(engine, "förd*") == found(engine, "foerd*") == ["p-00001"]


def test_only_the_asked_languages_are_searched(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="De koploper.", de="Der Vorreiter.")])
    assert engine.search(asked("koploper", languages=[DE])) == Results(0, ())
    assert ids(engine.search(asked("koploper", languages=[NL]))) == ["p-00001"]


def test_a_hit_names_its_document(engine: SearchEngine) -> None:
    first, second = paragraph("p-00001", nl="staart"), paragraph("p-00002", nl="kop")
    engine.commit(under(first, second, key="4-2-building-blocks")[1:])
    (hit,) = search(engine, "kop").hits
    assert hit.key == DocumentKey(Kind.PARAGRAPH, "p-00002", "2021")
    assert hit.section == "4-2-building-blocks"


def test_a_title_finds_the_beginning_of_its_section_only(engine: SearchEngine) -> None:
    first, second = paragraph("p-00001", nl="Inleiding."), paragraph("p-00002", nl="Vervolg.")
    engine.commit(under(first, second, nl="Bouwstenen", de="Bausteine"))
    assert found(engine, "bouwsteen") == found(engine, "Baustein") == ["p-00001"]


def test_a_title_helps_a_word_of_a_later_paragraph(engine: SearchEngine) -> None:
    first, second = paragraph("p-00001", nl="Inleiding."), paragraph("p-00002", nl="Vervolg.")
    engine.commit(under(first, second, nl="Bouwstenen", de="Bausteine"))
    assert found(engine, "bouwstenen vervolg") == ["p-00002"]


def test_pages_of_hits_follow_each_other(engine: SearchEngine) -> None:
    engine.commit(text(f"p-0000{place}", nl="kop " * place) for place in range(1, 6))
    whole = search(engine, "kop")
    pages = [engine.search(asked("kop", limit=2, offset=offset)) for offset in (0, 2, 4, 6)]
    assert [page.total for page in pages] == [5, 5, 5, 5]
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits


def test_without_words_there_is_everything_in_the_order_of_keys(engine: SearchEngine) -> None:
    engine.commit([text("p-00002", nl="kop"), entry("kop", nl=["kop"]), text("p-00001", nl="staart")])
    assert ids(engine.search(Request())) == ["kop", "p-00001", "p-00002"]


def test_an_empty_index_answers(engine: SearchEngine) -> None:
    assert search(engine, "kop") == search(engine, "kop*") == search(engine, '"kop staart"') == Results(0, ())


def test_one_of_two_alternatives_is_enough(engine: SearchEngine) -> None:
    engine.commit(
        [text("p-00001", nl="kop romp"), text("p-00002", nl="staart romp"), text("p-00003", nl="romp")]
    )
    assert set(found(engine, "kop OF staart")) == {"p-00001", "p-00002"}
    assert found(engine, "kop OF pels romp") == ["p-00001"]


def test_an_alternative_may_be_a_phrase(engine: SearchEngine) -> None:
    engine.commit(
        [text("p-00001", nl="lange staart"), text("p-00002", nl="kop"), text("p-00003", nl="staart")]
    )
    assert set(found(engine, '"lange staart" OF kop')) == {"p-00001", "p-00002"}


@pytest.mark.parametrize("typed", ["kop -staart", 'kop -"lange staart"', "kop -staarten"])
def test_what_is_left_out_is_not_found(engine: SearchEngine, typed: str) -> None:
    engine.commit([text("p-00001", nl="kop en lange staart"), text("p-00002", nl="kop en romp")])
    assert found(engine, typed) == ["p-00002"]


def test_what_is_left_out_stays_out_where_a_word_may_be_missing(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop romp poot"), text("p-00002", nl="kop romp")])
    assert ids(engine.search(asked("kop romp staart -poot", missing=1))) == ["p-00002"]


def test_the_title_of_the_section_around_leaves_nothing_out(engine: SearchEngine) -> None:
    first, second = paragraph("p-00001", nl="Inleiding."), paragraph("p-00002", nl="Vervolg.")
    engine.commit(under(first, second, nl="Bouwstenen"))
    assert found(engine, "vervolg -bouwstenen") == ["p-00002"]


def test_a_word_is_found_in_a_compound(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="Een samenwerkingsverband."), text("p-00002", de="Die Grenzregion.")])
    assert found(engine, "samenwerking") == ["p-00001"]
    assert found(engine, "Region") == ["p-00002"]


def test_a_compound_is_found_by_its_parts_anywhere_in_a_document(engine: SearchEngine) -> None:
    engine.commit(
        [
            text("p-00001", de="Die Region liegt an der Grenze."),
            text("p-00002", de="Die Region."),
            text("p-00003", de="An der Landesgrenze eine Wirtschaftsregion."),
        ]
    )
    assert set(found(engine, "Grenzregion")) == {"p-00001", "p-00003"}


def test_what_a_pair_leads_to_is_looked_for_in_documents_in_one_language_only(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", de="Der Fortschritt."), remark("c-00001", de="Mehr Fortschritt!")])
    pair = Expansion(0, 0, DE, "Fortschritt", Way.PAIR, 0.3)
    assert ids(engine.search(asked("vooruitgang", expansions=[pair]))) == ["c-00001"]


def test_the_words_of_an_expansion_may_stand_apart_where_it_says_so(engine: SearchEngine) -> None:
    engine.commit([remark("c-00001", de="Die Region an der Grenze."), remark("c-00002", de="Die Region.")])
    apart = Expansion(0, 0, DE, "Grenze Region", Way.PAIR, 0.3, is_apart=True)
    assert ids(engine.search(asked("grensstreek", expansions=[apart]))) == ["c-00001"]
    assert ids(engine.search(asked("grensstreek", expansions=[replace(apart, is_apart=False)]))) == []


def test_a_translation_finds_a_comment(engine: SearchEngine) -> None:
    engine.commit([remark("c-00001", de="Mehr davon!", facts=CommentFacts(translation="Meer hiervan!"))])
    assert found(engine, "hiervan") == ["c-00001"]


def test_the_public_answer_finds_a_comment(engine: SearchEngine) -> None:
    engine.commit([remark("c-00001", de="Nein.", facts=CommentFacts(answer={NL: "Overgenomen.", DE: "Ja."}))])
    assert found(engine, "overgenomen") == ["c-00001"]


def test_a_group_without_patterns_is_met_by_nothing(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop")])
    assert engine.search(asked("kop", languages=[])) == Results(0, ())
