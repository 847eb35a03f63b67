"""The table of tests/spec/in_step.md: after these acts the two sides stand so."""

import pytest

from tests.domain.histories import DE, NL, History, in_step, play
from tests.text.spec_tables import chapters

CHAPTERS = chapters("in_step")
ROWS = [(chapter.title, row) for chapter in CHAPTERS for row in chapter.rows]


def _begun(title: str) -> History:
    """The paragraph with which a chapter begins."""
    if title in ("A paragraph of the predecessor, in step", "The same, with exceptions"):
        return in_step()
    history = History()
    history.revise(NL, "Een.")
    if title == "A new paragraph with both texts, which nobody has confirmed":
        history.revise(DE, "Eins.")
    else:
        assert title == "A new paragraph with a Dutch text only"
    return history


@pytest.mark.parametrize(
    ("title", "row"), [pytest.param(*each, id=each[1]["acts"] or "nothing") for each in ROWS]
)
def test_after_these_acts_the_sides_stand_as_the_row_says(title: str, row: dict[str, str]) -> None:
    history = _begun(title)
    play(history, [act.strip() for act in row["acts"].split(";") if act.strip()])
    found = {"NL": history.states[NL].value, "DE": history.states[DE].value}
    found["exception"] = "yes" if history.exception else "no"
    assert found == {name: row[name] for name in ("NL", "DE", "exception")}


def test_the_table_is_not_read_past() -> None:
    assert len(ROWS) == 54
