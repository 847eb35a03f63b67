"""Addresses of the rooms in which moderators, editors and administrators work, and of the way in."""

from collections.abc import Mapping
from typing import Final

from server.web.addresses.building import address, asking

NOTHING: Final[Mapping[str, str]] = {}


def round_list(language: str) -> str:
    """The administrators' list of rounds."""
    return address("round_list", language)


def round_adding(language: str) -> str:
    """The administrators' form of a new round."""
    return address("round_adding", language)


def round_editing(language: str, key: str) -> str:
    """The administrators' form of a round."""
    return address("round_editing", language, round=key)


def invitations(language: str, key: str) -> str:
    """Where administrators invite people to a round."""
    return address("invitations", language, round=key)


def sign_in_ways(language: str, next_path: str = "") -> str:
    """The page with the ways to sign in; `next_path` is the page of ours to go to afterwards."""
    return asking(address("sign_in_ways", language), {"next": next_path})


def sign_in_password(language: str) -> str:
    """Where the form with password and code posts to."""
    return address("sign_in_password", language)


def sign_in_oidc(language: str, next_path: str = "") -> str:
    """The way to the OpenID provider."""
    return asking(address("sign_in_oidc", language), {"next": next_path})


def work_files(language: str) -> str:
    """The editors' files, with what is not published."""
    return address("work_files", language)


def work_room(language: str) -> str:
    """The page from which everybody who is signed in gets to their work."""
    return address("work_room", language)


def own_account(language: str) -> str:
    """One's own account, with its sessions."""
    return address("own_account", language)


def own_password(language: str) -> str:
    """Where one sets one's own password."""
    return address("own_password", language)


def accounts(language: str) -> str:
    """All accounts, for administrators."""
    return address("accounts", language)


def account(language: str, number: int) -> str:
    """One account, for administrators."""
    return address("account", language, account=str(number))


def sign_in(language: str, token: str) -> str:
    """The page behind a sign-in link."""
    return address("sign_in", language, token=token)


def sign_out(language: str) -> str:
    """Where the sign-out button posts to."""
    return address("sign_out", language)


def moderation(language: str, asked: Mapping[str, str] = NOTHING) -> str:
    """The moderators' queue; `asked` are the filters of its address, alike in both languages."""
    return asking(address("moderation", language), asked)


def redacting(language: str, comment_id: str) -> str:
    """Where a moderator takes passages out of a comment."""
    return address("redacting", language, comment=comment_id)


def closing_reports(language: str, comment_id: str) -> str:
    """Where a moderator closes the reports on a comment."""
    return address("closing_reports", language, comment=comment_id)


def acts(language: str, asked: Mapping[str, str] = NOTHING) -> str:
    """The log of acts; `asked` are the filters of its address, alike in both languages."""
    return asking(address("acts", language), asked)


def intake(language: str, round_: str = "") -> str:
    """Where editors register what arrived by letter, by e-mail or in a meeting; in a round where named."""
    return asking(address("intake", language), {"round": round_})


def intake_file(language: str) -> str:
    """Where editors register many at once from a file."""
    return address("intake_file", language)
