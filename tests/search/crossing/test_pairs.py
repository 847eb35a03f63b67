"""Words that go together are learned from the two wordings of paragraphs."""

from collections.abc import Mapping

from server.search.analysis.stemming import stem
from server.search.crossing.counterparts import by_stem
from server.search.crossing.pairs import MAX_COUNTERPARTS, learn
from server.text.languages import Language

NL, DE = Language.NL, Language.DE


def texts(*pairs: tuple[str, str]) -> list[Mapping[Language, str]]:
    return [{NL: dutch, DE: german} for dutch, german in pairs]


GRENZE = texts(
    ("Het bedrijf groeit.", "Das Unternehmen wächst."),
    ("Het bedrijf leert.", "Das Unternehmen lernt."),
    ("De gemeente leert.", "Die Stadt lernt."),
    ("De gemeente betaalt.", "Die Stadt zahlt."),
    ("Een voucher groeit.", "Ein Gutschein wächst."),
)


def counterparts(language: Language, word: str) -> list[str]:
    found = by_stem(learn(GRENZE)).get((language, stem(word, language)), [])
    return [each.word for each in found]


def test_words_that_come_and_go_together_are_a_pair_in_both_directions() -> None:
    assert counterparts(NL, "bedrijf")[0] == "Unternehmen"
    assert counterparts(DE, "Unternehmen")[0] == "bedrijf"
    assert counterparts(NL, "gemeente")[0] == "Stadt"


def test_the_better_pair_weighs_more_and_none_more_than_one() -> None:
    pairs = learn(GRENZE)
    assert all(0 < pair.weight <= 1 for pair in pairs)
    several = by_stem(pairs)[NL, stem("voucher", NL)]
    assert several == sorted(several, key=lambda found: -found.weight)


def test_a_stem_keeps_at_most_five_counterparts() -> None:
    assert all(len(several) <= MAX_COUNTERPARTS for several in by_stem(learn(GRENZE)).values())


def test_common_words_and_numbers_teach_nothing() -> None:
    pairs = learn(texts(("Het is 2021 en de grens.", "Es ist 2021 und die Grenze.")))
    assert {(pair.stem, pair.counterpart) for pair in pairs} == {
        (stem("grens", NL), "Grenze"),
        (stem("Grenze", DE), "grens"),
    }


def test_words_written_alike_need_no_pair() -> None:
    assert learn(texts(("Digipro.", "Digipro."))) == []


def test_the_same_paragraphs_give_the_same_pairs_whatever_comes_twice() -> None:
    assert learn([*GRENZE, *GRENZE]) == learn(GRENZE)


def test_nothing_is_learned_from_a_wording_without_counterpart() -> None:
    assert learn([{NL: "Alleen in het Nederlands."}]) == []
