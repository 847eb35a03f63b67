"""Intake: letters count by the day on which they arrived, in the time zone of their round."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from server.domain.comment_forms import CommentForm
from server.domain.comments import Channel
from server.domain.intake import (
    Arrival,
    IntakeComment,
    IntakeForm,
    IntakeProblem,
    IntakeRefused,
    check_arrival,
    check_letter_contact,
    last_day,
    same_again,
    typed_day,
)
from server.domain.submissions import ContactForm, Publication
from tests.worlds import KEY, round_on

ROUND = round_on("2021")
LATER = datetime(2022, 3, 1, 12, tzinfo=UTC)


def letter(channel: str = "letter", received: str = "2021-10-05") -> IntakeForm:
    """A letter without comments."""
    return IntakeForm("autumn", channel, received, ContactForm(), ())


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2021-10-05", date(2021, 10, 5)),
        (" 5-10-2021 ", date(2021, 10, 5)),
        ("05.10.2021", date(2021, 10, 5)),
        ("5/10/2021", date(2021, 10, 5)),
        ("2021-02-29", None),
        ("31.4.2021", None),
        ("gisteren", None),
        ("", None),
        ("2021-10-05T12:00:00", None),
    ],
)
def test_a_day_is_understood_as_both_languages_write_it(typed: str, day: date | None) -> None:
    assert typed_day(typed) == day


@pytest.mark.parametrize("channel", ["letter", "e-mail", "meeting", "other"])
def test_a_letter_of_the_round_can_be_registered_long_after(channel: str) -> None:
    for day in (ROUND.opens, ROUND.closes):
        assert check_arrival(letter(channel, day.isoformat()), ROUND, LATER) == Arrival(Channel(channel), day)


@pytest.mark.parametrize(
    ("channel", "received", "problems"),
    [
        ("online", "2021-10-05", {"channel": IntakeProblem.CHANNEL_UNKNOWN}),
        ("", "", {"channel": IntakeProblem.CHANNEL_UNKNOWN, "received": IntakeProblem.DAY_INVALID}),
        ("letter", "2021-09-27", {"received": IntakeProblem.DAY_OUTSIDE}),
        ("letter", "2021-11-02", {"received": IntakeProblem.DAY_OUTSIDE}),
        ("letter", "2022-03-02", {"received": IntakeProblem.DAY_IN_FUTURE}),
    ],
)
def test_a_day_outside_the_round_or_to_come_is_refused(
    channel: str, received: str, problems: dict[str, IntakeProblem]
) -> None:
    with pytest.raises(IntakeRefused) as refused:
        check_arrival(letter(channel, received), ROUND, LATER)
    assert refused.value.problems == problems


def test_today_is_the_day_in_the_time_zone_of_the_round() -> None:
    # Half past ten in the evening in Greenwich is the next day in Amsterdam.
    late = datetime(2021, 10, 5, 22, 30, tzinfo=UTC)
    assert check_arrival(letter(received="2021-10-06"), ROUND, late).received == date(2021, 10, 6)
    with pytest.raises(IntakeRefused):
        check_arrival(letter(received="2021-10-07"), ROUND, late)


def test_a_round_closed_before_its_time_takes_letters_up_to_that_day() -> None:
    closed = replace(ROUND, closed=datetime(2021, 10, 10, 9, tzinfo=UTC))
    assert (last_day(ROUND), last_day(closed)) == (date(2021, 11, 1), date(2021, 10, 10))
    with pytest.raises(IntakeRefused):
        check_arrival(letter(received="2021-10-11"), closed, LATER)


def test_a_letter_needs_no_address_to_confirm() -> None:
    typed = ContactForm(name="Anna", group="citizen", publication="named", idempotency_key=KEY)
    contact = check_letter_contact(typed, ROUND)
    assert (contact.name, contact.email, contact.publication) == ("Anna", None, Publication.NAMED)


def test_a_row_of_the_form_is_blank_until_somebody_types_in_it() -> None:
    assert IntakeComment("", CommentForm(language="nl")).is_blank
    assert IntakeComment(" ", CommentForm("\n\u200b")).is_blank
    assert not IntakeComment("p-aaaa1", CommentForm()).is_blank
    assert not IntakeComment("", CommentForm("Nee.")).is_blank


def test_two_letters_are_the_same_whatever_their_capitals_and_spaces() -> None:
    said = same_again("p-aaaa1", "Niet  doen!\n", "", "Anna", "KvK")
    assert said == same_again("p-aaaa1", "niet doen!", "", "ANNA", "kvk")
    for other in (
        same_again("p-aaaa2", "niet doen!", "", "Anna", "KvK"),
        same_again("p-aaaa1", "wel doen!", "", "Anna", "KvK"),
        same_again("p-aaaa1", "niet doen!", "", "Ben", "KvK"),
    ):
        assert said != other
