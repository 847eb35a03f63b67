"""The document and its editions."""

from server.domain.document import wording_hash
from server.domain.editions import StepException
from server.formats.comment_shapes import SectionShape
from server.store.editions import EditionEntry, SectionEntry
from server.text.languages import Language
from server.usecases.read_paragraph import read_listed_edition, read_overview_of_editions
from server.usecases.read_paragraph import read_paragraph as paragraph_to_read
from server.web import addresses
from server.web.api.asking import Asked
from server.web.api.shapes import (
    ContentsShape,
    DocumentShape,
    EditionShape,
    EditionsShape,
    EntranceShape,
    ExceptionShape,
    ParagraphEntryShape,
    ParagraphShape,
    SectionEntryShape,
    WordingShape,
)


def read_entrance(asked: Asked) -> EntranceShape:
    """Where everything is."""
    return EntranceShape(
        document=asked.address("document"),
        editions=asked.address("editions"),
        rounds=asked.address("rounds"),
        concepts=asked.address("concepts"),
        search=asked.address("search"),
        submissions=asked.address("submissions"),
        proof=asked.address("proof"),
        description=asked.address("openapi.json"),
    )


def read_document(asked: Asked) -> DocumentShape:
    """The whole work."""
    found = read_overview_of_editions(asked.services.database)
    document = found.document
    return DocumentShape(
        key=document.key,
        titles=document.titles,
        subtitles=document.subtitles,
        publisher=document.publisher,
        licence=document.licence,
        current_edition=found.editions[0].key,
        pages=asked.pages(addresses.start),
    )


def read_editions(asked: Asked) -> EditionsShape:
    """Every edition, the newest first."""
    found = read_overview_of_editions(asked.services.database).editions
    return EditionsShape([_edition(each, asked, is_current=each is found[0]) for each in found])


def read_edition(asked: Asked) -> ContentsShape:
    """An edition with its sections and paragraphs."""
    found = read_listed_edition(asked.services.database, asked.path["edition"])
    key = found.edition.key
    return ContentsShape(
        _edition(found.edition, asked, is_current=found.is_current),
        [
            SectionEntryShape(
                key=section.key,
                number=section.number,
                titles=section.titles,
                level=section.level,
                pages=_section_pages(section, key, asked),
                paragraphs=[
                    ParagraphEntryShape(each.id, _paragraph_address(key, each.id, asked), each.shown)
                    for each in found.paragraphs.get(section.key, ())
                ],
            )
            for section in found.sections
        ],
    )


def read_paragraph(asked: Asked) -> ParagraphShape:
    """A paragraph with both wordings."""
    edition, key = asked.path["edition"], asked.path["paragraph"]
    found = paragraph_to_read(asked.services.database, edition, key)
    place = found.place
    return ParagraphShape(
        id=key,
        edition=edition,
        section=SectionShape(place.section, place.number, place.titles),
        position=place.position,
        wordings={
            language: WordingShape(text, wording_hash(text))
            for language, text in found.paragraph.wordings.items()
        },
        exception=_exception(found.exception) if found.exception else None,
        comments=found.comments,
        permalink=asked.page(addresses.permalink(key)),
        pages=asked.pages(
            lambda language: addresses.section(language, place.slugs[language], edition, paragraph=key)
        ),
        threads=asked.pages(lambda language: addresses.thread(language, edition, key)),
    )


def _edition(edition: EditionEntry, asked: Asked, *, is_current: bool) -> EditionShape:
    return EditionShape(
        key=edition.key,
        address=asked.address("editions", edition.key),
        labels=edition.labels,
        date=edition.date,
        status=edition.status,
        predecessor=edition.predecessor,
        change_notes=edition.change_notes,
        exceptions=[_exception(each) for each in edition.exceptions],
        is_current=is_current,
        pages=asked.pages(lambda language: addresses.contents(language, edition.key)),
    )


def _exception(signed: StepException) -> ExceptionShape:
    return ExceptionShape(signed.paragraph, signed.follows, signed.reasons, signed.by, signed.date)


def _section_pages(section: SectionEntry, edition: str, asked: Asked) -> dict[Language, str]:
    return asked.pages(lambda language: addresses.section(language, section.slugs[language], edition))


def _paragraph_address(edition: str, paragraph_id: str, asked: Asked) -> str:
    return asked.address("editions", edition, "paragraphs", paragraph_id)
