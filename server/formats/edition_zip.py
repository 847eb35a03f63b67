"""Editions as a zip of the record's own files, with a README that says what they are and how to cite them."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from server.domain.document import Document
from server.domain.editions import Edition
from server.domain.exports import Sides
from server.formats.edition_text import EditionAddress, citation
from server.formats.edition_words import LICENCES, WORDS
from server.formats.zip_files import write_zip
from server.text.languages import LANGUAGES, Language
from server.text.written import written_day

_NAMES = {Language.NL: "Nederlands", Language.DE: "Deutsch"}


def write_edition_zip(
    edition: Edition,
    document: Document,
    sides: Sides,
    *,
    files: Mapping[str, str],
    address: EditionAddress,
) -> bytes:
    """The zip; `files` are those of the edition in the record, by their paths below `content`."""
    left_out = tuple(f"/{each}/" for each in LANGUAGES if each not in sides.languages)
    folder = f"{document.key}-{edition.key}"
    kept = {path: text for path, text in files.items() if not any(each in path for each in left_out)}
    citations = [(each, citation(edition, document, each, address)) for each in sides.languages]
    readme = "\n".join(_readme(edition, document, sides, each) for each in citations)
    packed = {f"{folder}/README.md": readme.encode()}
    for path, text in sorted(kept.items()):
        packed[f"{folder}/{path.partition('/editions/')[2].partition('/')[2]}"] = text.encode()
    return write_zip(packed, datetime.combine(edition.date, time(), UTC))


def _readme(edition: Edition, document: Document, sides: Sides, cited: tuple[Language, str]) -> str:
    language, citing = cited
    words = WORDS[language]
    status = words.statuses[edition.status]
    return words.readme.format(
        title=document.titles[language],
        edition=edition.labels[language],
        day=written_day(edition.date, language),
        status=status[:1].upper() + status[1:],
        sides="\n".join(f"- `{each}/`: {_NAMES[each]}" for each in sides.languages),
        other=words.other,
        licence=LICENCES.get(document.licence, document.licence),
        citation=citing,
    )
