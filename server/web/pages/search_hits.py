"""Hits as the search page shows them: the reader's language first, the counterpart beside it, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from server.domain.comments import Comment
from server.domain.glossary import Concept
from server.domain.targets import TargetKind
from server.search.documents import Part, Source
from server.search.highlight import excerpt
from server.search.matching import Group
from server.store.found import FoundParagraph
from server.text.comment_markdown import plain_comment
from server.text.languages import Language
from server.text.written import written_day
from server.usecases.found_texts import Found
from server.usecases.name_targets import NamedTarget
from server.usecases.read_search_choices import SearchChoices
from server.web import addresses
from server.web.hit_shapes import citing as citing_keys
from server.web.hit_shapes import groups_for, texts_of
from server.web.pages.reading import paragraph_label, section_heading
from server.web.pages.reasons import reason_sentences
from server.web.pages.target_labels import target_href, target_label
from server.web.translations import catalogue
from server.web.words import word

# A word of the other language within a sentence, so that it is read out as one.
_FOREIGN: Final = Markup('<span lang="{}">{}</span>')


@dataclass(frozen=True, slots=True)
class Texts:
    """A text as it is shown, the found words marked."""

    language: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One hit for the template; `texts` are the reader's language and its counterpart, or the one there is.

    `by` is who wrote it, `places` where it stands; `comments` counts the shown comments on it; `citing` are the
    concepts that cite a source.
    """

    kind: str
    href: str
    label: str
    texts: tuple[Texts, ...]
    why: tuple[str, ...]
    places: tuple[str, ...] = ()
    by: str = ""
    outcome: str = ""
    answer: Texts | None = None
    comments: int = 0
    comments_href: str = ""
    citing: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What hits are shown with: what was looked for, the names of the record, the language of the page."""

    groups: tuple[Group, ...]
    choices: SearchChoices
    language: Language

    def marked(self, found: Found, text: str, language: Language) -> Texts:
        """The best part of a text with the found words marked; everything typed by people is escaped."""
        pieces = excerpt(text, language, groups_for(found, self.groups))
        html = Markup("").join(
            Markup("<mark>") + escape(piece.text) + Markup("</mark>")
            if piece.is_match
            else escape(piece.text)
            for piece in pieces
        )
        return Texts(language.value, html)

    def pair(self, found: Found, texts: Mapping[Language, str]) -> tuple[Texts, ...]:
        """Both wordings, the reader's first."""
        both = (self.language, self.language.other)
        return tuple(self.marked(found, texts[each], each) for each in both if texts.get(each))


def shown_hit(found: Found, around: Around) -> ShownHit:
    """A hit for the template. Raises ValueError for one that stands for nothing."""
    if found.paragraph is not None:
        return _paragraph(found, found.paragraph, around)
    if found.comment is not None and found.target is not None:
        return _comment(found, found.comment, found.target, around)
    if found.concept is not None:
        return _concept(found, found.concept, around)
    if found.source is not None:
        return _source(found, found.source, around)
    raise ValueError("a hit stands for something")


def _why(found: Found, around: Around, about: TargetKind | None = None) -> tuple[str, ...]:
    language = around.language

    def marked(matched: str, languages: tuple[Language, ...]) -> str:
        return matched if languages != (language.other,) else _FOREIGN.format(language.other.value, matched)

    sentences = reason_sentences(found.reasons, around.choices.terms, language, about=about, marked=marked)
    return (*sentences, *_missed(found.missed, language))


def _missed(words: Sequence[str], language: Language) -> Iterator[str]:
    if words:
        texts = catalogue(language)
        # Each between quotation marks of its own, as the languages have them.
        quoted = ", ".join(texts.gettext("“%(word)s”") % {"word": word} for word in words)
        sentence = texts.ngettext(
            "This word does not stand here: %(words)s.",
            "These words do not stand here: %(words)s.",
            len(words),
        )
        yield sentence % {"words": quoted}


def _edition(key: str, around: Around) -> Iterator[str]:
    if key in around.choices.editions:
        yield around.choices.editions[key].labels[around.language]


def _paragraph(found: Found, paragraph: FoundParagraph, around: Around) -> ShownHit:
    place, language = paragraph.place, around.language
    # An older wording is shown where it stands: in the frozen text.
    edition = None if place.edition == next(iter(around.choices.editions), "") else place.edition
    return ShownHit(
        kind=found.hit.kind,
        href=addresses.section(language, place.slugs[language], edition, paragraph=found.hit.id),
        label=paragraph_label(place.number, place.titles[language], place.position, language),
        texts=around.pair(found, texts_of(found)),
        why=_why(found, around),
        places=(section_heading(place.number, place.titles, language), *_edition(place.edition, around)),
        comments=found.comments,
        comments_href=addresses.thread(language, place.edition, found.hit.id),
    )


def _comment(found: Found, comment: Comment, target: NamedTarget, around: Around) -> ShownHit:
    language = around.language
    _ = catalogue(language).gettext
    names = [name for name in (comment.name, comment.organisation) if name] or [_("Anonymous")]
    sections = around.choices.sections
    section = sections.get(comment.section)
    answer = found.answer
    return ShownHit(
        kind=found.hit.kind,
        href=f"{target_href(target, language)}#{comment.id}",
        label=target_label(target, language),
        texts=(around.marked(found, texts_of(found)[comment.language], comment.language),),
        why=_why(found, around, target.target.kind),
        places=(
            *((section_heading(*section, language),) if section else ()),
            *_edition(comment.edition, around),
        ),
        by=", ".join(
            (*names, word("group_name", comment.group, language), written_day(comment.created, language))
        ),
        outcome=answer.outcome if answer else "",
        # Only where it holds what was looked for: the page of the thread has it whole.
        answer=around.marked(found, plain_comment(answer.responses[language]), language)
        if answer and any(reason.part is Part.ANSWER for reason in found.reasons)
        else None,
    )


def _concept(found: Found, concept: Concept, around: Around) -> ShownHit:
    language = around.language
    side, counterpart = concept.sides[language], concept.sides[language.other]
    texts = texts_of(found)
    return ShownHit(
        kind=found.hit.kind,
        href=addresses.concept(language, concept.key),
        label=side.preferred,
        texts=around.pair(
            found,
            {**texts, language.other: f"{counterpart.preferred}: {texts[language.other]}"},
        ),
        why=_why(found, around),
    )


def _source(found: Found, source: Source, around: Around) -> ShownHit:
    language = around.language
    citing = tuple(
        Link(around.choices.terms[key][language], addresses.concept(language, key))
        for key in citing_keys(found)
        if key in around.choices.terms
    )
    # Its words are the same wherever it is cited; nobody says in which language a title is.
    spoken = language if language in source.concepts else language.other
    label = catalogue(language).gettext("Source cited for “%(term)s”")
    return ShownHit(
        kind=found.hit.kind,
        href=citing[0].href if citing else "",
        label=label % {"term": citing[0].text if citing else source.id},
        texts=(around.marked(found, source.text, spoken),),
        why=_why(found, around),
        citing=citing,
    )
