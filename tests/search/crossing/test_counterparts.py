"""Pairs are handed over by the stem that asks for them."""

from server.search.crossing.counterparts import Counterpart, by_stem
from server.text.languages import Language


def test_pairs_are_found_by_stem_in_their_order() -> None:
    found = by_stem([(Language.NL, "gren", "Grenze", 0.9), (Language.NL, "gren", "Rand", 0.2)])
    assert found == {(Language.NL, "gren"): [Counterpart("Grenze", 0.9), Counterpart("Rand", 0.2)]}
