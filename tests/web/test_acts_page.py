"""The log as a page: who did what to what, and why; for those who are signed in."""

import pytest

from server.domain.acts import Act, ActKind
from server.store.acts import log_act
from server.usecases.read_acts import ACTS_ON_PAGE
from tests.participating import said
from tests.web.conftest import Site
from tests.web.html import element, elements, page_language
from tests.worlds import NOON

LOG = {"nl": "/nl/redactie/logboek", "de": "/de/redaktion/protokoll"}


def lines(page: str) -> list[list[str]]:
    """The cells of the table, row by row."""
    found: dict[int, list[str]] = {}
    for cell in elements(page, "td"):
        # Which row it is, not what it is like: comparing rows compares everything around them, again and again.
        row = next(each for each in reversed(cell.around) if each.tag == "tr")
        found.setdefault(id(row), []).append(cell.text)
    return list(found.values())


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_decision_stands_in_the_log_with_who_what_and_why(site: Site, language: str) -> None:
    comment, moderator = said(site.database), site.moderator()
    sent = {"chosen": f"{comment.id}:held", "decision": "declined", "category": "spam", "reason": "robot"}
    moderator.post("/nl/redactie/moderatie", data=sent)
    page = moderator.get(f"{LOG[language]}?kind=decided&subject={comment.id}").text
    assert page_language(page) == language
    declined, confirmed = lines(page)
    words = {
        "nl": ("Els", "in behandeling → geweigerd", "het is reclame of spam robot"),
        "de": ("Els", "in Prüfung → abgelehnt", "es ist Werbung oder Spam robot"),
    }[language]
    assert declined[1] == words[0]
    assert words[1] in declined[2]
    assert declined[3].startswith(comment.id)
    assert declined[4] == words[2]
    assert confirmed[1] != "Els"
    assert elements(
        page,
        "a",
        href=f"/{language}/{'redactie/moderatie' if language == 'nl' else 'redaktion/moderation'}?comment={comment.id}",
    )


def test_every_kind_of_act_has_words_and_can_be_asked_for(small_site: Site) -> None:
    with small_site.database.write() as connection:
        for number, kind in enumerate(ActKind):
            log_act(connection, Act(kind, f"subject-{number}", NOON))
    moderator = small_site.moderator()
    for number, kind in enumerate(ActKind):
        [*_, first] = lines(moderator.get(f"{LOG['nl']}?kind={kind}").text)
        assert first[3].startswith(f"subject-{number} ")
        assert first[2] != kind.value
    options = elements(moderator.get(LOG["de"]).text, "option")
    assert {kind.value for kind in ActKind} <= {each.attributes["value"] for each in options}


def test_older_acts_are_a_link_away(small_site: Site) -> None:
    with small_site.database.write() as connection:
        for number in range(ACTS_ON_PAGE + 1):
            log_act(connection, Act(ActKind.EXPORTED, f"round-{number}", NOON))
    moderator = small_site.moderator()
    first = moderator.get(f"{LOG['nl']}?kind=exported").text
    assert len(lines(first)) == ACTS_ON_PAGE
    second = moderator.get(element(first, "a", rel="next").attributes["href"]).text
    assert [cells[3].split()[0] for cells in lines(second)] == ["round-0"]
    assert not elements(second, "a", rel="next")


@pytest.mark.parametrize(
    "asked", ["kind=nonsense", "before=x", "before=-1", "before=" + "9" * 30, "subject=%00"]
)
def test_an_address_that_makes_no_sense_shows_the_log(small_site: Site, asked: str) -> None:
    assert small_site.moderator().get(f"{LOG['nl']}?{asked}").status_code == 200


def test_what_somebody_wrote_is_text(small_site: Site) -> None:
    with small_site.database.write() as connection:
        log_act(connection, Act(ActKind.REPORT_CLOSED, "<b>subject</b>", NOON, reason="<script>x</script>"))
    page = small_site.moderator().get(LOG["nl"]).text
    assert "<script>x" not in page
    assert "<b>subject" not in page


def test_who_is_not_signed_in_reads_nothing(small_site: Site) -> None:
    answer = small_site.visitor.get(LOG["nl"])
    assert answer.status_code in (303, 403)
    assert not elements(answer.text, "table")
