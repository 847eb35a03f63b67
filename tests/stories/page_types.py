"""Every type of page with its address in each language, for the tests that hold on all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import APIRequestContext, Page

from server.domain.document import Section
from server.domain.exports import FileFormat, Sides, Wanted, edition_wanted
from server.domain.public_record import PublicRecord
from server.domain.targets import Target, TargetKind
from server.domain.tokens import Purpose, Signer
from server.text.languages import LANGUAGES, Language
from server.web import addresses

# A section with a table, boxes, footnotes, lists and disputed terms.
_SECTION = "4.2"
_CONCEPT = "digitalisation"
# Of the demonstration: a submission with a shown comment, the paragraph that it is on, and a question.
_SUBMISSION, _COMMENT, _COMMENTED = "s-demn0001", "c-demn0001", "p-37bmw"
_QUESTION = Target(TargetKind.QUESTION, "demonstration/q1")
_ROUND = "2021-autumn"
_NARROWED = (("kind", "paragraph"), ("kind", "source"), ("only", "nl"), ("edition", "nowhere"))
# The older edition, and the newer one.
_COMPARED = ("2021-consultation", "2026-revision")


@dataclass(frozen=True, slots=True)
class Places:
    """The parts of the record that the page types show."""

    edition: str
    section: Section
    paragraph: str
    sections: tuple[Section, ...]
    sign_in_token: str
    own_data_token: str
    receipt_token: str
    release_token: str
    agree_token: str
    mail_off_token: str
    draft: int

    def thread(self, language: str) -> str:
        """The thread of the paragraph on which the stories' long comments are made."""
        return addresses.thread(language, self.edition, self.paragraph)


def places_in(record: PublicRecord, *, signer: Signer, sign_in_token: str, draft: int) -> Places:
    """The places of the current edition; `draft` is the number of one in the editor's basket."""
    edition = record.editions[-1]
    section = next(each for each in edition.sections if each.number == _SECTION)
    person = signer.person("anna@example.org")
    return Places(
        edition=edition.key,
        section=section,
        paragraph=section.paragraphs[0].id,
        sections=edition.sections,
        sign_in_token=sign_in_token,
        own_data_token=signer.sign(Purpose.OWN_DATA, person),
        receipt_token=signer.sign(Purpose.RECEIPT, _SUBMISSION),
        release_token=signer.sign(Purpose.RELEASE, _SUBMISSION),
        agree_token=signer.sign(Purpose.AGREE, f"{_COMMENT}/{person}"),
        mail_off_token=signer.sign(Purpose.MAIL_OFF, _SUBMISSION),
        draft=draft,
    )


@dataclass(frozen=True, slots=True)
class PageType:
    """A kind of page: its name, its address in a language, who sees it, how one gets there."""

    name: str
    address: Callable[[Places, Language], str]
    signed_in: bool = False
    sends_form: bool = False
    status: int = 200
    # What a form without a single field gets, not even the hidden ones of a browser, where that differs.
    bare_status: int = 0

    def open(self, page: Page, places: Places, language: Language) -> None:
        """Go there in the browser."""
        response = page.goto(self.address(places, language))
        if self.sends_form:
            with page.expect_navigation() as sent:
                page.locator("[data-send]").click()
            response = sent.value
        assert response is not None
        assert response.status == self.status, f"{response.url} answers with {response.status}"

    def html(self, request: APIRequestContext, places: Places, language: Language) -> bytes:
        """The page as the server sends it."""
        send = request.post if self.sends_form else request.get
        response = send(self.address(places, language))
        wanted = self.bare_status or self.status
        assert response.status == wanted, f"{response.url} answers with {response.status}"
        return response.body()


def _file(places: Places) -> Wanted:
    return edition_wanted(places.edition, Sides.NL, FileFormat.PDF)


def have_file_made(page: Page, places: Places) -> None:
    """Ask for the file whose page is one of the types, and wait until it is there."""
    page.goto(addresses.edition_files(Language.NL, places.edition))
    page.locator("form:has([name=sides][value=nl]):has([name=format][value=pdf]) button").click()
    page.locator("#export-state a[download]").wait_for()


def _section(places: Places, language: Language, *, edition: str | None = None, both: bool = False) -> str:
    return addresses.section(language, places.section.slug(language), edition, side_by_side=both)


