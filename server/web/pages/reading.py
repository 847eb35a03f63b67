"""Views that several pages share: comments as they are shown, labels of paragraphs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.comments import Comment
from server.text.languages import Language
from server.web.translations import catalogue


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment for a template; `text_blocks` are its paragraphs, each a list of lines, never HTML."""

    id: str
    language: str
    name: str
    group: str
    created: datetime
    text_blocks: list[list[str]]
    paragraph_id: str
    edition: str
    paragraph_label: str = ""
    paragraph_href: str = ""


def shown_comment(comment: Comment, label: str = "", href: str = "") -> ShownComment:
    """The comment as a reader sees it."""
    blocks = [block.split("\n") for block in comment.text.split("\n\n") if block.strip()]
    return ShownComment(
        id=comment.id,
        language=comment.language.value,
        name=comment.name,
        group=comment.group.value,
        created=comment.created,
        text_blocks=[[line for line in lines if line.strip()] for lines in blocks],
        paragraph_id=comment.paragraph_id,
        edition=comment.edition,
        paragraph_label=label,
        paragraph_href=href,
    )


def paragraph_label(number: str, title: str, position: int, language: Language) -> str:
    """How a paragraph is cited: "4.2, alinea 3"; parts without a number go by their title."""
    section = number or title
    return catalogue(language).gettext("%(section)s, paragraph %(number)s") % {
        "section": section,
        "number": position,
    }


def section_heading(number: str, titles: Mapping[Language, str], language: Language) -> str:
    """Number and title in one line."""
    return f"{number} {titles[language]}".strip()


def plain_texts(by_language: Mapping[Language, str]) -> dict[str, str]:
    """The same values by language code, as templates ask for them."""
    return {language.value: text for language, text in by_language.items()}
