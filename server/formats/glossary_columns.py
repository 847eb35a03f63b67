"""The columns of the glossary as a table with one row for each term, and whom each of them describes."""

from typing import Final

# What a concept says of itself stands in the first of its rows, what a side says in the first of the side's.
CONCEPT: Final = ("subject_field", "process", "relation", "dispute", "sign_offs")
SIDE: Final = ("definition", "source", "reading", "reading_source", "dispute_reason")
TERM: Final = (
    "term",
    "status",
    "part_of_speech",
    "gender",
    "region",
    "reason",
    "case_sensitive",
    "forms",
    "not_in",
)
COLUMNS: Final = ("concept", "language", *TERM, *SIDE, *CONCEPT)

DELIMITER: Final = ";"
YES: Final = "yes"
NO: Final = "no"
