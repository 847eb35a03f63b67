"""Names that pass for another name are told from names in another script."""

import pytest

from server.text.scripts import mixes_scripts

DISGUISED = {
    "a Cyrillic letter in a Latin word": "Gelderl\u0430nd",
    "a Greek letter in a Latin word": "Provincie Gelderl\u03b1nd",
    "a Cherokee letter in a Latin word": "\u13d4elderland",
    "mathematical letters": "\U0001d5d4nna",
    "wide letters": "\uff21nna",
}
HONEST = {
    "Dutch": "Gemeente 's-Hertogenbosch",
    "German": "Größe & Söhne GmbH",
    "Polish": "Łukasz Żółć",
    "Turkish": "Işık İnşaat",
    "Greek": "Ελληνικό Επιμελητήριο",
    "Cyrillic": "Торговая палата",
    "two scripts, a word each": "Ελληνικά Chamber",
    "Japanese with a Latin name": "東京 Tokyo カタカナ",
    "Hebrew": "שלום",
    "numbers and signs": "3M™ µ-lab №5",
    "nothing": "",
}


@pytest.mark.parametrize("name", DISGUISED.values(), ids=DISGUISED.keys())
def test_a_disguised_name_is_noticed(name: str) -> None:
    assert mixes_scripts(name)


@pytest.mark.parametrize("name", HONEST.values(), ids=HONEST.keys())
def test_an_honest_name_is_not_suspected(name: str) -> None:
    assert not mixes_scripts(name)
