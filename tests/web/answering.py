"""Editors at work on the answer to a submission, for the table of permissions: a bundle, a text, a question."""

from server.domain.accounts import Account
from server.domain.dispositions import Outcome
from server.domain.submissions import Submission
from server.store.database import Database
from server.usecases.add_to_bundle import add_to_bundle
from server.usecases.keep_standard_response import StandardResponseForm, keep_standard_response
from tests.disposing import RESPONSES
from tests.participating import comments_in
from tests.usecases.counter_proposing import propose
from tests.worlds import NOON


def answering(database: Database, submission: Submission, *, by: Account) -> None:
    """Put its first comment into bundle 1, keep standard response 1, and propose another wording."""
    shown = comments_in(database, submission)[0]
    add_to_bundle(database, comments=[shown.id], title="Samen", by=by, at=NOON)
    form = StandardResponseForm("Dank", Outcome.NOTED, RESPONSES)
    keep_standard_response(database, number=None, form=form, seen="", by=by)
    propose(database, shown, by)
