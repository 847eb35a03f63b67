"""What is wrong with the fields of a submission, in words and with pointers into the body."""

from collections.abc import Mapping, Sequence
from typing import Final

from server.domain.comment_forms import MAX_DRAFTS, MAX_QUOTE, Problem
from server.domain.comments import MAX_TEXT
from server.domain.submissions import MAX_NAME
from server.usecases.submit_at_once import WrongField
from server.web.problems import FieldError

_DETAILS: Final[Mapping[str, str]] = {
    Problem.TEXT_EMPTY: "A comment needs a text.",
    Problem.TEXT_TOO_LONG: f"A text has at most {MAX_TEXT} characters.",
    Problem.WORDING_EMPTY: "A suggestion needs the wording that is suggested.",
    Problem.WORDING_TOO_LONG: f"A wording has at most {MAX_TEXT} characters.",
    Problem.WORDING_UNCHANGED: "The wording is the one that stands there.",
    Problem.KIND_UNKNOWN: "Only a paragraph can be worded otherwise.",
    Problem.QUOTE_TOO_LONG: f"A quote has at most {MAX_QUOTE} characters.",
    Problem.QUOTE_NOT_THERE: "These words do not stand there.",
    Problem.LANGUAGE_UNKNOWN: "The language is nl or de.",
    Problem.NAME_TOO_LONG: f"A name has at most {MAX_NAME} characters.",
    Problem.NAME_MISSING: "Who is to be published by name needs a name or an organisation.",
    Problem.ORGANISATION_TOO_LONG: f"The name of an organisation has at most {MAX_NAME} characters.",
    Problem.GROUP_MISSING: "A group is needed.",
    Problem.COUNTRY_UNKNOWN: "The country is nl, de or other.",
    Problem.EMAIL_INVALID: "This is no e-mail address.",
    Problem.EMAIL_MISSING: "An e-mail address is needed: the link to confirm with goes there.",
    Problem.RELEASER_INVALID: "This is no e-mail address, or the submitter's own.",
    Problem.PUBLICATION_MISSING: "It must be said what may be published.",
    Problem.BASKET_EMPTY: "A submission needs a comment.",
    Problem.BASKET_FULL: f"A submission has at most {MAX_DRAFTS} comments.",
    "target-unknown": "There is nothing such in this edition or round.",
    "reply-unknown": "No public comment on the same target has this id.",
}
_MEMBERS: Final[Mapping[str, str]] = {
    "quote_exact": "quote/exact",
    "quote_prefix": "quote/prefix",
    "quote_suffix": "quote/suffix",
}


def errors_of(wrong: Sequence[WrongField]) -> list[FieldError]:
    """Every wrong field with a JSON pointer (RFC 6901)."""
    return [_error(each) for each in wrong]


def _error(wrong: WrongField) -> FieldError:
    member = _MEMBERS.get(wrong.field, wrong.field)
    place = "contact" if wrong.comment is None else f"comments/{wrong.comment}"
    return FieldError(wrong.code, _DETAILS.get(wrong.code, wrong.code), pointer=f"/{place}/{member}")
