"""Hostile input: whatever is sent, it is refused or stored as text, and shown as text."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.text.comment_markdown import render_comment
from server.web.security import MAX_BODY
from tests.text.allowed_html import CommentHtml
from tests.web.asking import HOST, Answer, ask
from tests.web.commenting import BASKET, THREAD, decide, drafts, filled, hand_in, send, show, write
from tests.web.conftest import Site
from tests.web.html import element, elements, page_language
from tests.worlds import statements

PAGES = ("/nl/tekst/1-opening", "/de/text/1-auftakt", "/nl/tekst/1-opening/naast-elkaar", THREAD["de"])
FORM = b"application/x-www-form-urlencoded"

MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea></div><script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">hier</a>',
    "[hier](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "&lt;script&gt; &amp;amp; &#60;b&#62;",
    "{{ 7*7 }} {% include 'base.html' %} ${7*7} %(x)s {0.__class__}",
    "' OR 1=1; DROP TABLE comments; --",
    "::: case <b>\ntekst\n:::",
]


def post(site: Site, body: bytes, content_type: bytes = FORM, path: str = THREAD["nl"]) -> Answer:
    """Send bytes that no form would make."""
    fields = [(b"host", HOST), (b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    return ask(site.app, path, fields, method="POST", chunks=[body])


def one_line(text: str) -> str:
    """The text with single spaces, as a page shows it."""
    return " ".join(text.split())


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_in_a_comment_and_its_name_comes_out_as_text_everywhere(small_site: Site, typed: str) -> None:
    said = hand_in(small_site, text=typed, who={"name": typed, "organisation": typed})
    waiting = small_site.moderator().get("/de/redaktion/moderation").text
    decide(small_site, said)
    small_site.work()
    pages = [waiting, *(small_site.visitor.get(path).text for path in PAGES)]
    words = one_line(CommentHtml(render_comment(typed)).words)
    for page in pages:
        assert words in [each.text for each in elements(page, class_="comment__text")]
        head = element(page, class_="comment__head")
        assert one_line(typed) in head.text
        assert {each.tag for each in elements(page) if head in each.around} <= {
            "strong",
            "bdi",
            "span",
            "time",
        }
        for text in elements(page, class_="comment__text"):
            inside = {each.tag for each in elements(page) if text in each.around}
            assert inside <= CommentHtml.allowed.keys()


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_that_is_refused_comes_back_as_text(small_site: Site, typed: str) -> None:
    answer = write(small_site.visitor, text=typed, language=typed, kind=typed, reply_to=typed)
    assert answer.status_code == 422
    assert "".join(element(answer.text, "textarea", name="text").texts).removeprefix("\n") == typed
    assert not [each for each in elements(answer.text, "script") if "src" not in each.attributes]


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_in_the_last_form_that_is_refused_comes_back_as_text(small_site: Site, typed: str) -> None:
    write(small_site.visitor, text=typed)
    answer = send(small_site.visitor, name=typed, organisation=typed, email=typed, group=typed)
    assert answer.status_code == 422
    assert [
        element(answer.text, id=name).attributes["value"] for name in ("name", "organisation", "email")
    ] == [typed.replace("\n", "")] * 3 or element(answer.text, id="name").attributes["value"] == typed
    assert not [each for each in elements(answer.text, "script") if "src" not in each.attributes]


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_in_an_address_or_a_query_is_text(small_site: Site, typed: str) -> None:
    for path in (
        f"/nl/zoeken?q={quote(typed)}",
        f"/nl/tekst/{quote(typed, safe='')}",
        f"/p/{quote(typed, safe='')}",
    ):
        page = small_site.visitor.get(path)
        assert page.status_code in (200, 404, 422)
        assert {each.tag for each in elements(page.text)}.isdisjoint({"img", "b", "textarea"})
        assert not [each for each in elements(page.text, "script") if "src" not in each.attributes]


def test_a_page_that_is_not_there_does_not_repeat_its_address(small_site: Site) -> None:
    assert "kwaadaardig" not in small_site.visitor.get("/nl/kwaadaardig?x=kwaadaardig").text


INVISIBLE = {
    "NUL and controls": ("een\x00 twee\x07\x1b[31m\x7f\x9b drie", "een twee[31m drie"),
    "line ends": ("een\r\ntwee\rdrie\vvier", "een\ntwee\ndrievier"),
    "noncharacters": ("een\ufffe\uffff\ufdd0 twee", "een twee"),
    "decomposed letters": ("Ko\u0308ln", "Köln"),
}


@pytest.mark.parametrize(("typed", "kept"), INVISIBLE.values(), ids=INVISIBLE.keys())
def test_what_is_no_text_is_left_out(site: Site, typed: str, kept: str) -> None:
    assert hand_in(site, text=typed, who={"email": "jan\x00@example.org"}).text == kept


def test_a_name_cannot_turn_the_direction_of_the_page(small_site: Site) -> None:
    name = "\u202eJan\u2066\u200b\u2069 \U000e0041de Boer"
    said = hand_in(small_site, who={"name": name, "organisation": f"{name} bv"})
    assert (said.name, said.organisation) == ("Jan de Boer", "Jan de Boer bv")


def test_a_name_in_another_direction_does_not_move_what_stands_beside_it(small_site: Site) -> None:
    show(small_site, who={"name": "שלום"})
    for path in PAGES:
        assert [each.text for each in elements(small_site.visitor.get(path).text, "bdi")] == ["שלום"]


def test_hidden_characters_are_stored_as_written_and_shown_by_a_sign(small_site: Site) -> None:
    text = "Betaal \u202eLN00\u202c nu, gra\u200bag. 👩‍🚀 שלום"
    assert show(small_site, text=text).text == text
    for path in PAGES:
        page = small_site.visitor.get(path).text
        assert not {"\u202e", "\u202c", "\u200b"} & set(page)
        signs = [each.attributes["title"] for each in elements(page, "span", class_="unseen")]
        assert signs == ["U+202E", "U+202C", "U+200B"]
        assert "👩‍🚀 שלום" in page


def test_letters_with_many_marks_do_not_cover_the_lines_around_them(small_site: Site) -> None:
    text = "H" + "\u0310" * 200 + "z" + "\u0311" * 200
    said = show(small_site, text=text, who={"name": "Jan H" + "\u0310" * 50})
    assert (said.text, said.name) == (text, "Jan H" + "\u0310" * 4)
    for path in PAGES:
        [shown] = elements(small_site.visitor.get(path).text, class_="comment__text")
        assert (shown.text.count("\u0310"), shown.text.count("\u0311")) == (4, 4)


@pytest.mark.parametrize("broken", [b"%ff%fe", b"%ed%a0%80", b"%c3", b"\xff\xfe", b"%u1234", b"%"])
def test_broken_utf_8_is_stored_as_text_that_can_be_shown(site: Site, broken: bytes) -> None:
    key = filled(site.visitor)["form_key"]
    body = b"text=ja+" + broken + b"&language=nl&kind=remark&form_key=" + key.encode()
    cookie = (b"cookie", b"zwiespraak_basket=a-basket-of-one-visitor")
    fields = [(b"host", HOST), (b"content-type", FORM), cookie]
    assert ask(site.app, THREAD["nl"], fields, method="POST", chunks=[body]).status == 303
    site.visitor.cookies.set("zwiespraak_basket", "a-basket-of-one-visitor")
    [kept] = drafts(site)
    assert kept.draft.text.startswith("ja ")
    [shown] = elements(site.visitor.get(BASKET["nl"]).text, class_="comment__text")
    assert shown.text.startswith("ja ")
    assert send(site.visitor).status_code == 303


def multipart(*parts: tuple[str, bytes]) -> bytes:
    """A body of parts, each with the rest of its disposition and its content."""
    lines = b"".join(
        b'--limit\r\ncontent-disposition: form-data; name="' + head.encode() + b"\r\n\r\n" + content + b"\r\n"
        for head, content in parts
    )
    return lines + b"--limit--\r\n"


MULTIPART = b"multipart/form-data; boundary=limit"


def test_a_file_is_refused(site: Site) -> None:
    file = multipart(('text"; filename="x.html"', b"<script>"), ('language"', b"nl"))
    answer = post(site, file, MULTIPART)
    assert (answer.status, page_language(answer.body.decode())) == (400, "nl")


def test_a_form_in_parts_is_a_form(small_site: Site) -> None:
    typed = filled(small_site.visitor)
    body = multipart(*((f'{name}"', value.encode()) for name, value in typed.items()))
    assert post(small_site, body, MULTIPART).status == 303


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (MULTIPART, b"no parts at all"),
        (MULTIPART, b"--limit\r\nno header\r\n\r\nx\r\n--limit--\r\n"),
        (b"multipart/form-data", b"--limit--"),
        (b"multipart/form-data; boundary=", b"--"),
        (FORM, b"&".join(b"x%d=1" % number for number in range(50))),
        (FORM, b"text=" + b"a" * 4 + b"&" * 300),
    ],
)
def test_a_broken_form_is_refused_with_a_page(small_site: Site, content_type: bytes, body: bytes) -> None:
    answer = post(small_site, body, content_type, THREAD["de"])
    assert answer.status in (400, 422)
    assert page_language(answer.body.decode()) == "de"


@pytest.mark.parametrize("content_type", [b"application/json", b"text/plain", b""])
def test_what_is_no_form_is_an_empty_form(small_site: Site, content_type: bytes) -> None:
    body = b'{"text": "x", "language": "nl", "group": "citizen"}'
    answer = post(small_site, body, content_type)
    assert (answer.status, b"set-cookie" in dict(answer.fields)) == (422, False)


def test_a_body_that_is_too_large_is_refused_in_the_readers_language_before_it_is_read(
    small_site: Site,
) -> None:
    body = urlencode({"text": "x" * 300_000}).encode()
    fields = [(b"host", HOST), (b"content-type", FORM), (b"content-length", str(len(body)).encode())]
    answer = ask(small_site.app, THREAD["de"], fields, method="POST", chunks=[])
    assert (answer.status, page_language(answer.body.decode())) == (413, "de")


def test_a_body_that_grows_too_large_is_refused_as_well(small_site: Site) -> None:
    fields = [(b"host", HOST), (b"content-type", FORM)]
    chunks = [b"text=", *[b"x" * 1000] * (MAX_BODY // 1000 + 1)]
    answer = ask(small_site.app, THREAD["nl"], fields, method="POST", chunks=chunks)
    assert (answer.status, page_language(answer.body.decode())) == (413, "nl")


@pytest.mark.parametrize("length", [b"-1", b"x", b"9" * 5000])
def test_a_length_that_is_none_harms_nobody(small_site: Site, length: bytes) -> None:
    fields = [(b"host", HOST), (b"content-type", FORM), (b"content-length", length)]
    assert ask(small_site.app, THREAD["nl"], fields, method="POST", chunks=[b"text=x"]).status in (413, 422)


def test_a_browser_that_hangs_up_leaves_nothing_behind(
    small_site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    fields = [(b"host", HOST), (b"content-type", FORM)]
    with statements() as sent:
        answer = ask(small_site.app, THREAD["nl"], fields, method="POST", chunks=[])
    assert (answer.status, sent, caplog.records) == (400, [], [])


@given(data=st.binary(max_size=200), content_type=st.sampled_from([FORM, MULTIPART, b"text/plain"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_whatever_end_in_a_fault_of_ours(
    reading_site: Site, data: bytes, content_type: bytes
) -> None:
    assert post(reading_site, data, content_type).status in (400, 422)


@given(
    query=st.binary(max_size=60),
    name=st.sampled_from([b"accept-language", b"cookie", b"if-none-match", b"accept-encoding"]),
    value=st.binary(max_size=60),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_and_no_header_ends_in_a_fault_of_ours(
    reading_site: Site, query: bytes, name: bytes, value: bytes
) -> None:
    for path in ("/nl/tekst/1-opening", "/nl/zoeken", "/nl/redactie/moderatie", "/", "/nl/niets"):
        target = f"{path}?q={query.decode('latin-1')}"
        assert ask(reading_site.app, target, [(b"host", HOST), (name, value)]).status < 500


def test_a_name_that_imitates_another_is_marked_for_moderators(small_site: Site) -> None:
    mark = "De naam mengt letters van meer schriften"
    hand_in(small_site, who={"name": "Gelderland"})
    moderator = small_site.moderator()
    assert mark not in moderator.get("/nl/redactie/moderatie").text
    hand_in(small_site, who={"name": "Gelderl\u0430nd"})
    assert moderator.get("/nl/redactie/moderatie").text.count(mark) == 1
