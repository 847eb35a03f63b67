"""The only door to simplemma: the dictionary form of a word, for commands that propose forms.

Its frugal reader takes 23 MiB and 0.7 s at the first word (172 MiB and 1.2 s otherwise; measured), so no web
process asks for it: the search ships what it needs of these lists (server/search/analysis/word_models.py).
"""

import re
from collections.abc import Iterable

from server.text.languages import Language
from server.text.phrases import fold_case

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class LemmasMissing(Exception):
    """The extra `[forms]` is not installed."""


def lemma(word: str, language: Language) -> str:
    """The dictionary form of a word. Raises LemmasMissing."""
    try:
        # Imported here because it is an extra that web processes do without.
        import simplemma  # noqa: PLC0415
    except ImportError as error:
        raise LemmasMissing from error
    return str(simplemma.lemmatize(word, lang=language.value, low_memory=True))


def other_forms(term: str, texts: Iterable[str], language: Language) -> list[str]:
    """The words of the texts that share the term's dictionary form but are written otherwise, by spelling.

    Only for terms of one word: in a phrase each word bends in its own way. Raises LemmasMissing.
    """
    if not _WORD.fullmatch(term):
        return []
    wanted = fold_case(lemma(term, language))
    known, found = {fold_case(term)}, dict[str, str]()
    for text in texts:
        for word in _WORD.findall(text):
            folded = fold_case(word)
            if folded not in known:
                known.add(folded)
                if fold_case(lemma(word, language)) == wanted:
                    found[folded] = word
    return sorted(found.values())
