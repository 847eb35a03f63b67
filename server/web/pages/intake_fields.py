"""What an editor types of a letter: fields of a page to a form, and a form back to the page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from server.domain.comment_forms import CommentForm
from server.domain.comments import CommentKind
from server.domain.document import Paragraph
from server.domain.intake import MAX_TYPED, IntakeComment, IntakeForm
from server.domain.submissions import ContactForm
from server.domain.targets import Target, TargetKind
from server.text.languages import Language
from server.text.markdown import plain
from server.usecases.read_intake_options import IntakeOptions
from server.web.pages.reading import paragraph_label, section_heading
from server.web.translations import catalogue

CONTACT: Final = ("name", "organisation", "group", "country", "email", "publication")
ROW: Final = ("target", "place", "kind", "language", "text", "suggested_wording")
# All rows, what is said of the letter, and the buttons.
MAX_FIELDS: Final = MAX_TYPED * len(ROW) + len(CONTACT) + 10

_ROW_FIELD: Final = re.compile(r"comments\.(\d{1,2})\.([a-z_]+)")
# So much of a wording as tells one paragraph from another in a list.
_EXCERPT: Final = 60

Row = dict[str, str]


def blank_row(language: Language) -> Row:
    """A comment in which nothing has been typed yet."""
    return {**dict.fromkeys(ROW, ""), "kind": CommentKind.REMARK.value, "language": language.value}


def typed_rows(fields: Mapping[str, str], language: Language) -> list[Row]:
    """The comments of the page in their order, MAX_TYPED at most; at least a blank one."""
    rows: dict[int, Row] = {}
    for name, value in fields.items():
        found = _ROW_FIELD.fullmatch(name)
        if found and found[2] in ROW:
            rows.setdefault(int(found[1]), blank_row(language))[found[2]] = value
    return [rows[place] for place in sorted(rows)][:MAX_TYPED] or [blank_row(language)]


def intake_form(fields: Mapping[str, str], rows: Sequence[Row]) -> IntakeForm:
    """What was typed, for the use case; an address that was typed counts before what was chosen in the list."""
    return IntakeForm(
        round=fields.get("round", ""),
        channel=fields.get("channel", ""),
        received=fields.get("received", ""),
        contact=ContactForm(
            **{name: fields.get(name, "") for name in CONTACT},
            idempotency_key=fields.get("idempotency_key", ""),
        ),
        comments=tuple(_comment(row) for row in rows),
    )


def _comment(row: Row) -> IntakeComment:
    is_suggestion = row["kind"] == CommentKind.SUGGESTION
    form = CommentForm(
        text=row["text"],
        language=row["language"],
        kind=row["kind"],
        suggested_wording=row["suggested_wording"] if is_suggestion else "",
    )
    return IntakeComment(row["place"].strip() or row["target"], form)


def target_groups(options: IntakeOptions, language: Language) -> list[dict[str, Any]]:
    """What can be chosen as a target: groups with a title, each of (value, text)."""
    _ = catalogue(language).gettext
    document = (Target(TargetKind.DOCUMENT).thread, _("The whole document"))
    groups = [{"title": _("Document"), "targets": [document]}]
    if options.questions:
        key = options.round.key if options.round else ""
        questions = [
            (Target(TargetKind.QUESTION, f"{key}/{each.key}").thread, each.texts[language])
            for each in options.questions
        ]
        groups.append({"title": _("Questions of the round"), "targets": questions})
    for section in options.sections:
        title = section_heading(section.number, section.titles, language)
        whole = (Target(TargetKind.SECTION, section.key).thread, _("The whole section") + f": {title}")
        inner = _paragraphs(section.number, section.titles[language], section.paragraphs, language)
        groups.append({"title": title, "targets": [whole, *inner]})
    concepts = [
        (Target(TargetKind.CONCEPT, key).thread, terms[language])
        for key, terms in (options.concepts or {}).items()
    ]
    if concepts:
        concepts.sort(key=lambda each: each[1].casefold())
        groups.append({"title": _("Concepts"), "targets": concepts})
    return groups


def _paragraphs(
    number: str, title: str, paragraphs: Sequence[Paragraph], language: Language
) -> Iterator[tuple[str, str]]:
    for position, paragraph in enumerate(paragraphs, start=1):
        words = " ".join(plain(paragraph.wordings[language]).split())
        excerpt = words if len(words) <= _EXCERPT else words[:_EXCERPT].rstrip() + " …"
        yield paragraph.id, f"{paragraph_label(number, title, position, language)}: {excerpt}"
