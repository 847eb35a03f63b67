"""Characters that nobody sees or that change how others are seen: which of them a screen may get.

Texts are stored as they were written; this is about showing them. Unicode Technical Report 36 (security
considerations) and Unicode Standard Annex 9 (bidirectional text) say what such characters can do.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Vietnamese needs two marks on a letter, Hebrew and Arabic three or four; more only hide what is around.
MAX_MARKS = 4

# What most texts hold: nothing of it needs a closer look.
_PLAIN = re.compile(r"[\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2588]*")

_JOINER, _NON_JOINER = "\u200d", "\u200c"

# Format characters that are signs of their own (Arabic, Syriac and Kaithi numbers), and the soft hyphen.
_SEEN_FORMATS = frozenset(
    "\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd"
)
# Letters, marks and symbols that are blank: grapheme joiner, fillers of Hangul and Khmer, empty Braille.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_HIDDEN_KINDS = frozenset({"Cc", "Cf", "Cn", "Cs"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text: either all of it may be shown as it is, or none."""

    text: str
    is_hidden: bool


class Screen:
    """Splits texts that stand one after another on a page into what may be shown and what is hidden.

    Hidden are controls, bidirectional marks, overrides and isolates, zero-width characters, tags, blanks
    that pass for letters, lone surrogates and unassigned numbers. Joiners within an emoji or a script that
    needs them, one variation selector and the soft hyphen stay. Combining marks beyond MAX_MARKS on one
    letter are left out, also where markup stands between them: therefore an object, and not a function.
    """

    def __init__(self) -> None:
        self._before = ""
        self._marks = 0

    def pieces(self, text: str) -> Iterator[Piece]:
        """The runs of the next text; joined they are the text without what is clipped."""
        if _PLAIN.fullmatch(text):
            if text:
                self._before, self._marks = text[-1], 0
                yield Piece(text, False)
            return
        run, run_is_hidden = "", False
        for character, is_hidden in self._characters(text):
            if run and is_hidden != run_is_hidden:
                yield Piece(run, run_is_hidden)
                run = ""
            run, run_is_hidden = run + character, is_hidden
        if run:
            yield Piece(run, run_is_hidden)

    def _characters(self, text: str) -> Iterator[tuple[str, bool]]:
        for place, character in enumerate(text):
            kind = unicodedata.category(character)
            is_hidden = self._hides(character, kind, text[place + 1 : place + 2])
            if kind in ("Mn", "Me") and not is_hidden:
                self._marks += 1
                if self._marks > MAX_MARKS:
                    continue
            elif is_hidden or kind not in ("Mc", "Cf"):
                # A soft hyphen or a joiner that stays is no letter that could carry marks of its own.
                self._marks = 0
            self._before = character
            yield character, is_hidden

    def _hides(self, character: str, kind: str, after: str) -> bool:
        if character in (_JOINER, _NON_JOINER):
            return not _joins(self._before, character, after)
        if _is_selector(character):
            # One selector chooses a form of the sign before it; rows of them carry hidden messages.
            return not self._before or self._before.isspace() or _is_selector(self._before)
        if kind in _HIDDEN_KINDS:
            return character not in _SEEN_FORMATS and character not in "\t\n"
        return character in _BLANK


def visible(text: str) -> str:
    """The text without what is hidden or clipped, for where there is no screen: an index, a feed, a name."""
    while (kept := "".join(piece.text for piece in Screen().pieces(text) if not piece.is_hidden)) != text:
        # What stood apart may have come together: marks on one letter, a selector and its sign.
        text = kept
    return text


def _joins(before: str, joiner: str, after: str) -> bool:
    if not before or not after:
        return False
    if _needs_joiners(before) and _needs_joiners(after):
        return True
    return joiner == _JOINER and _is_emoji(before) and _is_emoji(after)


def _needs_joiners(character: str) -> bool:
    """Whether it belongs to Arabic, Syriac, Mongolian or a script of India and its neighbours."""
    return "\u0600" <= character <= "\u109f" or "\u1780" <= character <= "\u18af"


def _is_emoji(character: str) -> bool:
    # The skin colours are modifier symbols (Sk); U+FE0F asks for the coloured form of a sign.
    return character == "\ufe0f" or unicodedata.category(character) in ("So", "Sk")


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
