"""Comments as everybody may see them, one in which every field is used, and what is left of one."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st

from server.domain.comments import Comment, CommentKind, Quote, Redaction
from server.domain.dispositions import Outcome, PublicDisposition
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.public_comments import LeftBehind, PublicComment, Stand
from server.domain.targets import Target, TargetKind
from server.domain.tombstones import Tombstone
from server.formats.web_annotation import Source, Surroundings
from tests.worlds import DE, NL, NOON, OPENING, comment

BASE = "https://example.org"
STAND = Stand(OPENING.number, OPENING.titles, {each: OPENING.slug(each) for each in (NL, DE)}, 1)
NOWHERE = Stand("", {}, {}, 0)

FULL = replace(
    comment(1, "Weil ██████ das so meint."),
    kind=CommentKind.SUGGESTION,
    suggested_wording="Die Digitalisierung kommt gut voran.",
    quote=Quote("schnell", "kommt ", " voran"),
    organisation="IHK Nord Westfalen",
    reply_to="c-00000009",
    received=date(2021, 9, 30),
    corrected=NOON + timedelta(hours=2),
    redactions=(Redaction(5, 11, DeclineReason.PERSONAL_DATA),),
)

# Every text, but for what no database takes.
any_text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))


def address(comment_id: str) -> str:
    """Where a comment is found."""
    return f"{BASE}/c/{comment_id}"


def shown(kept: Comment | None = None, **values: Any) -> PublicComment:
    """A shown comment on the first paragraph of the small world, with some fields changed."""
    kept = replace(kept or comment(), **values)
    stand = STAND if kept.section else NOWHERE
    answer = PublicDisposition(
        kept.id, "autumn", "2022", Outcome.ADOPTED, {NL: "Ja.", DE: "Gern."}, date(2022, 1, 5), ("p-aaaa1",)
    )
    return PublicComment(7, kept, stand, agreements=3, changed=NOON, disposition=answer)


def left(
    state: ModerationState = ModerationState.WITHDRAWN, reason: DeclineReason | None = None
) -> LeftBehind:
    """What is left of a comment on the same paragraph."""
    of = comment(2)
    tombstone = Tombstone(
        of.id, of.round, of.edition, of.section, of.thread, of.language, of.created, state, reason
    )
    return LeftBehind(8, tombstone, STAND, NOON + timedelta(days=1))


def source(found: PublicComment) -> Source:
    """The page of a target."""
    if found.target.kind is TargetKind.PARAGRAPH:
        return Source(f"{BASE}/de/fassungen/2021/1-auftakt", found.target.key)
    return Source(f"{BASE}/{found.target.kind}")


SURROUNDINGS = Surroundings(
    address=address,
    source=source,
    edition_day=date(2021, 9, 28),
    licence="CC-BY-4.0",
    service=f"{BASE}/",
)

on_concept = partial(
    shown, section="", target=Target(TargetKind.CONCEPT, "digitalisation"), base_text="Bedeutung."
)
