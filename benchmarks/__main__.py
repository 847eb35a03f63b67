"""Runs the benchmarks that are named, or all the short ones; exits 1 when a target is missed."""

import argparse
import sys
from collections.abc import Callable
from time import monotonic

from benchmarks import (
    comments,
    compare,
    dearest,
    disposition_report,
    edition_files,
    editors_lists,
    files,
    fresh,
    kills,
    merging,
    outages,
    pages,
    parallel,
    search,
    search_changes,
    search_speed,
    search_whole,
    section_queries,
    start,
    terms,
)
from benchmarks.machine import describe
from benchmarks.report import Report

BENCHMARKS: dict[str, Callable[[int], Report]] = {
    "pages": pages.run,
    "section_queries": section_queries.run,
    "start": start.run,
    "comments": comments.run,
    "terms": terms.run,
    "merging": merging.run,
    "compare": compare.run,
    "search": search.run,
    "search_speed": search_speed.run,
    "search_changes": search_changes.run,
    "search_whole": search_whole.run,
    "fresh": fresh.run,
    "files": files.run,
    "lists": editors_lists.run,
    "report": disposition_report.run,
    "editions": edition_files.run,
    "dearest": dearest.run,
    "search_speed_large": search_speed.run_large,
    "search_changes_large": search_changes.run_large,
    "parallel": parallel.run,
    "kills": kills.run,
    "outages": outages.run,
}
# Minutes each; docs/reliability.md has one run.
LONG = ("dearest", "search_speed_large", "search_changes_large", "parallel", "kills", "outages")


def main() -> int:
    """Run, print a table each, and say which targets were missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument(
        "--rounds", type=int, default=3, help="windows per series, of which the median counts"
    )
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - set(BENCHMARKS))
    if unknown or asked.rounds < 1:
        parser.error(f"no such benchmark: {', '.join(unknown)}" if unknown else "at least one round")
    print(describe())
    began, missed = monotonic(), list[str]()
    for name in asked.names or [name for name in BENCHMARKS if name not in LONG]:
        started = monotonic()
        report = BENCHMARKS[name](asked.rounds)
        print(f"\n## {name} ({monotonic() - started:.0f} s): {report}", flush=True)
        missed += [f"{name}: {target.what}" for target in report.targets if not target.is_met]
    print(
        f"\n{monotonic() - began:.0f} s. "
        + ("Missed: " + "; ".join(missed) if missed else "All targets met.")
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
