"""Comments as cards on a page: text, suggested wording, quoted words, and what is left of those not shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from markupsafe import Markup, escape

from server.domain.comment_forms import Draft
from server.domain.comments import Comment, CommentKind, Redaction
from server.domain.dispositions import PublicDisposition
from server.domain.moderation import DeclineReason
from server.domain.rounds import DEMONSTRATION
from server.domain.threads import Standing
from server.domain.tombstones import Tombstone
from server.text.comment_markdown import render_comment
from server.text.differences import Kind, word_differences
from server.text.languages import Language
from server.text.markdown import plain
from server.text.quotes import find_quote
from server.text.unseen import Screen
from server.usecases.list_comments import CommentsOnPage
from server.web import addresses
from server.web.pages.quoted_words import QuotedWords
from server.web.translations import catalogue


@dataclass(frozen=True, slots=True)
class Answered:
    """Whom a reply answers; `href` leads to the comment, "" where that is not known."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownDisposition:
    """What became of a comment, for a template; `html` is the response, `changes` lead to what it led to."""

    outcome: str
    html: Markup
    decided: date
    edition: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment for a template; `html` is its text, and `difference` what a suggestion changes, as HTML.

    `agreements` is None where the page does not tell them, `can_reply` where a reply can be written.
    """

    id: str
    language: str
    name: str
    organisation: str
    group: str
    kind: str
    created: datetime
    channel: str
    received: date | None
    corrected: datetime | None
    html: Markup
    difference: Markup
    paragraph_id: str
    edition: str
    permalink: str
    quote: QuotedWords | None = None
    under: str = ""
    answered: Answered | None = None
    agreements: int | None = None
    can_reply: bool = False
    paragraph_label: str = ""
    paragraph_href: str = ""
    is_demonstration: bool = False
    country: str = ""
    disposition: ShownDisposition | None = None


@dataclass(frozen=True, slots=True)
class LeftComment:
    """What is left of a comment for a template: a line in its place; `reason` is a DeclineReason or ""."""

    id: str
    state: str
    reason: str
    created: datetime
    under: str = ""


@dataclass(frozen=True, slots=True)
class DraftCard:
    """What somebody wrote and has not submitted, for a template: as a comment, without who and when."""

    language: str
    kind: str
    html: Markup
    difference: Markup
    quote: QuotedWords | None
    answered: Answered | None


Card = ShownComment | LeftComment


def shown_comment(comment: Comment, language: Language, label: str = "", href: str = "") -> ShownComment:
    """The comment as a reader of a page in this language sees it; `label` and `href` say where it stands."""
    redactions = [each for each in comment.redactions if each.field == "text"]
    text = render_comment(comment.text, redactions=_labelled(redactions, language))
    return ShownComment(
        id=comment.id,
        language=comment.language.value,
        name=comment.name,
        organisation=comment.organisation,
        group=comment.group.value,
        kind=comment.kind.value,
        created=comment.created,
        channel=comment.channel.value,
        received=comment.received,
        corrected=comment.corrected,
        html=Markup(text),  # noqa: S704 - made by our own renderer
        difference=_difference(comment, language),
        paragraph_id=comment.paragraph_id,
        edition=comment.edition,
        permalink=addresses.comment(comment.id),
        paragraph_label=label,
        paragraph_href=href,
        is_demonstration=comment.round == DEMONSTRATION,
        country=comment.country or "",
    )


def shown_disposition(
    disposition: PublicDisposition | None, comment: Comment, language: Language
) -> ShownDisposition | None:
    """What became of a comment as a reader of a page in this language sees it; None where it waits."""
    if disposition is None:
        return None
    compared = addresses.comparison(language, comment.edition, disposition.edition)
    return ShownDisposition(
        outcome=disposition.outcome.value,
        html=Markup(render_comment(disposition.responses[language])),  # noqa: S704 - by our own renderer
        decided=disposition.decided,
        edition=disposition.edition,
        changes=tuple(f"{compared}#{each}" for each in disposition.paragraphs),
    )


def draft_card(draft: Draft, language: Language, answered: Comment | None) -> DraftCard:
    """What somebody wrote, as it will be shown; `answered` is the comment that it replies to."""
    quote = draft.quote
    return DraftCard(
        language=draft.language.value,
        kind=draft.kind.value,
        html=Markup(render_comment(draft.text)),  # noqa: S704 - made by our own renderer
        difference=_difference(draft, language),
        quote=QuotedWords(quote.exact, _quote_language(draft)) if quote else None,
        answered=_answered(answered, draft.reply_to, language) if draft.reply_to else None,
    )


def own_card(comment: Comment, language: Language) -> ShownComment:
    """The comment as its submitter sees it, with the words that it quotes."""
    quote = comment.quote
    card = shown_comment(comment, language)
    return replace(card, quote=QuotedWords(quote.exact, _quote_language(comment))) if quote else card


def _quote_language(said: Comment | Draft) -> str:
    """The language of quoted words: the writer's own where they stand in that wording, else the other."""
    quote = said.quote
    if quote is None or find_quote(plain(said.base_text), quote.exact, quote.prefix, quote.suffix):
        return said.language.value
    return said.language.other.value


