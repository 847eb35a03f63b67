"""No page asks any other host for anything, and no reader gets a cookie."""

from urllib.parse import urlsplit

import pytest

from server.text.languages import Language
from tests.stories.browsing import Watch
from tests.stories.page_types import PAGE_TYPES, Places
from tests.stories.serving import Site
from tests.stories.visitors import Visiting

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("furnished")
@pytest.mark.parametrize("language", Language)
def test_a_reader_of_every_page_asks_one_host_and_keeps_no_cookie(
    visitor: Visiting, site: Site, places: Places, language: Language
) -> None:
    asked = set()
    with visitor() as page:
        page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
        for page_type in PAGE_TYPES:
            if not page_type.signed_in:
                page_type.open(page, places, language)
        assert page.context.cookies() == []
    assert asked == {urlsplit(site.base_url).netloc}


def test_a_picture_from_elsewhere_is_refused_and_noticed(visitor: Visiting, site: Site) -> None:
    # Not the page of the visit itself, which would fail at its end for what is noticed here.
    with visitor() as page, page.context.new_page() as other:
        watch = Watch(other, site.base_url)
        other.goto("/nl/")
        with other.expect_console_message():
            other.evaluate(
                "document.body.append(Object.assign(new Image(), {src: 'http://192.0.2.1/x.png'}))"
            )
        noticed = sorted(fault.partition("/nl/ ")[2].partition(":")[0] for fault in watch.faults)
        assert noticed == ["asks another host", "error in the console"]
