"""A form for a comment: what is taken, what is refused and why."""

from dataclasses import replace

import pytest

from server.domain.comments import (
    MAX_EMAIL,
    MAX_NAME,
    MAX_TEXT,
    CommentForm,
    FormRefused,
    NewComment,
    Problem,
    StakeholderGroup,
    check_form,
)
from server.text.languages import Language

KEY = "0123456789abcdef"
WHOLE = CommentForm("Goed zo.", "nl", "Jan", "citizen", "jan@example.org", KEY)


def problems(**changes: str) -> dict[str, Problem]:
    """What is wrong with a whole form after these changes."""
    try:
        check_form(replace(WHOLE, **changes))
    except FormRefused as refused:
        return refused.problems
    return {}


def test_a_whole_form_is_a_new_comment() -> None:
    assert check_form(WHOLE) == NewComment(
        "Goed zo.", Language.NL, "Jan", StakeholderGroup.CITIZEN, "jan@example.org", KEY
    )


def test_name_and_email_may_be_left_out() -> None:
    comment = check_form(replace(WHOLE, name=" ", email=" "))
    assert (comment.name, comment.email) == ("", None)


def test_what_is_typed_is_cleaned() -> None:
    comment = check_form(
        replace(WHOLE, text=" Goed\r\nzo.\0 ", name="Jan\u200b\nde  Vries", email=" jan@example.org\n")
    )
    assert (comment.text, comment.name, comment.email) == ("Goed\nzo.", "Jan de Vries", "jan@example.org")


@pytest.mark.parametrize("text", ["", " \r\n\t", "\0\x07", "\u200b\u200d", "\ufeff \u2060\n\u00ad", "\ud800"])
def test_a_text_of_nothing_visible_is_empty(text: str) -> None:
    assert problems(text=text) == {"text": Problem.TEXT_EMPTY}


def test_a_text_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert problems(text="é" * MAX_TEXT) == {}
    assert problems(text="é" * (MAX_TEXT + 1)) == {"text": Problem.TEXT_TOO_LONG}


def test_lengths_are_counted_after_cleaning() -> None:
    assert problems(text=" " + "e\u0301" * MAX_TEXT + "\0\r\n") == {}
    assert problems(text="a\r\n" * (MAX_TEXT // 2)) == {}
    assert problems(name="e\u0301" * MAX_NAME + "\u200b ") == {}


def test_a_name_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert problems(name="x" * MAX_NAME) == {}
    assert problems(name="x" * (MAX_NAME + 1)) == {"name": Problem.NAME_TOO_LONG}


def test_the_language_is_dutch_or_german() -> None:
    assert check_form(replace(WHOLE, language="de")).language is Language.DE
    for language in ("", "en", "NL", "nl ", "Language.NL"):
        assert problems(language=language) == {"language": Problem.LANGUAGE_UNKNOWN}


@pytest.mark.parametrize("group", StakeholderGroup)
def test_every_group_may_comment(group: StakeholderGroup) -> None:
    assert check_form(replace(WHOLE, group=group.value)).group is group


@pytest.mark.parametrize("group", ["", "Citizen", "lobby"])
def test_a_group_must_be_chosen(group: str) -> None:
    assert problems(group=group) == {"group": Problem.GROUP_MISSING}


ADDRESSES = [
    "a@b.nl",
    "jan.de-vries+reactie@mail.example.org",
    "o'neill_1@example.co",
    "größe@müller.example",
    "x" * (MAX_EMAIL - 12) + "@example.org",
]


@pytest.mark.parametrize("email", ADDRESSES)
def test_an_email_address(email: str) -> None:
    assert check_form(replace(WHOLE, email=email)).email == email


NO_ADDRESSES = [
    "jan",
    "jan@",
    "@example.org",
    "jan@example",
    "jan@example.",
    "jan@.org",
    "jan@example..org",
    "jan@@example.org",
    "jan@example.org@example.org",
    "jan de@example.org",
    "jan@exam ple.org",
    "jan@example.org, an@example.org",
    "jan@example.org;an@example.org",
    "jan@example.org\nBcc: an@example.org",
    "jan@example.org\r\n.",
    "<jan@example.org>",
    '"jan"@example.org',
    "jan\0@example.org",
    "jan\u200b@example.org",
    "jan\ud800@example.org",
    "jan@example.org\x7f",
    "x" * (MAX_EMAIL - 11) + "@example.org",
]


@pytest.mark.parametrize("email", NO_ADDRESSES, ids=ascii)
def test_no_email_address(email: str) -> None:
    assert problems(email=email) == {"email": Problem.EMAIL_INVALID}


@pytest.mark.parametrize("key", ["A-z_0123456789ab", "x" * 64])
def test_an_idempotency_key(key: str) -> None:
    assert check_form(replace(WHOLE, idempotency_key=key)).idempotency_key == key


@pytest.mark.parametrize("key", ["", "x" * 15, "x" * 65, "x" * 15 + " ", "x" * 16 + "\n", "é" * 16])
def test_a_form_without_a_good_idempotency_key_is_stale(key: str) -> None:
    assert problems(idempotency_key=key) == {"idempotency_key": Problem.FORM_STALE}


def test_every_problem_is_named_in_the_order_of_the_form() -> None:
    with pytest.raises(FormRefused) as refused:
        check_form(CommentForm(name="x" * (MAX_NAME + 1), email="jan"))
    assert list(refused.value.problems.items()) == [
        ("text", Problem.TEXT_EMPTY),
        ("language", Problem.LANGUAGE_UNKNOWN),
        ("name", Problem.NAME_TOO_LONG),
        ("group", Problem.GROUP_MISSING),
        ("email", Problem.EMAIL_INVALID),
        ("idempotency_key", Problem.FORM_STALE),
    ]


def test_a_refusal_says_what_is_wrong() -> None:
    with pytest.raises(FormRefused, match=r"^text: text-empty, group: group-missing$"):
        check_form(replace(WHOLE, text="", group=""))
