"""What somebody typed about one target: checked, it becomes a draft that waits in a basket."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.domain.comments import MAX_TEXT, CommentKind, Quote
from server.domain.targets import Target, TargetKind
from server.domain.typed import clean_line, clean_text
from server.text.languages import Language
from server.text.markdown import plain
from server.text.quotes import find_quote, whole_words

# W3C quotes need no more to be found again; the study's anchoring used 32 characters of context.
MAX_QUOTE = 1_000
QUOTE_CONTEXT = 32
# More than anybody writes in one sitting; bounds a submission to what one page can show.
MAX_DRAFTS = 100


class Problem(StrEnum):
    """Why a field is refused; the pages hold the sentence for each in both languages."""

    TEXT_EMPTY = "text-empty"
    TEXT_TOO_LONG = "text-too-long"
    WORDING_EMPTY = "wording-empty"
    WORDING_TOO_LONG = "wording-too-long"
    WORDING_UNCHANGED = "wording-unchanged"
    KIND_UNKNOWN = "kind-unknown"
    QUOTE_TOO_LONG = "quote-too-long"
    QUOTE_NOT_THERE = "quote-not-there"
    LANGUAGE_UNKNOWN = "language-unknown"
    NAME_TOO_LONG = "name-too-long"
    NAME_MISSING = "name-missing"
    ORGANISATION_TOO_LONG = "organisation-too-long"
    GROUP_MISSING = "group-missing"
    COUNTRY_UNKNOWN = "country-unknown"
    EMAIL_INVALID = "email-invalid"
    EMAIL_MISSING = "email-missing"
    RELEASER_INVALID = "releaser-invalid"
    PUBLICATION_MISSING = "publication-missing"
    BASKET_EMPTY = "basket-empty"
    BASKET_FULL = "basket-full"
    FORM_STALE = "form-stale"


class FormRefused(Exception):
    """A form with problems; `problems` maps a field's name to what is wrong with it, in form order."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class CommentForm:
    """What was typed in the form of a target; every field is text exactly as it arrived."""

    text: str = ""
    language: str = ""
    kind: str = CommentKind.REMARK.value
    suggested_wording: str = ""
    quote_exact: str = ""
    quote_prefix: str = ""
    quote_suffix: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked comment that is not submitted yet; `base_text` is what its writer saw of the target.

    It waits in a basket with the fields that it will have as a comment.
    """

    edition: str
    section: str
    target: Target
    language: Language
    kind: CommentKind
    text: str
    suggested_wording: str
    quote: Quote | None
    reply_to: str
    base_text: str


def check_comment(
    form: CommentForm, *, edition: str, section: str, target: Target, bases: Mapping[Language, str]
) -> Draft:
    """Turn what was typed into a draft; `bases` is what stands at the target in each language.

    Lengths count characters after cleaning. A wording can be suggested for a paragraph only.
    Raises FormRefused naming every field that is wrong.
    """
    text, wording = clean_text(form.text), clean_text(form.suggested_wording)
    problems: dict[str, Problem] = {}
    kind = CommentKind(form.kind) if form.kind in tuple(CommentKind) else None
    if kind is None or (kind is CommentKind.SUGGESTION and target.kind is not TargetKind.PARAGRAPH):
        problems["kind"] = Problem.KIND_UNKNOWN
    language = Language(form.language) if form.language in tuple(Language) else None
    if language is None:
        problems["language"] = Problem.LANGUAGE_UNKNOWN
    base = bases[language] if language else ""
    if kind is CommentKind.SUGGESTION:
        problems |= _wording_problems(wording, base)
    elif not clean_line(text):  # invisible characters alone say nothing
        problems["text"] = Problem.TEXT_EMPTY
    if len(text) > MAX_TEXT:
        problems["text"] = Problem.TEXT_TOO_LONG
    quote, problem = _quote(form, [base, *(other for other in bases.values() if other != base)])
    if problem is not None:
        problems["quote_exact"] = problem
    if language is None or kind is None or problems:
        raise FormRefused(problems)
    return Draft(
        edition=edition,
        section=section,
        target=target,
        language=language,
        kind=kind,
        text=text,
        suggested_wording=wording if kind is CommentKind.SUGGESTION else "",
        quote=quote,
        reply_to=clean_line(form.reply_to),
        base_text=base,
    )


def _wording_problems(wording: str, base: str) -> dict[str, Problem]:
    if not clean_line(wording):
        return {"suggested_wording": Problem.WORDING_EMPTY}
    if len(wording) > MAX_TEXT:
        return {"suggested_wording": Problem.WORDING_TOO_LONG}
    if wording == clean_text(base):
        return {"suggested_wording": Problem.WORDING_UNCHANGED}
    return {}


def _quote(form: CommentForm, bases: Iterable[str]) -> tuple[Quote | None, Problem | None]:
    """The quote as the text has it, best in the comment's own language; None where no words were named.

    What a browser sends and what somebody types differ in spaces and signs from what stands there.
    """
    exact = form.quote_exact.strip()
    if not exact:
        return None, None
    if len(exact) > MAX_QUOTE:
        return None, Problem.QUOTE_TOO_LONG
    prefix, suffix = form.quote_prefix[-QUOTE_CONTEXT:], form.quote_suffix[:QUOTE_CONTEXT]
    found = [(text, find_quote(text, exact, prefix, suffix)) for text in map(plain, bases)]
    places = [(place.score, place, text) for text, place in found if place is not None]
    if not places:
        return None, Problem.QUOTE_NOT_THERE
    # The first of the best: the very words of one language are like others of its neighbour.
    _, place, text = max(places, key=lambda each: each[0])
    # Who selects with a mouse or a finger often misses a letter.
    start, end = whole_words(text, place.start, place.end)
    around = text[max(0, start - QUOTE_CONTEXT) : start], text[end : end + QUOTE_CONTEXT]
    return Quote(text[start:end], *around), None
