"""The route table and the layers around it."""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from server.text.languages import LANGUAGES, Language
from server.web import addresses
from server.web.addresses import CONCEPT_NAME, OIDC_BACK, PATTERNS
from server.web.machine_routes import machine_routes
from server.web.pages import (
    about,
    accounts,
    acts,
    agreeing,
    basket,
    bundles,
    choices,
    comparing,
    concept_closing,
    concept_editing,
    concept_page,
    concept_past,
    concept_place,
    concept_thread,
    contents,
    correcting,
    counter_answer,
    decisions,
    disposition,
    disposition_report,
    dispositions,
    draft_editing,
    drift,
    edition_files,
    exports,
    glossary,
    glossary_files,
    in_step,
    intake,
    intake_file,
    invitations,
    machines,
    mail_off,
    merged,
    merging,
    merging_list,
    moderation,
    oidc,
    own_account,
    own_data,
    paragraph_beside,
    paragraph_editing,
    paragraph_structure,
    password,
    proof,
    publishing,
    receipt,
    redacting,
    releasing,
    reporting,
    round_editing,
    rounds,
    search,
    section,
    section_history,
    section_structure,
    signing_in,
    signing_in_ways,
    standard_responses,
    start,
    target_thread,
    term_check,
    thread,
    withdrawing,
    work_files,
    work_room,
    working_edition,
)
from server.web.pages.errors import HANDLERS
from server.web.pages.page import Page
from server.web.security import BodyDeadline, BodyLimit, HostCheck, OwnFormsOnly, SecurityHeaders
from server.web.services import Services
from server.web.static_files import StaticFilesKeptForever

READ = ("GET",)
READ_AND_WRITE = ("GET", "POST")

# Only who is signed in gets as far as sending these.
ROOMS = {
    address(language): room
    for address, room in ((addresses.intake, intake.ROOM), (addresses.intake_file, intake_file.ROOM))
    for language in LANGUAGES
}


def create_app(services: Services) -> ASGIApp:
    """The whole web application: host check, kept pages, body deadline, headers, forms of our own only, routes."""
    app = Starlette(routes=routes(), exception_handlers=HANDLERS)
    # Starlette would send readers to an absolute address with the scheme behind the proxy.
    app.router.redirect_slashes = False
    app.state.services = services
    limited = BodyLimit(app, ROOMS)
    inner: ASGIApp = BodyDeadline(SecurityHeaders(OwnFormsOnly(limited, services.base_url)), rooms=ROOMS)
    return HostCheck(services.kept.in_front_of(inner), services.base_url)


