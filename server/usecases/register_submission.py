"""Register a submission that arrived by letter, by e-mail or in a meeting."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.comment_forms import Draft, FormRefused, Problem, check_comment
from server.domain.intake import (
    AnyProblem,
    Arrival,
    IntakeComment,
    IntakeForm,
    IntakeProblem,
    IntakeRefused,
    check_arrival,
    check_letter_contact,
)
from server.domain.intake_targets import named_targets, typed_target
from server.domain.moderation import ModerationState
from server.domain.rounds import Round
from server.domain.submissions import Contact, Publication, Submission, SubmissionState
from server.domain.targets import Target
from server.domain.tokens import Signer
from server.store import acts, comments, editions, glossary, rounds, submissions
from server.store.database import Connection, Database
from server.store.intake import Letter, are_free
from server.store.submissions import Addresses, KeyReused
from server.usecases.find_target import FoundTarget, find_target
from server.usecases.keep_draft import belongs_to
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.submit import draw_id, new_comment


@dataclass(slots=True)
class Desk:
    """Where letters of one round are registered: looks targets up by what editors write, each one once."""

    connection: Connection
    round: Round
    _named: dict[str, Target] = field(default_factory=dict)
    _found: dict[Target, FoundTarget | None] = field(default_factory=dict)

    def find(self, typed: str) -> FoundTarget | None:
        """The target that is meant, if the round's edition has it."""
        if not self._named:
            self._named = _names(self.connection, self.round)
        target = typed_target(typed, self._named)
        if target is None:
            return None
        if target not in self._found:
            try:
                self._found[target] = find_target(self.connection, self.round.edition, target)
            except Missing:
                self._found[target] = None
        return self._found[target]


@dataclass(frozen=True, slots=True)
class CheckedLetter:
    """A letter in which nothing is wrong."""

    contact: Contact
    arrival: Arrival
    comments: tuple[Draft, ...]


def register_submission(
    database: Database, signer: Signer, *, form: IntakeForm, by: Account, at: datetime
) -> Submission:
    """Keep a letter as a confirmed submission; its comments wait for a moderator, or are for editors only.

    The same form sent twice is one submission. No mail is sent. Raises NotAllowed, IntakeRefused.
    """
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not register letters")
    with database.write() as connection:
        desk = open_desk(connection, form.round)
        [letter] = as_letters(desk, signer, [check_letter(desk, form, at=at)], at=at)
        try:
            received = submissions.add_submission(
                connection,
                letter.submission,
                addresses=letter.addresses,
                idempotency_key=form.contact.idempotency_key,
                request_hash=hashlib.sha256(repr(form).encode()).hexdigest(),
            )
        except KeyReused:
            raise IntakeRefused({"idempotency_key": Problem.FORM_STALE}) from None
        if received.is_new:
            for comment in letter.comments:
                comments.add_comment(connection, comment)
            log_registered(connection, [letter], account=by.id, at=at)
        return received.submission


def open_desk(connection: Connection, round_key: str) -> Desk:
    """The desk for a round. Raises IntakeRefused for an unknown one."""
    round_ = rounds.round_by_key(connection, round_key)
    if round_ is None:
        raise IntakeRefused({"round": IntakeProblem.ROUND_UNKNOWN})
    return Desk(connection, round_)


def check_letter(desk: Desk, form: IntakeForm, *, at: datetime) -> CheckedLetter:
    """Check all of a letter; rows of the form in which nothing was typed are passed over.

    Raises IntakeRefused with all that is wrong.
    """
    problems: dict[str, AnyProblem] = {}
    arrival = contact = None
    try:
        arrival = check_arrival(form, desk.round, at)
    except IntakeRefused as refused:
        problems |= refused.problems
    try:
        contact = check_letter_contact(form.contact, desk.round)
    except FormRefused as refused:
        problems |= refused.problems
    typed = [(place, each) for place, each in enumerate(form.comments) if not each.is_blank]
    if not typed:
        problems["comments.0.target"] = IntakeProblem.COMMENTS_MISSING
    checked: list[Draft] = []
    for place, each in typed:
        try:
            checked.append(_checked(desk, each))
        except (FormRefused, IntakeRefused) as refused:
            problems |= {f"comments.{place}.{name}": problem for name, problem in refused.problems.items()}
    if arrival is None or contact is None or problems:
        raise IntakeRefused(problems)
    return CheckedLetter(contact, arrival, tuple(checked))


def as_letters(desk: Desk, signer: Signer, checked: Sequence[CheckedLetter], *, at: datetime) -> list[Letter]:
    """Letters as they are to be kept, with ids that nothing has yet."""
    while True:
        letters = [_letter(desk.round, signer, each, at) for each in checked]
        if are_free(desk.connection, letters):
            return letters


def log_registered(
    connection: Connection, registered: Sequence[Letter], *, account: int | None, at: datetime
) -> None:
    """Write into the log that these were registered, and how they arrived."""
    several = [
        Act(ActKind.REGISTERED, each.submission.id, at, account=account, reason=each.submission.channel)
        for each in registered
    ]
    acts.log_acts(connection, several)


def _checked(desk: Desk, comment: IntakeComment) -> Draft:
    if not comment.target.strip():
        raise IntakeRefused({"target": IntakeProblem.TARGET_MISSING})
    found = desk.find(comment.target)
    if found is None or not belongs_to(found.target, desk.round):
        raise IntakeRefused({"target": IntakeProblem.TARGET_UNKNOWN})
    return check_comment(
        comment.form,
        edition=found.edition.key,
        section=found.section,
        target=found.target,
        bases=found.bases,
    )


def _letter(round_: Round, signer: Signer, checked: CheckedLetter, at: datetime) -> Letter:
    contact, arrival = checked.contact, checked.arrival
    submission = Submission(
        id="s-" + draw_id(),
        round=round_.key,
        language=checked.comments[0].language,
        state=SubmissionState.CONFIRMED,
        name=contact.name,
        organisation=contact.organisation,
        group=contact.group,
        publication=contact.publication,
        created=at.replace(microsecond=0),
        person=signer.person(contact.email) if contact.email else "",
        channel=arrival.channel,
        received=arrival.received,
        confirmed=at,
        country=contact.country,
    )
    addresses = None
    if contact.email:
        addresses = Addresses(
            contact.email,
            mail_replies=contact.mail_replies,
            mail_dispositions=contact.mail_dispositions,
        )
    # Whatever the round says of comments typed here: nobody has looked at a letter as moderator yet.
    state = ModerationState.HELD
    if contact.publication is Publication.NOT:
        state = ModerationState.UNPUBLISHED
    kept = (new_comment(each, contact, submission, at) for each in checked.comments)
    return Letter(submission, addresses, tuple(replace(each, state=state) for each in kept))


def _names(connection: Connection, round_: Round) -> dict[str, Target]:
    sections = [
        (entry.key, (entry.number, *entry.slugs.values()))
        for entry in editions.contents(connection, round_.edition)
    ]
    concepts = [concept.key for concept in glossary.all_concepts(connection)]
    questions = [f"{round_.key}/{question.key}" for question in round_.questions]
    return named_targets(sections, concepts, questions)
