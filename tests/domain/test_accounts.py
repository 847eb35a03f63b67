"""What the roles include, and how long a sign-in lasts."""

from datetime import timedelta

import pytest

from server.domain.accounts import SESSION_LIFETIME, SIGN_IN_LINK_LIFETIME, Role

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
