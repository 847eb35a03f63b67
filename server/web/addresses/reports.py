"""Addresses of disposition reports: what the public reads, and what editors read before it is public."""

from server.text.languages import Language
from server.web.addresses.building import address, asking, filled
from server.web.addresses.patterns import REPORT_FILES


def disposition_report(language: str, round_: str, page: int = 1, *, for_editors: bool = False) -> str:
    """The report of a round; with `for_editors` also what is not public yet."""
    name = "work_report" if for_editors else "disposition_report"
    return asking(address(name, language, round=round_), {"page": str(page) if page > 1 else ""})


def disposition_report_file(language: str, round_: str, ending: str, *, for_editors: bool = False) -> str:
    """The same as a file; `ending` says in which format."""
    name = "work_report" if for_editors else "disposition_report"
    return filled(REPORT_FILES[name][Language(language)], round=round_, ending=ending)
