"""One small TBX v3 file, line by line, to change one thing in it."""

from server.domain.glossary import Concept
from server.formats import tbx2, tbx3

# The lines are counted from 1; the entry starts on line 6, the Dutch section on 8, the German one on 18.
FILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en">
  <tbxHeader><fileDesc><sourceDesc><p>By hand</p></sourceDesc></fileDesc></tbxHeader>
  <text>
    <body>
      <conceptEntry id="c-smes">
        <descrip type="subjectField">economy</descrip>
        <langSec xml:lang="nl">
          <descripGrp>
            <descrip type="definition">kleine bedrijven</descrip>
            <admin type="source">2.1</admin>
          </descripGrp>
          <termSec>
            <term>mkb</term>
            <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
          </termSec>
        </langSec>
        <langSec xml:lang="de">
          <descripGrp>
            <descrip type="definition">kleine Unternehmen</descrip>
            <admin type="source">2.2</admin>
          </descripGrp>
          <termSec>
            <term>KMU</term>
            <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
          </termSec>
        </langSec>
      </conceptEntry>
    </body>
  </text>
</tbx>
"""

# The names that differ in TBX v2.
_OLD_NAMES = {
    ' xmlns="urn:iso:std:iso:30042:ed-2"': "",
    ' style="dca"': "",
    "<tbx ": "<martif ",
    "</tbx>": "</martif>",
    "tbxHeader": "martifHeader",
    "conceptEntry": "termEntry",
    "langSec": "langSet",
    "termSec": "tig",
}


def changed(*changes: tuple[str, str]) -> bytes:
    """The file with each text replaced once."""
    text = FILE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def as_v2(data: bytes) -> bytes:
    """The same file in the names of TBX v2."""
    text = data.decode()
    for new, old in _OLD_NAMES.items():
        text = text.replace(new, old)
    return text.encode()


def read_in_both(*changes: tuple[str, str]) -> Concept:
    """The one concept of the changed file, after making sure that both versions read the same."""
    data = changed(*changes)
    (concept,) = tbx3.import_(data)
    assert tbx2.import_(as_v2(data)) == (concept,)
    return concept
