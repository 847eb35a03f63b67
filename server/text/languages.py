"""The languages of the project and how to move between the two."""

from enum import StrEnum


class Language(StrEnum):
    """A language of the document, as its ISO 639-1 code (also the value of HTML's `lang`)."""

    NL = "nl"
    DE = "de"

    @property
    def other(self) -> "Language":
        """The language of the counterpart."""
        return Language.DE if self is Language.NL else Language.NL


LANGUAGES: tuple[Language, ...] = (Language.NL, Language.DE)
