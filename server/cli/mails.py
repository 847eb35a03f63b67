"""`mail`: whether mails arrive."""

from typing import Annotated

import typer

from server import assembly
from server.assembly import now
from server.cli.output import WRONG_USE, rooms, say, stop
from server.domain.typed import is_address
from server.mail.mailer import MailRefused, MailUnavailable
from server.text.languages import Language
from server.usecases.send_mail import send_test_mail

mail = typer.Typer(no_args_is_help=True, help="Mails of the service.")


@mail.command("test")
def try_out(
    address: Annotated[str, typer.Argument(help="Where the mail goes.")],
    lang: Annotated[Language, typer.Option(help="Language of the mail.")] = Language.NL,
) -> None:
    """Send a mail that shows that mails arrive. Exit 1 when it was not taken.

    Example: zwiespraak mail test beheer@example.org --lang de
    """
    if not is_address(address):
        stop("An e-mail address is needed, like name@example.org.", WRONG_USE)
    with rooms() as opened:
        room = assembly.mail_room(opened)
        try:
            send_test_mail(room, to=address, language=lang, at=now())
        except MailRefused as refused:
            stop(f"The mail was refused for good: {refused}")
        except MailUnavailable as away:
            stop(f"The mail is not taken just now: {away}")
        outbox = opened.settings.outbox
        has_server = bool(opened.settings.mail)
    say("The mail server has taken it." if has_server else f"It lies in {outbox}.")
