"""The contract of an engine: what comes before what, and why it was found."""

import pytest

from server.search.documents import paragraph_document
from server.search.engine import Part, Reason, SearchEngine, Way
from server.text.languages import Language
from tests.search.worlds import concept, entry, found, only_hit, paragraph, remark, section, text

NL, DE = Language.NL, Language.DE

LIGHTHOUSE = concept("lighthouse", nl=["lighthouse"], de=["Leuchtturm"])
# What is searched for stands in one place each; the rest keeps lengths and counts of words alike.
OTHERS = [text(f"p-1000{place}", nl="iets heel anders") for place in range(9)]


def test_what_comes_before_what(engine: SearchEngine) -> None:
    opening = paragraph("p-00002", nl="over deze plek")
    engine.index(
        [
            *OTHERS,
            remark("c-00006", nl="eens met dit", on_nl="een lighthouse hier"),
            text("p-00005", de="ein Leuchtturm hier"),
            text("p-00004", nl="meer lighthouses hier"),
            text("p-00003", nl="een lighthouse hier"),
            paragraph_document("2021", section(opening, nl="Het lighthouse"), opening),
            entry("lighthouse", nl=["lighthouse"]),
        ]
    )
    assert found(engine, "lighthouse", LIGHTHOUSE) == [
        "lighthouse",
        "p-00002",
        "p-00003",
        "p-00004",
        "p-00005",
        "c-00006",
    ]


def test_the_counterpart_counts_like_the_own_wording(engine: SearchEngine) -> None:
    engine.index(
        [text("p-00001", nl="de koploper", de="das Haus"), text("p-00002", nl="de plek", de="das Dorf")]
    )
    dutch, german = only_hit(engine, "koploper"), only_hit(engine, "Haus")
    assert (dutch.id, dutch.score) == (german.id, german.score)


def test_many_terms_of_a_concept_do_not_outweigh_the_very_word(engine: SearchEngine) -> None:
    small = concept("sme", nl=["mkb"], de=["KMU", "Mittelstand", "Kleinbetriebe"])
    engine.index(
        [*OTHERS, text("p-00001", de="KMU, Mittelstand, Kleinbetriebe"), text("p-00002", nl="het mkb hier")]
    )
    assert found(engine, "mkb", small) == ["p-00002", "p-00001"]


def test_the_same_world_gives_the_same_order(engine: SearchEngine) -> None:
    engine.index(text(f"p-0000{place}", nl="kop staart") for place in range(5))
    assert found(engine, "kop") == [f"p-0000{place}" for place in range(5)]


@pytest.mark.parametrize(
    ("nl", "typed", "reason"),
    [
        ("De Koploper.", "koploper", Reason(Way.SAME_WORD, NL, Part.TEXT, "koploper", "Koploper")),
        ("De koplopers.", "koploper", Reason(Way.STEM, NL, Part.TEXT, "koploper", "koplopers")),
        ("De koplopers.", "kop*", Reason(Way.PREFIX, NL, Part.TEXT, "kop*", "koplopers")),
        ("De koploper.", '"de koploper"', Reason(Way.PHRASE, NL, Part.TEXT, "de koploper", "de koploper")),
    ],
)
def test_why_a_dutch_text_was_found(engine: SearchEngine, nl: str, typed: str, reason: Reason) -> None:
    engine.index([*OTHERS, text("p-00001", nl=nl)])
    assert only_hit(engine, typed).why == (reason,)


def test_why_a_german_text_was_found(engine: SearchEngine) -> None:
    engine.index([text("p-00001", de="Viele Häuser.")])
    assert only_hit(engine, "Haeuser").why == (Reason(Way.SAME_WORD, DE, Part.TEXT, "Haeuser", "Häuser"),)


def test_why_a_comment_was_found_by_a_word_of_its_paragraph(engine: SearchEngine) -> None:
    engine.index([remark("c-00001", de="Einverstanden.", on_nl="De koplopers.", on_de="Die Vorreiter.")])
    assert only_hit(engine, "koploper").why == (
        Reason(Way.CONTEXT, NL, Part.CONTEXT, "koploper", "koplopers"),
    )


def test_why_a_text_was_found_through_the_glossary(engine: SearchEngine) -> None:
    engine.index([remark("c-00001", de="Mehr Leuchttürme!")])
    assert only_hit(engine, "lighthouse", LIGHTHOUSE).why == (
        Reason(Way.GLOSSARY, DE, Part.TEXT, "lighthouse", "Leuchtturm", "lighthouse"),
    )


def test_why_a_context_was_found_through_the_glossary(engine: SearchEngine) -> None:
    engine.index([remark("c-00001", de="Ja.", on_de="Der Leuchtturm.")])
    assert only_hit(engine, "lighthouse", LIGHTHOUSE).why == (
        Reason(Way.CONTEXT, DE, Part.CONTEXT, "lighthouse", "Leuchtturm", "lighthouse"),
    )


def test_a_context_is_no_reason_where_the_comment_itself_has_the_word(engine: SearchEngine) -> None:
    engine.index([remark("c-00001", nl="De koploper.", on_nl="Een koploper.")])
    assert only_hit(engine, "koploper").why == (Reason(Way.SAME_WORD, NL, Part.TEXT, "koploper", "koploper"),)


def test_there_is_a_reason_for_every_word_and_language_strongest_first(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="digitale strategie", de="digitale Strategien")])
    assert only_hit(engine, "digitale strategie").why == (
        Reason(Way.SAME_WORD, NL, Part.TEXT, "digitale", "digitale"),
        Reason(Way.SAME_WORD, DE, Part.TEXT, "digitale", "digitale"),
        Reason(Way.SAME_WORD, NL, Part.TEXT, "strategie", "strategie"),
        Reason(Way.STEM, DE, Part.TEXT, "strategie", "Strategien"),
    )


def test_a_title_is_named_as_the_place(engine: SearchEngine) -> None:
    opening = paragraph("p-00001", nl="Inleiding.")
    engine.index([paragraph_document("2021", section(opening, nl="Bouwstenen"), opening)])
    assert only_hit(engine, "bouwstenen").why == (
        Reason(Way.SAME_WORD, NL, Part.TITLE, "bouwstenen", "Bouwstenen"),
    )
