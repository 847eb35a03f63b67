"""Editors at work on the working edition of the small world."""

from collections.abc import Mapping
from typing import Any

from server.domain.accounts import Account
from server.domain.structure import Structure
from server.domain.working_editions import WorkingEdition, WorkingParagraph
from server.store.database import Database
from server.text.languages import Language
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.read_structure import StructureInWork, read_structure
from tests.worlds import DE, NL, NOON

LABELS = {NL: "Herziening 2026", DE: "Überarbeitung 2026"}


def begun(database: Database, by: Account | None = None, key: str = "2026-revision") -> WorkingEdition:
    """The current edition, open for change."""
    return begin_working_edition(database, key=key, labels=LABELS, by=by, at=NOON)


def at_work(database: Database) -> StructureInWork:
    """The working edition with all its paragraphs, removed ones too."""
    return read_structure(database)


def structure(database: Database) -> Structure:
    """Its structure now."""
    return at_work(database).working.structure


def in_work(database: Database, paragraph: str) -> WorkingParagraph:
    """One of its paragraphs now."""
    return read_structure(database, paragraphs=[paragraph]).paragraphs[paragraph]


def act_of(database: Database, by: Account, **more: Any) -> Mapping[str, Any]:
    """Who acts and when, on the revision that is there now."""
    return {"base": at_work(database).working.revision, "by": by, "at": NOON, **more}


def texts(paragraph: WorkingParagraph) -> tuple[str, str]:
    """Both wordings, the Dutch one first."""
    return paragraph.text(Language.NL), paragraph.text(Language.DE)
