"""All commands of `zwiespraak`, and how they are grouped."""

from importlib.metadata import version as installed_version

import typer

from server.cli import (
    demo,
    edition,
    glossary,
    indexing,
    intake,
    mails,
    persons,
    publishing,
    record,
    rounds,
    searching,
    serving,
    users,
)
from server.cli.output import say

app = typer.Typer(
    name="zwiespraak",
    help="Publishes a document in Dutch and German, takes comments on its paragraphs, keeps both in step.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(serving.serve)
app.command()(serving.worker)
app.command()(record.load)
app.command()(record.dump)
app.command()(record.check)
app.command()(publishing.publish)
app.command()(demo.demo)
app.command()(searching.search)
app.add_typer(indexing.index, name="index")
app.command()(intake.intake)
app.command()(persons.export_person)
app.command()(persons.erase_person)
app.command()(persons.retention)
app.add_typer(mails.mail, name="mail")
app.add_typer(rounds.rounds, name="rounds")
app.add_typer(edition.edition, name="edition")
app.add_typer(users.users, name="users")
app.add_typer(glossary.glossary, name="glossary")


@app.command()
def version() -> None:
    """Say which version this is.

    Example: zwiespraak version
    """
    say(installed_version("zwiespraak"))
