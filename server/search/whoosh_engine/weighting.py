"""How much a term weighs in a document: Whoosh's BM25F with lengths that compare like with like."""

from typing import Any

from whoosh import scoring

from server.search.documents import Part
from server.search.matching import Tier
from server.search.whoosh_engine.schema import PARTS_FIELD, field_name, part_term
from server.text.languages import LANGUAGES

_FIELDS = {
    field_name(language, part, tier): part_term(language, part)
    for language in LANGUAGES
    for part in Part
    for tier in Tier
}
# A concept with many forms is no weaker an answer than one with few: its length does not count.
_NO_LENGTH = {f"{field_name(language, Part.TERM, tier)}_B": 0.0 for language in LANGUAGES for tier in Tier}


class Weighting(scoring.BM25F):  # type: ignore[misc]  # whoosh has no types
    """BM25F (Robertson, Zaragoza, Taylor, CIKM 2004), the average length taken over documents with the field.

    Whoosh averages over all documents: then every comment in Dutch makes the German wordings look longer
    than average, and what few documents have, like terms, counts for next to nothing.
    """

    def __init__(self) -> None:
        super().__init__(**_NO_LENGTH)

    def scorer(self, searcher: Any, fieldname: str, text: Any, qf: int = 1) -> Any:
        """Whoosh's scorer of one term, with the average length corrected."""
        scorer = super().scorer(searcher, fieldname, text, qf=qf)
        if fieldname in _FIELDS:
            reader = searcher.get_parent().reader()
            holders = reader.doc_frequency(PARTS_FIELD, _FIELDS[fieldname].encode())
            scorer.avgfl = reader.field_length(fieldname) / max(holders, 1) or 1.0
        return scorer
