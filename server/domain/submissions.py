"""Submissions: everything one submitter hands in at once, and who they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import Channel, Country, StakeholderGroup
from server.domain.rounds import Participation, Round
from server.domain.typed import clean_line, is_address, is_idempotency_key
from server.text.languages import Language

MAX_NAME = 120


class Publication(StrEnum):
    """What may be published: everything, everything but the name, or nothing (editors read it)."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    NOT = "not"


class SubmissionState(StrEnum):
    """Where a submission is: its comments wait until it is confirmed, and released where somebody must."""

    UNCONFIRMED = "unconfirmed"
    UNRELEASED = "unreleased"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Suspicion(StrEnum):
    """What makes a submission look like a machine's; it is held for a moderator, never thrown away."""

    NONE = ""
    NO_PROOF = "no-proof"  # no proof of work: a browser without JavaScript, or a machine
    HONEYPOT = "honeypot"  # a field that people do not see was filled in


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What was typed in the last form of a submission; every field is text exactly as it arrived.

    Boxes that were ticked are "yes". `website` is a field that people do not see.
    """

    name: str = ""
    organisation: str = ""
    group: str = ""
    country: str = ""
    email: str = ""
    publication: str = ""
    releaser: str = ""
    mail_replies: str = ""
    mail_dispositions: str = ""
    idempotency_key: str = ""
    website: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who submits, checked. `releaser` is the address of the second person of the organisation."""

    name: str
    organisation: str
    group: StakeholderGroup
    email: str | None
    publication: Publication
    releaser: str | None
    mail_replies: bool
    mail_dispositions: bool
    idempotency_key: str
    country: Country | None = None

    @property
    def public_name(self) -> str:
        """The name as the comments carry it."""
        return self.name if self.publication is Publication.NAMED else ""

    @property
    def public_organisation(self) -> str:
        """The organisation as the comments carry it."""
        return self.organisation if self.publication is Publication.NAMED else ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A stored submission. The addresses are not part of it: they never leave their own table.

    `language` is that of the mails. `person` is a keyed hash of the address ("" without one), by which
    everything of one person is found. `created`, `confirmed` and `confirm_by` are UTC.
    """

    id: str
    round: str
    language: Language
    state: SubmissionState
    name: str
    organisation: str
    group: StakeholderGroup
    publication: Publication
    created: datetime
    person: str = ""
    account: int | None = None
    suspicion: Suspicion = Suspicion.NONE
    channel: Channel = Channel.ONLINE
    received: date | None = None
    confirmed: datetime | None = None
    confirm_by: datetime | None = None
    country: Country | None = None


def check_contact(form: ContactForm, round_: Round) -> Contact:
    """Turn what was typed into contact details; a round of guests needs an address to confirm.

    Raises FormRefused naming every field that is wrong.
    """
    name, organisation = clean_line(form.name), clean_line(form.organisation)
    email, releaser = form.email.strip(), form.releaser.strip()
    problems: dict[str, Problem] = {}
    if len(name) > MAX_NAME:
        problems["name"] = Problem.NAME_TOO_LONG
    if len(organisation) > MAX_NAME:
        problems["organisation"] = Problem.ORGANISATION_TOO_LONG
    if form.group not in tuple(StakeholderGroup):
        problems["group"] = Problem.GROUP_MISSING
    if form.country not in ("", *Country):
        problems["country"] = Problem.COUNTRY_UNKNOWN
    problems |= _address_problems(email, releaser, needed=round_.participation is Participation.GUEST)
    if form.publication not in tuple(Publication):
        problems["publication"] = Problem.PUBLICATION_MISSING
    elif form.publication == Publication.NAMED and not (name or organisation):
        problems["name"] = Problem.NAME_MISSING
    if not is_idempotency_key(form.idempotency_key):
        problems["idempotency_key"] = Problem.FORM_STALE
    if problems:
        raise FormRefused(problems)
    return Contact(
        name=name,
        organisation=organisation,
        group=StakeholderGroup(form.group),
        email=email or None,
        publication=Publication(form.publication),
        releaser=releaser or None,
        mail_replies=form.mail_replies == "yes",
        mail_dispositions=form.mail_dispositions == "yes",
        idempotency_key=form.idempotency_key,
        country=Country(form.country) if form.country else None,
    )


def _address_problems(email: str, releaser: str, *, needed: bool) -> Mapping[str, Problem]:
    problems: dict[str, Problem] = {}
    if (needed or releaser) and not email:
        problems["email"] = Problem.EMAIL_MISSING
    elif email and not is_address(email):
        problems["email"] = Problem.EMAIL_INVALID
    if releaser and (not is_address(releaser) or releaser.casefold() == email.casefold()):
        problems["releaser"] = Problem.RELEASER_INVALID
    return problems
