"""What the feeds are made of: entries for comments, changes of concepts, editions and rounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from urllib.parse import urlsplit

from server.domain.comments import Comment, CommentKind
from server.domain.concept_history import Act, ConceptChange
from server.domain.moderation import ModerationState
from server.domain.public_comments import LeftBehind
from server.domain.rounds import Round, Stage
from server.formats.atom import Deleted, Entry, Reference
from server.store.editions import EditionEntry
from server.text.languages import Language
from server.usecases.read_feed import News, spot_of
from server.web import addresses
from server.web.pages.concept_past import act_text
from server.web.pages.target_labels import target_label
from server.web.translations import catalogue

# RFC 4151: a tag names a year in which the host was ours; it never changes, so that ids never do.
_YEAR: Final = "2026"
_KIND: Final = "kind"
_GROUP: Final = "group"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a feed comes from and in which language it speaks."""

    base_url: str
    language: Language

    def tag(self, name: str) -> str:
        """An id that never changes and that no other thing has."""
        return f"tag:{urlsplit(self.base_url).hostname},{_YEAR}:{name}"


def comment_entries(news: News, place: Place) -> Iterator[Entry | Deleted]:
    """The comments of a page of news, and those that no copy may show any longer."""
    for found in news.comments:
        if isinstance(found, LeftBehind):
            yield _deleted(found, place)
        else:
            label = target_label(news.names[spot_of(found)], place.language)
            yield comment_entry(found.comment, label, place, found.changed)


def comment_entry(comment: Comment, label: str, place: Place, changed: datetime) -> Entry:
    """A comment on what is labelled so; `changed` is when the public last saw something new of it."""
    by = ", ".join(name for name in (comment.name, comment.organisation) if name)
    by = by or catalogue(place.language).gettext("Anonymous")
    return Entry(
        id=_comment_tag(comment.id, place),
        title=_title(comment, place.language) % {"name": by, "place": label},
        by=by,
        updated=changed,
        published=comment.created,
        href=place.base_url + addresses.comment(comment.id),
        text=_text(comment),
        spoken=comment.language,
        answers=_reference(comment.reply_to, place) if comment.reply_to else None,
        categories={place.tag(_KIND): comment.kind, place.tag(_GROUP): comment.group},
    )


def change_entry(change: ConceptChange, key: str, place: Place) -> Entry:
    """What was done to a concept, by whom and why."""
    language = place.language
    where = (
        addresses.concept_thread(language, key)
        if change.act is Act.SUMMARISED
        else addresses.concept_history(language, key, change.number - 1, change.number)
    )
    return Entry(
        id=place.tag(f"concept/{key}/{language}/change/{change.number}"),
        title=act_text(change, language),
        by=change.by,
        updated=change.at,
        href=place.base_url + where,
        text=change.summaries.get(language, change.why),
        # An editor says why in either language.
        spoken=language if change.summaries else "",
    )


def edition_entry(edition: EditionEntry, publisher: str, place: Place) -> Entry:
    """An edition that was published."""
    language = place.language
    return Entry(
        id=place.tag(f"edition/{edition.key}/{language}"),
        title=catalogue(language).gettext("New edition: %(label)s") % {"label": edition.labels[language]},
        by=publisher,
        updated=beginning_of(edition.date),
        href=place.base_url + addresses.contents(language, edition.key),
        text=edition.change_notes.get(language, ""),
        spoken=language,
    )


def stage_entries(round_: Round, publisher: str, place: Place, at: datetime) -> Iterator[Entry]:
    """What has happened to a round until the moment `at`: that it opened, closed and was answered."""
    _ = catalogue(place.language).gettext
    happened = {
        Stage.OPEN: (round_.opens_at, _("Open for comments: %(round)s")),
        Stage.CLOSED: (round_.closes_at, _("Closed: %(round)s")),
    }
    if round_.answered is not None:
        happened[Stage.ANSWERED] = (beginning_of(round_.answered), _("Answered: %(round)s"))
    for stage, (moment, title) in happened.items():
        if moment <= at:
            yield Entry(
                id=place.tag(f"round/{round_.key}/{place.language}/{stage}"),
                title=title % {"round": round_.titles[place.language]},
                by=publisher,
                updated=moment,
                href=place.base_url + addresses.round(place.language, round_.key),
            )


def beginning_of(day: date) -> datetime:
    """The first moment of a day in UTC, for what has a day and no time."""
    return datetime.combine(day, time(), UTC)


def _title(comment: Comment, language: Language) -> str:
    _ = catalogue(language).gettext
    if comment.reply_to:
        return _("Reply by %(name)s on %(place)s")
    if comment.kind is CommentKind.QUESTION:
        return _("Question by %(name)s on %(place)s")
    if comment.kind is CommentKind.SUGGESTION:
        return _("Suggested wording by %(name)s for %(place)s")
    return _("Comment by %(name)s on %(place)s")


def _text(comment: Comment) -> str:
    """All that was written, as Markdown: the quoted words, the suggested wording, what was said."""
    quote = comment.quote.exact if comment.quote else ""
    quoted = "\n".join(f"> {line}" for line in quote.splitlines())
    return "\n\n".join(part for part in (quoted, comment.suggested_wording, comment.text) if part)


def _deleted(found: LeftBehind, place: Place) -> Deleted:
    _ = catalogue(place.language).gettext
    why = {
        ModerationState.WITHDRAWN: _("The submitter has withdrawn this comment."),
        ModerationState.DECLINED: _("Moderation has declined this comment."),
    }
    return Deleted(
        id=_comment_tag(found.tombstone.id, place),
        updated=found.changed,
        why=why.get(found.tombstone.state, _("This comment is not shown at present.")),
    )


def _comment_tag(comment_id: str, place: Place) -> str:
    # The same in every feed and in both languages: it is one comment, shown as it was written.
    return place.tag(f"comment/{comment_id}")


def _reference(comment_id: str, place: Place) -> Reference:
    return Reference(_comment_tag(comment_id, place), place.base_url + addresses.comment(comment_id))
