"""Which language a visitor gets where the address does not say."""

from server.text.languages import Language


def preferred_language(accept_language: str) -> Language:
    """The first of Dutch and German by the weights of Accept-Language; Dutch when neither is asked for.

    RFC 9110, 12.5.4; a header that cannot be read counts as none.
    """
    best, weight = Language.NL, 0.0
    for item in accept_language.split(","):
        tag, _, parameter = item.strip().partition(";")
        primary = tag.strip().lower().split("-")[0]
        wanted = _weight(parameter)
        if primary in tuple(Language) and wanted > weight:
            best, weight = Language(primary), wanted
    return best


def language_of_path(path: str, accept_language: str) -> Language:
    """The language an address is in; for an address outside both, what the browser prefers."""
    for language in Language:
        if path == f"/{language}" or path.startswith(f"/{language}/"):
            return language
    return preferred_language(accept_language)


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
