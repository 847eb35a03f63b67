"""The figures of a round: what is public is counted, what went to the editors only is counted apart."""

from dataclasses import replace

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.domain.submissions import SubmissionState
from server.domain.targets import Target, TargetKind
from server.store.comments import add_comment
from server.store.database import Connection, Database
from server.store.round_figures import RoundFigures, answered_questions, has_comments, round_figures
from server.store.submissions import add_submission
from server.text.languages import Language
from tests.store.test_rounds import AUTUMN, SPRING
from tests.store.test_submissions import submission
from tests.store.worlds import comment

NL, DE = Language.NL, Language.DE
ANSWER = Target(TargetKind.QUESTION, "autumn/missing")


def add(connection: Connection, number: int, state: ModerationState, **values: object) -> Comment:
    """A comment of the round."""
    made = replace(comment(f"c-{number:06}", state=state), **{"round": "autumn", **values})  # type: ignore[arg-type]
    add_comment(connection, made)
    return made


def test_a_round_in_which_nobody_said_anything(database: Database) -> None:
    with database.read() as connection:
        figures = round_figures(connection, AUTUMN)
        assert figures == RoundFigures(0, {NL: 0, DE: 0}, 0, {"missing": 0})
        assert (figures.comments, has_comments(connection, "autumn")) == (0, False)


def test_only_confirmed_submissions_and_shown_comments_are_counted(database: Database) -> None:
    with database.write() as connection:
        for number, state in enumerate(SubmissionState):
            add_submission(connection, replace(submission(f"s-{number}"), state=state))
        add_submission(
            connection, replace(submission("s-x"), round="spring", state=SubmissionState.CONFIRMED)
        )
        for number, moderation in enumerate(ModerationState):
            add(connection, number, moderation, language=NL)
        add(connection, 10, ModerationState.SHOWN, language=DE, target=ANSWER, section="")
        add(connection, 11, ModerationState.SHOWN, language=DE, round="spring")
        assert round_figures(connection, AUTUMN) == RoundFigures(1, {NL: 1, DE: 1}, 1, {"missing": 1})
        assert round_figures(connection, SPRING).comments == 1


def test_a_question_counts_as_answered_in_whatever_state_the_answer_is(database: Database) -> None:
    with database.write() as connection:
        add(connection, 1, ModerationState.UNCONFIRMED, target=ANSWER, section="")
        other = Target(TargetKind.QUESTION, "autumn-2/other")
        add(connection, 2, ModerationState.SHOWN, target=other, section="")
        assert answered_questions(connection, "autumn") == {"missing"}
        assert has_comments(connection, "autumn")
