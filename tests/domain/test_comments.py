"""The threads that comments stand in: one per paragraph and one per concept."""

from datetime import UTC, datetime

import pytest

from server.domain.comments import Comment, StakeholderGroup, concept_of_thread, concept_thread
from server.domain.document import PARAGRAPH_ID
from server.domain.moderation import ModerationState
from tests.domain.worlds import NL


def comment(*, paragraph_id: str = "", concept: str = "") -> Comment:
    """A comment on a paragraph or on a concept."""
    return Comment(
        id="c-000000",
        round="r",
        edition="e",
        section="",
        paragraph_id=paragraph_id,
        language=NL,
        text="",
        name="",
        group=StakeholderGroup.CITIZEN,
        created=datetime(2021, 10, 1, tzinfo=UTC),
        state=ModerationState.HELD,
        base_hash="",
        base_text="",
        concept=concept,
    )


def test_the_thread_of_a_paragraph_has_the_id_of_the_paragraph() -> None:
    assert comment(paragraph_id="p-7k2qd").thread == "p-7k2qd"
    assert concept_of_thread("p-7k2qd") == ""


@pytest.mark.parametrize("concept", ["lab", "open-innovation", "p-7k2qd"])
def test_the_thread_of_a_concept_is_that_of_no_paragraph(concept: str) -> None:
    thread = comment(concept=concept).thread
    assert thread == concept_thread(concept)
    assert concept_of_thread(thread) == concept
    assert not PARAGRAPH_ID.fullmatch(thread)
