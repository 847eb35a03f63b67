"""How productive words are as parts of compounds, counted in the dictionary's own compounds."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from server.search.analysis.compounds import best_split
from server.search.analysis.folding import listed
from server.search.analysis.word_models import WordModel
from server.text.languages import Language
from wordlists.sources import ADJECTIVE, NOUN, VERB, Dictionary, read_not_parts, read_pairs, read_words
from wordlists.writing import lemma_lines, part_lines

_ROUNDS: Final = 3
_SHORTEST: Final = 3
# What a dictionary noun counts that is in no compound of the dictionary.
_NEVER_SEEN: Final = 0.4
# Letters of such nouns.
_RARE: Final = range(5, 12)
# A compound of the dictionary that is parted with more bits than this is no part itself.
_PARTED: Final = -4.0


@dataclass(frozen=True)
class Parts:
    """Counts of listed words before others and last, and the words behind them ("arbeits": "arbeit")."""

    before: dict[str, float]
    last: dict[str, float]
    words: dict[str, str]

    def lines(self) -> str:
        """Their part of the model."""
        return part_lines(self.before, self.last, self.words)


def count_parts(dictionary: Dictionary, whole: frozenset[str]) -> tuple[Parts, frozenset[str]]:
    """The parts of a language without words that are compounds themselves, and those compounds."""
    words = _before_others(dictionary)
    before, last = _counts(dictionary, words)
    parts = _table(dictionary, words, before, last, frozenset())
    compounds = _compounds(dictionary, parts) - whole
    return _table(dictionary, words, before, last, compounds), compounds


def _before_others(dictionary: Dictionary) -> dict[str, str]:
    """Every surface that may come before others, with its word; the most likely word of several."""
    banned = read_not_parts(dictionary.language, "modifier")
    ranked: dict[str, tuple[int, str]] = {}
    for lemma in sorted(dictionary.kinds):
        for surface, rank in _surfaces(lemma, dictionary):
            if len(surface) >= _SHORTEST and not {surface, lemma} & banned:
                ranked[surface] = min(ranked.get(surface, (99, "")), (rank, lemma))
    overrides = read_pairs(f"{dictionary.language}-linked.txt")
    return {surface: word for surface, (_, word) in ranked.items()} | overrides


def _surfaces(lemma: str, dictionary: Dictionary) -> list[tuple[str, int]]:
    kinds, forms, nominal = dictionary.kinds[lemma], dictionary.forms[lemma], dictionary.nominal[lemma]
    german = dictionary.language is Language.DE
    found: list[tuple[str, int]] = []
    if NOUN in kinds:
        found += [(lemma, 0), (lemma + "s", 2 if len(lemma) > 4 else 7), *((form, 1) for form in nominal)]
        if german:
            found += (
                [(lemma + "n", 4), (lemma[:-1], 3 if len(lemma) > 4 else 7)] if lemma.endswith("e") else []
            )
        else:
            found += [(lemma + "en", 6), (lemma + lemma[-1] + "e", 6)]
            found += [(lemma + "n", 5)] if lemma.endswith("e") else []
    if ADJECTIVE in kinds:
        found.append((lemma, 3))
    if VERB in kinds and german:
        stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
        found += [(stem, 5), (stem + "e", 6)]
    elif VERB in kinds:
        found += [(lemma + "s", 6)]
        found += [
            (form, 3)
            for form in forms
            if not form.endswith(("en", "de", "te")) and _is_stem(form, lemma, forms)
        ]
    return found


def _is_stem(form: str, lemma: str, forms: set[str]) -> bool:
    """Whether a Dutch form is the stem of the verb: "maak" beside "maakt"."""
    return form + "t" in forms or form == lemma[:-2]


def _heads(dictionary: Dictionary) -> set[str]:
    banned = read_not_parts(dictionary.language, "head")
    return {
        lemma
        for lemma, kinds in dictionary.kinds.items()
        if len(lemma) >= _SHORTEST and kinds & {NOUN, ADJECTIVE} and lemma not in banned
    }


def _counts(dictionary: Dictionary, words: dict[str, str]) -> tuple[Counter[str], Counter[str]]:
    """In how many dictionary words each surface comes before others and each lemma last: the best split of each."""
    heads = _heads(dictionary)
    cuts: dict[str, list[int]] = {}
    for lemma, kinds in sorted(dictionary.kinds.items()):
        if kinds & {NOUN, ADJECTIVE}:
            places = range(_SHORTEST, len(lemma) - _SHORTEST + 1)
            cuts[lemma] = [at for at in places if lemma[at:] in heads and lemma[:at] in words]
    before, last = Counter[str](), Counter[str]()
    for lemma, at_places in cuts.items():
        for at in at_places:
            before[lemma[:at]] += 1 / len(at_places)  # type: ignore[assignment]
            last[lemma[at:]] += 1 / len(at_places)  # type: ignore[assignment]
    for _ in range(_ROUNDS):
        old_before, old_last = before, last
        before, last = Counter[str](), Counter[str]()
        for lemma, at_places in cuts.items():
            if at_places:
                at = max(
                    at_places,
                    key=lambda at: ((old_before[lemma[:at]] + 0.1) * (old_last[lemma[at:]] + 0.1), at),
                )
                before[lemma[:at]] += 1
                last[lemma[at:]] += 1
    return before, last


def _table(
    dictionary: Dictionary,
    words: dict[str, str],
    before: Counter[str],
    last: Counter[str],
    compounds: frozenset[str],
) -> Parts:
    banned = read_not_parts(dictionary.language, "head")
    added = {listed(word, dictionary.language) for word in read_words(f"{dictionary.language}-more.txt")}
    ends: dict[str, float] = {}
    begins: dict[str, float] = {
        surface: count for surface, count in before.items() if words[surface] not in compounds
    }
    for lemma in sorted(_heads(dictionary) - compounds):
        # Words never seen in a compound stand here without their forms: they are many, and seldom wanted.
        is_plain = (
            NOUN in dictionary.kinds[lemma] and len(lemma) in _RARE and not _is_derived(lemma, dictionary)
        )
        is_candidate = is_plain or lemma in added
        if last[lemma]:
            for form in dictionary.nominal[lemma] | {lemma}:
                if len(form) >= _SHORTEST and form not in banned:
                    ends[form] = max(ends.get(form, 0), last[lemma])
        elif is_candidate:
            ends.setdefault(lemma, _NEVER_SEEN)
        if is_candidate and words.get(lemma) == lemma:
            begins.setdefault(lemma, _NEVER_SEEN)
    short = {listed(word, dictionary.language) for word in read_words(f"{dictionary.language}-short.txt")}
    for counted in (begins, ends):
        for surface in [word for word in counted if len(word) == _SHORTEST and word not in short]:
            del counted[surface]
    return Parts(begins, ends, {surface: words[surface] for surface in begins})


def _is_derived(lemma: str, dictionary: Dictionary) -> bool:
    """Whether a lemma is a form of another one: a participle, a diminutive, a nominalised adjective."""
    return dictionary.lemmas[lemma] - {lemma} != set()


def _compounds(dictionary: Dictionary, parts: Parts) -> frozenset[str]:
    """The lemmas that the parts themselves part well."""
    language = dictionary.language
    model = WordModel("\f".join(("", lemma_lines({"a": "a"}), parts.lines(), "")))
    found = set()
    for lemma in dictionary.kinds:
        split = best_split(lemma, language, model) if len(lemma) > 6 else None
        if split is not None and split.worth > _PARTED:
            found.add(lemma)
    return frozenset(found)
