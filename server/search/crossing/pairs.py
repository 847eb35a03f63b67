"""Words that go together in the paragraphs' two wordings: a small dictionary learned from the record itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import Final, NamedTuple

from server.search.analysis.chain import Token, analyse
from server.search.analysis.common_words import COMMON_WORDS
from server.search.analysis.stemming import stem
from server.search.crossing.alignment import aligned
from server.text.languages import Language

MAX_COUNTERPARTS: Final = 5
# Found on the tuning half of the judged topics: how often two words must have been taken for one another, and
# which share of their places that is.
MIN_TIMES: Final = 0.5
MIN_SHARE: Final = 0.05
# Six rounds of learning: later ones change no weight that is kept by more than a hundredth.
_ROUNDS = 6
# The word that stands for "nothing in the other sentence".
_NOTHING = -1

_Sentence = list[int]
_Table = dict[int, dict[int, float]]


class WordPair(NamedTuple):
    """A stem of one language, a word of the other as it is written there, and a weight up to 1."""

    language: Language
    stem: str
    counterpart: str
    weight: float


class _Words:
    """The stems of one language by number, with how often each stands there and how it is written."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.numbers: dict[str, int] = {}
        self.times: Counter[int] = Counter()
        self._spellings: dict[int, Counter[str]] = defaultdict(Counter)

    def take(self, text: str) -> _Sentence:
        """The numbers of a sentence's words and of the parts of its compounds, common words left out."""
        sentence = []
        for token in analyse(text, self.language):
            if not token.word.isalpha() or token.word in COMMON_WORDS[self.language]:
                continue
            sentence += [self._number(found) for found in _stems(token)]
            self._spellings[self._number(token.stem)][token.text] += 1
        self.times.update(sentence)
        return sentence

    def written(self) -> dict[int, str]:
        """Each stem as it is mostly written; a part that stands in compounds only if it is its own stem."""
        written = {}
        for found, number in self.numbers.items():
            if spellings := self._spellings.get(number):
                written[number] = max(spellings, key=lambda spelled: (spellings[spelled], spelled))
            elif stem(found, self.language) == found:
                written[number] = found
        return written

    def _number(self, found: str) -> int:
        return self.numbers.setdefault(found, len(self.numbers))


def learn(paragraphs: Iterable[Mapping[Language, str]]) -> list[WordPair]:
    """Pairs of both directions from plain wordings by language, sorted; the same paragraphs give the same pairs.

    IBM's model 1 in both directions (P. F. Brown et al., "The Mathematics of Statistical Machine Translation",
    1993), of which what both agree on is kept: for each stem its best counterparts.
    """
    dutch, german = _Words(Language.NL), _Words(Language.DE)
    # An edition repeats most paragraphs of the one before: the same two wordings teach nothing twice.
    texts = {(each.get(Language.NL, ""), each.get(Language.DE, "")): None for each in paragraphs}
    sentences = [(dutch.take(ours), german.take(theirs)) for pair in texts for ours, theirs in aligned(*pair)]
    there = _expected(sentences)
    back = _expected([(theirs, ours) for ours, theirs in sentences])
    shares = {
        (ours, theirs): 2 * times / (dutch.times[ours] + german.times[theirs])
        for ours, theirs, times in _agreed(there, back)
    }
    return sorted(
        (
            *_best(dutch, german, shares),
            *_best(german, dutch, {(theirs, ours): share for (ours, theirs), share in shares.items()}),
        )
    )


def _stems(token: Token) -> Iterator[str]:
    yield token.stem
    yield from (part for part in token.parts if part != token.stem)


def _expected(sentences: Sequence[tuple[_Sentence, _Sentence]]) -> _Table:
    """How often each word of one side is expected to stand for each of the other, after the last round."""
    chances: _Table = {}
    times: _Table = {}
    for _ in range(_ROUNDS):
        times = defaultdict(lambda: defaultdict(float))
        for ours, theirs in sentences:
            sources = [_NOTHING, *ours]
            into = [times[source] for source in sources]
            known = [chances[source] for source in sources] if chances else []
            for word in theirs:
                likely = [row[word] for row in known] or [1.0] * len(sources)
                total = sum(likely)
                for row, chance in zip(into, likely, strict=True):
                    row[word] += chance / total
        chances = {
            source: {word: share / total for word, share in row.items()}
            for source, row in times.items()
            for total in [sum(row.values())]
        }
    return times


def _agreed(there: _Table, back: _Table) -> Iterator[tuple[int, int, float]]:
    for ours, row in there.items():
        if ours == _NOTHING:
            continue
        for theirs, times in row.items():
            both = min(times, back.get(theirs, {}).get(ours, 0.0))
            if both >= MIN_TIMES:
                yield ours, theirs, both


def _best(words: _Words, others: _Words, shares: Mapping[tuple[int, int], float]) -> Iterator[WordPair]:
    """The best counterparts of every stem; what has the same stem in both languages needs none."""
    written = others.written()
    found: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for (ours, theirs), share in shares.items():
        if share >= MIN_SHARE and theirs in written:
            found[ours].append((-share, written[theirs]))
    for spelled, number in words.numbers.items():
        for share, counterpart in sorted(found.get(number, []))[:MAX_COUNTERPARTS]:
            if stem(counterpart, others.language) != spelled:
                yield WordPair(words.language, spelled, counterpart, round(sqrt(-share), 3))
