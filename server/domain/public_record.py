"""The record as one value: everything that is public, whichever way it is stored."""

from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.document import Document
from server.domain.editions import Edition
from server.domain.glossary import Concept
from server.domain.rounds import Round


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """What the files under content/, glossary/ and comments/ say; comments are the shown ones only."""

    document: Document
    editions: tuple[Edition, ...]
    concepts: tuple[Concept, ...]
    rounds: tuple[Round, ...]
    comments: tuple[Comment, ...]
