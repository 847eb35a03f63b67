"""The editors' lists over 300 paragraphs with 5,000 comments: statements and CPU of each page."""

import asyncio
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from sqlalchemy import update

from benchmarks import worlds
from benchmarks.inside import ask, statements
from benchmarks.report import Report, Target, median
from server.assembly import Rooms, now, web_application
from server.domain.accounts import Role, WayIn
from server.domain.comments import CommentKind
from server.store.accounts import add_account
from server.store.schema import comments
from server.text.languages import Language
from server.usecases.begin_session import begin_session
from server.usecases.begin_working_edition import begin_working_edition
from server.web import addresses
from server.web.sessions import session_cookie

SECTIONS, PARAGRAPHS, COMMENTS = 30, 10, 5_000
# Issue 5, "Speed and size": under 10 queries each.
LIMIT_QUERIES = 9.0
_NL = Language.NL


def run(rounds: int) -> Report:
    """Each page so many times, of which the median counts."""
    result = Report(
        f"Editors' lists: {SECTIONS * PARAGRAPHS} paragraphs, {COMMENTS:,} comments, a fifth of them suggestions",
        ("page", "statements", "CPU ms", "kB"),
    )
    with TemporaryDirectory() as folder:
        opened, _ = worlds.make(Path(folder), [PARAGRAPHS] * SECTIONS, [COMMENTS // SECTIONS + 1])
        with closing(opened), asyncio.Runner() as runner:
            cookie = _prepare(opened)
            app = web_application(opened)
            for name, path in _pages().items():
                spent, page = [], b""
                for _ in range(rounds + 1):
                    began = process_time()
                    page = runner.run(ask(app, *path, cookie=cookie))
                    spent.append(process_time() - began)
                with statements() as sent:
                    runner.run(ask(app, *path, cookie=cookie))
                result.rows.append((name, len(sent), median(spent[1:]) * 1e3, len(page) / 1e3))
    most = max(int(row[1] or 0) for row in result.rows)
    result.targets.append(Target("statements of the dearest list", float(most), LIMIT_QUERIES))
    return result


def _pages() -> dict[str, tuple[str, str]]:
    """Path and query of each page."""
    pages = {
        "comments to answer": addresses.dispositions(_NL),
        "the same, undecided": addresses.dispositions(_NL, {"undecided": "yes"}),
        "the same, in conflict": addresses.dispositions(_NL, {"conflict": "yes"}),
        "suggested wordings": addresses.merging_list(_NL),
        "working edition": addresses.working_edition(_NL),
        "differences between the languages": addresses.drift(_NL),
        "bundles": addresses.bundles(_NL),
        "standard responses": addresses.standard_responses(_NL),
        "moderation": addresses.moderation(_NL),
    }
    return {name: (path.partition("?")[0], path.partition("?")[2]) for name, path in pages.items()}


def _prepare(opened: Rooms) -> str:
    """A working edition, suggestions among the comments, and the cookie of an editor."""
    with opened.database.write() as connection:
        editor = add_account(connection, name="Eva", email="eva@example.org", role=Role.EDITOR, side=_NL)
        connection.execute(
            update(comments)
            .where(comments.c.sequence % 5 == 0)
            .values(
                kind=CommentKind.SUGGESTION, suggested_wording=comments.c.base_text + " Ook voor het mkb."
            )
        )
    labels = {Language.NL: "Volgende", Language.DE: "Nächste"}
    begin_working_edition(opened.database, key="next", labels=labels, by=editor, at=now())
    with opened.database.write() as connection:
        token = begin_session(connection, editor, way=WayIn.LINK, device="", at=now())
    return f"{session_cookie(secure=False)}={token}"
