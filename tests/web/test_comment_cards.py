"""Comments as readers see them: in order, with what is left of those that are not shown."""

from datetime import date

import pytest

from server.domain.comments import Channel, Comment, Quote
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.redaction import RedactedField, redact
from server.store import comments
from server.store.database import Database
from server.usecases.agree_with_comment import agree
from server.usecases.withdraw import withdraw_comment
from tests.web.commenting import THREAD, decide, hand_in, show, stored, submitted
from tests.web.conftest import OpenSite, Site
from tests.web.html import Element, element, elements, form_values
from tests.worlds import comment, record, statements


def page_of(site: Site, path: str = THREAD["nl"]) -> str:
    """The page of a thread."""
    return site.visitor.get(path).text


def inside(html: str, comment_id: str) -> list[Element]:
    """The elements of one card."""
    card = element(html, id=comment_id)
    return [each for each in elements(html) if card in each.around]


def change(site: Site, comment: Comment, **values: object) -> None:
    """Change columns of a comment, as an act of moderation would."""
    with site.database.write() as connection:
        comments.change_comment(connection, comment.id, **values)


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_card_says_who_said_what_when_and_in_which_language(site: Site, language: str) -> None:
    shown = show(
        site,
        THREAD["de"],
        text="Das Handwerk fehlt.",
        kind="question",
        who={"name": "Anna", "organisation": "Betrieb GmbH", "group": "company"},
    )
    page = page_of(site, THREAD[language])
    head = next(each for each in inside(page, shown.id) if each.attributes.get("class") == "comment__head")
    for word in ("Anna", "Betrieb GmbH", "2021", {"nl": "Vraag", "de": "Frage"}[language]):
        assert word in head.text
    text = next(each for each in inside(page, shown.id) if each.attributes.get("class") == "comment__text")
    assert (text.text, text.language) == ("Das Handwerk fehlt.", "de")


def test_markdown_is_shown_and_its_links_lend_nothing(small_site: Site) -> None:
    shown = show(small_site, text="*Nee*, zie https://example.org/x")
    found = inside(page_of(small_site), shown.id)
    assert [each.text for each in found if each.tag == "em"] == ["Nee"]
    link = next(each for each in found if each.attributes.get("href", "").startswith("https://example.org"))
    assert link.attributes["rel"] == "nofollow ugc noopener"


def test_a_suggestion_is_shown_as_what_it_changes(site: Site) -> None:
    shown = show(
        site,
        f"{THREAD['nl']}?kind=suggestion&language=nl",
        suggested_wording="De digitalisering gaat langzaam.",
        text="Zo is het.",
    )
    for language in ("nl", "de"):
        found = inside(page_of(site, THREAD[language]), shown.id)
        assert [each.text for each in found if each.tag == "del"] == ["snel"]
        assert [each.text for each in found if each.tag == "ins"] == ["langzaam"]
        assert {each.language for each in found if each.tag in ("ins", "del")} == {"nl"}


@pytest.mark.parametrize("field", list(RedactedField)[:2])
def test_a_redacted_passage_is_marked_with_its_reason(small_site: Site, field: RedactedField) -> None:
    shown = show(
        small_site,
        f"{THREAD['nl']}?kind=suggestion&language=nl",
        suggested_wording="De digitalisering gaat snel door Jan Jansen.",
        text="Dat zegt Jan Jansen ook.",
    )
    redacted = redact(shown, field, "Jan Jansen", DeclineReason.PERSONAL_DATA)
    change(
        small_site,
        shown,
        text=redacted.text,
        suggested_wording=redacted.suggested_wording,
        redactions=redacted.redactions,
    )
    page = page_of(small_site)
    [mark] = [each for each in inside(page, shown.id) if each.attributes.get("class") == "redacted"]
    assert "weggelakt: er staan persoonsgegevens in" in mark.text
    assert page.count("Jan Jansen") == 1


