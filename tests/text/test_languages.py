"""The two languages."""

from server.text.languages import LANGUAGES, Language


def test_dutch_comes_first() -> None:
    assert LANGUAGES == (Language.NL, Language.DE) == tuple(Language)


def test_each_language_is_the_other_of_the_other() -> None:
    assert [language.other for language in LANGUAGES] == [Language.DE, Language.NL]


def test_a_language_is_its_code() -> None:
    assert [f"{language}" for language in LANGUAGES] == ["nl", "de"]
