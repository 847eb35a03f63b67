"""What the models are built from: simplemma's forms, and the lists in this folder."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from server.search.analysis.folding import listed
from server.text.languages import Language

FOLDER: Final = Path(__file__).parent

NOUN, VERB, ADJECTIVE = "noun", "verb", "adjective"


@dataclass
class Dictionary:
    """Words of one language as folding.listed spells them.

    Each form with its possible dictionary forms; each dictionary form with its forms, its kinds (Dutch nouns
    and adjectives are all NOUN: simplemma does not tell them apart), and its forms as noun or adjective.
    """

    language: Language
    lemmas: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    nominal: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, form: str, lemma: str, kind: str = "") -> None:
        """Notes a listed form of a listed dictionary form."""
        self.lemmas[form].add(lemma)
        self.forms[lemma].add(form)
        if kind:
            self.kinds[lemma].add(kind)
        if kind != VERB:
            self.nominal[lemma].add(form)


def read_words(name: str) -> list[str]:
    """The words of a list; lines that begin with # are remarks."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def read_pairs(name: str) -> dict[str, str]:
    """The lines "form = lemma" of a list."""
    words = read_words(name)
    return dict(zip(words[::3], words[2::3], strict=True))


def read_not_parts(language: Language, place: str) -> set[str]:
    """What never stands in this place ("modifier" or "head") of a compound."""
    found: set[str] = set()
    heading = ""
    for line in (FOLDER / "not-parts.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif not line.startswith("#") and heading == f"{language}.{place}":
            found.update(listed(word, language) for word in line.split())
    return found


def read_dictionary(language: Language) -> Dictionary:
    """simplemma's forms of a language and our additions to them."""
    found = Dictionary(language)
    # Underscores part the particles of Dutch verbs and some compounds: "samen_werken".
    pairs = [(form, lemma.replace("_", "")) for form, lemma in _simplemma(language).items()]
    for form, lemma in pairs:
        if form.isalpha() and lemma.isalpha():
            kind = _german_kind(lemma) if language is Language.DE else ""
            found.add(listed(form, language), listed(lemma, language), kind)
    for word in read_words(f"{language}-more.txt"):
        if word.isalpha():
            found.add(listed(word, language), listed(word, language), NOUN)
    if language is Language.NL:
        for lemma, forms in found.forms.items():
            found.kinds[lemma].add(VERB if _is_dutch_verb(lemma, forms) else NOUN)
    return found


def english_words() -> list[str]:
    """simplemma's English forms."""
    return sorted(form for form in _simplemma("en") if form.isalpha())


def _simplemma(language: str) -> dict[str, str]:
    return dict(DefaultDictionaryFactory().get_dictionary(str(language)))


def _german_kind(lemma: str) -> str:
    if lemma[0].isupper():
        return NOUN
    return VERB if lemma.endswith("n") else ADJECTIVE


def _is_dutch_verb(lemma: str, forms: set[str]) -> bool:
    return lemma.endswith(("en", "aan", "oen", "ien")) and any(
        f.endswith(("t", "d", "de", "te")) for f in forms
    )
