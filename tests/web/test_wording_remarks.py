"""What the checks say of wordings is said in the reader's language, whatever they find."""

import pytest

from server.domain.wording_checks import check_wordings
from server.text.languages import Language
from server.web.pages.wording_remarks import wording_remark
from tests.worlds import DE, NL

GOOD = {NL: "Goed.", DE: "Gut."}
FOUND = [
    ({NL: "Zie[^1]."}, "[^1] verwijst naar een voetnoot die niet in deze alinea staat"),
    ({NL: "Zie.\n\n[^1]: Noot."}, "niets verwijst naar de voetnoot [^1]"),
    ({NL: "Zie[^1].\n\n[^1]: Noot.\n[^1]: Noot."}, "de voetnoot [^1] staat hier 2 keer"),
    ({NL: "[a](ftp://b.nl)"}, "de link ftp://b.nl is geen adres met http of https"),
    ({NL: ":::"}, "“:::” sluit niets af"),
    ({NL: "::: doos\n:::"}, "“::: doos” is geen kader; wel: "),
    ({NL: "::: case A\n::: case B\n:::"}, "“::: case” staat in een ander kader"),
    ({NL: "::: case A"}, "een kader is niet afgesloten met “:::”"),
    ({NL: "{#p-aaaaa}"}, "een regel begint met “{#”, het teken voor een nieuwe alinea"),
    ({DE: "Gut[^1].\n\n[^1]: Note."}, "de verwijzing [^1] staat alleen in de andere taal"),
    ({DE: "[a](https://a.de)"}, "minder links dan in de andere taal (0 en 1): https://a.de"),
    (
        {NL: "[a](https://a.nl)", DE: "[a](https://a.de)"},
        "de andere taal verwijst naar andere adressen: ",
    ),
    ({NL: "::: case A\n:::"}, "de kaders verschillen: case in het Nederlands, geen in het Duits"),
    ({DE: "|a|\n|-|\n|b|"}, "de tabellen verschillen (rijen × kolommen): geen in het Nederlands, 2 × 1"),
    ({NL: "Goed: 5."}, "getallen die alleen in het Nederlands staan: 5"),
    ({DE: "Gut: 6."}, "getallen die alleen in het Duits staan: 6"),
    (
        {NL: "Goed: 5.", DE: "Gut: 6."},
        "getallen die alleen in het Nederlands staan: 5; alleen in het Duits: 6",
    ),
]


@pytest.mark.parametrize(("changed", "said"), FOUND)
def test_a_remark_is_said_in_dutch(changed: dict[Language, str], said: str) -> None:
    found = [wording_remark(each.reason, NL) for each in check_wordings({**GOOD, **changed})]
    assert [each for each in found if each.startswith(said)] != [], found


@pytest.mark.parametrize(("changed", "_said"), FOUND)
def test_every_remark_has_german_words(changed: dict[Language, str], _said: str) -> None:
    reasons = [each.reason for each in check_wordings({**GOOD, **changed})]
    assert [each for each in reasons if wording_remark(each, DE) == each] == []


def test_what_nobody_translated_is_said_as_it_is() -> None:
    assert wording_remark("something new", NL) == "something new"
