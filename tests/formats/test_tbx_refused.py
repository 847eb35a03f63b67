"""TBX that cannot be taken: the first thing wrong, with its line, in both versions."""

import pytest

from server.formats import tbx2, tbx3
from server.formats.refusal import FormatRefused
from tests.formats.tbx_files import FILE, as_v2, changed

TERM = "<term>mkb</term>"
PREFERRED = '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>'
ENTRY = FILE[FILE.index("      <conceptEntry") : FILE.index("    </body>")]


def refusal(data: bytes) -> tuple[int, str]:
    """Why TBX v3 is refused."""
    with pytest.raises(FormatRefused) as refused:
        tbx3.import_(data)
    return refused.value.line, refused.value.reason


def after_term(added: str) -> tuple[str, str]:
    """The change that says one thing more of the Dutch term, on line 14."""
    return TERM, TERM + added


MEANINGS = {
    "no id": ((' id="c-smes"', ""), 6, 'a "conceptEntry" without an id that could name a concept'),
    "an id of signs only": (("c-smes", "_._"), 6, 'a "conceptEntry" without an id that could name a concept'),
    "an id twice": (after_term('<note id="c-smes"/>'), 14, 'the id "c-smes" stands here a second time'),
    "an entry twice": (
        ("    </body>", ENTRY + "    </body>"),
        29,
        'the id "c-smes" stands here a second time',
    ),
    "a key twice": (
        ("    </body>", ENTRY.replace("c-smes", "SMEs") + "    </body>"),
        29,
        'the concept "smes" stands here a second time',
    ),
    "an unknown status": (
        (PREFERRED, PREFERRED.replace("preferred", "proposed")),
        15,
        'administrativeStatus: unknown value "proposedTerm-admn-sts"; known are preferredTerm-admn-sts, '
        "admittedTerm-admn-sts, deprecatedTerm-admn-sts, supersededTerm-admn-sts",
    ),
    "an unknown gender": (
        after_term('<termNote type="grammaticalGender">m</termNote>'),
        14,
        'grammaticalGender: unknown value "m"; known are masculine, feminine, neuter, other',
    ),
    "an unknown relation": (
        ("<descrip", "<note>relation: wider</note><descrip"),
        7,
        'relation: unknown value "wider"; known are exact, close, broader, narrower, related, none',
    ),
    "an unknown case rule": (
        after_term("<note>case: lower</note>"),
        14,
        'case: unknown value "lower"; known are sensitive',
    ),
    "a label without a text": (after_term("<note>form: </note>"), 14, 'the note "form" says nothing'),
    "a note twice": (
        after_term("<note>reason: a</note>\n<note>reason: b</note>"),
        15,
        'a second note "reason" in one "termSec"',
    ),
    "a status twice": (after_term(PREFERRED), 15, 'a second administrativeStatus in one "termSec"'),
    "two terms in one": (after_term("<term>kmo</term>"), 13, '2 "term" in one "termSec"; it holds one'),
    "no term in its section": ((TERM, ""), 13, '0 "term" in one "termSec"; it holds one'),
    "a definition of a term": (
        after_term('<descrip type="definition">x</descrip>'),
        14,
        'a "descrip" of the type "definition" cannot stand in "termSec"',
    ),
    "a definition in no language": (
        ("<descrip", '<descrip type="definition">x</descrip><descrip'),
        7,
        'a "descrip" of the type "definition" cannot stand in "conceptEntry"',
    ),
    "a category of another dialect": (
        after_term('<termNote type="register">x</termNote>'),
        14,
        'a "termNote" of the type "register" cannot stand in "termSec"',
    ),
    "two descriptions in a group": (
        ('<admin type="source">', '<descrip type="definition">x</descrip><admin type="source">'),
        9,
        '2 "descrip" in one group; it holds one',
    ),
    "an element of elsewhere": (after_term("<b>x</b>"), 14, '"b" cannot stand in "termSec"'),
    "an element of elsewhere in a text": (
        (TERM, "<term><b>mkb</b></term>"),
        14,
        '"b" cannot stand in "term"',
    ),
    "text between elements": (after_term("mkb"), 14, 'text cannot stand in "termSec"'),
    "a control character": (
        (TERM, "<term>m\x7fkb</term>"),
        14,
        "the character U+007F cannot stand in a text",
    ),
    "a language missing": (('xml:lang="de"', 'xml:lang="en"'), 6, "the concept \"smes\" has nothing in 'de'"),
    "a language twice": (
        ('xml:lang="de"', 'xml:lang="nl-BE"'),
        18,
        'a second "langSec" in the language "nl"',
    ),
    "no subject field": (
        ('<descrip type="subjectField">economy</descrip>', ""),
        6,
        'the concept "smes": subject_field is missing',
    ),
    "no source": (('<admin type="source">2.2</admin>', ""), 18, 'the concept "smes": de.source is missing'),
    "no reason": (
        (
            PREFERRED,
            f"{PREFERRED}</termSec>\n<termSec><term>x</term>{PREFERRED.replace('preferred', 'deprecated')}",
        ),
        16,
        'the concept "smes": nl.terms.1.reason is missing',
    ),
    "no preferred term": (
        (PREFERRED, PREFERRED.replace("preferred", "admitted")),
        8,
        'the concept "smes": nl.terms hold none or several that are preferred',
    ),
    "a dispute without reasons": (
        ("<descrip", "<note>dispute: settled</note><descrip"),
        6,
        'the concept "smes": dispute_reasons.nl is missing',
    ),
    "two states of one dispute": (
        ("<descrip", '<note>dispute: none</note>\n<admin type="projectSubset">disputed</admin><descrip'),
        8,
        'the project subset says "disputed", but the concept is "none"',
    ),
    "a sign-off without a zone": (
        ("<descrip", "<note>sign-off: nl 2026-11-20T09:30:00 Anna</note><descrip"),
        6,
        'sign-off: "nl 2026-11-20T09:30:00 Anna" is not a language, a moment with its zone, and a name',
    ),
}


