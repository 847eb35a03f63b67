"""Redaction: a passage is gone wherever it stood, the marks say where, and nothing else changes."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from server.domain.comments import Comment, Redaction, StakeholderGroup
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.redaction import MARK, MAX_RUN, PassageNotThere, RedactedField, redact
from server.domain.targets import Target, TargetKind
from server.text.languages import Language

TEXT, PRIVATE, INSULT = RedactedField.TEXT, DeclineReason.PERSONAL_DATA, DeclineReason.INSULT


def comment(text: str = "", **values: str) -> Comment:
    """A comment that says this."""
    return Comment(
        id="c-000001",
        round="autumn",
        edition="2021",
        section="",
        target=Target(TargetKind.DOCUMENT),
        language=Language.NL,
        text=text,
        name=values.get("name", ""),
        group=StakeholderGroup.CITIZEN,
        created=datetime(2021, 10, 1, tzinfo=UTC),
        state=ModerationState.HELD,
        base_hash="",
        base_text="",
        organisation=values.get("organisation", ""),
        suggested_wording=values.get("suggested_wording", ""),
    )


def marked(said: Comment, field: RedactedField = TEXT) -> list[str]:
    """What stands where the redactions of a field say that passages were taken out."""
    text = getattr(said, field)
    return [text[each.start : each.end] for each in said.redactions if each.field == field]


def test_every_occurrence_becomes_a_run_of_marks() -> None:
    said = redact(comment("Bel Jan. Jan weet het."), TEXT, "Jan", PRIVATE)
    assert said.text == "Bel ███. ███ weet het."
    assert said.redactions == (Redaction(4, 7, "personal-data"), Redaction(9, 12, "personal-data"))


def test_a_run_tells_no_more_than_ten_signs() -> None:
    said = redact(comment("Woont op Lindenlaan 112 te Winterswijk."), TEXT, "Lindenlaan 112", PRIVATE)
    assert said.text == f"Woont op {MARK * MAX_RUN} te Winterswijk."


def test_a_passage_copied_from_a_page_fits_whatever_its_line_breaks() -> None:
    said = redact(comment("Een\nlange  zin."), TEXT, " Een lange\r\nzin ", PRIVATE)
    assert said.text == f"{MARK * MAX_RUN}."


def test_capitals_count() -> None:
    with pytest.raises(PassageNotThere):
        redact(comment("Jan weet het."), TEXT, "jan", PRIVATE)


@pytest.mark.parametrize("passage", ["", "  \n", "Piet", MARK, f"Bel {MARK}", "\u0007"])
def test_a_passage_that_is_not_there_changes_nothing(passage: str) -> None:
    with pytest.raises(PassageNotThere):
        redact(comment(f"Bel {MARK * 3} of Jan."), TEXT, passage, PRIVATE)


def test_earlier_redactions_move_along_and_keep_their_reasons() -> None:
    said = redact(comment("Jan Jansen is een dwaas, zei Jan."), TEXT, "een dwaas", INSULT)
    said = redact(said, TEXT, "Jan Jansen is", PRIVATE)
    said = redact(said, TEXT, "Jan", PRIVATE)
    assert said.text == f"{MARK * 10} {MARK * 9}, zei {MARK * 3}."
    assert [(each.start, each.end, each.reason) for each in said.redactions] == [
        (0, 10, PRIVATE),
        (11, 20, INSULT),
        (26, 29, PRIVATE),
    ]


def test_each_field_has_redactions_of_its_own() -> None:
    said = comment("Jan zegt nee.", name="Jan", organisation="Jan & Co", suggested_wording="Vraag Jan.")
    for field in RedactedField:
        said = redact(said, field, "Jan", PRIVATE)
    assert (said.text, said.name, said.organisation) == ("███ zegt nee.", "███", "███ & Co")
    assert said.suggested_wording == "Vraag ███."
    assert {field: marked(said, field) for field in RedactedField} == {
        each: ["███"] for each in RedactedField
    }


letters = st.text(alphabet="ab é\n*", min_size=0, max_size=60)
passages = st.lists(st.text(alphabet="ab é\n*", min_size=1, max_size=6), min_size=1, max_size=4)


@given(text=letters, taken_out=passages)
def test_after_any_redactions_no_passage_is_left_and_all_else_is_as_it_was(
    text: str, taken_out: list[str]
) -> None:
    said = comment(text)
    done = 0
    for passage in taken_out:
        try:
            said = redact(said, TEXT, passage, PRIVATE)
        except PassageNotThere:
            continue
        done += 1
        assert flat(passage) not in flat(said.text)
    assume(done)
    spans = [(each.start, each.end) for each in said.redactions]
    # The spans lie exactly on the marks, one after the other, and nothing else was touched.
    assert spans == sorted(spans)
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert set("".join(marked(said))) == {MARK}
    left, end = [], 0
    for start, stop in spans:
        left.append(said.text[end:start])
        end = stop
    left.append(said.text[end:])
    assert MARK not in "".join(left)
    assert in_order(left, text)


@given(text=letters, other=letters, passage=st.text(alphabet="ab", min_size=1, max_size=3))
def test_other_fields_stay_as_they_are(text: str, other: str, passage: str) -> None:
    before = replace(comment(text), suggested_wording=other)
    try:
        said = redact(before, TEXT, passage, PRIVATE)
    except PassageNotThere:
        return
    assert replace(said, text=text, redactions=()) == before


def flat(text: str) -> str:
    """A text with single spaces, as passages are compared."""
    return " ".join(text.split())


def in_order(pieces: list[str], text: str) -> bool:
    """Whether the text begins and ends with the outer pieces, and has the others between them in this order."""
    if not (text.startswith(pieces[0]) and text.endswith(pieces[-1])):
        return False
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True