def test_hidden_characters_of_a_suggestion_are_named_and_turn_nothing(small_site: Site) -> None:
    shown = show(
        small_site,
        f"{THREAD['nl']}?kind=suggestion&language=nl",
        suggested_wording="De \u202edigitalisering gaat\u2066 snel.",
    )
    page = page_of(small_site)
    assert "\u202e" not in page
    assert "\u2066" not in page
    assert len([each for each in inside(page, shown.id) if each.attributes.get("class") == "unseen"]) == 2


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_declined_comment_leaves_its_place_and_the_category(site: Site, language: str) -> None:
    comment = hand_in(site, text="Jij ezel!", who={"name": "Rotzak"})
    decide(site, comment, ModerationState.DECLINED, DeclineReason.INSULT)
    page = page_of(site, THREAD[language])
    left = element(page, "p", id=comment.id)
    assert left.attributes["class"] == "comment-left"
    assert {"nl": "beledigd", "de": "beleidigt"}[language] in left.text
    assert "Rotzak" not in page
    assert "ezel" not in page
    assert element(page, "h2", id="comments-title").text in ("Nog geen reacties", "Noch keine Anmerkungen")


def test_spam_is_counted_and_has_no_place(site: Site) -> None:
    for text in ("Koop nu", "Koop snel"):
        decide(site, hand_in(site, text=text), ModerationState.DECLINED, DeclineReason.SPAM)
    page = page_of(site)
    assert [each.text for each in elements(page, class_="comment-left")] == [
        "2 reacties zijn niet zichtbaar: ze zijn reclame of spam."
    ]


def test_what_was_withdrawn_in_public_leaves_a_line_and_nothing_else_does(site: Site) -> None:
    seen, unseen = show(site, text="Gezien."), hand_in(site, text="Ongezien.")
    for each in (seen, unseen):
        withdraw_comment(site.database, submission_id=each.submission, comment_id=each.id, at=site.clock())
    page = page_of(site)
    [left] = elements(page, class_="comment-left")
    assert left.attributes["id"] == seen.id
    assert "ingetrokken" in left.text


def test_replies_stand_below_what_they_answer_also_when_that_is_gone(site: Site) -> None:
    first = show(site, text="Eerste.")
    show(site, text="Tweede.")
    reply = show(site, f"{THREAD['nl']}?reply={first.id}", text="Antwoord.")
    again = show(site, f"{THREAD['de']}?reply={reply.id}", text="Antwort darauf.")
    decide(site, stored(site.database)[0], ModerationState.DECLINED, DeclineReason.UNLAWFUL)
    page = page_of(site)
    places = [each for each in elements(page) if each.attributes.get("id", "").startswith("c-")]
    assert [each.attributes["id"] for each in places][:3] == [first.id, reply.id, again.id]
    assert [each.attributes["class"] for each in places] == [
        "comment-left",
        "comment comment--reply",
        "comment comment--reply",
        "comment",
    ]
    # The second reply answers the first, below which it does not stand directly.
    [note] = [each for each in inside(page, again.id) if each.attributes.get("class") == "comment__note"]
    assert note.text == "Antwoord op Jan"


def test_quoted_words_are_marked_where_they_stand(site: Site) -> None:
    shown = show(site, quote_exact="digitalisering gaat")
    page = page_of(site, THREAD["de"])
    assert "".join(each.text for each in elements(page, "mark")).replace(" ", "") == "digitaliseringgaat"
    quote = next(each for each in inside(page, shown.id) if each.tag == "blockquote")
    assert (quote.text, quote.language) == ("digitalisering gaat", "nl")
    link = next(
        each for each in inside(page, shown.id) if each.attributes.get("href", "").startswith("#words-")
    )
    target = element(page, id=link.attributes["href"].removeprefix("#"))
    assert any(each.attributes.get("lang") == "nl" for each in target.around)


def test_words_that_stand_there_no_more_are_shown_with_the_wording_of_then(small_site: Site) -> None:
    shown = show(small_site)
    change(
        small_site,
        shown,
        quote=Quote("een ezel met twee hoofden"),
        base_text="Hier stond **een ezel met twee hoofden**.",
    )
    page = page_of(small_site)
    assert elements(page, "mark") == []
    found = inside(page, shown.id)
    assert "Deze woorden staan er niet meer" in [each.text for each in found if each.tag == "summary"]
    assert "Hier stond een ezel met twee hoofden." in [each.text for each in found if each.tag == "p"]


