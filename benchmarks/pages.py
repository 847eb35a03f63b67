"""A section page over HTTP: kept ready, unchanged, built from the database; beside the same bytes from memory."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli

from benchmarks import shipped
from benchmarks.load import CONNECTIONS, Measured, generator, read
from benchmarks.report import Report, Target, median, ratio
from benchmarks.servers import Server, ours, yardstick
from server.text.languages import Language
from server.web import addresses

# Issue 2, section 3: at most 3 times what the same bytes cost from memory in bare Starlette.
LIMIT = 3.0


@dataclass(frozen=True, slots=True)
class _Series:
    """One request, asked over and over; `floor` names the series that sends the same bytes from memory."""

    name: str
    server: Server
    path: str
    headers: Mapping[str, str]
    status: int = 200
    floor: str = ""
    has_target: bool = False


def run(rounds: int) -> Report:
    """Every series once a round, one after the other."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = shipped.data_folder(folder)
        with ours(data) as server:
            path = _keep_bytes(server, folder)
            with yardstick("memory", "/page", folder) as floor:
                series = _series(server, floor, path, shipped.session_cookie(data))
                for each in series:
                    # What is made once, by the first request, is not what is measured.
                    each.server.ask(each.path, each.headers)
                windows: dict[str, list[Measured]] = {each.name: [] for each in series}
                for _ in range(rounds):
                    for each in series:
                        windows[each.name].append(
                            read(each.server, each.path, each.headers, status=each.status)
                        )
        return _report(series, windows, len((folder / "page").read_bytes()))


def _keep_bytes(server: Server, folder: Path) -> str:
    """Put the bytes of the page where the yardstick finds them; its address."""
    section = shipped.longest_section()
    path = addresses.section(Language.NL, section.slug(Language.NL))
    _, body = server.ask(path)
    (folder / "page.path").write_text(path)
    (folder / "page").write_bytes(body)
    (folder / "page.gzip").write_bytes(server.ask(path, {"accept-encoding": "gzip"})[1])
    (folder / "page.br").write_bytes(server.ask(path, {"accept-encoding": "br"})[1])
    assert gzip.decompress((folder / "page.gzip").read_bytes()) == body
    assert brotli.decompress((folder / "page.br").read_bytes()) == body
    return path


def _series(server: Server, floor: Server, path: str, cookie: str) -> list[_Series]:
    etag = server.ask(path)[0].headers["etag"]
    browser = {"accept-encoding": "gzip, deflate, br, zstd"}
    floors = {"identity": "page", "gzip": "page.gzip", "brotli": "page.br", "304": "unchanged"}
    asked: dict[str, tuple[Mapping[str, str], int]] = {
        "identity": ({}, 200),
        "gzip": ({"accept-encoding": "gzip"}, 200),
        "brotli": (browser, 200),
        "304": ({"if-none-match": etag}, 304),
    }
    made = [
        _Series(f"bare Starlette, {kind}", floor, f"/{floors[kind]}", headers, status)
        for kind, (headers, status) in asked.items()
    ]
    made += [
        _Series(f"kept page, {kind}", server, path, headers, status, f"bare Starlette, {kind}", True)
        for kind, (headers, status) in asked.items()
    ]
    plain = "bare Starlette, identity"
    return [
        *made,
        _Series("its template from memory", floor, "/template", {}, floor=plain),
        _Series("signed in, from the database", server, path, {"cookie": cookie}, floor=plain),
    ]


def _report(series: list[_Series], windows: dict[str, list[Measured]], size: int) -> Report:
    cpu = {name: median(each.cpu for each in measured) * 1e3 for name, measured in windows.items()}
    report = Report(
        f"The longest section of the current edition, {size / 1000:.0f} kB of HTML, {CONNECTIONS} connections.",
        ["series", "CPU ms/request", "to the floor", "requests/s", "p50 ms", "p99 ms"],
    )
    for each in series:
        measured = windows[each.name]
        report.rows.append(
            [
                each.name,
                cpu[each.name],
                ratio(cpu[each.name], cpu[each.floor]) if each.floor else "",
                median(one.rate for one in measured),
                median(one.p50 for one in measured) * 1e3,
                median(one.p99 for one in measured) * 1e3,
            ]
        )
        if each.has_target:
            report.targets.append(
                Target(
                    f"{each.name}: CPU to the same bytes from memory", cpu[each.name] / cpu[each.floor], LIMIT
                )
            )
    others = median(one.others for measured in windows.values() for one in measured)
    report.notes.append(
        f"Load by {generator()}; other processes of the machine used {others:.1f} cores (median)."
    )
    return report
