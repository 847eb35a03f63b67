"""A made-up edition of real wordings: sections of chosen lengths with chosen numbers of shown comments."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path

from benchmarks import shipped
from server.assembly import Rooms, now, open_rooms
from server.domain.comments import Comment, StakeholderGroup
from server.domain.document import ID_ALPHABET, Paragraph, Section, wording_hash
from server.domain.editions import Edition
from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.settings import Settings
from server.store import comments, documents, editions, glossary, rounds, sections
from server.text.languages import Language
from server.usecases.render_fragments import find_occurrences, render_fragments
from server.web import addresses

# Two sentences, as in the studies: about 300 characters.
_TEXT = (
    "Wij vinden dat het mkb in de grensregio hier te weinig aan bod komt. Juist kleine bedrijven hebben geen "
    "eigen afdeling voor digitalisering. Een voucher die aan beide kanten van de grens geldt, zou voor hen "
    "het verschil maken, mits de aanvraag kort is en in de eigen taal kan worden gedaan."
)


@dataclass(frozen=True, slots=True)
class SectionMade:
    """A section of the world: how long it is, how much was said on it, and the address of its page."""

    paragraphs: int
    comments: int
    path: str


def make(folder: Path, lengths: list[int], amounts: list[int]) -> tuple[Rooms, list[SectionMade]]:
    """An opened installation whose current edition has a section for each length and number of comments."""
    wanted = [(length, amount) for length in lengths for amount in amounts]
    edition = replace(shipped.consulted_edition(), sections=tuple(_sections(wanted)))
    rooms = open_rooms(Settings(data=folder))
    record = shipped.record()
    with rooms.database.write() as connection:
        documents.save_document(connection, record.document)
        glossary.save_concepts(connection, record.concepts)
        rounds.save_rounds(connection, [rounds.KeptRound(each, each) for each in record.rounds])
        editions.save_edition(connection, edition)
        sections.save_fragments(
            connection, edition.key, render_fragments(edition, record.concepts, addresses.concept)
        )
        glossary.save_occurrences(connection, edition.key, find_occurrences(edition, record.concepts))
        comments.save_comments(connection, list(_comments(edition, [amount for _, amount in wanted])))
    made = [
        SectionMade(length, amount, addresses.section(Language.NL, section.slug(Language.NL)))
        for (length, amount), section in zip(wanted, edition.sections, strict=True)
    ]
    return rooms, made


def _sections(wanted: list[tuple[int, int]]) -> Iterator[Section]:
    real = [paragraph for section in shipped.consulted_edition().sections for paragraph in section.paragraphs]
    ids = (f"p-{_base32(number, 5)}" for number in range(10**6))
    for number, (length, _) in enumerate(wanted, start=1):
        members = tuple(
            Paragraph(paragraph_id, each.wordings)
            for each, paragraph_id in zip(islice(cycle(real), length), ids, strict=False)
        )
        titles = {Language.NL: f"Deel {number}", Language.DE: f"Teil {number}"}
        yield Section(f"{number}-part", str(number), titles, members)


def _comments(edition: Edition, amounts: list[int]) -> Iterator[Comment]:
    """So many comments on each section, spread evenly over its paragraphs."""
    sequence, began = 0, now().replace(microsecond=0)
    [round_key] = [each.key for each in shipped.record().rounds if each.edition == edition.key]
    for section, amount in zip(edition.sections, amounts, strict=True):
        for paragraph in islice(cycle(section.paragraphs), amount):
            sequence += 1
            wording = paragraph.wordings[Language.NL]
            yield Comment(
                id=f"c-{_base32(sequence, 8)}",
                round=round_key,
                edition=edition.key,
                section=section.key,
                target=Target(TargetKind.PARAGRAPH, paragraph.id),
                language=Language.NL,
                text=_TEXT,
                name="Jantje Meijer",
                group=StakeholderGroup.COMPANY,
                created=began + timedelta(seconds=sequence),
                state=ModerationState.SHOWN,
                base_hash=wording_hash(wording),
                base_text=wording,
            )


def _base32(number: int, digits: int) -> str:
    return "".join(ID_ALPHABET[number >> 5 * place & 31] for place in reversed(range(digits)))
