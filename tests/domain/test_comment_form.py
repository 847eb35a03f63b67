"""A form on a target: what becomes a draft, what is refused and why."""

from dataclasses import replace

import pytest

from server.domain.comment_forms import (
    MAX_QUOTE,
    QUOTE_CONTEXT,
    CommentForm,
    Draft,
    FormRefused,
    Problem,
    check_comment,
)
from server.domain.comments import MAX_TEXT, CommentKind, Quote
from server.domain.targets import Target, TargetKind
from tests.domain.worlds import DE, NL, both

PARAGRAPH = Target(TargetKind.PARAGRAPH, "p-7k2qd")
WORDINGS = both("De digitalisering gaat snel.", "Die Digitalisierung kommt schnell voran.")
WHOLE = CommentForm("Goed zo.", "nl")
SUGGESTION = CommentForm("", "nl", "suggestion", "De digitalisering gaat te snel.")


def checked(form: CommentForm, target: Target = PARAGRAPH) -> Draft:
    """The draft of a form."""
    return check_comment(form, edition="2021", section="1-1", target=target, bases=WORDINGS)


def problems(form: CommentForm = WHOLE, target: Target = PARAGRAPH, **changes: str) -> dict[str, Problem]:
    """What is wrong with a form after these changes."""
    try:
        checked(replace(form, **changes), target)
    except FormRefused as refused:
        return refused.problems
    return {}


def test_a_whole_form_is_a_draft_on_what_stands_there() -> None:
    assert checked(WHOLE) == Draft(
        edition="2021",
        section="1-1",
        target=PARAGRAPH,
        language=NL,
        kind=CommentKind.REMARK,
        text="Goed zo.",
        suggested_wording="",
        quote=None,
        reply_to="",
        base_text="De digitalisering gaat snel.",
    )


def test_the_base_is_in_the_language_of_the_comment() -> None:
    assert checked(replace(WHOLE, language="de")).base_text == WORDINGS[DE]


def test_what_is_typed_is_cleaned() -> None:
    draft = checked(replace(WHOLE, text=" Goed\r\nzo.\0 ", reply_to=" c-0000\x000001\n"))
    assert (draft.text, draft.reply_to) == ("Goed\nzo.", "c-00000001")


@pytest.mark.parametrize("text", ["", " \r\n\t", "\0\x07", "\u200b\u200d", "\ufeff \u2060\n\u00ad", "\ud800"])
def test_a_text_of_nothing_visible_is_empty(text: str) -> None:
    assert problems(text=text) == {"text": Problem.TEXT_EMPTY}


def test_a_text_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert problems(text="é" * MAX_TEXT) == {}
    assert problems(text="é" * (MAX_TEXT + 1)) == {"text": Problem.TEXT_TOO_LONG}


def test_lengths_are_counted_after_cleaning() -> None:
    assert problems(text=" " + "e\u0301" * MAX_TEXT + "\0\r\n") == {}
    assert problems(text="a\r\n" * (MAX_TEXT // 2)) == {}


@pytest.mark.parametrize("language", ["", "en", "NL", "nl ", "Language.NL"])
def test_the_language_is_dutch_or_german(language: str) -> None:
    assert problems(language=language) == {"language": Problem.LANGUAGE_UNKNOWN}


@pytest.mark.parametrize("kind", ["", "Remark", "petition"])
def test_a_kind_must_be_known(kind: str) -> None:
    assert problems(kind=kind) == {"kind": Problem.KIND_UNKNOWN}


def test_a_question_needs_a_text_as_a_remark_does() -> None:
    assert checked(replace(WHOLE, kind="question")).kind is CommentKind.QUESTION
    assert problems(kind="question", text="") == {"text": Problem.TEXT_EMPTY}


def test_a_suggestion_holds_the_whole_wording_and_needs_no_explanation() -> None:
    draft = checked(SUGGESTION)
    assert (draft.kind, draft.text) == (CommentKind.SUGGESTION, "")
    assert (draft.suggested_wording, draft.base_text) == (SUGGESTION.suggested_wording, WORDINGS[NL])


def test_only_a_suggestion_keeps_a_wording() -> None:
    assert checked(replace(SUGGESTION, kind="remark", text="Zo.")).suggested_wording == ""


@pytest.mark.parametrize(
    ("wording", "problem"),
    [
        (" \u200b", Problem.WORDING_EMPTY),
        ("x" * (MAX_TEXT + 1), Problem.WORDING_TOO_LONG),
        (" De digitalisering gaat snel.\r\n", Problem.WORDING_UNCHANGED),
    ],
    ids=["empty", "too long", "unchanged"],
)
def test_a_suggested_wording_says_something_else(wording: str, problem: Problem) -> None:
    assert problems(SUGGESTION, suggested_wording=wording) == {"suggested_wording": problem}


def test_the_explanation_of_a_suggestion_is_no_longer_than_another_text() -> None:
    assert problems(SUGGESTION, text="x" * (MAX_TEXT + 1)) == {"text": Problem.TEXT_TOO_LONG}


@pytest.mark.parametrize("kind", [kind for kind in TargetKind if kind is not TargetKind.PARAGRAPH])
def test_a_wording_is_suggested_for_a_paragraph_only(kind: TargetKind) -> None:
    assert problems(SUGGESTION, Target(kind, "x")) == {"kind": Problem.KIND_UNKNOWN}
    assert problems(WHOLE, Target(kind, "x")) == {}


def test_a_quote_is_kept_as_it_stands_with_what_is_around_it() -> None:
    draft = checked(replace(WHOLE, quote_exact=" digitalisering  gaat ", quote_prefix="De "))
    assert draft.quote == Quote("digitalisering gaat", "De ", " snel.")


def test_words_of_the_other_language_can_be_quoted() -> None:
    draft = checked(replace(WHOLE, quote_exact="schnell"))
    assert draft.quote == Quote("schnell", "Die Digitalisierung kommt "[-QUOTE_CONTEXT:], " voran.")


def test_words_that_stand_nowhere_are_no_quote() -> None:
    assert problems(quote_exact="Zzzz qqqq") == {"quote_exact": Problem.QUOTE_NOT_THERE}
    assert problems(quote_exact="x" * (MAX_QUOTE + 1)) == {"quote_exact": Problem.QUOTE_TOO_LONG}


def test_no_words_are_no_quote() -> None:
    assert checked(replace(WHOLE, quote_exact=" ", quote_prefix="De ")).quote is None


def test_every_problem_is_named() -> None:
    with pytest.raises(FormRefused, match=r"^language: language-unknown, text: text-empty$") as refused:
        checked(CommentForm())
    assert refused.value.problems == {
        "language": Problem.LANGUAGE_UNKNOWN,
        "text": Problem.TEXT_EMPTY,
    }
