"""Where links in long files lead: the addresses of pages, made absolute with the configured base address."""

from server.usecases.make_export import ExportLinks
from server.web import addresses


def export_links(base_url: str) -> ExportLinks:
    """Where files lead to."""
    return ExportLinks(
        edition=lambda language, edition: base_url + addresses.contents(language, edition),
        comment=lambda comment: base_url + addresses.comment(comment),
    )
