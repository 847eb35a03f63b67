"""QR codes as part of a page; the only door to segno."""

import segno
from markupsafe import Markup

# ISO/IEC 18004 asks for four modules of quiet around the symbol.
_QUIET = 4
_PIXELS = 5


def qr_code(text: str, *, title: str) -> Markup:
    """The text as an `<svg>` element with a name for who cannot see it; no script, style or other address in it."""
    made = segno.make(text, error="m", micro=False)
    return Markup(  # noqa: S704 - segno escapes the title, and all else is drawn
        made.svg_inline(
            scale=_PIXELS, border=_QUIET, dark="#000", light="#fff", title=title, svgclass="qr-code"
        )
    )
