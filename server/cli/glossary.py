"""`glossary`: check the terms in the text, exchange them with other tools, propose forms."""

from pathlib import Path
from typing import Annotated

import typer

from server.assembly import now
from server.cli.output import FOUND, WRONG_USE, rooms, say, say_json, stop
from server.cli.record import Json
from server.domain.concept_checks import ConceptRefused
from server.formats.refusal import FormatRefused
from server.formats.texts import MAX_BYTES
from server.text.languages import Language
from server.text.lemmas import LemmasMissing
from server.usecases.check_terms import check_terms
from server.usecases.export_glossary import GlossaryFormat, export_glossary
from server.usecases.import_glossary import NotImportable, import_glossary
from server.usecases.moderate_comment import NotAllowed
from server.usecases.propose_forms import propose_forms
from server.web import addresses

glossary = typer.Typer(no_args_is_help=True, help="The terms: check them in the text, propose forms.")


@glossary.command("check")
def check(
    as_json: Json = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when anything is left.")] = False,
    edition: Annotated[str | None, typer.Option(help="One edition only.")] = None,
) -> None:
    """List where the two wordings of a paragraph do not use the terms alike, and nobody has dismissed it.

    Example: zwiespraak glossary check --strict --json
    """
    with rooms() as opened:
        found = check_terms(opened.database, edition=edition)
    if as_json:
        say_json(
            [
                {
                    "id": each.finding.id,
                    "kind": each.finding.kind,
                    "edition": each.edition,
                    "section": each.section,
                    "paragraph": each.finding.paragraph_id,
                    "language": each.finding.language,
                    "concept": each.finding.concept,
                    "words": each.finding.words,
                }
                for each in found
            ]
        )
    else:
        for each in found:
            finding = each.finding
            place = f"{each.edition} {each.section} {finding.paragraph_id} {finding.language}"
            say(f"{place}: {finding.kind}: {finding.words} ({finding.concept})")
        say(f"{len(found)} finding(s).")
    if strict and found:
        raise typer.Exit(FOUND)


@glossary.command("export")
def export(
    file: Annotated[
        Path, typer.Argument(help="Where to write; the ending chooses: .tbx .v2.tbx .csv .tsv .ttl.")
    ],
) -> None:
    """Write all concepts to one file in the format of its ending.

    Example: zwiespraak glossary export masterstrategie.v2.tbx
    """
    kind = _kind_of(file)
    with rooms() as opened:
        base = f"{opened.settings.base_url}{addresses.glossary(Language.NL)}/"
        data = export_glossary(opened.database, kind, base=base)
    file.write_bytes(data)
    say(f"{file}: {len(data)} bytes.")


@glossary.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A .tbx, .v2.tbx or .csv file.", exists=True, dir_okay=False)],
    by: Annotated[str, typer.Option(help="E-mail address of the editor's account that answers for it.")],
    why: Annotated[str, typer.Option(help="The reason that the history keeps.")],
    as_json: Json = False,
) -> None:
    """Take over the concepts of a file, all or none; each change goes into the concept's history.

    Example: zwiespraak glossary import terms.csv --by redactie@example.org --why "Reactie van de IHK"
    """
    kind = _kind_of(file)
    with rooms() as opened:
        try:
            imported = import_glossary(
                opened.database,
                kind=kind,
                data=_read(file),
                why=why,
                by=by,
                at=now(),
                concept_address=addresses.concept,
            )
        except FormatRefused as refused:
            stop(f"{file}:{refused.line}: {refused.reason}\nNothing was changed.")
        except ConceptRefused as refused:
            stop(f"{file}: {refused}\nNothing was changed.")
        except (NotImportable, NotAllowed) as refused:
            stop(f"{file}: cannot be imported: {refused}")
    numbers = {name: list(getattr(imported, name)) for name in ("added", "revised", "unchanged")}
    if as_json:
        say_json(numbers)
    else:
        say(", ".join(f"{len(keys)} {name}" for name, keys in numbers.items()) + ".")


def _kind_of(file: Path) -> GlossaryFormat:
    # The longest ending first: ".v2.tbx" is a ".tbx" as well.
    for kind in sorted(GlossaryFormat, key=len, reverse=True):
        if file.name.endswith(f".{kind}"):
            return kind
    stop(f"{file}: the ending must be one of {', '.join('.' + kind for kind in GlossaryFormat)}.", WRONG_USE)


def _read(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large: memory stays bounded."""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


@glossary.command("forms")
def forms(as_json: Json = False) -> None:
    """Propose inflected forms that the text uses and no term has stored; needs the extra called forms.

    Example: zwiespraak glossary forms
    """
    with rooms() as opened:
        try:
            proposals = propose_forms(opened.database)
        except LemmasMissing:
            stop("The word lists are not installed: pip install 'zwiespraak[forms]'.")
    if as_json:
        say_json(
            [
                {"concept": each.concept, "language": each.language, "term": each.term, "forms": each.forms}
                for each in proposals
            ]
        )
    else:
        for each in proposals:
            say(f"{each.concept} ({each.language}) {each.term}: {', '.join(each.forms)}")
        say(f"{len(proposals)} term(s) with forms to look at.")