@pytest.mark.parametrize(("change", "line", "reason"), MEANINGS.values(), ids=MEANINGS)
def test_what_a_concept_cannot_mean_is_refused_with_its_line(
    change: tuple[str, str], line: int, reason: str
) -> None:
    data = changed(change)
    assert refusal(data) == (line, reason)
    with pytest.raises(FormatRefused) as refused:
        tbx2.import_(as_v2(data))
    assert refused.value.line == line


FORMS = {
    "nothing": (b"", 1, "not well-formed XML: no element found"),
    "something else": (b"PK\x03\x04", 1, "not well-formed XML: not well-formed (invalid token)"),
    "an end too few": (FILE.encode()[:-8], 30, "not well-formed XML: no element found"),
    "an end too many": (changed(("</term>", "</trem>")), 14, "not well-formed XML: mismatched tag"),
    "bytes of another encoding": (
        FILE.replace("kleine", "kl\xe9ine").encode("latin-1"),
        10,
        "invalid UTF-8: byte 0xe9",
    ),
    "bytes cut off": (FILE.encode() + b"<!-- \xc3", 32, "not well-formed XML: partial character"),
    "another encoding": (
        changed(("UTF-8", "windows-1252")),
        1,
        'the encoding is "windows-1252"; only UTF-8 and UTF-16 are read',
    ),
    "no encoding at all": (
        changed(("UTF-8", "klingon")),
        1,
        'the encoding is "klingon"; only UTF-8 and UTF-16 are read',
    ),
    "TBX v2": (
        as_v2(FILE.encode()),
        2,
        'this is not TBX v3: the root is "martif", not "tbx"',
    ),
    "a draft of the standard": (
        changed(("ed-2", "ed:3.0")),
        2,
        '"tbx" is of the namespace "urn:iso:std:iso:30042:ed:3.0", not "urn:iso:std:iso:30042:ed-2"',
    ),
    "another dialect": (
        changed(("TBX-Basic", "TBX-Linguist")),
        2,
        'type="TBX-Linguist" is not read: of TBX v3 only type="TBX-Basic" is',
    ),
    "no dialect": (
        changed((' type="TBX-Basic"', "")),
        2,
        'type="" is not read: of TBX v3 only type="TBX-Basic" is',
    ),
    "another style": (
        changed(('"dca"', '"dct"')),
        2,
        'style="dct" is not read: of TBX v3 only style="dca" is',
    ),
    "no concepts": (changed((ENTRY, "")), 1, "the file holds no concept"),
}


@pytest.mark.parametrize(("data", "line", "reason"), FORMS.values(), ids=FORMS)
def test_what_is_not_tbx_basic_is_refused_with_its_line(data: bytes, line: int, reason: str) -> None:
    assert refusal(data) == (line, reason)
