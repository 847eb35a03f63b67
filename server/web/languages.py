"""Which language a visitor gets where the address does not say."""

from server.text.languages import Language
from server.web.weights import weights


def preferred_language(accept_language: str) -> Language:
    """The first of Dutch and German by the weights of Accept-Language; Dutch when neither is asked for.

    RFC 9110, 12.5.4.
    """
    best, best_weight = Language.NL, 0.0
    for tag, weight in weights(accept_language).items():
        primary = tag.split("-")[0]
        if primary in tuple(Language) and weight > best_weight:
            best, best_weight = Language(primary), weight
    return best


def language_of_path(path: str, accept_language: str) -> Language:
    """The language an address is in; for an address outside both, what the browser prefers."""
    for language in Language:
        if path == f"/{language}" or path.startswith(f"/{language}/"):
            return language
    return preferred_language(accept_language)
