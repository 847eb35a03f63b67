"""Text that seems to hold personal data is noticed; what only looks like it is not."""

import pytest

from server.domain.personal_data import PersonalData, personal_data_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mail mij: jan.jansen@example.org.", PersonalData.EMAIL),
        ("Bel 06-12345678 na zessen", PersonalData.PHONE),
        ("Tel. +31 6 1234 5678", PersonalData.PHONE),
        ("Telefon: 02562 / 701-0123", PersonalData.PHONE),
        ("0049 (0)251 1234567", PersonalData.PHONE),
        ("NL91 ABNA 0417 1643 00", PersonalData.BANK_ACCOUNT),
        ("Konto DE89370400440532013000, danke", PersonalData.BANK_ACCOUNT),
    ],
)
def test_what_seems_personal_is_noticed(text: str, found: PersonalData) -> None:
    assert personal_data_in(text) == (found,)


@pytest.mark.parametrize(
    "text",
    [
        "Het mkb doet mee, voor 75%.",
        "In 2021 waren er 550.000 bedrijven, in 2030 misschien 600.000.",
        "Verordnung (EU) 2021/694, Artikel 16",
        "Projekt DE12 ABCD 1234 EFGH 5678",
        "1 000 000 000 Euro",
        "@gemeente, lees dit",
        "0,75 procent van 28-09-2021 tot 01-11-2021",
        "",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert personal_data_in(text) == ()


def test_all_that_is_there_is_named() -> None:
    text = "jan@example.org, 0251 1234567, NL91ABNA0417164300"
    assert personal_data_in(text) == tuple(PersonalData)


def test_a_long_text_costs_little() -> None:
    for sign in ("a", "0", "1 ", "A1", "@", "+3", "0("):
        assert personal_data_in(sign * (10_000 // len(sign))) in ((), (PersonalData.PHONE,))