def cards_of(
    found: CommentsOnPage,
    language: Language,
    *,
    quotes: Mapping[str, QuotedWords],
    can_reply: bool = False,
    edition: str = "",
) -> list[Card]:
    """The comments of a page of a thread in their order; replies can be written within one edition only."""
    cards: list[Card] = []
    for standing in found.standings:
        comment = found.shown.get(standing.id)
        if comment is None:
            cards.append(_left(found.tombstones[standing.id], standing.under))
            continue
        cards.append(
            replace(
                shown_comment(comment, language),
                under=standing.under,
                quote=quotes.get(comment.id),
                answered=_answered_here(comment, standing, found, language),
                agreements=found.agreements.get(comment.id, 0),
                disposition=shown_disposition(found.dispositions.get(comment.id), comment, language),
                can_reply=can_reply and comment.edition == edition,
            )
        )
    return cards


def _left(tombstone: Tombstone, under: str) -> LeftComment:
    return LeftComment(
        id=tombstone.id,
        state=tombstone.state.value,
        reason=tombstone.reason.value if tombstone.reason else "",
        created=tombstone.created,
        under=under,
    )


def _answered_here(
    comment: Comment, standing: Standing, found: CommentsOnPage, language: Language
) -> Answered | None:
    """Whom a reply answers; nothing has to be said directly below that comment, nor of one that is not there."""
    if comment.reply_to == standing.under or comment.reply_to not in found.all_ids:
        return None
    return _answered(found.shown.get(comment.reply_to), comment.reply_to, language)


def _answered(answered: Comment | None, comment_id: str, language: Language) -> Answered:
    name = (answered.name or answered.organisation) if answered else ""
    return Answered(name, addresses.comment(comment_id, language))


def _difference(said: Comment | Draft, language: Language) -> Markup:
    """What a suggestion changes in the wording it was made on, as <ins> and <del>."""
    if said.kind is not CommentKind.SUGGESTION:
        return Markup("")
    passages = said.redactions if isinstance(said, Comment) else ()
    redactions = [each for each in passages if each.field == "suggested_wording"]
    wording, labels = _with_places(said.suggested_wording, _labelled(redactions, language))
    screen = Screen()
    # Strings, each escaped once: of a long text there are thousands, and as Markup each would be looked at again.
    html = Markup(  # noqa: S704 - the tags are our own
        "".join(
            _TAGS[piece.kind] % _seen(piece.text, screen)
            for piece in word_differences(said.base_text, wording)
        )
    )
    for place, label in labels.items():
        html = html.replace(place, Markup('<span class="redacted">████ {}</span>').format(label))
    return html


_TAGS = {Kind.SAME: "%s", Kind.REMOVED: "<del>%s</del>", Kind.ADDED: "<ins>%s</ins>"}
_HIDDEN = '<span class="unseen">\ufffd</span>'


def _seen(text: str, screen: Screen) -> str:
    """The text as HTML with a sign in the place of each run of hidden characters."""
    return "".join(_HIDDEN if each.is_hidden else str(escape(each.text)) for each in screen.pieces(text))


def _with_places(text: str, redactions: Iterable[tuple[int, int, str]]) -> tuple[str, dict[str, str]]:
    """The text with one sign of the private use area for each redacted passage, and its label by the sign."""
    labels: dict[str, str] = {}
    done, kept = 0, ""
    for number, (start, end, label) in enumerate(redactions):
        place = chr(0xE000 + number)
        labels[place] = label
        kept += text[done:start].translate(_NO_PRIVATE_SIGNS) + place
        done = end
    return kept + text[done:].translate(_NO_PRIVATE_SIGNS), labels


# No text that is shown holds signs that have a meaning for us alone.
_NO_PRIVATE_SIGNS = dict.fromkeys(range(0xE000, 0xF900), 0xFFFD)


def _labelled(redactions: Iterable[Redaction], language: Language) -> list[tuple[int, int, str]]:
    said = catalogue(language).gettext("removed: %(reason)s")
    return sorted(
        (each.start, each.end, said % {"reason": _reason(each.reason, language)}) for each in redactions
    )


def _reason(reason: str, language: Language) -> str:
    """Why a passage was taken out, in the words of the moderation pages."""
    _ = catalogue(language).gettext
    texts = {
        DeclineReason.SPAM.value: _("it is advertising or spam"),
        DeclineReason.INSULT.value: _("somebody is insulted or threatened"),
        DeclineReason.PERSONAL_DATA.value: _("there are personal data in it"),
        DeclineReason.OFF_TOPIC.value: _("it is not about the document"),
        DeclineReason.UNLAWFUL.value: _("it is against the law"),
    }
    return texts.get(reason) or _("another reason")
