"""Comments: one remark on one paragraph, kept with the wording it was made on."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.domain.moderation import ModerationState
from server.text.languages import Language

# About two printed pages; keeps the worst page and the worst search document bounded.
MAX_TEXT = 10_000
MAX_NAME = 120
# RFC 5321, 4.5.3.1.3: a path is at most 256 octets with its angle brackets.
MAX_EMAIL = 254

_CONCEPT_THREAD = "concept/"

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(?:\.[^@\s,;<>\".]+)+")
_IDEMPOTENCY_KEY = re.compile(r"[0-9A-Za-z_-]{16,64}")


class StakeholderGroup(StrEnum):
    """The kind of submitter (LANGUAGE.md)."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    MUNICIPALITY = "municipality"
    CHAMBER = "chamber"
    COMPANY = "company"
    KNOWLEDGE_INSTITUTION = "knowledge-institution"
    CITIZEN = "citizen"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Comment:
    """A stored comment, on a paragraph or on a concept (then `section` and `paragraph_id` are empty).

    `base_text` is what the submitter saw, in the comment's own language: the wording, or the definition.

    `created` is UTC. The e-mail address is not part of it: it never leaves its own table.
    """

    id: str
    round: str
    edition: str
    section: str
    paragraph_id: str
    language: Language
    text: str
    name: str
    group: StakeholderGroup
    created: datetime
    state: ModerationState
    base_hash: str
    base_text: str
    concept: str = ""

    @property
    def thread(self) -> str:
        """The name of the thread it is in: one per paragraph and one per concept, over both languages."""
        return concept_thread(self.concept) if self.concept else self.paragraph_id


def concept_thread(concept: str) -> str:
    """The name of the thread on a concept; a paragraph's thread has the paragraph's id."""
    return f"{_CONCEPT_THREAD}{concept}"


def concept_of_thread(thread: str) -> str:
    """The concept a thread is on, or "" for a paragraph's thread."""
    return thread.removeprefix(_CONCEPT_THREAD) if thread.startswith(_CONCEPT_THREAD) else ""


@dataclass(frozen=True, slots=True)
class CommentForm:
    """What somebody typed, before it is checked; every field is text exactly as it arrived."""

    text: str = ""
    language: str = ""
    name: str = ""
    group: str = ""
    email: str = ""
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class NewComment:
    """A form that passed every check."""

    text: str
    language: Language
    name: str
    group: StakeholderGroup
    email: str | None
    idempotency_key: str


class Problem(StrEnum):
    """Why a field is refused; the pages hold the sentence for each in both languages."""

    TEXT_EMPTY = "text-empty"
    TEXT_TOO_LONG = "text-too-long"
    LANGUAGE_UNKNOWN = "language-unknown"
    NAME_TOO_LONG = "name-too-long"
    GROUP_MISSING = "group-missing"
    EMAIL_INVALID = "email-invalid"
    FORM_STALE = "form-stale"


class FormRefused(Exception):
    """A form with problems; `problems` maps a field's name to what is wrong with it, in form order."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = dict(problems)


def check_form(form: CommentForm) -> NewComment:
    """Turn what was typed into a new comment.

    Lengths count characters after cleaning. Raises FormRefused naming every field that is wrong.
    """
    text, name, email = clean_text(form.text), clean_line(form.name), form.email.strip()
    problems: dict[str, Problem] = {}
    if not clean_line(text):  # invisible characters alone say nothing
        problems["text"] = Problem.TEXT_EMPTY
    elif len(text) > MAX_TEXT:
        problems["text"] = Problem.TEXT_TOO_LONG
    if form.language not in tuple(Language):
        problems["language"] = Problem.LANGUAGE_UNKNOWN
    if len(name) > MAX_NAME:
        problems["name"] = Problem.NAME_TOO_LONG
    if form.group not in tuple(StakeholderGroup):
        problems["group"] = Problem.GROUP_MISSING
    if email and not _is_address(email):
        problems["email"] = Problem.EMAIL_INVALID
    if not _IDEMPOTENCY_KEY.fullmatch(form.idempotency_key):
        problems["idempotency_key"] = Problem.FORM_STALE
    if problems:
        raise FormRefused(problems)
    return NewComment(
        text=text,
        language=Language(form.language),
        name=name,
        group=StakeholderGroup(form.group),
        email=email or None,
        idempotency_key=form.idempotency_key,
    )


def _is_address(email: str) -> bool:
    return len(email) <= MAX_EMAIL and email.isprintable() and _EMAIL.fullmatch(email) is not None


def clean_text(text: str) -> str:
    """Canonical form of a typed text: NFC, line feeds, no control characters, no blank edges.

    Control, surrogate and unassigned characters are dropped (they make HTML and Atom invalid);
    line breaks and tabs stay.
    """
    kept = "".join(c for c in text if c in "\r\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    # Last, as letters and accents may have come together.
    return unicodedata.normalize("NFC", kept.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_line(text: str) -> str:
    """Canonical form of a typed name: as clean_text, on one line, without invisible format characters."""
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(clean_text(visible).split())
