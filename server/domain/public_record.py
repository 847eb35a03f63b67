"""The record as one value: everything that is public, whichever way it is stored."""

from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.concept_history import ConceptChange
from server.domain.dispositions import PublicDisposition
from server.domain.document import Document
from server.domain.editions import Edition
from server.domain.glossary import Concept
from server.domain.rounds import Round
from server.domain.term_checks import Dismissal
from server.domain.tombstones import Tombstone


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """What the files under content/, glossary/ and comments/ say; comments are the shown ones only.

    Changes of concepts come by concept and number, dismissals by paragraph. Tombstones are what is left of
    comments that were declined or withdrawn.
    """

    document: Document
    editions: tuple[Edition, ...]
    concepts: tuple[Concept, ...]
    rounds: tuple[Round, ...]
    comments: tuple[Comment, ...]
    concept_changes: tuple[ConceptChange, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    dispositions: tuple[PublicDisposition, ...] = ()
