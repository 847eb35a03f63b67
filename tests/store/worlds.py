"""Small worlds: values with as little in them as a test needs."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, event

from server.domain.comments import Comment, StakeholderGroup
from server.domain.document import Paragraph, Section, wording_hash
from server.domain.editions import Edition, EditionStatus
from server.domain.glossary import (
    Concept,
    DisputeState,
    ProcessState,
    Relation,
    Side,
    Term,
    TermStatus,
)
from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.text.languages import Language

NOON = datetime(2021, 10, 1, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def paragraph(paragraph_id: str, nl: str = "Tekst.", de: str = "Text.") -> Paragraph:
    """A paragraph with both wordings."""
    return Paragraph(paragraph_id, {Language.NL: nl, Language.DE: de})


def section(key: str, number: str, *paragraphs: Paragraph, nl: str = "Titel", de: str = "Titel") -> Section:
    """A section; its slugs follow from number and titles."""
    return Section(key, number, {Language.NL: nl, Language.DE: de}, paragraphs)


def edition(key: str = "2021", *sections: Section, day: date = date(2021, 9, 28)) -> Edition:
    """An edition open for comments."""
    return Edition(
        key=key,
        labels={Language.NL: f"Editie {key}", Language.DE: f"Fassung {key}"},
        date=day,
        status=EditionStatus.CONSULTATION,
        predecessor=None,
        change_notes={},
        sections=sections,
    )


def comment(
    comment_id: str = "c-000001",
    *,
    paragraph_id: str = "p-aaaaa",
    state: ModerationState = ModerationState.HELD,
    text: str = "Ons mkb mist hier de ambachten.",
    created: datetime = NOON,
) -> Comment:
    """A Dutch comment on a paragraph of section 1-1 of the edition 2021."""
    base = "Tekst."
    return Comment(
        id=comment_id,
        round="autumn",
        edition="2021",
        section="1-1",
        target=Target(TargetKind.PARAGRAPH, paragraph_id),
        language=Language.NL,
        text=text,
        name="Jantje Meijer",
        group=StakeholderGroup.MUNICIPALITY,
        created=created,
        state=state,
        base_hash=wording_hash(base),
        base_text=base,
    )


def in_state(value: Comment, state: ModerationState) -> Comment:
    """The same comment in another state of moderation."""
    return replace(value, state=state)


def concept(key: str, nl: str, de: str, dispute: DisputeState = DisputeState.NONE) -> Concept:
    """A concept with one preferred term a side."""

    def side(term: str) -> Side:
        return Side(f"Wat {term} is.", "4.2", (Term(term, TermStatus.PREFERRED, forms=(f"{term}s",)),))

    return Concept(
        key=key,
        subject_field="innovation",
        process=ProcessState.OPEN,
        relation=Relation.CLOSE,
        dispute=dispute,
        dispute_reasons={},
        sides={Language.NL: side(nl), Language.DE: side(de)},
    )


@contextmanager
def statements_of(connection: Connection) -> Iterator[list[str]]:
    """The SQL statements that a block sends."""
    sent: list[str] = []

    def listen(*details: object) -> None:
        sent.append(str(details[2]))

    event.listen(connection, "before_cursor_execute", listen)
    try:
        yield sent
    finally:
        event.remove(connection, "before_cursor_execute", listen)


def ids(comments: Iterable[Comment]) -> list[str]:
    """Which comments these are."""
    return [each.id for each in comments]
