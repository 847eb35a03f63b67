"""Two editors on one wording: both texts, and what can be made of both."""

from server.domain.meanwhile import Meanwhile, Whose, meanwhile
from server.domain.revisions import Revision, Weight
from server.domain.working_editions import WorkingParagraph
from tests.worlds import NL, NOON


def since(*texts: str, yours: str, number: int = 1, until: int | None = None) -> Meanwhile | None:
    """What happened since the revision `number`, of the revisions with these texts."""
    revisions = tuple(
        Revision("p-aaaa1", NL, place, text, Weight.SUBSTANTIVE, "Jan", NOON, place - 1)
        for place, text in enumerate(texts, start=1)
    )
    paragraph = WorkingParagraph("p-aaaa1", {NL: revisions})
    return meanwhile(paragraph, NL, number=number, yours=yours, until=until)


def test_changes_of_other_words_make_one_text() -> None:
    both = since("Het gaat snel.", "Het gaat al snel.", yours="Alles gaat snel.")
    assert both is not None
    assert (both.common, both.theirs.text, both.yours) == (
        "Het gaat snel.",
        "Het gaat al snel.",
        "Alles gaat snel.",
    )
    assert both.merged_text() == "Alles gaat al snel."


def test_of_words_that_both_changed_an_editor_chooses() -> None:
    both = since("Het gaat snel. En goed.", "Dit gaat traag. En goed.", yours="Het gaat rap. En wel goed.")
    assert both is not None
    assert both.merged_text() is None
    assert both.merged_text(Whose.THEIRS) == "Dit gaat traag. En wel goed."
    assert both.merged_text(Whose.YOURS) == "Dit gaat rap. En wel goed."


def test_nothing_happened_where_nobody_saved_or_both_typed_the_same() -> None:
    assert since("Het gaat snel.", yours="Anders.") is None
    assert since("Het gaat snel.", "Anders.", yours="Anders.") is None


def test_whoever_typed_nothing_has_nothing_to_merge() -> None:
    assert since("Het gaat snel.", "Anders.", yours="Het gaat snel.") is None


def test_what_came_after_the_revision_that_was_shown_is_left_out() -> None:
    both = since("Een.", "Twee.", "Drie.", yours="Mijn.", until=2)
    assert both is not None
    assert both.theirs.text == "Twee."


def test_a_wording_that_was_not_there_yet_is_common_as_nothing() -> None:
    both = since("Een.", yours="Mijn.", number=0)
    assert both is not None
    assert both.common == ""
