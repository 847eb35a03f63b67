"""The world of the story of the next edition: a small document of its own, served for one story alone."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from functools import partial
from pathlib import Path
from time import monotonic

from playwright.sync_api import Browser, Page, expect

from server.domain.public_record import PublicRecord
from server.record.record import write_record
from server.text.languages import Language
from tests.stories.browsing import visiting
from tests.stories.sentences import de, nl
from tests.stories.serving import REPOSITORY, Site, serving
from tests.stories.visitors import Visiting
from tests.worlds import DE, NL, OPENING, edition, paragraph, record, round_on, section

OLD, NEW = "2021", "revision"
LABELS = {NL: "Herziene editie", DE: "Überarbeitete Fassung"}
# Changed alike on both sides, so that the suggestion has something to stand before.
EQUAL = OPENING.paragraphs[0]
SUGGESTED = OPENING.paragraphs[1]
SPLIT = paragraph(
    "p-bbbb1",
    "De eerste stap is klein. De tweede stap is groot.",
    "Der erste Schritt ist klein. Der zweite Schritt ist groß.",
)
STEPS = section("2-steps", "2", "Stappen", "Schritte", SPLIT)
# What the suggestion changes in the words of its side, and what the other side makes of it.
ADDED = {NL: ("doet mee", "doet overal mee", "overal"), DE: ("machen mit", "machen überall mit", "überall")}

# The worker writes mails and files within seconds; a machine under load gets many times that.
_PATIENCE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Story:
    """A site of its own, and the language that its people read and that changes first."""

    site: Site
    visit: Visiting
    language: Language
    record: Path

    @property
    def follows(self) -> Language:
        """The side that has to follow."""
        return self.language.other

    def says(self, sentence: str, context: str = "") -> str:
        """A sentence of the interface in the story's language."""
        return (nl if self.language is NL else de)(sentence, context)

    def suggested(self, side: Language) -> str:
        """The wording of a side with what was suggested."""
        before, after, _ = ADDED[side]
        text = SUGGESTED.wordings[side]
        assert before in text
        return text.replace(before, after)

    def mails_to(self, email: str) -> list[str]:
        """The texts of the mails to somebody so far, in order."""
        found = []
        for file in sorted(self.site.outbox.glob("*.eml")):
            mail = message_from_bytes(file.read_bytes(), policy=default)
            body = mail.get_body(("plain",))
            if mail["to"] == email and body is not None:
                found.append(body.get_content())
        return found

    def press(self, page: Page, sentence: str, context: str = "") -> None:
        """Press the button that says this, beside what is hidden from the eye."""
        page.get_by_role("button", name=self.says(sentence, context), exact=True).click()

    def expect_done(self, page: Page, sentence: str) -> None:
        """The page says that something has been done."""
        banner = page.locator(".govuk-notification-banner--success")
        expect(banner).to_contain_text(self.says(sentence))


@contextmanager
def telling(browser: Browser, folder: Path, language: Language) -> Iterator[Story]:
    """Serve the small document, with a round that is open today, and end it."""
    root = folder / "record"
    write_record(_record(), root)
    with serving(
        (sys.executable, "-m", "server"),
        data=folder / "data",
        record=root,
        folder=REPOSITORY,
        log=folder / "log",
        limits="0",
    ) as site:
        yield Story(site, partial(visiting, browser, site.base_url), language, root)


def wait_for(what: str, found: Path, words: str = "") -> str:
    """The text of a file that the worker writes, once it is there and holds these words."""
    deadline = monotonic() + _PATIENCE_SECONDS
    while monotonic() < deadline:
        if found.is_file() and words in (text := found.read_text()):
            return text
    raise AssertionError(f"{what}: nothing in {found} with {words!r}")


def wait_for_mail(story: Story, email: str, *, after: int) -> str:
    """The first mail to somebody after so many others."""
    deadline = monotonic() + _PATIENCE_SECONDS
    while monotonic() < deadline:
        if len(mails := story.mails_to(email)) > after:
            return mails[after]
    raise AssertionError(f"no mail number {after + 1} to {email}")


def _record() -> PublicRecord:
    today = datetime.now(UTC).date()
    first = edition(OLD, OPENING, STEPS)
    month = timedelta(days=30)
    open_now = replace(round_on(OLD), opens=today - month, closes=today + month)
    return replace(record(first), rounds=(open_now,))