def _of(places: Places, language: Language, target: Target) -> str:
    return addresses.target_thread(language, places.edition, target, slug=places.section.slug(language))


def _section_target(places: Places) -> Target:
    return Target(TargetKind.SECTION, places.section.key)


def _answering(places: Places, language: Language) -> str:
    """The form of a reply to a comment of the demonstration."""
    thread = addresses.thread(language, places.edition, _COMMENTED)
    return addresses.writing(thread, reply=_COMMENT)


PAGE_TYPES: Final = (
    PageType("start", lambda _, language: addresses.start(language)),
    PageType("contents", lambda _, language: addresses.contents(language)),
    PageType("section", _section),
    PageType("side-by-side", lambda places, language: _section(places, language, both=True)),
    PageType("thread", lambda places, language: places.thread(language)),
    PageType(
        "thread-with-errors", lambda places, language: places.thread(language), sends_form=True, status=422
    ),
    PageType("thread-suggestion", lambda places, language: f"{places.thread(language)}?kind=suggestion"),
    PageType("thread-reply", _answering),
    PageType("section-thread", lambda places, language: _of(places, language, _section_target(places))),
    PageType("document-thread", lambda places, language: _of(places, language, Target(TargetKind.DOCUMENT))),
    PageType("question-thread", lambda places, language: _of(places, language, _QUESTION)),
    PageType("basket-empty", lambda _, language: addresses.basket(language)),
    PageType("basket", lambda _, language: addresses.basket(language), signed_in=True),
    PageType(
        "basket-with-errors",
        lambda _, language: addresses.basket(language),
        signed_in=True,
        sends_form=True,
        status=422,
    ),
    PageType("draft", lambda places, language: addresses.draft(language, places.draft), signed_in=True),
    PageType(
        "draft-removing",
        lambda places, language: f"{addresses.draft(language, places.draft)}?remove=1",
        signed_in=True,
    ),
    PageType("submitted", lambda _, language: addresses.submitted(language)),
    PageType("receipt", lambda places, language: addresses.receipt(language, places.receipt_token)),
    PageType(
        "correcting",
        lambda places, language: addresses.correcting(language, places.receipt_token, _COMMENT),
    ),
    PageType("withdrawing", lambda places, language: addresses.withdrawing(language, places.receipt_token)),
    PageType("choices", lambda places, language: addresses.choices(language, places.receipt_token)),
    PageType("releasing", lambda places, language: addresses.releasing(language, places.release_token)),
    PageType("agreeing", lambda _, language: addresses.agreeing(language, _COMMENT)),
    PageType(
        "agreeing-mailed",
        lambda _, language: f"{addresses.agreeing(language, _COMMENT)}?sent=1",
    ),
    PageType("agreed", lambda places, language: addresses.agreed(language, places.agree_token)),
    PageType("mail-off", lambda places, language: addresses.mail_off(language, places.mail_off_token)),
    PageType("glossary", lambda _, language: addresses.glossary(language)),
    PageType("concept", lambda _, language: addresses.concept(language, _CONCEPT)),
    PageType("concept-thread", lambda _, language: addresses.concept_thread(language, _CONCEPT)),
    PageType(
        "concept-closing", lambda _, language: addresses.concept_closing(language, _CONCEPT), signed_in=True
    ),
    PageType(
        "concept-editing", lambda _, language: addresses.concept_editing(language, _CONCEPT), signed_in=True
    ),
    PageType("concept-history", lambda _, language: addresses.concept_history(language, _CONCEPT)),
    PageType("decisions", lambda places, language: addresses.decisions(language, places.edition)),
    PageType(
        "working-paragraph",
        lambda _, language: addresses.working_paragraph(language, _COMMENTED),
        signed_in=True,
    ),
    PageType("drift", lambda _, language: addresses.drift(language), signed_in=True),
    PageType(
        "in-step",
        lambda places, language: addresses.in_step(language, places.sections[0].paragraphs[0].id),
        signed_in=True,
    ),
    PageType("publishing", lambda _, language: addresses.publishing(language), signed_in=True),
    PageType("term-check", lambda _, language: addresses.term_check(language), signed_in=True),
    PageType("search-with-hits", lambda _, language: addresses.search(language, "digitalisering")),
    PageType("search-without-hits", lambda _, language: addresses.search(language, "x" * 150)),
    PageType("search-noted", lambda _, language: addresses.search(language, "ab* section:99 " + "x" * 250)),
    PageType("search-narrowed", lambda _, language: addresses.search(language, "regio", _NARROWED)),
    PageType("search-empty", lambda _, language: addresses.search(language)),
    PageType("editions", lambda _, language: addresses.editions(language)),
    PageType("comparing", lambda _, language: addresses.comparing(language)),
    PageType(
        "comparing-with-errors",
        lambda places, language: addresses.comparing(language, places.edition, places.edition),
        status=422,
    ),
    PageType("comparison", lambda _, language: addresses.comparison(language, *_COMPARED)),
    PageType(
        "section-comparison",
        lambda places, language: addresses.comparison(language, *_COMPARED, places.section.slug(language)),
    ),
    PageType(
        "section-history", lambda places, language: addresses.section_history(language, places.section.key)
    ),
    PageType("edition-files", lambda places, language: addresses.edition_files(language, places.edition)),
    PageType("export", lambda places, language: addresses.export(language, _file(places).id)),
    PageType("frozen-contents", lambda places, language: addresses.contents(language, places.edition)),
    PageType("frozen-section", lambda places, language: _section(places, language, edition=places.edition)),
    PageType(
        "frozen-side-by-side",
        lambda places, language: _section(places, language, edition=places.edition, both=True),
    ),
    PageType("rounds", lambda _, language: addresses.rounds(language)),
    PageType("round", lambda _, language: addresses.round(language, _ROUND)),
    PageType("disposition-report", lambda _, language: addresses.disposition_report(language, _ROUND)),
    PageType(
        "work-report",
        lambda _, language: addresses.disposition_report(language, _ROUND, for_editors=True),
        signed_in=True,
    ),
    PageType("round-not-invited", lambda _, language: addresses.round(language, _ROUND, "x"), status=403),
    PageType("round-list", lambda _, language: addresses.round_list(language), signed_in=True),
    PageType("round-editing", lambda _, language: addresses.round_editing(language, _ROUND), signed_in=True),
    PageType("round-adding", lambda _, language: addresses.round_adding(language), signed_in=True),
    PageType("invitations", lambda _, language: addresses.invitations(language, _ROUND), signed_in=True),
    PageType("own-data", lambda _, language: addresses.own_data(language)),
    PageType(
        "own-data-with-errors", lambda _, language: addresses.own_data(language), sends_form=True, status=422
    ),
    PageType("own-data-sent", lambda _, language: f"{addresses.own_data(language)}?sent=1"),
    PageType(
        "own-data-link", lambda places, language: addresses.own_data_link(language, places.own_data_token)
    ),
    PageType("privacy", lambda _, language: addresses.about(language, "privacy")),
    PageType("accessibility", lambda _, language: addresses.about(language, "accessibility")),
    PageType("imprint", lambda _, language: addresses.about(language, "imprint")),
    PageType("not-found", lambda _, language: f"{addresses.start(language)}nothing-is-here", status=404),
    PageType("sign-in-ways", lambda _, language: addresses.sign_in_ways(language)),
    PageType("sign-in-asked", lambda _, language: f"{addresses.sign_in_ways(language)}?done=sent"),
    PageType("work-room", lambda _, language: addresses.work_room(language), signed_in=True),
    PageType("work-files", lambda _, language: addresses.work_files(language), signed_in=True),
    PageType("own-account", lambda _, language: addresses.own_account(language), signed_in=True),
    PageType("own-password", lambda _, language: addresses.own_password(language), signed_in=True),
    PageType("accounts", lambda _, language: addresses.accounts(language), signed_in=True),
    PageType("account", lambda _, language: addresses.account(language, 1), signed_in=True),
    PageType("sign-in", lambda places, language: addresses.sign_in(language, places.sign_in_token)),
    PageType("sign-in-too-late", lambda _, language: addresses.sign_in(language, "a-link-of-long-ago")),
    PageType("moderation", lambda _, language: addresses.moderation(language), signed_in=True),
    PageType(
        "moderation-with-errors",
        lambda _, language: addresses.moderation(language),
        signed_in=True,
        sends_form=True,
        status=422,
    ),
    PageType(
        "moderation-comment",
        lambda _, language: addresses.moderation(language, {"comment": _COMMENT}),
        signed_in=True,
    ),
    PageType("redacting", lambda _, language: addresses.redacting(language, _COMMENT), signed_in=True),
    PageType(
        "redacting-with-errors",
        lambda _, language: addresses.redacting(language, _COMMENT),
        signed_in=True,
        sends_form=True,
        status=422,
    ),
    PageType("dispositions", lambda _, language: addresses.dispositions(language), signed_in=True),
    PageType(
        "dispositions-with-errors",
        lambda _, language: addresses.dispositions(language),
        signed_in=True,
        sends_form=True,
        status=422,
    ),
    PageType("disposition", lambda _, language: addresses.disposition(language, _COMMENT), signed_in=True),
    PageType(
        "disposition-with-errors",
        lambda _, language: addresses.disposition(language, _COMMENT),
        signed_in=True,
        sends_form=True,
        status=422,
    ),
    PageType("bundles", lambda _, language: addresses.bundles(language), signed_in=True),
    PageType("bundle", lambda _, language: addresses.bundle(language, 1), signed_in=True),
    PageType(
        "standard-responses", lambda _, language: addresses.standard_responses(language), signed_in=True
    ),
    PageType(
        "standard-response", lambda _, language: addresses.standard_response(language, 1), signed_in=True
    ),
    PageType(
        "counter-answer",
        lambda places, language: addresses.counter_answer(language, places.receipt_token, _COMMENT),
    ),
    PageType("working-edition", lambda _, language: addresses.working_edition(language), signed_in=True),
    PageType(
        "working-edition-with-errors",
        lambda _, language: addresses.section_adding(language),
        signed_in=True,
        sends_form=True,
        status=422,
        bare_status=409,
    ),
    PageType("edition-details", lambda _, language: addresses.edition_details(language), signed_in=True),
    PageType("renumbering", lambda _, language: addresses.renumbering(language), signed_in=True),
    PageType(
        "removed-paragraphs", lambda _, language: addresses.removed_paragraphs(language), signed_in=True
    ),
    PageType("section-adding", lambda _, language: addresses.section_adding(language), signed_in=True),
    *(
        PageType(
            page.__name__.replace("_", "-"),
            lambda places, language, page=page: page(language, places.section.key),  # type: ignore[misc]
            signed_in=True,
        )
        for page in (
            addresses.working_section,
            addresses.section_naming,
            addresses.section_moving,
            addresses.section_removing,
            addresses.paragraph_adding,
        )
    ),
    *(
        PageType(
            page.__name__.replace("_", "-"),
            lambda places, language, page=page: page(language, places.paragraph),  # type: ignore[misc]
            signed_in=True,
        )
        for page in (
            addresses.paragraph_splitting,
            addresses.paragraph_joining,
            addresses.paragraph_moving,
            addresses.paragraph_removing,
            addresses.merging,
        )
    ),
    PageType(
        "merged",
        lambda places, language: addresses.merged(language, places.paragraph, language),
        signed_in=True,
    ),
    PageType("merging-list", lambda _, language: addresses.merging_list(language), signed_in=True),
    PageType("acts", lambda _, language: addresses.acts(language), signed_in=True),
    PageType("intake", lambda _, language: addresses.intake(language), signed_in=True),
    PageType(
        "intake-with-errors",
        lambda _, language: addresses.intake(language),
        signed_in=True,
        sends_form=True,
        status=422,
    ),
    PageType("intake-file", lambda _, language: addresses.intake_file(language), signed_in=True),
    PageType(
        "intake-file-with-errors",
        lambda _, language: addresses.intake_file(language),
        signed_in=True,
        sends_form=True,
        status=422,
    ),
    PageType("reporting", lambda _, language: addresses.reporting(language, _COMMENT)),
    PageType(
        "reporting-with-errors",
        lambda _, language: addresses.reporting(language, _COMMENT),
        sends_form=True,
        status=422,
    ),
    PageType("reported", lambda _, language: addresses.reported(language, _COMMENT)),
)

# For pytest.mark.parametrize: every type in both languages.
IN_BOTH_LANGUAGES: Final = [
    pytest.param(page_type, language, id=f"{page_type.name}-{language}")
    for page_type in PAGE_TYPES
    for language in LANGUAGES
]


def page_type(name: str) -> PageType:
    """The type with this name."""
    return next(each for each in PAGE_TYPES if each.name == name)
