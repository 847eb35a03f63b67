"""Bars as a picture (SVG): each value with its label, its bar and its number; the same stands in a table beside."""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from server.formats.report_text import Bar, Chart
from server.formats.texts import carried

# In units of the picture, which is as wide as its place: so that 16 units are readable type on a telephone.
WIDTH: Final = 360
ROW: Final = 46
_NUMBER_ROOM: Final = 64
_TYPE: Final = 15
# What fits the width in a common typeface; the table has the whole label.
_LABEL: Final = 44


def bars(chart: Chart, *, name: str, fonts: str = "inherit", colour: str = "currentColor") -> str:
    """The picture; `name` is what a screen reader calls it. No style is inline, so that our CSP allows it."""
    height = ROW * len(chart.bars) + 4
    rows = "".join(_row(place, each, chart.bars, colour) for place, each in enumerate(chart.bars))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label={quoteattr(name)}'
        f' viewBox="0 0 {WIDTH} {height}" font-family={quoteattr(fonts)}'
        f' font-size="{_TYPE}" fill="{colour}">{rows}</svg>'
    )


def _row(place: int, bar: Bar, all_bars: Sequence[Bar], colour: str) -> str:
    top = place * ROW
    most = max(each.share for each in all_bars) or 1.0
    # Also one of five thousand is to be seen; none is not.
    width = max(2.0, bar.share / most * (WIDTH - _NUMBER_ROOM)) if bar.share else 0.0
    return (
        f'<text x="0" y="{top + 16}">{escape(_short(carried(bar.label)))}</text>'
        f'<rect x="0" y="{top + 22}" width="{width:.1f}" height="16" fill="{colour}"/>'
        f'<text x="{width + 6:.1f}" y="{top + 36}">{escape(bar.number)}</text>'
    )


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
