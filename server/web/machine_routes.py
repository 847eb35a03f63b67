"""The routes of what other programs read: feeds, files, the API."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from server.text.languages import LANGUAGES, Language
from server.web.addresses import (
    COMMENT_FILE,
    CONCEPT_FEED,
    EDITION_FILE,
    EXPORT_FILE,
    FEEDS,
    GLOSSARY_FILE,
    RECEIPT_FILE,
    REPORT_FILES,
    ROUND_FILE,
    SEARCH_FILES,
    SEARCH_SUGGESTIONS,
)
from server.web.api.routes import api_routes
from server.web.pages import (
    comment_files,
    disposition_report,
    edition_files,
    exports,
    feeds,
    glossary_files,
    receipt_files,
    search_files,
    search_suggestions,
    section_history,
)
from server.web.pages.page import Page

_FEEDS: Final[Mapping[str, Page]] = {
    "document_feed": feeds.document_feed,
    "section_feed": feeds.section_feed,
    "round_feed": feeds.round_feed,
    "history_feed": section_history.history_feed,
}
_REPORTS: Final[Mapping[str, Page]] = {
    "disposition_report": disposition_report.disposition_report_file,
    "work_report": disposition_report.work_report_file,
}


def machine_routes() -> list[BaseRoute]:
    """Every address of a feed or a file, and those of the API."""
    return [
        *(
            Route(FEEDS[name][each], _in_language(feed, each))
            for name, feed in _FEEDS.items()
            for each in LANGUAGES
        ),
        *(Route(CONCEPT_FEED[each], _in_language(feeds.concept_feed, each)) for each in LANGUAGES),
        *(
            Route(REPORT_FILES[name][each], _in_language(file, each))
            for name, file in _REPORTS.items()
            for each in LANGUAGES
        ),
        *(Route(SEARCH_FILES[each], _in_language(search_files.search_file, each)) for each in LANGUAGES),
        *(
            Route(SEARCH_SUGGESTIONS[each], _in_language(search_suggestions.search_suggestions, each))
            for each in LANGUAGES
        ),
        Route(GLOSSARY_FILE, glossary_files.glossary_file),
        Route(ROUND_FILE, comment_files.round_file),
        Route(COMMENT_FILE, comment_files.comment_file),
        Route(RECEIPT_FILE, receipt_files.receipt_file),
        Route(EDITION_FILE, edition_files.edition_file),
        Route(EXPORT_FILE, exports.export_file),
        *api_routes(),
    ]


def _in_language(page: Page, language: Language) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await page(request, language)

    return endpoint
