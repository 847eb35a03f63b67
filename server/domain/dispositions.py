"""Dispositions: what the editors made of a comment, and why, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from server.text.languages import LANGUAGES, Language

# Two printed pages, as for a comment: keeps the worst report bounded.
MAX_RESPONSE = 10_000


class Outcome(StrEnum):
    """The editors' word on a comment (LANGUAGE.md)."""

    ADOPTED = "adopted"
    ADOPTED_IN_PART = "adopted-in-part"
    NOT_ADOPTED = "not-adopted"
    NOTED = "noted"
    OUT_OF_SCOPE = "out-of-scope"

    @property
    def leads_to_change(self) -> bool:
        """Whether something in the text must have changed."""
        return self in (Outcome.ADOPTED, Outcome.ADOPTED_IN_PART)


@dataclass(frozen=True, slots=True)
class Disposition:
    """The disposition of one comment, from the first note of an editor to the public answer.

    `edition` is the edition that answers it; `outcome` is None until an editor knows it. `responses` is the
    reasoned response, `proposed` the side whose response is a machine translation that nobody confirmed yet.
    `responsible` and `decided_by` are accounts, `bundle` and `standard_response` numbers of their tables.
    `paragraphs` are those of the edition that it led to; `text_unchanged` says that an adopted comment led to
    none, for the reason that the responses give. `decided` and `public` are UTC; `revision` counts from 1, so
    that two editors cannot overwrite each other.
    """

    comment: str
    edition: str
    outcome: Outcome | None = None
    responses: Mapping[Language, str] = field(default_factory=dict)
    proposed: Language | None = None
    responsible: int | None = None
    deadline: date | None = None
    bundle: int | None = None
    standard_response: int | None = None
    paragraphs: tuple[str, ...] = ()
    text_unchanged: bool = False
    decided: datetime | None = None
    decided_by: int | None = None
    public: datetime | None = None
    revision: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether all is there that a decision needs: an outcome and a confirmed response in both languages."""
        answered = all(self.responses.get(language, "").strip() for language in LANGUAGES)
        return self.outcome is not None and answered and self.proposed is None


@dataclass(frozen=True, slots=True)
class PublicDisposition:
    """What everybody may read of a disposition; `decided` is the day on which it was made public."""

    comment: str
    round: str
    edition: str
    outcome: Outcome
    responses: Mapping[Language, str]
    decided: date
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DispositionNote:
    """What an editor noted on a disposition, for editors only; `by` is a name, `at` UTC."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class StandardResponse:
    """A response that fits many comments; `retired` ones are kept for where they were used."""

    id: int
    title: str
    outcome: Outcome | None
    responses: Mapping[Language, str]
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """Like comments that are answered once."""

    id: int
    edition: str
    title: str


class CounterAnswer(StrEnum):
    """What a submitter says to a counter-proposal."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class CounterProposal:
    """Another wording than the suggested one, put to the submitter, with the answer; moments are UTC.

    `wordings` is what was shown, and stays as it was shown.
    """

    id: int
    comment: str
    wordings: Mapping[Language, str]
    message: Mapping[Language, str]
    by: str
    sent: datetime
    answer: CounterAnswer | None = None
    answered: datetime | None = None
    answer_text: str = ""
