"""What a letter is about, as editors write it: an address of this website, an id, a number or a name."""

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from server.domain.document import ID_ALPHABET
from server.domain.targets import Target, TargetKind, target_of_thread

_PARAGRAPH: Final = re.compile(rf"p-[{ID_ALPHABET}]{{5}}")
_PERMALINK: Final = re.compile(rf"/p/(?:p-)?([{ID_ALPHABET}]{{5}})")
# What the whole document goes by; its threads' addresses end with one of the latter two.
_DOCUMENT: Final = frozenset({"document", "dokument"})
_DOCUMENT_PATH: Final = re.compile(r"/(?:nl/edities|de/fassungen)/[^/]+/(?:reacties|anmerkungen)/?")


def named_targets(
    sections: Iterable[tuple[str, Iterable[str]]], concepts: Iterable[str], questions: Iterable[str]
) -> dict[str, Target]:
    """Targets by the names that editors may write, in lower case; where names meet, the section has it.

    `sections` are keys with the other names of the section (number, slugs), `questions` "<round>/<key>".
    """
    named: dict[str, Target] = {}
    for key, names in sections:
        for name in (key, *names):
            if name:
                named.setdefault(name.casefold(), Target(TargetKind.SECTION, key))
    for concept in concepts:
        named.setdefault(concept.casefold(), Target(TargetKind.CONCEPT, concept))
    for question in questions:
        target = Target(TargetKind.QUESTION, question)
        named[question.casefold()] = target
        named.setdefault(question.partition("/")[2].casefold(), target)
    return named


def typed_target(typed: str, named: Mapping[str, Target]) -> Target | None:
    """What is meant; None where it cannot be told. Whether it is there is not looked up.

    Understood are addresses of pages and threads, paragraph ids, the name of a thread, and the names given.
    Of a longer address the last part that is known counts: a fragment, else the path from its end.
    """
    written = unquote(typed.strip())
    lower = written.casefold()
    if not written.isprintable():
        return None
    if lower in _DOCUMENT:
        return Target(TargetKind.DOCUMENT)
    if _PARAGRAPH.fullmatch(lower):
        return Target(TargetKind.PARAGRAPH, lower)
    if lower in named:
        return named[lower]
    thread = _named_thread(written)
    if thread is not None:
        return thread
    return _of_address(urlsplit(lower).path, urlsplit(lower).fragment, named) if "/" in lower else None


def _named_thread(written: str) -> Target | None:
    kind, slash, key = written.partition("/")
    if slash and key and kind in (TargetKind.SECTION, TargetKind.CONCEPT, TargetKind.QUESTION):
        return target_of_thread(written)
    return None


def _of_address(path: str, fragment: str, named: Mapping[str, Target]) -> Target | None:
    if _PARAGRAPH.fullmatch(fragment):
        return Target(TargetKind.PARAGRAPH, fragment)
    permalink = _PERMALINK.search(path)
    if permalink:
        return Target(TargetKind.PARAGRAPH, f"p-{permalink[1]}")
    if _DOCUMENT_PATH.fullmatch(path):
        return Target(TargetKind.DOCUMENT)
    for part in reversed(path.split("/")):
        if _PARAGRAPH.fullmatch(part):
            return Target(TargetKind.PARAGRAPH, part)
        if part in named:
            return named[part]
    return None
