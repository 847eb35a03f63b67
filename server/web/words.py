"""Words of the domain as the templates write them, for what is no page: one place says each of them."""

from functools import cache
from typing import Final

from markupsafe import Markup

from server.text.languages import Language
from server.web.rendering import environment

_PLACES: Final = {
    "group_name": "_word_macros.html",
    "kind_text": "_word_macros.html",
    "outcome_text": "_word_macros.html",
    "country_name": "_word_macros.html",
    "channel_text": "_moderation_macros.html",
    "comment_kind": "_moderation_macros.html",
    "decline_reason": "_moderation_macros.html",
    "state_word": "_moderation_macros.html",
}


@cache
def word(macro: str, value: str, language: Language) -> str:
    """What a macro of the templates says of a value such as a state, as plain text."""
    module = environment(language).get_template(_PLACES[macro]).module
    return Markup(getattr(module, macro)(value)).unescape().strip()  # noqa: S704 - made by our own template
