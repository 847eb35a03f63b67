"""The moderators' queue as a whole: each comment with what it is on, and the past of a single one."""

import pytest

from server.domain.acts import ActKind
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.redaction import RedactedField
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.store.moderation_queue import Facets, QueueFilter
from server.usecases.missing import Missing
from server.usecases.moderate_comment import moderate_comment
from server.usecases.read_moderation_list import ON_PAGE, read_moderation_list
from server.usecases.redact_comment import redact_comment
from tests.participating import FIRST, comments_in, said, submitted
from tests.usecases.people import person
from tests.worlds import NL, NOON, statements

CONCEPT = Target(TargetKind.CONCEPT, "digitalisation")
QUESTION = Target(TargetKind.QUESTION, "autumn/missing")
TARGETS = [FIRST, Target(TargetKind.SECTION, "2-steps"), Target(TargetKind.DOCUMENT), CONCEPT, QUESTION]


def test_each_comment_comes_with_what_it_is_on(loaded: Database) -> None:
    for target in TARGETS:
        said(loaded, on=target)
    work = read_moderation_list(loaded)
    assert [each.comment.target for each in work.entries] == TARGETS
    assert [work.places.names["2021", target].names[NL] for target in TARGETS] == [
        "Opening",
        "Stappen",
        "Strategie",
        "digitalisering",
        "Wat mist u?",
    ]
    assert work.places.paragraphs["2021", FIRST.key].paragraph.wordings[NL] == "De digitalisering gaat snel."
    assert work.places.concepts.keys() == {CONCEPT.key}
    assert work.places.rounds.keys() == {"autumn"}
    assert work.places.sections == {"1-opening": ("1", {NL: "Opening", NL.other: "Auftakt"})} | {
        "2-steps": ("2", {NL: "Stappen", NL.other: "Schritte"})
    }


def test_a_page_beyond_the_last_is_the_last(loaded: Database) -> None:
    comments = comments_in(loaded, submitted(loaded, *(f"Nr. {number}." for number in range(ON_PAGE + 1))))
    last = read_moderation_list(loaded, page=9)
    assert [each.comment.id for each in last.entries] == [comments[-1].id]
    assert (last.page, last.pages, last.counts.total) == (2, 2, ON_PAGE + 1)
    empty = read_moderation_list(loaded, QueueFilter(facets=Facets(round="winter")), page=3)
    assert (empty.entries, empty.page, empty.pages) == ((), 1, 1)


def test_a_single_comment_comes_with_its_past(loaded: Database) -> None:
    moderator, comment = person(loaded), said(loaded, "Fragen Sie Jan.")
    redact_comment(
        loaded,
        comment_id=comment.id,
        passage="Jan",
        field=RedactedField.TEXT,
        reason=DeclineReason.PERSONAL_DATA,
        by=moderator,
        at=NOON,
    )
    moderate_comment(loaded, comment_id=comment.id, to=ModerationState.SHOWN, by=moderator, at=NOON)
    past = read_moderation_list(loaded, QueueFilter(state=None, comment=comment.id)).past
    assert past is not None
    assert [each.act.kind for each in past.acts] == [ActKind.DECIDED, ActKind.REDACTED, ActKind.DECIDED]
    assert [version.text for version in past.versions] == ["Fragen Sie Jan."]
    assert read_moderation_list(loaded, QueueFilter(state=ModerationState.SHOWN)).past is None


def test_a_comment_that_is_not_there_is_missing(loaded: Database) -> None:
    with pytest.raises(Missing):
        read_moderation_list(loaded, QueueFilter(state=None, comment="c-zzzzzzzz"))


def test_the_number_of_queries_is_the_same_however_much_waits(loaded: Database) -> None:
    def queries() -> int:
        with statements() as sent:
            read_moderation_list(loaded)
        return len(sent)

    said(loaded)
    with_one = queries()
    submitted(loaded, *(f"Nr. {number}." for number in range(60)))
    assert queries() == with_one
