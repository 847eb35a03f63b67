"""A comment that one process shows or hides changes the kept page of another: how many answers were stale."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import urlencode

from benchmarks import shipped
from benchmarks.inside import rooms
from benchmarks.load import send_plan
from benchmarks.report import Report, Target, median, ratio
from benchmarks.servers import REPOSITORY, Server, ours
from server.assembly import Rooms, now
from server.domain.comment_forms import CommentForm
from server.domain.comments import StakeholderGroup
from server.domain.moderation import ModerationState
from server.domain.submissions import ContactForm, Publication
from server.domain.targets import target_of_thread
from server.store.submissions import comments_of_submission
from server.text.languages import Language
from server.usecases.keep_draft import keep_draft, new_basket_token
from server.usecases.submit import Submitter, new_idempotency_key, submit_basket
from server.web import addresses

_EMAIL = "jantje@benchmark.invalid"
_TEXT = "Een reactie zoals er geen andere is."
_DECISIONS, _ASKED_AFTER = 8, 5
_FIRST, _NEXT, _OTHER, _BUILT = (
    "first request after the commit",
    "the requests that follow",
    "another section, after the commit",
    "the page built each time",
)


@dataclass(slots=True)
class _Seen:
    """Answers of the second process: seconds of each, and how many said what was so before the commit."""

    seconds: list[float] = field(default_factory=list)
    stale: int = 0


@dataclass(frozen=True, slots=True)
class _World:
    """Two servers on one data folder, the comment that is decided on with its states so far, and who decides."""

    deciding: Server
    reading: Server
    path: str
    other_path: str
    comment: str
    cookie: str
    states: list[ModerationState] = field(default_factory=lambda: [ModerationState.HELD])


def run(rounds: int) -> Report:
    """Decisions in one process, each followed by requests to the other: at rest, then while it is kept busy."""
    seen = {
        state: {name: _Seen() for name in (_FIRST, _NEXT, _OTHER, _BUILT)} for state in ("at rest", "busy")
    }
    with TemporaryDirectory() as temporary:
        data = shipped.open_data_folder(Path(temporary))
        section = max(shipped.edition().sections, key=lambda each: len(each.paragraphs))
        other = next(each for each in shipped.edition().sections if each is not section)
        with rooms(data) as opened:
            comment = _held_comment(opened, section.paragraphs[0].id)
        cookie = shipped.session_cookie(data)
        path, other_path = (
            addresses.section(Language.NL, each.slug(Language.NL)) for each in (section, other)
        )
        with ours(data) as deciding, ours(data) as reading:
            world = _World(deciding, reading, path, other_path, comment, cookie)
            for number in range(rounds):
                _decide_and_read(world, seen["at rest"], number)
                with _kept_busy(world):
                    _decide_and_read(world, seen["busy"], number)
    return _report(seen)


def _held_comment(opened: Rooms, paragraph_id: str) -> str:
    """The id of a comment on a paragraph, submitted just now by somebody known."""
    database, signer = opened.database, opened.signer
    token, at = new_basket_token(), now()
    keep_draft(
        database,
        token=token,
        form=CommentForm(_TEXT, Language.NL),
        form_key=new_idempotency_key(),
        edition=shipped.edition().key,
        target=target_of_thread(paragraph_id),
        at=at,
    )
    typed = ContactForm(
        name="Jantje Meijer",
        group=StakeholderGroup.CITIZEN,
        email=_EMAIL,
        publication=Publication.NAMED,
        idempotency_key=new_idempotency_key(),
    )
    by = Submitter(Language.NL, person=signer.person(_EMAIL))
    submission = submit_basket(database, signer, token=token, form=typed, by=by, at=at)
    with database.read() as connection:
        [comment] = comments_of_submission(connection, submission.id)
    return comment.id


def _decide_and_read(world: _World, seen: dict[str, _Seen], number: int) -> None:
    for turn in range(_DECISIONS):
        state = (ModerationState.SHOWN, ModerationState.DECLINED)[(turn + number) % 2]
        # A moderator says in which state the comment was seen.
        chosen = {"chosen": f"{world.comment}:{world.states[-1]}", "decision": state, "category": "other"}
        sent = urlencode(chosen)
        world.states.append(state)
        headers = {"cookie": world.cookie, "sec-fetch-site": "same-origin"}
        response, _ = world.deciding.ask(addresses.moderation(Language.NL), headers, form=sent)
        if response.status != 303:
            raise RuntimeError(f"the decision was answered with {response.status}")
        for count in range(_ASKED_AFTER):
            body = _timed(world, world.path, seen[_NEXT if count else _FIRST])
            if (_TEXT.encode() in body) is not (state is ModerationState.SHOWN):
                seen[_NEXT if count else _FIRST].stale += 1
        _timed(world, world.other_path, seen[_OTHER])
        _timed(world, f"{world.path}?fresh", seen[_BUILT])


def _timed(world: _World, path: str, seen: _Seen) -> bytes:
    began = perf_counter()
    response, body = world.reading.ask(path)
    seen.seconds.append(perf_counter() - began)
    if response.status != 200:
        raise RuntimeError(f"{path} was answered with {response.status}")
    return body


@contextmanager
def _kept_busy(world: _World) -> Iterator[None]:
    """Other readers make the same process build the same page all the while, past what is kept."""
    request = f"GET {world.path}?fresh HTTP/1.1\r\nhost: 127.0.0.1:{world.reading.port}\r\n\r\n"
    plan = send_plan(world.reading, [request], key="", statuses=(200,), connections=2, seconds=30)
    readers = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.client"],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert readers.stdin is not None
    readers.stdin.write(json.dumps(plan).encode())
    readers.stdin.close()
    try:
        yield
    finally:
        readers.kill()
        readers.wait()


def _report(seen: dict[str, dict[str, _Seen]]) -> Report:
    report = Report(
        "Two servers on one data folder: one decides on a comment, the other is asked, on new connections.",
        ["request to the other process", "answers", "stale", "ms p50", "to building"],
    )
    for state, rows in seen.items():
        built = median(rows[_BUILT].seconds)
        for name, answers in rows.items():
            p50 = median(answers.seconds)
            count = len(answers.seconds)
            report.rows.append([f"{state}: {name}", count, answers.stale, p50 * 1e3, ratio(p50, built)])
    stale = sum(answers.stale for rows in seen.values() for answers in rows.values())
    report.targets.append(Target("stale answers to requests made after the commit", stale, 0))
    return report
