"""Words that several pages share: how paragraphs and sections are cited."""

from collections.abc import Mapping

from server.text.languages import Language
from server.web.translations import catalogue


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
