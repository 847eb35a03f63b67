"""The stories' answers to comments: a bundle, a standard response, a question to a submitter."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from server.domain.dispositions import CounterProposal, Outcome
from server.store import accounts, counter_proposals
from server.store.comments import comment_by_id
from server.store.database import Database
from server.text.languages import Language
from server.usecases.add_to_bundle import add_to_bundle
from server.usecases.keep_standard_response import StandardResponseForm, keep_standard_response
from tests.stories.serving import Site

# Of the demonstration; see page_types.py.
_COMMENT: Final = "c-demn0001"
_LONG: Final = "grensoverschrijdend" * 12


def begin_answers(site: Site) -> None:
    """Put a comment into bundle 1, keep standard response 1, propose another wording; once."""
    database = Database(f"sqlite:///{Path(site.environment['ZWIESPRAAK_DATA']) / 'zwiespraak.sqlite'}")
    try:
        _answer(database, datetime.now(UTC))
    finally:
        database.close()


def _answer(database: Database, at: datetime) -> None:
    with database.write() as connection:
        by = accounts.account_by_email(connection, "els.van.dijk@example.org")
        comment = comment_by_id(connection, _COMMENT)
        assert by is not None
        assert comment is not None
        wordings = {comment.language: f"{comment.base_text} {_LONG}"}
        proposal = CounterProposal(0, _COMMENT, wordings, {comment.language: "?"}, by.name, at)
        counter_proposals.add_counter_proposal(connection, proposal, form_key="the-stories-own-key")
    add_to_bundle(database, comments=[_COMMENT], title=_LONG[:200], by=by, at=at)
    texts = dict.fromkeys(Language, f"Dank. {_LONG}")
    form = StandardResponseForm("Dank", Outcome.NOTED, texts)
    keep_standard_response(database, number=None, form=form, seen="", by=by)