def test_a_comment_that_came_by_letter_says_so(small_site: Site) -> None:
    shown = show(small_site)
    change(small_site, shown, channel=Channel.LETTER, received=date(2021, 9, 30))
    notes = [each.text for each in inside(page_of(small_site), shown.id)]
    assert any("per brief" in note and "30 september 2021" in note for note in notes)


def test_how_many_agree_is_told(site: Site) -> None:
    shown = show(site)
    for person in ("a", "b", "c"):
        agree(site.database, comment_id=shown.id, person=person, at=site.clock())
    assert "3 personen zijn het ermee eens" in element(page_of(site), id=shown.id).text


def test_what_a_reader_can_do_is_there_while_the_round_is_open(small_site: Site) -> None:
    shown = show(small_site)
    agreeing = f"/nl/instemmen/{shown.id}"
    links = {each.attributes.get("href") for each in inside(page_of(small_site), shown.id)}
    assert {f"?reply={shown.id}#form", f"/c/{shown.id}", f"/nl/reacties/{shown.id}/melden"} <= links
    assert elements(page_of(small_site), "form", action=agreeing)
    small_site.clock.moment = small_site.clock.moment.replace(year=2022)
    page = page_of(small_site)
    assert f"?reply={shown.id}#form" not in {each.attributes.get("href") for each in inside(page, shown.id)}
    assert elements(page, "form", action=agreeing) == []
    assert form_values(page, THREAD["nl"]) == {}


@pytest.mark.parametrize("accepted", ["nl", "de"])
def test_the_address_of_a_comment_leads_to_its_place_in_the_readers_language(
    open_site: OpenSite, sqlite: Database, accepted: str
) -> None:
    site = open_site(sqlite, record(comments=[comment(number) for number in range(1, 53)]))
    for number, page in ((1, ""), (52, "?page=2")):
        answer = site.visitor.get(f"/c/c-{number:08}", headers={"accept-language": accepted})
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{THREAD[accepted]}{page}#c-{number:08}"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/nl/edities/2021/1-opening/reacties", "/de/fassungen/2021/1-auftakt/anmerkungen"),
        ("/nl/edities/2021/reacties", "/de/fassungen/2021/anmerkungen"),
        ("/nl/begrippen/digitalisation/reacties", "/de/begriffe/digitalisation/anmerkungen"),
        ("/nl/consultatie/autumn/vragen/missing", "/de/konsultation/autumn/fragen/missing"),
    ],
)
def test_the_address_of_a_comment_leads_to_any_target(small_site: Site, path: str, place: str) -> None:
    shown = show(small_site, path)
    answer = small_site.visitor.get(f"/c/{shown.id}", headers={"accept-language": "de"})
    assert answer.headers["location"] == f"{place}#{shown.id}"
    assert element(small_site.visitor.get(place).text, id=shown.id)


def test_a_comment_that_is_not_public_has_no_address(small_site: Site) -> None:
    held = hand_in(small_site)
    assert submitted(small_site.database)
    for path in (f"/c/{held.id}", "/c/c-nowhere0", "/c/x"):
        assert small_site.visitor.get(path).status_code == 404


@pytest.mark.parametrize("number", [1, 40])
def test_a_page_takes_as_many_queries_for_one_comment_as_for_many(
    open_site: OpenSite, sqlite: Database, number: int
) -> None:
    site = open_site(sqlite, record(comments=[comment(each + 1) for each in range(number)]))
    site.visitor.get(THREAD["nl"])
    with statements() as sent:
        site.visitor.get(THREAD["nl"])
    assert len(sent) == QUERIES


# The document; the editions, twice; the paragraph, its wordings and its place; the thread with its tombstones, what its
# comments answer, and how much was spam; who agrees; what became of them, and what led to the paragraph; the
# concepts; the rounds.
QUERIES = 15
