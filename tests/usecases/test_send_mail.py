"""Sending mails: each kind in both languages, with links that work, and none that has become pointless."""

import re
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from server.domain.accounts import Role
from server.domain.mails import MailKind
from server.domain.moderation import ModerationState
from server.domain.submissions import Submission, SubmissionState
from server.domain.tokens import Purpose
from server.mail.mailer import MailRefused
from server.mail.outbox import OutboxFolder
from server.store import submissions
from server.store.database import Database
from server.store.invitations import Invitation, add_invitation, revoke_invitation
from server.store.mails import mail_by_number
from server.store.moderation import set_state
from server.text.languages import Language
from server.usecases.change_mails import mails_off
from server.usecases.confirm_submission import confirm_submission
from server.usecases.release_submission import release_submission
from server.usecases.send_mail import send_mail, send_test_mail
from server.usecases.sign_in import is_open_link
from server.usecases.withdraw import withdraw_submission
from tests.disposing import answered
from tests.mailing import BASE_URL, SENDER, leave_mail, links_in, mail_room, mails_in, text_of
from tests.participating import comments_in, said, submit, submitted, with_round
from tests.worlds import DE, NL, NOON, SIGNER, add_account

ANNA, BOB = "anna@example.org", "bob@example.org"
MOMENT = timedelta(seconds=1)


@pytest.fixture
def box(loaded: Database, tmp_path: Path) -> "Box":
    """A mail room on the small world."""
    return Box(loaded, tmp_path)


