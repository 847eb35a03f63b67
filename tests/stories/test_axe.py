"""axe-core finds nothing to mend on any page, at a desk and on a phone (WCAG 2.2 A and AA, and its best practices)."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from server.text.languages import Language
from tests.stories.page_types import IN_BOTH_LANGUAGES, PageType
from tests.stories.visitors import PageOf, Visiting

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()

# Target size is WCAG 2.2 (2.5.8); axe leaves it out unless it is asked for.
RUN = """async () => {
    const { violations } = await axe.run(document, { rules: { "target-size": { enabled: true } } });
    const told = ({ id, help }, node) => `${id} (${help}): ${node.target} ${node.html}`;
    return violations.flatMap((violation) => violation.nodes.map((node) => told(violation, node)));
}"""


WIDTHS = (1280, 320)


@pytest.mark.parametrize(("page_type", "language"), IN_BOTH_LANGUAGES)
def test_a_page_has_no_barrier_that_axe_can_find(
    page_of: PageOf, page_type: PageType, language: Language
) -> None:
    found = {}
    with page_of(page_type, language) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found[width] = barriers(page)
    assert found == {width: [] for width in WIDTHS}


def test_axe_itself_finds_a_barrier(visitor: Visiting) -> None:
    with visitor() as page:
        page.goto("/nl/")
        page.evaluate("document.querySelector('#search').labels[0].remove()")
        assert [barrier.split()[0] for barrier in barriers(page)] == ["label"]


def barriers(page: Page) -> list[str]:
    # Evaluated by the debugger, so the page's own policy stays as it is.
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found
