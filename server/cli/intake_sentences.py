"""What is expected instead of what stands in a table, in English; the page says the same in Dutch and German."""

from collections.abc import Mapping
from typing import Final

from server.domain.comment_forms import Problem
from server.domain.intake import IntakeProblem
from server.domain.intake_rows import MAX_ROWS
from server.formats.intake_table import MAX_BYTES, TableProblem

CELLS: Final[Mapping[str, str]] = {
    IntakeProblem.CHANNEL_UNKNOWN: "must be letter, e-mail, meeting or other",
    IntakeProblem.DAY_INVALID: "must be a day such as 2021-10-05 or 5-10-2021",
    IntakeProblem.DAY_IN_FUTURE: "must not lie in the future",
    IntakeProblem.DAY_OUTSIDE: "must lie within the round",
    IntakeProblem.TARGET_MISSING: "must say what the comment is about",
    IntakeProblem.TARGET_UNKNOWN: "is nothing in the edition of the round: give an address, a paragraph id, a section",
    IntakeProblem.COMMENTS_MISSING: "must hold a comment",
    IntakeProblem.ALREADY_THERE: "the same words under the same name are there already",
    IntakeProblem.REFERENCE_DIFFERS: "differs from the row above with the same reference",
    Problem.TEXT_EMPTY: "must not be empty",
    Problem.TEXT_TOO_LONG: "is too long",
    Problem.WORDING_EMPTY: "must hold the suggested wording",
    Problem.WORDING_TOO_LONG: "is too long",
    Problem.WORDING_UNCHANGED: "is the wording as it is",
    Problem.KIND_UNKNOWN: "must be remark, question or suggestion; a wording is suggested for a paragraph only",
    Problem.LANGUAGE_UNKNOWN: "must be nl or de",
    Problem.NAME_TOO_LONG: "is too long",
    Problem.NAME_MISSING: "must not be empty together with the organisation where the name is published",
    Problem.ORGANISATION_TOO_LONG: "is too long",
    Problem.GROUP_MISSING: "must be one of the groups",
    Problem.COUNTRY_UNKNOWN: "must be nl, de or other, or empty",
    Problem.EMAIL_INVALID: "must be like name@example.org",
    Problem.PUBLICATION_MISSING: "must be with name, without name or not",
}

TABLES: Final[Mapping[TableProblem, str]] = {
    TableProblem.TOO_LARGE: f"the file is larger than {MAX_BYTES // 2**20} MiB",
    TableProblem.NOT_UTF8: "is not UTF-8; save the table as CSV UTF-8 or as .xlsx",
    TableProblem.NOT_A_TABLE: "cannot be read; perhaps a quotation mark is missing",
    TableProblem.WORKBOOK_BROKEN: "this is no workbook that can be opened; save it anew as .xlsx, without a password",
    TableProblem.WORKBOOK_TOO_LARGE: "the workbook would become far too large when it is opened",
    TableProblem.COLUMN_UNKNOWN: "unknown column",
    TableProblem.COLUMN_MISSING: "missing column",
    TableProblem.COLUMN_TWICE: "the column is there twice",
    TableProblem.TOO_MANY_ROWS: f"there are more than {MAX_ROWS} rows",
    TableProblem.NO_ROWS: "the table is empty",
}
