"""The fields of the index; they take words that are analysed already, never a text."""

from collections.abc import Iterable, Iterator, Mapping

from whoosh import fields, formats

from server.search.analysis.chain import Token, analyse
from server.search.documents import DocumentKey, Part, SearchDocument
from server.search.matching import Tier
from server.text.languages import LANGUAGES, Language

# No phrase reaches from one field of a document into the next.
_GAP = 100
# The field that says in which parts and languages a document has words.
PARTS_FIELD = "parts"
# Stands between a stem and a word as written; neither can hold it.
_SEPARATOR = "\x1f"

Positions = Mapping[str, list[int]]


class Analysed(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """Scored words or stems with their positions."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None, scorable=True)

    def index(self, value: Positions, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh asks of a field: (term, frequency, weight, encoded positions) per term."""
        for token, positions in value.items():
            yield token.encode(), len(positions), float(len(positions)), self.format.encode(positions)


class Exact(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """Terms that a document has or has not."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(self, value: Iterable[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """As in Analysed; the encoded value is empty."""
        for term in value:
            yield term.encode(), 1, 1.0, b""


def field_name(language: Language, part: Part, tier: Tier) -> str:
    """The field with the words or stems of one part in one language."""
    return f"{language}_{part}_{tier}"


def part_term(language: Language, part: Part) -> str:
    """The term that says that a document has words in this part and language."""
    return f"{language}_{part}"


def forms_name(language: Language) -> str:
    """The field that says how a document writes its words: `<stem>` `<word as written>`."""
    return f"{language}_forms"


def form_prefix(stem: str) -> str:
    """The beginning of all forms of a stem."""
    return stem + _SEPARATOR


def form_text(form: str) -> str:
    """The word as written in a form."""
    return form.partition(_SEPARATOR)[2]


def key_term(key: DocumentKey) -> str:
    """The term that names a document."""
    return _SEPARATOR.join(key)


def make_schema() -> fields.Schema:
    """The schema of the index; ANALYSIS_VERSION must rise when it changes."""
    schema = fields.Schema(key=Exact(), kind=Exact(), document=fields.STORED())
    schema.add(PARTS_FIELD, Exact())
    for language in LANGUAGES:
        schema.add(forms_name(language), Exact())
        for part in Part:
            for tier in Tier:
                schema.add(field_name(language, part, tier), Analysed())
    return schema


def index_fields(document: SearchDocument) -> dict[str, object]:
    """What Whoosh is given for a document."""
    values: dict[str, object] = {
        "key": {key_term(document.key)},
        "kind": {str(document.kind)},
        "document": (str(document.kind), document.id, document.edition, document.section),
    }
    parts: set[str] = set()
    for language in LANGUAGES:
        forms: set[str] = set()
        for part in Part:
            placed = list(_placed(document, language, part))
            if placed:
                parts.add(part_term(language, part))
                values[field_name(language, part, Tier.WORD)] = _positions((p, t.word) for p, t in placed)
                values[field_name(language, part, Tier.STEM)] = _positions((p, t.stem) for p, t in placed)
            forms.update(form_prefix(token.stem) + token.text for _, token in placed)
        values[forms_name(language)] = forms
    values[PARTS_FIELD] = parts
    return values


def _placed(document: SearchDocument, language: Language, part: Part) -> Iterator[tuple[int, Token]]:
    position = 0
    for field in document.fields:
        if field.language is language and field.part is part:
            for token in analyse(field.text, language):
                yield position, token
                position += 1
            position += _GAP


def _positions(placed: Iterable[tuple[int, str]]) -> Positions:
    positions: dict[str, list[int]] = {}
    for position, token in placed:
        positions.setdefault(token, []).append(position)
    return positions
