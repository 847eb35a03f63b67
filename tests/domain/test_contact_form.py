"""The last form of a submission: who submits, what may be published, and where they are reached."""

from dataclasses import replace

import pytest

from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import StakeholderGroup
from server.domain.rounds import Participation
from server.domain.submissions import MAX_NAME, Contact, ContactForm, Publication, check_contact
from server.domain.typed import MAX_EMAIL
from tests.worlds import round_on

GUESTS = round_on("2021")
KEY = "0123456789abcdef"
WHOLE = ContactForm(
    name="Jan",
    group="citizen",
    email="jan@example.org",
    publication="named",
    idempotency_key=KEY,
)


def checked(**changes: str) -> Contact:
    """The contact details of a whole form after these changes."""
    return check_contact(replace(WHOLE, **changes), GUESTS)


def problems(participation: Participation = Participation.GUEST, **changes: str) -> dict[str, Problem]:
    """What is wrong with a whole form after these changes."""
    try:
        check_contact(replace(WHOLE, **changes), replace(GUESTS, participation=participation))
    except FormRefused as refused:
        return refused.problems
    return {}


def test_a_whole_form_says_who_submits() -> None:
    assert checked(mail_replies="yes") == Contact(
        name="Jan",
        organisation="",
        group=StakeholderGroup.CITIZEN,
        email="jan@example.org",
        publication=Publication.NAMED,
        releaser=None,
        mail_replies=True,
        mail_dispositions=False,
        idempotency_key=KEY,
    )


def test_what_is_typed_is_cleaned() -> None:
    contact = checked(
        name="Jan\u200b\nde  Vries", organisation=" Gemeente\tVenlo", email=" jan@example.org\n"
    )
    assert (contact.name, contact.organisation) == ("Jan de Vries", "Gemeente Venlo")
    assert contact.email == "jan@example.org"


@pytest.mark.parametrize(
    ("publication", "public"),
    [("named", ("Jan", "Venlo")), ("anonymous", ("", "")), ("not", ("", ""))],
)
def test_a_name_is_public_only_where_it_may_be(publication: str, public: tuple[str, str]) -> None:
    contact = checked(publication=publication, organisation="Venlo")
    assert (contact.public_name, contact.public_organisation) == public
    assert (contact.name, contact.organisation) == ("Jan", "Venlo")


@pytest.mark.parametrize("publication", ["", "Named", "yes"])
def test_what_may_be_published_must_be_said(publication: str) -> None:
    assert problems(publication=publication) == {"publication": Problem.PUBLICATION_MISSING}


def test_a_name_is_needed_only_to_be_published() -> None:
    assert problems(name=" ") == {"name": Problem.NAME_MISSING}
    assert problems(name=" ", organisation="Venlo") == {}
    assert problems(name=" ", publication="anonymous") == {}
    assert problems(name=" ", publication="not") == {}


@pytest.mark.parametrize("field", ["name", "organisation"])
def test_a_name_may_be_as_long_as_the_limit_and_no_longer(field: str) -> None:
    too_long = {"name": Problem.NAME_TOO_LONG, "organisation": Problem.ORGANISATION_TOO_LONG}
    assert problems(**{field: "e\u0301" * MAX_NAME + "\u200b "}) == {}
    assert problems(**{field: "x" * (MAX_NAME + 1)}) == {field: too_long[field]}


@pytest.mark.parametrize("group", StakeholderGroup)
def test_every_group_may_submit(group: StakeholderGroup) -> None:
    assert checked(group=group.value).group is group


@pytest.mark.parametrize("group", ["", "Citizen", "lobby"])
def test_a_group_must_be_chosen(group: str) -> None:
    assert problems(group=group) == {"group": Problem.GROUP_MISSING}


def test_guests_need_an_address_and_others_do_not() -> None:
    assert problems(email=" ") == {"email": Problem.EMAIL_MISSING}
    assert problems(Participation.INVITED, email=" ") == {}
    assert problems(Participation.ACCOUNT, email=" ") == {}


ADDRESSES = [
    "a@b.nl",
    "jan.de-vries+reactie@mail.example.org",
    "o'neill_1@example.co",
    "größe@müller.example",
    "x" * (MAX_EMAIL - 12) + "@example.org",
]


@pytest.mark.parametrize("email", ADDRESSES)
def test_an_email_address(email: str) -> None:
    assert checked(email=email).email == email


NO_ADDRESSES = [
    "jan",
    "jan@",
    "@example.org",
    "jan@example",
    "jan@example.",
    "jan@.org",
    "jan@example..org",
    "jan@@example.org",
    "jan@example.org@example.org",
    "jan de@example.org",
    "jan@exam ple.org",
    "jan@example.org, an@example.org",
    "jan@example.org;an@example.org",
    "jan@example.org\nBcc: an@example.org",
    "jan@example.org\r\n.",
    "<jan@example.org>",
    '"jan"@example.org',
    "jan\0@example.org",
    "jan\u200b@example.org",
    "jan\ud800@example.org",
    "jan@example.org\x7f",
    "x" * (MAX_EMAIL - 11) + "@example.org",
]


@pytest.mark.parametrize("email", NO_ADDRESSES, ids=ascii)
@pytest.mark.parametrize("participation", Participation)
def test_no_email_address(email: str, participation: Participation) -> None:
    assert problems(participation, email=email) == {"email": Problem.EMAIL_INVALID}


def test_a_second_person_of_the_organisation_may_have_to_release() -> None:
    assert checked(releaser=" chef@example.org ").releaser == "chef@example.org"
    assert checked().releaser is None


@pytest.mark.parametrize("releaser", ["chef", "jan@example.org", "JAN@Example.org"])
def test_the_second_person_is_somebody_else(releaser: str) -> None:
    assert problems(releaser=releaser) == {"releaser": Problem.RELEASER_INVALID}


def test_who_names_a_second_person_can_be_reached() -> None:
    assert problems(Participation.INVITED, email="", releaser="chef@example.org") == {
        "email": Problem.EMAIL_MISSING
    }


@pytest.mark.parametrize("key", ["A-z_0123456789ab", "x" * 64])
def test_an_idempotency_key(key: str) -> None:
    assert checked(idempotency_key=key).idempotency_key == key


@pytest.mark.parametrize("key", ["", "x" * 15, "x" * 65, "x" * 15 + " ", "x" * 16 + "\n", "é" * 16])
def test_a_form_without_a_good_idempotency_key_is_stale(key: str) -> None:
    assert problems(idempotency_key=key) == {"idempotency_key": Problem.FORM_STALE}


def test_every_problem_is_named_in_the_order_of_the_form() -> None:
    form = ContactForm(name="x" * (MAX_NAME + 1), organisation="x" * (MAX_NAME + 1), releaser="x")
    with pytest.raises(FormRefused) as refused:
        check_contact(form, GUESTS)
    assert list(refused.value.problems.items()) == [
        ("name", Problem.NAME_TOO_LONG),
        ("organisation", Problem.ORGANISATION_TOO_LONG),
        ("group", Problem.GROUP_MISSING),
        ("email", Problem.EMAIL_MISSING),
        ("releaser", Problem.RELEASER_INVALID),
        ("publication", Problem.PUBLICATION_MISSING),
        ("idempotency_key", Problem.FORM_STALE),
    ]
