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


def working_edition(language: str) -> str:
    """The overview of the working edition."""
    return address("working_edition", language)


def edition_details(language: str) -> str:
    """The form of the working edition's labels, date, status and change notes."""
    return address("edition_details", language)


def renumbering(language: str) -> str:
    """Where editors number the sections of the working edition anew."""
    return address("renumbering", language)


def removed_paragraphs(language: str) -> str:
    """The paragraphs that were removed from the working edition, to be put back."""
    return address("removed_paragraphs", language)


def section_adding(language: str, after: str = "") -> str:
    """The form of a new section; behind the one with the key `after`."""
    return asking(address("section_adding", language), {"after": after})


def drift(language: str, asked: Mapping[str, str] = NOTHING) -> str:
    """What changed in each language since the predecessor; `asked` are the filters, alike in both languages."""
    return asking(address("drift", language), asked)


def publishing(language: str) -> str:
    """The gate of the working edition, and its publishing."""
    return address("publishing", language)


def working_section(language: str, key: str, state: str = "") -> str:
    """A section of the working edition; `state` shows only paragraphs in that StepState."""
    return asking(address("working_section", language, section=key), {"state": state})


def section_naming(language: str, key: str) -> str:
    """The form of a section's number, titles and change note."""
    return address("section_naming", language, section=key)


def section_moving(language: str, key: str) -> str:
    """Where editors move a section."""
    return address("section_moving", language, section=key)


def section_removing(language: str, key: str) -> str:
    """Where editors remove an empty section."""
    return address("section_removing", language, section=key)


def paragraph_adding(language: str, key: str, after: str = "") -> str:
    """The form of a new paragraph in a section; behind the paragraph `after`."""
    return asking(address("paragraph_adding", language, section=key), {"after": after})


def working_paragraph(language: str, paragraph: str) -> str:
    """Where editors change the wordings of a paragraph."""
    return address("working_paragraph", language, paragraph=paragraph)


def paragraph_splitting(language: str, paragraph: str) -> str:
    """Where editors split a paragraph."""
    return address("paragraph_splitting", language, paragraph=paragraph)


def paragraph_joining(language: str, paragraph: str) -> str:
    """Where editors join a paragraph with the one behind it."""
    return address("paragraph_joining", language, paragraph=paragraph)


def paragraph_moving(language: str, paragraph: str) -> str:
    """Where editors move a paragraph."""
    return address("paragraph_moving", language, paragraph=paragraph)


def paragraph_removing(language: str, paragraph: str) -> str:
    """Where editors remove a paragraph."""
    return address("paragraph_removing", language, paragraph=paragraph)


def wording_preview(language: str, paragraph: str) -> str:
    """Where the editing page asks how the typed wordings will read."""
    return address("wording_preview", language, paragraph=paragraph)


def wording_autosave(language: str, paragraph: str) -> str:
    """Where the editing page keeps what is typed and not saved."""
    return address("wording_autosave", language, paragraph=paragraph)


def presence(language: str, section: str) -> str:
    """Where the editing page tells that an editor is in a section, and asks who else is."""
    return address("presence", language, section=section)


def merging(language: str, paragraph: str, asked: Mapping[str, str] = NOTHING) -> str:
    """Where editors merge the suggested wordings of a paragraph; `asked` may name the side of the text."""
    return asking(address("merging", language, paragraph=paragraph), asked)


def merged(language: str, paragraph: str, side: str) -> str:
    """Where editors are led when they have merged suggestions into one side: what the other side has to do."""
    return asking(address("merged", language, paragraph=paragraph), {"side": side})


def merging_list(language: str, asked: Mapping[str, str] = NOTHING) -> str:
    """The wordings of the working edition with suggestions; `asked` may name a page of the list."""
    return asking(address("merging_list", language), asked)


def in_step(language: str, paragraph: str) -> str:
    """Where editors confirm that both sides of a paragraph say the same."""
    return address("in_step", language, paragraph=paragraph)


def dispositions(language: str, asked: Mapping[str, str] = NOTHING) -> str:
    """The editors' list of comments to answer; `asked` are the filters of its address, alike in both languages."""
    return asking(address("dispositions", language), asked)


def disposition(language: str, comment_id: str) -> str:
    """Where editors answer a comment."""
    return address("disposition", language, comment=comment_id)


def bundles(language: str) -> str:
    """The bundles of like comments."""
    return address("bundles", language)


def bundle(language: str, number: int) -> str:
    """Where editors answer a bundle of comments at once."""
    return address("bundle", language, bundle=str(number))


def standard_responses(language: str) -> str:
    """The responses that fit many comments."""
    return address("standard_responses", language)


def standard_response(language: str, number: int) -> str:
    """Where editors change a standard response."""
    return address("standard_response", language, response=str(number))


def decisions(language: str, edition: str, asked: Mapping[str, str] = NOTHING) -> str:
    """All decisions with which an edition answers; `asked` are the filters of its address."""
    return asking(address("decisions", language, edition=edition), asked)
