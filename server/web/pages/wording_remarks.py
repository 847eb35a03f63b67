"""What the checks say of a wording, in the reader's language (see server.domain.wording_checks)."""

import re
from collections.abc import Mapping
from functools import cache

from server.text.languages import Language
from server.web.translations import catalogue


def wording_remark(reason: str, language: Language) -> str:
    """The remark in the reader's language; one that nobody has translated stays as it is."""
    for pattern, sentence in _sentences(language).items():
        if found := pattern.fullmatch(reason):
            none = catalogue(language).gettext("none at all")
            return sentence % {
                name: none if text == "none" else text for name, text in found.groupdict().items()
            }
    return reason


@cache
def _sentences(language: Language) -> Mapping[re.Pattern[str], str]:
    _ = catalogue(language).gettext
    sentences = {
        r"the reference (?P<note>.+) has no footnote in this paragraph": _(
            "%(note)s refers to a footnote that is not in this paragraph"
        ),
        r"the name has more than (?P<most>\d+) characters": _(
            "Shorten the name: %(most)s characters at most"
        ),
        r"nothing refers to the footnote (?P<note>.+)": _("nothing refers to the footnote %(note)s"),
        r"the footnote (?P<note>.+) stands here (?P<times>\d+) times": _(
            "the footnote %(note)s stands here %(times)s times"
        ),
        r"the link (?P<link>.*) is not an http or https address": _(
            "the link %(link)s is not an http or https address"
        ),
        r'":::" closes nothing': _("“:::” closes nothing"),
        r'unknown box "::: (?P<box>.+)"; known are (?P<known>.+)': _(
            "“::: %(box)s” is no box; there are: %(known)s"
        ),
        r'"::: (?P<box>.+)" stands inside another box': _("“::: %(box)s” stands inside another box"),
        r'a box is not closed by ":::"': _("a box is not closed by “:::”"),
        r'a line begins with "\{#", which marks a new paragraph': _(
            "a line begins with “{#”, which marks a new paragraph"
        ),
        r"(?P<note>\[\^.+\]) stands only in '\w+'": _(
            "the reference %(note)s stands only in the other language"
        ),
        r"fewer links than '\w+' \((?P<here>\d+), (?P<there>\d+)\): (?P<links>.*)": _(
            "fewer links than in the other language (%(here)s and %(there)s): %(links)s"
        ),
        r"'\w+' links to other addresses: (?P<links>.*)": _(
            "the other language links to other addresses: %(links)s"
        ),
        r"boxes differ: nl (?P<nl>.*), de (?P<de>.*)": _(
            "the boxes differ: %(nl)s in Dutch, %(de)s in German"
        ),
        r"tables differ \(rows × columns\): nl (?P<nl>.*), de (?P<de>.*)": _(
            "the tables differ (rows × columns): %(nl)s in Dutch, %(de)s in German"
        ),
        r"figures differ, only in 'nl': (?P<nl>.*); only in 'de': (?P<de>.*)": _(
            "figures that stand only in Dutch: %(nl)s; only in German: %(de)s"
        ),
        r"figures differ, only in 'nl': (?P<nl>.*)": _("figures that stand only in Dutch: %(nl)s"),
        r"figures differ, only in 'de': (?P<de>.*)": _("figures that stand only in German: %(de)s"),
    }
    return {re.compile(pattern, re.DOTALL): sentence for pattern, sentence in sentences.items()}
