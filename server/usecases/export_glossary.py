"""Export the glossary: all concepts as one file in a format that other tools read."""

from enum import StrEnum

from server.formats import glossary_tables, skos, tbx2, tbx3
from server.store import glossary
from server.store.database import Database
from server.usecases.missing import Missing


class GlossaryFormat(StrEnum):
    """The formats, by the ending of the file's name."""

    TBX3 = "tbx"
    TBX2 = "v2.tbx"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "ttl"


def export_glossary(database: Database, kind: GlossaryFormat, *, base: str) -> bytes:
    """All concepts in this format; `base` is the address that their keys are put behind, ending in "/".

    Raises Missing when there is no concept.
    """
    with database.read() as connection:
        concepts = glossary.all_concepts(connection)
    if not concepts:
        raise Missing("glossary", kind)
    match kind:
        case GlossaryFormat.TBX3:
            return tbx3.export(concepts)
        case GlossaryFormat.TBX2:
            return tbx2.export(concepts)
        case GlossaryFormat.CSV:
            return glossary_tables.export_csv(concepts)
        case GlossaryFormat.TSV:
            return glossary_tables.export_tsv(concepts)
        case GlossaryFormat.TURTLE:
            return skos.export(concepts, base)
