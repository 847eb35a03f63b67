"""Hits of a search as JSON has them, in answers of the API and in files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

import msgspec

from server.domain.dispositions import Outcome
from server.domain.glossary import Side
from server.search.documents import Kind, Part
from server.search.explain import Reason
from server.search.highlight import excerpt
from server.search.matching import Group
from server.search.query import Note, Way
from server.text.comment_markdown import plain_comment
from server.text.languages import LANGUAGES, Language
from server.text.markdown import plain
from server.usecases.found_texts import Found
from server.web import addresses


class ReasonShape(msgspec.Struct):
    """Why something was found: how, and in which language and part of it.

    `typed` is what was asked for, `matched` the words as they stand there or a term, `concept` a key or "".
    """

    way: Way
    language: Language
    part: Part
    typed: str
    matched: str
    concept: str


class HitShape(msgspec.Struct):
    """Something that was found; `excerpts` are plain text in the languages in which it is there.

    `language` is that in which it was written, null where it has both. `edition` and `section` are "" where it
    stands in none, `outcome` is that of an answered comment, `comments` counts those shown on a paragraph.
    `concepts` are the keys of those that cite a source, which has no `address` and no pages of its own. The
    strongest reason comes first.
    """

    kind: Kind
    id: str
    address: str | None
    edition: str
    section: str
    language: Language | None
    pages: Mapping[Language, str]
    excerpts: Mapping[Language, str]
    reasons: list[ReasonShape]
    outcome: Outcome | None
    comments: int
    concepts: list[str]


class HitsFile(msgspec.Struct):
    """A search with its hits, as a file; `address` is that of its page, `total` may be more than the hits it holds."""

    query: str
    address: str
    total: int
    notes: list[Note]
    is_makeshift: bool
    hits: list[HitShape]


def hit_shape(found: Found, groups: Sequence[Group], base_url: str) -> HitShape:
    """A hit; addresses are absolute."""
    hit, language = found.hit, language_of(found)
    return HitShape(
        kind=hit.kind,
        id=hit.id,
        address=_address(found, base_url),
        edition=hit.edition,
        section=hit.section,
        language=language,
        pages={each: base_url + path for each, path in pages_of(found).items()},
        excerpts={
            each: "".join(piece.text for piece in excerpt(text, each, groups_for(found, groups)))
            for each, text in texts_of(found).items()
        },
        reasons=[_reason(each) for each in found.reasons],
        outcome=found.answer.outcome if found.answer else None,
        comments=found.comments,
        concepts=list(citing(found)),
    )


def language_of(found: Found) -> Language | None:
    """The language in which it was written, None where it has both."""
    if found.comment is not None:
        return found.comment.language
    if found.source is not None and len(found.source.concepts) == 1:
        return next(iter(found.source.concepts))
    return None


def texts_of(found: Found) -> dict[Language, str]:
    """The texts in which it was found, without markup."""
    if found.paragraph is not None:
        return {language: plain(text) for language, text in found.paragraph.paragraph.wordings.items()}
    if found.concept is not None:
        return {language: _explained(side) for language, side in found.concept.sides.items()}
    if found.comment is not None:
        said = (found.comment.suggested_wording, found.comment.text)
        return {found.comment.language: "\n\n".join(plain_comment(text) for text in said if text)}
    if found.source is not None:
        return dict.fromkeys(found.source.concepts, found.source.text)
    return {}


def _explained(side: Side) -> str:
    """The definition, and the reading after it; definitions end without a full stop."""
    return f"{side.definition.rstrip('.')}. {side.reading}" if side.reading else side.definition


def pages_of(found: Found) -> dict[Language, str]:
    """The path of its page in each language; none for a source."""
    if found.paragraph is not None:
        slugs = found.paragraph.place.slugs
        return {
            each: addresses.section(each, slugs[each], found.hit.edition, paragraph=found.hit.id)
            for each in LANGUAGES
        }
    if found.concept is not None:
        return {each: addresses.concept(each, found.hit.id) for each in LANGUAGES}
    if found.comment is not None:
        return dict.fromkeys(LANGUAGES, addresses.comment(found.hit.id))
    return {}


def citing(found: Found) -> dict[str, None]:
    """The keys of the concepts that cite a source, each once."""
    if found.source is None:
        return {}
    return dict.fromkeys(key for keys in found.source.concepts.values() for key in keys)


def groups_for(found: Found, groups: Sequence[Group]) -> tuple[Group, ...]:
    """What is marked in its texts: learned and similar words are only looked for where there is one language."""
    if language_of(found) is not None:
        return tuple(groups)
    return tuple(
        replace(group, patterns=tuple(each for each in group.patterns if not each.is_for_one_language))
        for group in groups
    )


def _reason(reason: Reason) -> ReasonShape:
    return ReasonShape(reason.way, reason.language, reason.part, reason.typed, reason.matched, reason.concept)


def _address(found: Found, base_url: str) -> str | None:
    hit = found.hit
    parts = {
        Kind.PARAGRAPH: ("editions", hit.edition, "paragraphs", hit.id),
        Kind.CONCEPT: ("concepts", hit.id),
        Kind.COMMENT: ("comments", hit.id),
    }.get(hit.kind)
    if parts is None:
        return None
    return base_url + addresses.API + "".join(f"/{quote(part, safe='')}" for part in parts)
