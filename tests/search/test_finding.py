"""The contract of an engine: what is found by what."""

import pytest

from server.search.documents import paragraph_document
from server.search.engine import DocumentKey, Kind, Results, SearchEngine
from server.search.query import parse
from server.text.languages import Language
from tests.search.worlds import concept, entry, found, paragraph, remark, search, section, text

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
    engine.index([text("p-00001", nl=f"Iets over {written} en bedrijf.")])
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
    engine.index([text("p-00001", de=f"Etwas über {written}.")])
    assert found(engine, typed) == ["p-00001"]


def test_a_paragraph_is_found_by_a_word_of_either_wording(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="De koploper.", de="Der Vorreiter.")])
    assert found(engine, "koploper") == found(engine, "Vorreiter") == ["p-00001"]


def test_words_of_both_languages_find_one_paragraph(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="De koploper.", de="Der Vorreiter.")])
    assert found(engine, "koploper Vorreiter") == ["p-00001"]


def test_every_word_must_be_there(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop en staart"), text("p-00002", nl="kop")])
    assert found(engine, "kop staart") == ["p-00001"]


def test_one_of_three_words_may_be_missing_where_no_document_has_all(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop en romp"), text("p-00002", nl="kop")])
    assert found(engine, "kop romp staart") == ["p-00001"]
    engine.index([text("p-00003", nl="kop romp staart")])
    assert found(engine, "kop romp staart") == ["p-00003"]


def test_a_phrase_or_a_prefix_may_not_be_missing(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop en romp")])
    assert found(engine, 'kop romp "lange staart"') == found(engine, "kop romp staa*") == []


def test_one_of_two_words_may_not_be_missing(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop")])
    assert found(engine, "kop staart") == []


def test_common_words_need_not_be_there(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kansen voor koplopers")])
    assert found(engine, "wat zijn de kansen van een koploper") == ["p-00001"]


def test_a_german_comment_is_found_by_a_dutch_word_of_its_paragraph(engine: SearchEngine) -> None:
    engine.index([remark("c-00001", de="Einverstanden.", on_nl="De koploper.", on_de="Der Vorreiter.")])
    assert found(engine, "koploper") == ["c-00001"]


def test_a_text_in_one_language_is_found_through_the_glossary(engine: SearchEngine) -> None:
    lighthouse = concept("lighthouse", nl=["lighthouse"], de=["Leuchtturm"])
    engine.index([remark("c-00001", de="Mehr Leuchttürme!"), remark("c-00002", nl="Meer lighthouses!")])
    assert set(found(engine, "lighthouse", lighthouse)) == {"c-00001", "c-00002"}
    assert set(found(engine, "Leuchtturm", lighthouse)) == {"c-00001", "c-00002"}


def test_a_term_of_several_words_stands_for_its_counterpart_among_other_words(engine: SearchEngine) -> None:
    term = concept("open-innovation", nl=["open innovatie"], de=["offene Innovation"])
    engine.index(
        [
            remark("c-00001", de="In der Region braucht es offene Innovation."),
            remark("c-00002", de="Die Region ist offen."),
        ]
    )
    assert found(engine, "open innovatie region", term) == ["c-00001"]


def test_a_concept_is_found_by_term_and_definition(engine: SearchEngine) -> None:
    engine.index([entry("lighthouse", nl=["lighthouse"], de=["Leuchtturm"], definition="Een voorbeeld.")])
    assert found(engine, "leuchtturm") == found(engine, "voorbeeld") == ["lighthouse"]


def test_a_phrase_keeps_its_order(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="open innovatie"), text("p-00002", nl="innovatie is open")])
    assert found(engine, '"open innovatie"') == ["p-00001"]
    assert found(engine, '"innovatie is open"') == ["p-00002"]


def test_a_phrase_may_be_inflected(engine: SearchEngine) -> None:
    engine.index([text("p-00001", de="mit offenen Formeln")])
    assert found(engine, '"offene Formel"') == ["p-00001"]


def test_a_phrase_does_not_reach_across_terms(engine: SearchEngine) -> None:
    engine.index([entry("a", nl=["open", "innovatie"])])
    assert found(engine, '"open innovatie"') == []


def test_a_phrase_may_hold_common_words_and_repeat_one(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="stap voor stap vooruit"), text("p-00002", nl="stap voor de stap")])
    assert found(engine, '"stap voor stap"') == ["p-00001"]


def test_a_prefix_finds_every_word_that_begins_so(engine: SearchEngine) -> None:
    engine.index(
        [text("p-00001", nl="grensregio"), text("p-00002", nl="grenzen"), text("p-00003", nl="gras")]
    )
    assert set(found(engine, "gre*")) == {"p-00001", "p-00002"}
    assert found(engine, "grens*") == ["p-00001"]


def test_a_german_prefix_ignores_how_umlauts_are_written(engine: SearchEngine) -> None:
    engine.index([text("p-00001", de="Förderung")])
    assert found(engine, "förd*") == found(engine, "foerd*") == ["p-00001"]


def test_only_the_asked_languages_are_searched(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="De koploper.", de="Der Vorreiter.")])
    assert engine.search(parse("koploper"), languages=[DE]).hits == ()
    assert engine.search(parse("koploper"), languages=[NL]).total == 1


def test_only_the_asked_kinds_are_found(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop"), remark("c-00001", nl="kop"), entry("kop", nl=["kop"])])
    for kind, hit_id in [(Kind.PARAGRAPH, "p-00001"), (Kind.COMMENT, "c-00001"), (Kind.CONCEPT, "kop")]:
        results = engine.search(parse("kop"), kinds=[kind])
        assert (results.total, [hit.id for hit in results.hits]) == (1, [hit_id])


def test_a_hit_names_its_document(engine: SearchEngine) -> None:
    first, second = paragraph("p-00001", nl="staart"), paragraph("p-00002", nl="kop")
    engine.index([paragraph_document("2021", section(first, second, key="4-2-building-blocks"), second)])
    (hit,) = search(engine, "kop").hits
    assert hit.key == DocumentKey(Kind.PARAGRAPH, "p-00002", "2021")
    assert hit.section == "4-2-building-blocks"


def test_a_title_finds_the_beginning_of_its_section_only(engine: SearchEngine) -> None:
    first, second = paragraph("p-00001", nl="Inleiding."), paragraph("p-00002", nl="Vervolg.")
    around = section(first, second, nl="Bouwstenen", de="Bausteine")
    engine.index(paragraph_document("2021", around, each) for each in (first, second))
    assert found(engine, "bouwsteen") == found(engine, "Baustein") == ["p-00001"]


def test_a_title_helps_a_word_of_a_later_paragraph(engine: SearchEngine) -> None:
    first, second = paragraph("p-00001", nl="Inleiding."), paragraph("p-00002", nl="Vervolg.")
    around = section(first, second, nl="Bouwstenen", de="Bausteine")
    engine.index(paragraph_document("2021", around, each) for each in (first, second))
    assert found(engine, "bouwstenen vervolg") == ["p-00002"]


def test_pages_of_hits_follow_each_other(engine: SearchEngine) -> None:
    engine.index(text(f"p-0000{place}", nl="kop " * place) for place in range(1, 6))
    whole = engine.search(parse("kop"))
    pages = [engine.search(parse("kop"), limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [page.total for page in pages] == [5, 5, 5, 5]
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits


def test_an_empty_query_finds_nothing(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop")])
    assert search(engine, "?!") == Results(0, ())


def test_an_empty_index_answers(engine: SearchEngine) -> None:
    assert search(engine, "kop") == search(engine, "kop*") == search(engine, '"kop staart"') == Results(0, ())
