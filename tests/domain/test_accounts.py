"""What the roles include, how long a sign-in lasts, and what an account may be."""

from datetime import timedelta

import pytest

from server.domain.accounts import (
    FRESH_SIGN_IN,
    MAX_ACCOUNT_NAME,
    OIDC_REQUEST_LIFETIME,
    SESSION_LIFETIME,
    SIGN_IN_LINK_LIFETIME,
    AccountDetails,
    AccountForm,
    AccountProblem,
    AccountRefused,
    Role,
    check_account,
)
from tests.worlds import NL

INCLUDED = {
    Role.MODERATOR: [Role.MODERATOR],
    Role.EDITOR: [Role.MODERATOR, Role.EDITOR],
    Role.ADMINISTRATOR: [Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR],
}


@pytest.mark.parametrize("role", Role)
def test_a_role_includes_itself_and_the_ones_before_it(role: Role) -> None:
    assert [other for other in Role if role.includes(other)] == INCLUDED[role]


def test_a_link_holds_a_day_and_a_session_half_a_day() -> None:
    assert [timedelta(hours=24), timedelta(hours=12)] == [SIGN_IN_LINK_LIFETIME, SESSION_LIFETIME]


def test_a_sign_in_is_fresh_for_a_quarter_of_an_hour_and_a_provider_has_ten_minutes() -> None:
    assert [timedelta(minutes=15), timedelta(minutes=10)] == [FRESH_SIGN_IN, OIDC_REQUEST_LIFETIME]


def test_an_account_is_what_was_typed_in_its_canonical_form() -> None:
    typed = AccountForm("  Els \u200b Jansen ", " Els@Example.ORG ", "editor", "nl")
    assert check_account(typed) == AccountDetails("Els Jansen", "els@example.org", Role.EDITOR, NL)
    assert check_account(AccountForm("Els", "els@example.org", "moderator")).side is None


def test_every_field_that_is_wrong_is_named() -> None:
    with pytest.raises(AccountRefused) as refused:
        check_account(AccountForm("\u200b", "els@example", "king", "fr"))
    assert refused.value.problems == {
        "name": AccountProblem.NAME_MISSING,
        "email": AccountProblem.EMAIL_INVALID,
        "role": AccountProblem.ROLE_UNKNOWN,
        "side": AccountProblem.SIDE_UNKNOWN,
    }


@pytest.mark.parametrize(("length", "fits"), [(MAX_ACCOUNT_NAME, True), (MAX_ACCOUNT_NAME + 1, False)])
def test_a_name_is_not_longer_than_its_limit(length: int, fits: bool) -> None:
    form = AccountForm("x" * length, "els@example.org", "editor")
    if fits:
        assert check_account(form).name == "x" * length
    else:
        with pytest.raises(AccountRefused, match="name: name-too-long"):
            check_account(form)


@pytest.mark.parametrize(
    "email", ["a@example.org, b@example.org", "Els <els@example.org>", "els@example.org\nbcc: x@example.org"]
)
def test_an_account_has_one_address_and_nothing_around_it(email: str) -> None:
    with pytest.raises(AccountRefused, match="email: email-invalid"):
        check_account(AccountForm("Els", email, "editor"))
