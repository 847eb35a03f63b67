"""What stays private of the answers: notes, what is undecided or not public, the working edition, unshown comments."""

import pytest

from server.domain.accounts import Account, Role
from server.domain.comments import Comment
from server.domain.exports import FileFormat, report_wanted
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.redaction import RedactedField
from server.domain.rounds import ModerationRule
from server.usecases.add_to_bundle import add_to_bundle
from server.usecases.ask_for_export import ask_for_export
from server.usecases.keep_standard_response import StandardResponseForm, keep_standard_response
from server.usecases.move_comment import move_comment
from server.usecases.note_on_disposition import note_on_disposition
from server.usecases.publish_dispositions import publish_dispositions
from server.usecases.redact_comment import redact_comment
from server.usecases.submit import new_idempotency_key
from server.usecases.withdraw import withdraw_comment
from tests.disposing import answer, begin, dispose, editor, now, sent_in
from tests.participating import with_round
from tests.revising import revised
from tests.usecases.counter_proposing import propose
from tests.web.conftest import Site
from tests.web.leaks import all_public, dumped, files_with, read
from tests.worlds import CANARY, DE, NL, NOON

SECRET = "Kanariegeel"
SHOWN = "Zaunkönig"
SEARCHES = ("/nl/zoeken", "/de/suche", "/api/v1/search")


@pytest.fixture
def els(small_site: Site) -> Account:
    """An editor with a working edition."""
    with_round(small_site.database, moderation=ModerationRule.AFTER)
    return begin(small_site.database, "Els Kanariegeel")


def make_files(site: Site, by: Account) -> None:
    """Have the report made by workers, for everybody and for editors."""
    for kind in (FileFormat.PDF, FileFormat.DOCX):
        for secret in (False, True):
            wanted = report_wanted("autumn", NL, kind, for_editors=secret)
            ask_for_export(site.database, wanted=wanted, by=by, at=NOON)
    site.work()


def make_public(site: Site) -> None:
    """An administrator makes public what was decided; workers do what follows."""
    ada = editor(site.database, "Ada", Role.ADMINISTRATOR)
    publish_dispositions(site.database, by=ada, at=NOON)
    make_files(site, ada)


def leaks(site: Site, comment: Comment, *words: str) -> list[str]:
    """Where an anonymous visitor or a reader of the record, the index or a mail meets one of these words."""
    wanted = words or (SECRET,)
    found = [
        path for path, got in all_public(site, comment.id).items() if any(each in got for each in wanted)
    ]
    visitor = site.another_visitor()
    searches = [f"{path}?q={each}" for path in SEARCHES for each in wanted]
    found += [path for path in searches if comment.id in read(visitor, path)]
    found += ["record" for each in wanted if each in dumped(site)]
    found += files_with(site.folder / "index", *wanted)
    found += ["mail" for mail in site.mails() if any(each in mail.as_string() for each in wanted)]
    return found


def test_what_editors_write_before_an_answer_is_public_is_nowhere(small_site: Site, els: Account) -> None:
    site, database = small_site, small_site.database
    said = sent_in(database, f"{SHOWN}.", email=CANARY)
    other = sent_in(database, "Nog een.", email="b@example.org")
    note_on_disposition(
        database, comment=said.id, text=SECRET, form_key=new_idempotency_key(), by=els, at=NOON
    )
    add_to_bundle(database, comments=[said.id, other.id], title=SECRET, by=els, at=NOON)
    form = StandardResponseForm(SECRET, None, {NL: SECRET, DE: SECRET})
    keep_standard_response(database, number=None, form=form, seen="", by=els)
    revised(database, els, "p-aaaa1", nl=f"De {SECRET}.", de=f"Die {SECRET}.", comments=(said.id,))
    secret = {NL: f"Over {SECRET}.", DE: f"Zu {SECRET}."}
    dispose(database, said.id, els, answer(responses=secret))
    dispose(database, other.id, els, answer(responses=secret), decide=False)
    make_files(site, els)
    assert leaks(site, said) == []


def test_a_public_answer_tells_neither_who_nor_where_in_the_open_edition(
    small_site: Site, els: Account
) -> None:
    site, database = small_site, small_site.database
    said = sent_in(database, "Gut.", email=CANARY, name=f"{SECRET} Vogel", publication="anonymous")
    note_on_disposition(
        database, comment=said.id, text=SECRET, form_key=new_idempotency_key(), by=els, at=NOON
    )
    propose(database, said, els, SECRET)
    revised(database, els, "p-aaaa1", nl=f"De {SECRET}.", de=f"Die {SECRET}.", comments=(said.id,))
    dispose(database, said.id, els, answer(responses={NL: f"{SHOWN} nl.", DE: f"{SHOWN} de."}))
    make_public(site)
    shown = [path for path, got in all_public(site, said.id).items() if SHOWN in got]
    for path in (
        "/nl/consultatie/autumn/nota-van-antwoord",
        "/nl/consultatie/autumn/nota-van-antwoord.pdf",
        "/de/konsultation/autumn/abwaegungstabelle.docx",
        "/comments/autumn.csv",
        "/nl/edities/2021/reacties/p-aaaa1",
        "/nl/tekst/1-opening",
    ):
        assert path in shown
    # The mail of the counter-proposal goes to its submitter alone, and the receipt is theirs.
    assert [each for each in leaks(site, said, SECRET, CANARY) if each != "mail"] == []
    assert {mail["To"] for mail in site.mails() if SECRET in mail.as_string()} <= {CANARY}


@pytest.mark.parametrize("way", ["unpublished", "withdrawn", "held", "declined"])
def test_the_public_answer_to_a_comment_that_is_not_shown_is_nowhere(
    small_site: Site, els: Account, way: str
) -> None:
    site, database = small_site, small_site.database
    publication = "not" if way == "unpublished" else "named"
    said = sent_in(database, f"{SECRET}.", email=CANARY, publication=publication, name=f"{SECRET} V")
    dispose(database, said.id, els, answer(responses={NL: f"Over {SECRET}.", DE: f"Zu {SECRET}."}))
    make_public(site)
    if way == "withdrawn":
        withdraw_comment(database, submission_id=said.submission, comment_id=said.id, at=NOON)
    elif way != "unpublished":
        state = ModerationState(way)
        with database.write() as connection:
            category = DeclineReason.INSULT if state is ModerationState.DECLINED else ""
            assert move_comment(connection, said, state, at=NOON, category=category)
    site.work()
    assert [each for each in leaks(site, said) if each != "mail"] == []


def test_a_redacted_passage_is_in_no_report(small_site: Site, els: Account) -> None:
    site, database = small_site, small_site.database
    suggested = {"kind": "suggestion", "suggested_wording": f"Die Digitalisierung von {SECRET}."}
    said = sent_in(database, f"Das ist {SECRET}.", email=CANARY, typed=suggested)
    dispose(database, said.id, els)
    make_public(site)
    mo = editor(database, "Mo", Role.MODERATOR)
    for name in (RedactedField.TEXT, RedactedField.SUGGESTED_WORDING):
        redact_comment(
            database, comment_id=said.id, passage=SECRET, field=name, reason=DeclineReason.PERSONAL_DATA,
            by=mo, at=NOON,
        )  # fmt: skip
    site.work()
    assert now(database, said.id).redactions
    assert [each for each in leaks(site, said) if each != "mail"] == []
