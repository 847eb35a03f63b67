"""`glossary`: check the terms in the text, propose forms."""

from typing import Annotated

import typer

from server.cli.output import FOUND, rooms, say, say_json, stop
from server.cli.record import Json
from server.text.lemmas import LemmasMissing
from server.usecases.check_terms import check_terms
from server.usecases.propose_forms import propose_forms

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


@glossary.command("forms")
def forms(as_json: Json = False) -> None:
    """Propose inflected forms that the text uses and no term has stored; needs the extra [forms].

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
