"""A record of two short sections, whole and right, and a way to put it on disk with something changed."""

from collections.abc import Mapping
from pathlib import Path

from server.formats.termbase_file import termbase_file
from server.record.record import survey_record

DOCUMENT = "content/strategy/document.toml"
FOLDER = "content/strategy/editions/2021"
EDITION = f"{FOLDER}/edition.toml"
NL_OPENING, DE_OPENING = f"{FOLDER}/nl/1-opening.md", f"{FOLDER}/de/1-opening.md"
NL_STEPS, DE_STEPS = f"{FOLDER}/nl/2-steps.md", f"{FOLDER}/de/2-steps.md"
CONCEPT = "glossary/concepts/digitalisation.toml"
TERMBASE = "glossary/strategy.tbx"
ROUND = "comments/2021-autumn/round.toml"
COMMENTS = "comments/2021-autumn/comments.jsonl"

RECORD = {
    DOCUMENT: """\
key = "strategy"
publisher = "Partners / Partner"
licence = "CC-BY-4.0"

[titles]
nl = "Strategie"
de = "Die Strategie"

[subtitles]
nl = "Over de grens"
de = "Über die Grenze"
""",
    EDITION: """\
date = 2021-09-28
status = "consultation"

[labels]
nl = "Editie 2021"
de = "Fassung 2021"

[change_notes]
nl = "Eerste editie."
de = "Erste Fassung."

[[sections]]
key = "1-opening"
number = "1"
title_nl = "Opening"
title_de = "Anfang"

[[sections]]
key = "2-steps"
number = "2"
title_nl = "Stappen"
title_de = "Schritte"
""",
    NL_OPENING: """\
{#p-aaaa1}
De digitalisering gaat snel.[^1]

[^1]: Zie [het rapport](https://example.org/rapport).

{#p-aaaa2}
Het mkb doet mee, voor 75%.
""",
    DE_OPENING: """\
{#p-aaaa1}
Die Digitalisierung kommt schnell voran.[^1]

[^1]: Siehe [den Bericht](https://example.org/rapport).

{#p-aaaa2}
Die KMU machen mit, zu 75 %.
""",
    NL_STEPS: """\
{#p-bbbb1}
De stappen:

- een
- twee
""",
    DE_STEPS: """\
{#p-bbbb1}
Die Schritte:

- eins
- zwei
""",
    CONCEPT: """\
subject_field = "digital transformation"
process = "open"
relation = "close"
dispute = "disputed"

[dispute_reasons]
nl = "Het verschilt."
de = "Es ist verschieden."

[nl]
definition = "overgang naar digitale techniek"
source = "Strategie, 1"
reading = "een kans"
reading_source = "Strategie, 1"

[[nl.terms]]
text = "digitalisering"
status = "preferred"
part_of_speech = "noun"
gender = "common"

[de]
definition = "Übergang zu digitaler Technik"
source = "Die Strategie, 1"
reading = "eine Aufgabe"
reading_source = "Die Strategie, 1"

[[de.terms]]
text = "Digitalisierung"
status = "preferred"
part_of_speech = "noun"
gender = "feminine"
forms = ["Digitalisierungen"]
""",
    ROUND: """\
edition = "2021"
opens = 2021-09-28
closes = 2021-11-01
time_zone = "Europe/Amsterdam"
participation = "guest"
moderation = "before"
retention_months = 12

[titles]
nl = "Najaar"
de = "Herbst"

[contacts]
nl = "Het bureau"
de = "Das Büro"

[privacy_notices]
nl = "Wij bewaren weinig."
de = "Wir speichern wenig."

[[questions]]
key = "missing"
nl = "Wat mist u?"
de = "Was fehlt Ihnen?"
""",
    COMMENTS: (
        '{"id":"c-k7m2q9xa","round":"2021-autumn","edition":"2021","section":"1-opening",'
        '"thread":"p-aaaa2","language":"de","text":"Gut so.","name":"Anna","group":"citizen",'
        '"created":"2021-10-01T09:30:00Z","base_hash":"2c1e472383ebb2bb",'
        '"base_text":"Die KMU machen mit, zu 75 %."}\n'
    ),
}


def put(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Put the record below `root`, with some files other than they should be; None leaves a file out."""
    for file, content in {**RECORD, **(changes or {})}.items():
        if content is not None:
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def put_whole(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """As `put`, with the generated termbase, true to the concepts, where there are any that can be read."""
    record = survey_record(put(root, changes)).record
    if record is not None and record.concepts:
        (root / TERMBASE).write_bytes(termbase_file(record.concepts))
    return root


def changed(file: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """One file of the record with a piece of it replaced."""
    assert old in RECORD[file]
    return {file: RECORD[file].replace(old, new, 1)}


def contents(root: Path) -> dict[str, str]:
    """The text of every file below `root` by its path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
