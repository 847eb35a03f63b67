"""The lines of a wording around its terms, with every occurrence marked."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from server.store.glossary import OccurrenceInText
from server.text.markdown import plain

# Characters on each side of an occurrence: about one line of text on a phone, two on a desk.
_AROUND = 90


def marked_excerpt(places: Sequence[OccurrenceInText]) -> Markup:
    """The parts of one wording in which these occurrences stand, in reading order; everything is escaped."""
    text = plain(places[0].wording, notes=False)
    spans = [(place.occurrence.start, place.occurrence.end) for place in places]
    parts = [Markup("").join(_part(text, part)) for part in _parts(spans)]
    return Markup(" ").join(parts)


def _parts(spans: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The spans in groups that are so near to each other that their surroundings meet."""
    parts: list[list[tuple[int, int]]] = []
    for span in spans:
        if parts and span[0] - parts[-1][-1][1] <= 2 * _AROUND:
            parts[-1].append(span)
        else:
            parts.append([span])
    return parts


def _part(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Markup]:
    first, last = spans[0][0], spans[-1][1]
    before = text[max(0, first - _AROUND) : first]
    yield escape("… " + before.partition(" ")[2] if first > _AROUND else before)
    here = first
    for start, end in spans:
        yield escape(text[here:start])
        yield Markup("<mark>") + escape(text[start:end]) + Markup("</mark>")
        here = end
    after = text[last : last + _AROUND]
    yield escape(after.rpartition(" ")[0] + " …" if last + _AROUND < len(text) else after)
