"""Histories of one paragraph, act by act, as the use cases leave them behind."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from server.domain.editions import StepException
from server.domain.revisions import (
    Confirmed,
    InStep,
    Revision,
    StepState,
    Weight,
    exception_for,
    last_in_step,
    meaning_of,
    step_states,
)
from server.text.languages import Language

NL, DE = Language.NL, Language.DE
BEGUN = datetime(2021, 10, 1, 12, tzinfo=UTC)


class History:
    """A paragraph that changes; every act takes a minute."""

    def __init__(self) -> None:
        self.revisions: dict[Language, list[Revision]] = {NL: [], DE: []}
        self.confirmed: list[Confirmed] = []
        self.now = BEGUN

    @property
    def states(self) -> dict[Language, StepState]:
        """How each side stands."""
        return step_states(self.revisions[NL], self.revisions[DE], self.confirmed)

    @property
    def exception(self) -> StepException | None:
        """The exception that holds."""
        return exception_for(self.revisions[NL], self.revisions[DE], self.confirmed)

    @property
    def last_in_step(self) -> InStep | None:
        """When both sides were last in step."""
        return last_in_step(self.revisions[NL], self.revisions[DE], self.confirmed)

    def text(self, language: Language) -> str:
        """What one side says."""
        return self.revisions[language][-1].text if self.revisions[language] else ""

    def revise(self, language: Language, text: str, weight: Weight = Weight.SUBSTANTIVE) -> None:
        """Change one side; a text that is as it was leaves no revision."""
        self.now += timedelta(minutes=1)
        if text != self.text(language):
            self._add(language, text, weight)

    def revise_both(self, texts: dict[Language, str]) -> None:
        """Change both sides in one act."""
        self.now += timedelta(minutes=1)
        for language, text in texts.items():
            self._add(language, text, Weight.SUBSTANTIVE)

    def _add(self, language: Language, text: str, weight: Weight) -> None:
        several = self.revisions[language]
        number = len(several) + 1
        several.append(Revision("p-aaaa1", language, number, text, weight, "Els", self.now, number - 1))

    def confirm(self) -> None:
        """Say that both sides say the same; of a side that is missing nobody can."""
        self._say(None)

    def sign(self, follows: Language) -> None:
        """Sign that one side follows."""
        reasons = {NL: "Het komt.", DE: "Er kommt."}
        self._say(StepException("p-aaaa1", follows, reasons, "Els", self.now.date()))

    def take_back(self) -> None:
        """Take the exception back, where there is one."""
        if self.exception is not None:
            self._say(None, withdrawn=True)

    def _say(self, exception: StepException | None, *, withdrawn: bool = False) -> None:
        self.now += timedelta(minutes=1)
        pair = self.meanings()
        if all(pair):
            self.confirmed.append(Confirmed(*pair, "Els", self.now, exception, withdrawn))

    def meanings(self) -> tuple[str, str]:
        """The meanings of both sides."""
        return meaning_of(self.revisions[NL]), meaning_of(self.revisions[DE])


def in_step(nl: str = "Een.", de: str = "Eins.") -> History:
    """A paragraph as the predecessor had it, in step."""
    history = History()
    history.revise_both({NL: nl, DE: de})
    history.confirm()
    return history


def play(history: History, acts: Sequence[str]) -> None:
    """Carry out acts in the words of tests/spec/in_step.md."""
    for act in acts:
        match act.split():
            case ["confirm"]:
                history.confirm()
            case ["take", "back"]:
                history.take_back()
            case ["sign", side, "follows"]:
                history.sign(Language(side))
            case ["both", "substantive"]:
                history.revise_both({each: _new_text(history, each) for each in Language})
            case [side, "to", number]:
                language = Language(side)
                history.revise(language, history.revisions[language][int(number) - 1].text)
            case [side, "to", number, "minor"]:
                language = Language(side)
                history.revise(language, history.revisions[language][int(number) - 1].text, Weight.MINOR)
            case [side, "emptied"]:
                history.revise(Language(side), "")
            case [side, weight]:
                history.revise(Language(side), _new_text(history, Language(side)), Weight(weight))
            case _:
                raise AssertionError(act)


def _new_text(history: History, language: Language) -> str:
    return f"{language} {len(history.revisions[language]) + 1}"
