"""Which forms the stemmer alone would not bring together with their dictionary form."""

import re
from collections.abc import Iterator

from server.search.analysis.common_words import COMMON_WORDS
from server.search.analysis.stemming import stemmed
from server.text.languages import Language
from wordlists.sources import ADJECTIVE, VERB, Dictionary, read_pairs

# Particles that stand before the ge- of a participle, and prefixes that take none.
_PARTICIPLE = re.compile(r"^(?P<particle>.*?)ge(?P<stem>.{2,})t$")


def exceptions(dictionary: Dictionary) -> dict[str, str]:
    """Forms whose stem is not that of their dictionary form, with that form."""
    language = dictionary.language
    found: dict[str, str] = {}
    # Dictionary forms may be forms of others ("trainierend" of "trainieren"): forms follow them, two steps at most.
    for _ in range(3):
        found = _kept_apart(dictionary, found)
    for form, lemma in read_pairs(f"{language}-overrides.txt").items():
        found.pop(form, None)
        if stemmed(form, language) != stemmed(lemma, language):
            found[form] = lemma
    return {form: lemma for form, lemma in found.items() if form != lemma and lemma}


def _kept_apart(dictionary: Dictionary, known: dict[str, str]) -> dict[str, str]:
    """The exceptions where each dictionary form stands for the one that is known for it."""
    language, common = dictionary.language, COMMON_WORDS[dictionary.language]
    found = {}
    for form, lemmas in dictionary.lemmas.items():
        if form not in common and len(form) > 1:
            bases = (_basis(lemma, dictionary) for lemma in lemmas)
            wanted = {known.get(basis, basis) for basis in bases}
            if stemmed(form, language) not in {stemmed(lemma, language) for lemma in wanted}:
                found[form] = min(wanted)
    return found


def _basis(lemma: str, dictionary: Dictionary) -> str:
    """The infinitive of a German participle that simplemma lists as a word of its own; else the lemma."""
    if dictionary.language is Language.DE and dictionary.kinds.get(lemma) == {ADJECTIVE}:
        for verb in _infinitives(lemma):
            if VERB in dictionary.kinds.get(verb, ()):
                return verb
    return lemma


def _infinitives(participle: str) -> Iterator[str]:
    stems = [participle[:-1]] if participle.endswith("t") else []
    found = _PARTICIPLE.match(participle)
    if found:
        stems.insert(0, found["particle"] + found["stem"])
    for stem in stems:
        bare = stem.removesuffix("e")
        yield from (stem + "n", stem + "en", bare + "en")
