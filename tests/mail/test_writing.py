"""What mails say: every letter in both languages, whole sentences only, and nothing typed is read as a pattern."""

import re
from datetime import UTC, datetime
from string import Formatter

import pytest

from server.domain.mails import MailKind
from server.domain.moderation import DeclineReason, ModerationState
from server.mail.texts.letter import TEST, Letter
from server.mail.writing import (
    EXCERPT_LENGTH,
    WORDBOOKS,
    excerpt,
    told_moment,
    write_letter,
)
from tests.worlds import DE, NL

LETTERS = [*MailKind, TEST]
FACTS = {
    "contact": "Het bureau, bureau@example.org",
    "closes": "1 november 2021",
    "document": "De strategie",
    "excerpt": "Het handwerk ontbreekt.",
    "host": "masterstrategie.example.org",
    "link": "https://masterstrategie.example.org/link",
    "next": "Wat er nu gebeurt.",
    "off": "https://masterstrategie.example.org/off",
    "opens": "28 september 2021",
    "privacy": "https://masterstrategie.example.org/privacy",
    "publisher": "Partners",
    "reason": "de reden",
    "round": "Najaar",
    "until": "8 oktober 2021 om 14:00 uur",
    "who": "Anna",
}


def named(text: str) -> set[str]:
    """The facts that a text speaks of."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def facts_of(letter: Letter) -> set[str]:
    """The facts that a letter speaks of."""
    return set().union(*map(named, (letter.subject, *letter.paragraphs)))


@pytest.mark.parametrize("language", [NL, DE])
@pytest.mark.parametrize("kind", LETTERS)
def test_every_letter_is_there_and_says_who_writes_why_and_where_to_go(kind: str, language: str) -> None:
    letter = write_letter(kind, DE if language == "de" else NL, FACTS)
    assert "{" not in letter.subject + "".join(letter.paragraphs)
    assert letter.paragraphs[0] in ("Goedendag,", "Guten Tag,")
    # The link stands alone, and the mail ends with who writes and how personal data are handled.
    assert FACTS["link"] in letter.paragraphs
    assert letter.paragraphs[-1] == FACTS["privacy"]
    assert "Partners" in letter.paragraphs


@pytest.mark.parametrize("kind", LETTERS)
def test_both_languages_speak_of_the_same_facts(kind: str) -> None:
    assert facts_of(WORDBOOKS[NL].letters[kind]) == facts_of(WORDBOOKS[DE].letters[kind])
    assert facts_of(WORDBOOKS[NL].letters[kind]) <= FACTS.keys()


@pytest.mark.parametrize("kind", LETTERS)
def test_it_says_what_happens_when_one_does_nothing(kind: str) -> None:
    nothing = {NL: r"Doet u niets|niets te doen", DE: r"nichts tu(n|e)"}
    for language, words in nothing.items():
        assert re.search(words, " ".join(WORDBOOKS[language].letters[kind].paragraphs))


@pytest.mark.parametrize("language", [NL, DE])
def test_every_reason_and_every_next_step_has_words(language: str) -> None:
    book = WORDBOOKS[DE if language == "de" else NL]
    assert set(book.reasons) == set(DeclineReason)
    assert set(book.next_steps) == {
        ModerationState.HELD,
        ModerationState.SHOWN,
        ModerationState.UNPUBLISHED,
    }


def test_only_what_can_be_switched_off_says_how() -> None:
    switched = {kind for kind in LETTERS if "off" in facts_of(WORDBOOKS[NL].letters[kind])}
    assert switched == {MailKind.REPLY, MailKind.DISPOSITIONS, MailKind.DISPOSITION_CORRECTED}


def test_a_sentence_about_something_that_is_not_there_is_left_out() -> None:
    with_reason = write_letter(MailKind.SENT_BACK, NL, FACTS).paragraphs
    without = write_letter(MailKind.SENT_BACK, NL, {**FACTS, "reason": ""}).paragraphs
    assert [each for each in with_reason if each not in without] == ["De tweede persoon schrijft: “de reden”"]


def test_what_somebody_typed_stays_what_they_typed_on_one_line() -> None:
    typed = "{link} %s {0.__class__}\r\nBcc: x@example.org\u202e\u200b"
    letter = write_letter(MailKind.REPLY, NL, {**FACTS, "who": typed, "round": typed})
    assert letter.subject == "Antwoord op uw reactie: {link} %s {0.__class__} Bcc: x@example.org"
    assert letter.paragraphs[1].startswith("{link} %s {0.__class__} Bcc: x@example.org heeft geantwoord")


def test_a_long_text_is_cut_between_words() -> None:
    assert excerpt("Kort.\n\nEn  bondig.") == "Kort. En bondig."
    cut = excerpt("woord " * 100)
    assert cut == ("woord " * 50).rstrip() + " …"
    assert excerpt("x" * 400) == "x" * EXCERPT_LENGTH + " …"


def test_moments_are_words_in_the_time_of_the_round() -> None:
    moment = datetime(2021, 10, 31, 0, 30, tzinfo=UTC)
    assert told_moment(moment, NL, "Europe/Amsterdam") == "31 oktober 2021 om 02:30 uur"
    assert told_moment(moment, DE, "Europe/Berlin") == "31. Oktober 2021 um 02:30 Uhr"