def routes() -> list[BaseRoute]:
    """Every address: pages in both languages, then what has no language."""
    return [
        *_both("start", start.start),
        *_both("contents", contents.contents),
        *_both("section", section.section),
        *_both("section_both", partial(section.section, both=True)),
        *_both("editions", contents.editions),
        *_both("edition", contents.contents),
        *_both("decisions", decisions.decisions),
        *_both("thread", thread.thread, READ_AND_WRITE),
        # Before the sections: "reacties" and "anmerkungen" are the slugs of none.
        *_both("document_thread", target_thread.document_thread, READ_AND_WRITE),
        *_both("section_thread", target_thread.section_thread, READ_AND_WRITE),
        *_both("question_thread", target_thread.question_thread, READ_AND_WRITE),
        *_both("basket", basket.basket, READ_AND_WRITE),
        *_both("submitted", basket.submitted),
        *_both("draft", draft_editing.draft, READ_AND_WRITE),
        *_both("receipt", receipt.receipt, READ_AND_WRITE),
        *_both("correcting", correcting.correcting, READ_AND_WRITE),
        *_both("counter_answer", counter_answer.counter_answer, READ_AND_WRITE),
        *_both("withdrawing", withdrawing.withdrawing, READ_AND_WRITE),
        *_both("choices", choices.choices, READ_AND_WRITE),
        *_both("releasing", releasing.releasing, READ_AND_WRITE),
        *_both("agreed", agreeing.agreed, READ_AND_WRITE),
        *_both("agreeing", agreeing.agreeing, READ_AND_WRITE),
        *_both("mail_off", mail_off.mail_off, READ_AND_WRITE),
        *_both("edition_files", edition_files.edition_files),
        *_both("exports", exports.asking, ("POST",)),
        *_both("export", exports.export),
        *_both("frozen_section", section.section),
        *_both("frozen_section_both", partial(section.section, both=True)),
        *_both("rounds", rounds.rounds),
        *_both("round", rounds.one_round),
        *_both("disposition_report", disposition_report.disposition_report),
        *_both("work_report", disposition_report.work_report),
        *_both("round_list", round_editing.round_list),
        *_both("round_adding", round_editing.round_adding, READ_AND_WRITE),
        *_both("round_editing", round_editing.round_editing, READ_AND_WRITE),
        *_both("invitations", invitations.invitations, READ_AND_WRITE),
        *_both("comparing", comparing.comparing),
        *_both("comparison", comparing.comparison),
        *_both("section_comparison", comparing.comparison),
        *_both("section_history", section_history.section_history),
        *_both("glossary", glossary.glossary),
        *_both("concept", concept_page.concept),
        *_both("concept_thread", concept_thread.concept_thread, READ_AND_WRITE),
        *_both("concept_closing", concept_closing.concept_closing, READ_AND_WRITE),
        *_both("concept_place", concept_place.concept_place, ("POST",)),
        *_both("concept_editing", concept_editing.concept_editing, READ_AND_WRITE),
        *_both("concept_sign_off", concept_editing.concept_sign_off, ("POST",)),
        *_both("concept_history", concept_past.concept_history),
        *_both("publishing", publishing.publishing, READ_AND_WRITE),
        *_both("term_check", term_check.term_check, READ_AND_WRITE),
        *_both("search", search.search),
        *_both("sign_in_ways", signing_in_ways.signing_in_ways, READ_AND_WRITE),
        *_both("sign_in_password", password.signing_in_with_password, READ_AND_WRITE),
        *_both("sign_in_oidc", oidc.to_provider),
        Route(OIDC_BACK, oidc.from_provider),
        *_both("sign_in", signing_in.signing_in, READ_AND_WRITE),
        *_both("sign_out", signing_in.signing_out, ("POST",)),
        *_both("work_room", work_room.work_room),
        *_both("work_files", work_files.work_files, READ_AND_WRITE),
        *_both("own_account", own_account.own_account, READ_AND_WRITE),
        *_both("own_password", password.own_password, READ_AND_WRITE),
        *_both("accounts", accounts.accounts, READ_AND_WRITE),
        *_both("account", accounts.account, READ_AND_WRITE),
        *_both("moderation", moderation.moderation, READ_AND_WRITE),
        *_both("redacting", redacting.redacting, READ_AND_WRITE),
        *_both("closing_reports", redacting.closing_reports, ("POST",)),
        *_both("acts", acts.acts),
        *_both("working_edition", working_edition.working_edition, READ_AND_WRITE),
        *_both("edition_details", section_structure.edition_details, READ_AND_WRITE),
        *_both("renumbering", section_structure.renumbering, READ_AND_WRITE),
        *_both("removed_paragraphs", paragraph_structure.removed_paragraphs, READ_AND_WRITE),
        *_both("section_adding", section_structure.section_adding, READ_AND_WRITE),
        *_both("working_section", working_edition.working_section),
        *_both("section_naming", section_structure.section_naming, READ_AND_WRITE),
        *_both("section_moving", section_structure.section_moving, READ_AND_WRITE),
        *_both("section_removing", section_structure.section_removing, READ_AND_WRITE),
        *_both("paragraph_adding", paragraph_structure.paragraph_adding, READ_AND_WRITE),
        *_both("paragraph_splitting", paragraph_structure.paragraph_splitting, READ_AND_WRITE),
        *_both("paragraph_joining", paragraph_structure.paragraph_joining, READ_AND_WRITE),
        *_both("paragraph_moving", paragraph_structure.paragraph_moving, READ_AND_WRITE),
        *_both("paragraph_removing", paragraph_structure.paragraph_removing, READ_AND_WRITE),
        *_both("drift", drift.drift),
        *_both("merging", merging.merging, READ_AND_WRITE),
        *_both("merged", merged.merged),
        *_both("merging_list", merging_list.merging_list),
        *_both("in_step", in_step.in_step, READ_AND_WRITE),
        *_both("intake", intake.intake, READ_AND_WRITE),
        *_both("intake_file", intake_file.intake_file, READ_AND_WRITE),
        *_both("working_paragraph", paragraph_editing.paragraph_editing, READ_AND_WRITE),
        *_both("wording_preview", paragraph_beside.wording_preview, ("POST",)),
        *_both("wording_autosave", paragraph_beside.wording_autosave, ("POST",)),
        *_both("presence", paragraph_beside.presence, ("POST",)),
        *_both("dispositions", dispositions.dispositions, READ_AND_WRITE),
        *_both("disposition", disposition.disposition, READ_AND_WRITE),
        *_both("bundles", bundles.bundles),
        *_both("bundle", bundles.bundle, READ_AND_WRITE),
        *_both("standard_responses", standard_responses.standard_responses, READ_AND_WRITE),
        *_both("standard_response", standard_responses.standard_response, READ_AND_WRITE),
        *_both("reporting", reporting.reporting, READ_AND_WRITE),
        *_both("reported", reporting.reported),
        *_both("own_data", own_data.own_data, READ_AND_WRITE),
        *_both("own_data_link", own_data.own_data_link, READ_AND_WRITE),
        *(route for page in about.PAGES for route in _both(page, partial(about.about, page=page))),
        *machine_routes(),
        Route(CONCEPT_NAME, glossary_files.concept_name),
        Route("/", start.choose),
        Route("/p/{paragraph}", section.paragraph),
        Route("/c/{comment}", target_thread.comment),
        Route("/proof", proof.proof),
        Route("/healthz", machines.healthz),
        Route("/readyz", machines.readyz),
        Route("/robots.txt", machines.robots),
        Route("/sitemap.xml", machines.sitemap),
        Mount("/static", StaticFilesKeptForever(packages=[("server.web", "static")])),
        *(Route(PATTERNS["start"][language].rstrip("/"), start.with_slash) for language in LANGUAGES),
        Route("/{path:path}/", start.without_slash),
    ]


def _both(name: str, page: Page, methods: tuple[str, ...] = READ) -> list[Route]:
    return [
        Route(
            PATTERNS[name][language],
            _in_language(page, language),
            methods=list(methods),
            name=f"{name}-{language}",
        )
        for language in LANGUAGES
    ]


def _in_language(page: Page, language: Language) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if not request.scope["path"].isprintable():
            # Control characters name nothing, and not every database takes a NUL to look for.
            raise HTTPException(404)
        return await page(request, language)

    return endpoint
