"""The sentences of the interface, asked for as templates ask: stories outlive a better translation."""

from server.text.languages import Language
from server.web.translations import catalogue


def nl(sentence: str, context: str = "") -> str:
    """A sentence as Dutch pages say it."""
    return _said(Language.NL, sentence, context)


def de(sentence: str, context: str = "") -> str:
    """A sentence as German pages say it."""
    return _said(Language.DE, sentence, context)


def _said(language: Language, sentence: str, context: str) -> str:
    texts = catalogue(language)
    said = texts.pgettext(context, sentence) if context else texts.gettext(sentence)
    assert said != sentence, f"the interface has no sentence {sentence!r}"
    return said
