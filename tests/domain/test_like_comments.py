"""Comments that say the same are proposed to be answered once."""

from dataclasses import replace

from server.domain.comments import Comment, CommentKind
from server.domain.conflicts import conflicts_in
from server.domain.like_comments import are_alike, like_comments
from tests.worlds import DE, NL, STEPS, comment

CAMPAIGN = "Het handwerk ontbreekt in dit hoofdstuk, en dat is jammer voor de grensregio."


def said(text: str, number: int = 2) -> Comment:
    return comment(number, text, language=NL)


def suggested(wording: str, number: int) -> Comment:
    return replace(said("", number), kind=CommentKind.SUGGESTION, suggested_wording=wording)


def test_the_same_words_with_other_signs_and_capitals_are_alike() -> None:
    assert are_alike(said("Goed zo!"), said("goed  zo"))


def test_a_campaign_text_with_another_greeting_is_alike() -> None:
    assert are_alike(said(CAMPAIGN), said(f"Beste redactie, {CAMPAIGN}"))


def test_two_opinions_on_one_topic_are_not_alike() -> None:
    assert not are_alike(said(CAMPAIGN), said("Het handwerk staat er goed in, dank daarvoor, ook uit Emmen."))


def test_short_texts_that_nearly_agree_are_not_alike() -> None:
    assert not are_alike(said("Goed zo."), said("Goed zo?!s"))


def test_two_empty_texts_are_not_alike() -> None:
    assert not are_alike(said("!"), said("?"))


def test_the_same_suggested_wording_is_alike_and_another_is_not() -> None:
    one, same, other = (suggested(wording, n) for n, wording in enumerate(("Kort.", "Kort.", "Lang."), 1))
    assert are_alike(one, same)
    assert not are_alike(one, other)
    assert not are_alike(one, said("Kort."))


def test_other_targets_and_other_languages_are_not_alike() -> None:
    elsewhere = comment(3, CAMPAIGN, on=STEPS.paragraphs[0], language=NL)
    assert not are_alike(said(CAMPAIGN), elsewhere)
    assert not are_alike(said(CAMPAIGN), comment(3, CAMPAIGN, language=DE))


def test_a_comment_is_not_like_itself() -> None:
    assert like_comments(said(CAMPAIGN), [said(CAMPAIGN), said(CAMPAIGN, 3)]) == [said(CAMPAIGN, 3)]


def test_suggestions_for_the_same_words_of_one_wording_are_in_conflict() -> None:
    spot, elsewhere = ("p-1", "nl", "hash"), ("p-1", "de", "hash")
    base = "De eerste stap."
    found = conflicts_in(
        [
            (spot, "a", base, "De tweede stap."),
            (spot, "b", base, "De derde stap."),
            (spot, "c", base, "De eerste stap!"),
            (elsewhere, "d", base, "De vierde stap."),
        ]
    )
    assert found == {"a": frozenset({"b"}), "b": frozenset({"a"})}
