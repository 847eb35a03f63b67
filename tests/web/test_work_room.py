"""The editors' office: a card for each kind of work that a role may do, and how much of it waits."""

import pytest

from server.domain.accounts import Role
from tests.web.conftest import Site
from tests.web.html import element, elements, page_language
from tests.web.people import working

ROOM = {"nl": "/nl/redactie", "de": "/de/redaktion"}
MODERATORS = ["work-moderation", "work-acts"]
EDITORS = [
    *MODERATORS,
    "work-dispositions",
    "work-working-edition",
    "work-intake",
    "work-files",
    "work-term-check",
]
CARDS = {
    Role.MODERATOR: [*MODERATORS, "work-own-account"],
    Role.EDITOR: [*EDITORS, "work-own-account"],
    Role.ADMINISTRATOR: [*EDITORS, "work-rounds", "work-accounts", "work-own-account"],
}


@pytest.mark.parametrize("role", Role)
def test_every_role_finds_the_cards_of_what_it_may_do_and_each_of_them_opens(
    small_site: Site, role: Role
) -> None:
    someone = working(small_site, role)
    for language, path in ROOM.items():
        page = someone.browser.get(path)
        assert (page.status_code, page_language(page.text)) == (200, language)
        headings = [
            each for each in elements(page.text, "h2") if each.attributes.get("id", "").startswith("work-")
        ]
        assert [each.attributes["id"] for each in headings] == CARDS[role]
        links = [each for each in elements(page.text, "a") if "h2" in [around.tag for around in each.around]]
        opened = {each.text: someone.browser.get(each.attributes["href"]).status_code for each in links}
        assert opened == dict.fromkeys(opened, 200)


def test_it_counts_what_waits(small_site: Site) -> None:
    boss = working(small_site, Role.ADMINISTRATOR)
    counts = [each.text for each in elements(boss.browser.get(ROOM["nl"]).text, "strong")]
    assert counts == [
        "0 reacties in behandeling",
        "0 reacties door lezers gemeld",
        "1 open ronde",
        "2 open accounts",
    ]


def test_one_link_in_the_header_leads_there_for_who_is_signed_in(small_site: Site) -> None:
    someone = working(small_site)
    for browser, there in ((someone.browser, True), (small_site.visitor, False)):
        navigation = element(browser.get("/nl/").text, "ul", class_="site-nav__links")
        assert ("Redactie" in navigation.text) == there
