"""Small worlds for the suites above the store: a record with as little in it as a test needs, and loaded."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, event

from server.domain.accounts import Account, Role
from server.domain.comment_forms import CommentForm
from server.domain.comments import Comment, StakeholderGroup
from server.domain.document import Document, Paragraph, Section, wording_hash
from server.domain.editions import Edition, EditionStatus
from server.domain.glossary import Concept, DisputeState, ProcessState, Relation, Side, Term, TermStatus
from server.domain.moderation import ModerationState
from server.domain.public_record import PublicRecord
from server.domain.rounds import Question, Round
from server.domain.submissions import ContactForm
from server.domain.targets import Target, TargetKind
from server.domain.tokens import Signer
from server.record.record import write_record
from server.store import accounts
from server.store.database import Database
from server.text.languages import Language
from server.usecases.load_record import load_record
from server.web import addresses

NL, DE = Language.NL, Language.DE
NOON = datetime(2021, 10, 1, 12, tzinfo=UTC)
KEY = "a-key-of-one-form-0001"
SIGNER = Signer(b"a secret of thirty-two characters")

# An address that is nowhere but in the table of e-mail addresses; see the tests that look for it.
CANARY = "kanarie.vogel@example.org"


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """The present moment."""
        return self.moment

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self.moment += by


def paragraph(paragraph_id: str, nl: str, de: str) -> Paragraph:
    """A paragraph with both wordings."""
    return Paragraph(paragraph_id, {NL: nl, DE: de})


def section(key: str, number: str, nl: str, de: str, *paragraphs: Paragraph) -> Section:
    """A section; its slugs follow from number and titles."""
    return Section(key, number, {NL: nl, DE: de}, paragraphs)


OPENING = section(
    "1-opening",
    "1",
    "Opening",
    "Auftakt",
    paragraph("p-aaaa1", "De digitalisering gaat snel.", "Die Digitalisierung kommt schnell voran."),
    paragraph("p-aaaa2", "Het mkb doet mee, voor 75%.", "Die KMU machen mit, zu 75 %."),
)
STEPS = section(
    "2-steps", "2", "Stappen", "Schritte", paragraph("p-bbbb1", "De eerste stap.", "Der erste Schritt.")
)


def edition(
    key: str = "2021",
    *sections: Section,
    day: date = date(2021, 9, 28),
    predecessor: str | None = None,
) -> Edition:
    """An edition open for comments; by default of two sections with three paragraphs."""
    return Edition(
        key=key,
        labels={NL: f"Editie {key}", DE: f"Fassung {key}"},
        date=day,
        status=EditionStatus.CONSULTATION,
        predecessor=predecessor,
        change_notes={NL: "Voor de consultatie.", DE: "Für die Konsultation."},
        sections=sections or (OPENING, STEPS),
    )


def digitalisation() -> Concept:
    """A concept that the two sides read differently."""

    def side(term: str, reading: str) -> Side:
        terms = (Term(term, TermStatus.PREFERRED),)
        return Side(f"Betekenis van {term}.", "4.2", terms, reading=reading, reading_source="4.2")

    return Concept(
        key="digitalisation",
        subject_field="digital transformation",
        process=ProcessState.OPEN,
        relation=Relation.CLOSE,
        dispute=DisputeState.DISPUTED,
        dispute_reasons={NL: "Het verschilt.", DE: "Es ist verschieden."},
        sides={
            NL: side("digitalisering", "een kans"),
            DE: side("Digitalisierung", "eine Aufgabe"),
        },
    )


def round_on(key: str) -> Round:
    """The round of an edition."""
    return Round(
        key="autumn",
        edition=key,
        opens=date(2021, 9, 28),
        closes=date(2021, 11, 1),
        time_zone="Europe/Amsterdam",
        titles={NL: "Najaar", DE: "Herbst"},
        questions=(Question("missing", {NL: "Wat mist u?", DE: "Was fehlt Ihnen?"}),),
        privacy_notices={NL: "Wij bewaren weinig.", DE: "Wir speichern wenig."},
        contacts={NL: "Het bureau", DE: "Das Büro"},
    )


def comment(
    number: int = 1,
    text: str = "Gut so.",
    *,
    on: Paragraph = OPENING.paragraphs[0],
    language: Language = DE,
    section: str = OPENING.key,
) -> Comment:
    """A shown comment of the record; its id follows from the number."""
    base = on.wordings[language]
    return Comment(
        id=f"c-{number:08}",
        round="autumn",
        edition="2021",
        section=section,
        target=Target(TargetKind.PARAGRAPH, on.id),
        language=language,
        text=text,
        name="Anna",
        group=StakeholderGroup.CITIZEN,
        created=NOON + timedelta(minutes=number),
        state=ModerationState.SHOWN,
        base_hash=wording_hash(base),
        base_text=base,
    )


def record(*editions: Edition, comments: Iterable[Comment] = ()) -> PublicRecord:
    """A whole record; by default of one edition. The round is on the last edition."""
    editions = editions or (edition(),)
    return PublicRecord(
        document=Document(
            key="strategy",
            titles={NL: "Strategie", DE: "Die Strategie"},
            subtitles={NL: "Over de grens", DE: "Über die Grenze"},
            publisher="Partners / Partner",
            licence="CC-BY-4.0",
        ),
        editions=editions,
        concepts=(digitalisation(),),
        rounds=(round_on(editions[-1].key),),
        comments=tuple(comments),
    )


def load(database: Database, root: Path, whole: PublicRecord | None = None) -> None:
    """Load a record by way of its files, which are written below `root`."""
    write_record(whole or record(), root)
    load_record(database, root, at=NOON, concept_address=addresses.concept)


def form(text: str = "Das Handwerk fehlt.", **values: str) -> CommentForm:
    """The form of a target as a German citizen sends it."""
    return CommentForm(text, **{"language": "de", **values})


def contact(**values: str) -> ContactForm:
    """The last form of a submission as a German citizen sends it, under the name Anna."""
    typed = {"name": "Anna", "group": "citizen", "publication": "named", "email": "anna@example.org"}
    return ContactForm(**{**typed, "idempotency_key": KEY, **values})


def add_account(
    database: Database, *, name: str, email: str, role: Role, side: Language | None = None
) -> Account:
    """Somebody who works on the document, without a word of it in the log."""
    with database.write() as connection:
        return accounts.add_account(connection, name=name, email=email, role=role, side=side)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements that this process sends meanwhile; what only begins a transaction is left out."""
    sent: list[str] = []
    _listeners.append(sent)
    try:
        yield sent
    finally:
        _listeners.remove(sent)


_listeners: list[list[str]] = []


# For good, and before any test opens a database: an engine looks only once whether anybody listens.
@event.listens_for(Engine, "before_cursor_execute")
def _listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
    if not statement.startswith("BEGIN"):
        for sent in _listeners:
            sent.append(statement)