class Box:
    """Sends what is left behind, into an outbox."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.room = mail_room(OutboxFolder(folder / "outbox"))

    def send(
        self, kind: MailKind, *, language: Language = DE, to: str = ANNA, **details: str
    ) -> EmailMessage | None:
        """Leave a mail behind and send it; the mail, or None where it was dropped."""
        before = len(mails_in(self.folder))
        number = leave_mail(self.database, kind, language=language, to=to, **details)
        was_sent = send_mail(self.database, self.room, number=number, at=NOON)
        sent = mails_in(self.folder)[before:]
        assert len(sent) == was_sent
        with self.database.read() as connection:
            assert mail_by_number(connection, number) is None
        return sent[0] if sent else None

    def told(self, kind: MailKind, **details: str) -> EmailMessage:
        """As send, for a mail that is sent."""
        mail = self.send(kind, **details)  # type: ignore[arg-type]
        assert mail is not None
        return mail


def subject_of(link: str, purpose: Purpose) -> str | None:
    """What the token at the end of a link stands for."""
    return SIGNER.subject(purpose, link.rpartition("/")[2].rpartition("=")[2], at=NOON)


def move(database: Database, submission: Submission, to: ModerationState) -> str:
    """Move the first comment of a submission; its id."""
    comment = comments_in(database, submission)[0]
    with database.write() as connection:
        assert set_state(connection, comment, to, account=None, decided=NOON)
    return comment.id


def organisations(database: Database) -> Submission:
    """A submission that a second person has to release."""
    return submit(database, organisation="IHK", group="chamber", releaser=BOB, name="", email=ANNA)


def test_confirming_leads_to_the_receipt_until_the_last_moment(box: Box) -> None:
    submission = submit(box.database)
    mail = box.told(MailKind.CONFIRM, submission=submission.id)
    [link, privacy] = links_in(mail)
    assert link.startswith("/de/beleg/")
    assert subject_of(link, Purpose.RECEIPT) == submission.id
    assert privacy == "/de/datenschutz"
    # Seven days later, in the time of the round.
    assert "8. Oktober 2021 um 14:00 Uhr" in " ".join(text_of(mail).split())
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        ANNA,
        SENDER,
        "Bitte bestätigen Sie Ihre Stellungnahme: Herbst",
    )


LINKS = {
    MailKind.CONFIRM: ("/nl/ontvangst/", "/de/beleg/"),
    MailKind.RECEIPT: ("/nl/ontvangst/", "/de/beleg/"),
    MailKind.RELEASE: ("/nl/vrijgeven/", "/de/freigeben/"),
    MailKind.SENT_BACK: ("/nl/ontvangst/", "/de/beleg/"),
    MailKind.CORRECTED: ("/nl/ontvangst/", "/de/beleg/"),
    MailKind.WITHDRAWN: ("/nl/ontvangst/", "/de/beleg/"),
    MailKind.DECLINED: ("/nl/ontvangst/", "/de/beleg/"),
    MailKind.REDACTED: ("/nl/ontvangst/", "/de/beleg/"),
    MailKind.REPLY: ("/c/c-", "/c/c-"),
    MailKind.DISPOSITIONS: ("/nl/ontvangst/", "/de/beleg/"),
    MailKind.DISPOSITION_CORRECTED: ("/nl/ontvangst/", "/de/beleg/"),
    MailKind.COUNTER_PROPOSAL: ("/nl/ontvangst/", "/de/beleg/"),
    MailKind.AGREE: ("/nl/instemmen/bevestigen/", "/de/zustimmen/bestaetigen/"),
    MailKind.OWN_DATA: ("/nl/mijn-gegevens/", "/de/meine-daten/"),
    MailKind.NO_DATA: ("/nl/mijn-gegevens", "/de/meine-daten"),
    MailKind.SIGN_IN: ("/nl/aanmelden/", "/de/anmelden/"),
    MailKind.INVITATION: ("/nl/consultatie/autumn?uitnodiging=", "/de/konsultation/autumn?einladung="),
}


def details_for(box: Box, kind: MailKind) -> dict[str, str]:
    """A world in which a mail of this kind is called for, and its details."""
    database = box.database
    if kind in (MailKind.OWN_DATA, MailKind.NO_DATA):
        submitted(database)
        return {"person": SIGNER.person(ANNA)}
    if kind is MailKind.SIGN_IN:
        add_account(database, name="Anna", email=ANNA, role=Role.EDITOR)
        return {}
    if kind is MailKind.INVITATION:
        with database.write() as connection:
            add_invitation(connection, Invitation("i-1", "autumn", "IHK", NOON))
        return {"invitation": "i-1", "round": "autumn"}
    if kind in (MailKind.DISPOSITIONS, MailKind.DISPOSITION_CORRECTED):
        return answered(database)
    return details_of_submission(database, kind)


def details_of_submission(database: Database, kind: MailKind) -> dict[str, str]:
    """As details_for, for mails about a submission and what became of it."""
    if kind in (MailKind.RELEASE, MailKind.SENT_BACK):
        submission = organisations(database)
        confirm_submission(database, submission_id=submission.id, at=NOON)
        return {"submission": submission.id, "reason": "Satz 2 stimmt nicht."}
    if kind is MailKind.CONFIRM:
        return {"submission": submit(database).id}
    submission = submitted(database, mail_replies="yes")
    to = ModerationState.DECLINED if kind is MailKind.DECLINED else ModerationState.SHOWN
    comment = move(database, submission, to)
    own = {"submission": submission.id, "comment": comment, "reason": "insult"}
    return own | ({"person": SIGNER.person(ANNA)} if kind is MailKind.AGREE else {})


@pytest.mark.parametrize("language", [NL, DE])
@pytest.mark.parametrize("kind", MailKind)
def test_each_kind_in_each_language(box: Box, kind: MailKind, language: Language) -> None:
    mail = box.send(kind, language=language, **details_for(box, kind))
    assert mail is not None
    text = " ".join(text_of(mail).split())
    title, closing = ("Strategie", "/nl/privacy") if language is NL else ("Die Strategie", "/de/datenschutz")
    assert text.startswith("Goedendag," if language is NL else "Guten Tag,")
    assert mail["Content-Language"] == language
    assert title in text or kind in (MailKind.OWN_DATA, MailKind.NO_DATA, MailKind.SIGN_IN)
    links = links_in(mail)
    assert links[0].startswith(LINKS[kind][language is DE])
    assert links[-1] == closing
    # One recipient, and no other address than where it comes from.
    assert set(re.findall(r"[\w.]+@[\w.]+\w", mail.as_string())) <= {ANNA, SENDER, mail["Message-ID"][1:-1]}
    assert "██" not in text
    assert "{" not in text


def test_what_comes_next_is_said_as_it_is(box: Box) -> None:
    waiting = submitted(box.database, "Eins.")
    assert "bevor andere sie sehen" in text_of(box.told(MailKind.RECEIPT, submission=waiting.id))
    move(box.database, waiting, ModerationState.SHOWN)
    assert "jetzt alle lesen" in text_of(box.told(MailKind.RECEIPT, submission=waiting.id))
    private = submitted(box.database, "Zwei.", publication="not")
    assert "nicht veröffentlicht" in text_of(box.told(MailKind.RECEIPT, submission=private.id))


def test_the_reasons_of_moderation_are_words(box: Box) -> None:
    submission = submitted(box.database, "Ihr seid alle dumm.")
    details = {
        "submission": submission.id,
        "comment": move(box.database, submission, ModerationState.DECLINED),
    }
    text = " ".join(text_of(box.told(MailKind.DECLINED, **details, reason="insult")).split())
    assert "Der Grund: jemand wird beleidigt oder bedroht." in text
    assert "„Ihr seid alle dumm.“" in text
    assert "ein anderer Grund" in text_of(box.told(MailKind.DECLINED, **details, reason="unheard-of"))


def test_a_reply_can_be_switched_off_with_one_request(box: Box) -> None:
    asked = submitted(box.database, "Warum?", mail_replies="yes")
    reply = submitted(box.database, "Darum.", name="Bob", email=BOB)
    comment = move(box.database, reply, ModerationState.SHOWN)
    mail = box.told(MailKind.REPLY, submission=asked.id, comment=comment)
    link, off, _ = links_in(mail)
    assert link == f"/c/{comment}"
    assert mail["List-Unsubscribe"] == f"<{BASE_URL}{off}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert subject_of(off, Purpose.MAIL_OFF) == asked.id
    text = " ".join(text_of(mail).split())
    assert "Bob hat auf eine Anmerkung von Ihnen" in text
    assert "„Darum.“" in text


def test_no_reply_is_mailed_that_is_not_shown_or_no_longer_wanted(box: Box) -> None:
    asked = submitted(box.database, "Warum?", mail_replies="yes")
    reply = submitted(box.database, "Darum.", name="Bob", email=BOB)
    comment = move(box.database, reply, ModerationState.SHOWN)
    mails_off(box.database, submission_id=asked.id)
    assert box.send(MailKind.REPLY, submission=asked.id, comment=comment) is None
    with box.database.write() as connection:
        submissions.change_addresses(connection, asked.id, mail_replies=True)
    assert box.send(MailKind.REPLY, submission=asked.id, comment=comment) is not None
    move(box.database, reply, ModerationState.DECLINED)
    assert box.send(MailKind.REPLY, submission=asked.id, comment=comment) is None


@pytest.mark.parametrize("kind", [MailKind.RECEIPT, MailKind.CORRECTED, MailKind.DECLINED, MailKind.REPLY])
def test_a_mail_on_what_was_withdrawn_meanwhile_is_not_sent(box: Box, kind: MailKind) -> None:
    details = details_for(box, kind)
    withdraw_submission(box.database, submission_id=details["submission"], at=NOON)
    assert box.send(kind, **details) is None
    # But that it was withdrawn is told.
    assert box.send(MailKind.WITHDRAWN, submission=details["submission"]) is not None


@pytest.mark.parametrize(
    "kind", [each for each in MailKind if each.name in ("RECEIPT", "WITHDRAWN", "SENT_BACK")]
)
def test_a_mail_on_what_was_erased_meanwhile_is_not_sent(box: Box, kind: MailKind) -> None:
    details = details_for(box, kind)
    with box.database.write() as connection:
        submissions.change_submission(connection, details["submission"], state=SubmissionState.ERASED)
    assert box.send(kind, **details) is None
    assert box.send(kind, submission="s-nowhere0") is None


def test_nobody_is_asked_to_confirm_or_release_what_is_done(box: Box) -> None:
    done = submitted(box.database)
    assert box.send(MailKind.CONFIRM, submission=done.id) is None
    late = submit(box.database, at=NOON - timedelta(days=2))
    with box.database.write() as connection:
        submissions.change_submission(connection, late.id, confirm_by=NOON)
    assert box.send(MailKind.CONFIRM, submission=late.id) is None
    second = organisations(box.database)
    confirm_submission(box.database, submission_id=second.id, at=NOON)
    release_submission(box.database, submission_id=second.id, at=NOON)
    assert box.send(MailKind.RELEASE, submission=second.id) is None


def test_the_second_person_learns_for_whom_and_gets_a_link_of_their_own(box: Box) -> None:
    submission = organisations(box.database)
    confirm_submission(box.database, submission_id=submission.id, at=NOON)
    mail = box.told(MailKind.RELEASE, to=BOB, submission=submission.id)
    assert "IHK hat eine Stellungnahme" in text_of(mail)
    assert subject_of(links_in(mail)[0], Purpose.RELEASE) == submission.id


def test_agreeing_is_confirmed_for_a_week_but_not_after_the_round(box: Box) -> None:
    comment = said(box.database)
    with box.database.write() as connection:
        set_state(connection, comment, ModerationState.SHOWN, account=None, decided=NOON)
    details = {"comment": comment.id, "person": SIGNER.person(BOB)}
    mail = box.told(MailKind.AGREE, to=BOB, **details)
    [link, _] = links_in(mail)
    token = link.rpartition("/")[2]
    week = NOON + timedelta(days=7)
    subjects = [SIGNER.subject(Purpose.AGREE, token, at=at) for at in (week - MOMENT, week)]
    assert subjects == [f"{comment.id}/{SIGNER.person(BOB)}", None]
    round_ = with_round(box.database, closed=NOON + timedelta(days=1))
    assert "2. Oktober 2021 um 14:00 Uhr" in text_of(box.told(MailKind.AGREE, to=BOB, **details))
    with_round(box.database, closed=NOON)
    assert round_.is_open(NOON)
    assert box.send(MailKind.AGREE, to=BOB, **details) is None


def test_a_sign_in_link_is_made_when_it_is_sent_and_works_for_a_day(box: Box) -> None:
    add_account(box.database, name="Els", email=ANNA, role=Role.EDITOR)
    [link, _] = links_in(box.told(MailKind.SIGN_IN))
    token = link.rpartition("/")[2]
    moments = (NOON, NOON + timedelta(days=1) - MOMENT, NOON + timedelta(days=1))
    assert [is_open_link(box.database, token=token, at=at) for at in moments] == [True, True, False]


def test_an_address_without_an_account_gets_no_mail_about_it(box: Box) -> None:
    assert box.send(MailKind.SIGN_IN, to="niemand@example.org") is None


def test_an_invitation_says_when_and_lets_one_in(box: Box) -> None:
    details = details_for(box, MailKind.INVITATION)
    mail = box.told(MailKind.INVITATION, **details)
    assert subject_of(links_in(mail)[0], Purpose.INVITATION) == "i-1"
    text = " ".join(text_of(mail).split())
    assert "vom 28. September 2021 bis zum 1. November 2021 offen" in text
    with box.database.write() as connection:
        revoke_invitation(connection, "i-1", at=NOON)
    assert box.send(MailKind.INVITATION, **details) is None


def test_only_by_mail_one_learns_whether_something_is_kept(box: Box) -> None:
    submitted(box.database)
    known = box.told(MailKind.OWN_DATA, to="Anna@Example.ORG", person=SIGNER.person(ANNA))
    unknown = box.told(MailKind.OWN_DATA, to=BOB, person=SIGNER.person(BOB))
    assert [mail["Subject"] for mail in (known, unknown)] == [
        "Ihre Daten bei 127.0.0.1",
        "Keine Daten bei 127.0.0.1",
    ]
    token = links_in(known)[0].rpartition("/")[2]
    day = NOON + timedelta(hours=24)
    subjects = [SIGNER.subject(Purpose.OWN_DATA, token, at=at) for at in (day - MOMENT, day)]
    assert subjects == [SIGNER.person(ANNA), None]


def test_answers_go_to_whom_the_round_names(box: Box) -> None:
    submission = submitted(box.database)
    assert box.told(MailKind.RECEIPT, submission=submission.id)["Reply-To"] == SENDER
    contacts = {NL: "Het bureau (info@example.org)", DE: "Das Büro, Tel. 0123, <buero@example.org>."}
    with_round(box.database, contacts=contacts)
    assert box.told(MailKind.RECEIPT, submission=submission.id)["Reply-To"] == "buero@example.org"


def test_what_somebody_typed_cannot_write_headers_or_another_mail(box: Box) -> None:
    evil = "Eva\u2028Bcc: x@example.org{link}"
    with_round(box.database, titles={NL: "x", DE: "Herbst\r\nBcc: x@example.org"})
    asked = submitted(box.database, "Warum?", mail_replies="yes")
    reply = submitted(box.database, "Ja.\r\n.\r\nMAIL FROM:<x@example.org>", name=evil, email=BOB)
    comment = move(box.database, reply, ModerationState.SHOWN)
    mail = box.told(MailKind.REPLY, submission=asked.id, comment=comment)
    assert mail["Subject"] == "Antwort auf Ihre Anmerkung: Herbst Bcc: x@example.org"
    assert "Bcc" not in mail
    assert "." not in text_of(mail).splitlines()


def test_an_address_that_is_none_is_refused_for_good(box: Box) -> None:
    with pytest.raises(MailRefused):
        box.send(MailKind.NO_DATA, to="anna@example.org\r\nBcc: b@example.org")


def test_a_test_mail_needs_nothing_loaded(database: Database, tmp_path: Path) -> None:
    room = mail_room(OutboxFolder(tmp_path / "outbox"))
    send_test_mail(room, to=ANNA, language=NL, at=NOON)
    [mail] = mails_in(tmp_path)
    assert (mail["To"], mail["Subject"]) == (ANNA, "Proef: 127.0.0.1 kan e-mail versturen")
    assert links_in(mail) == ["/nl/", "/nl/privacy"]
