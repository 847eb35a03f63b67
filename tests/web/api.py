"""Programs at the API: what they send, and what is stored then."""

from typing import Any

from altcha import Challenge, Payload, Solution, solve_challenge
from httpx2 import Response

from server.domain.comments import Comment
from server.domain.submissions import Submission
from server.store import submissions
from server.web.addresses import API
from tests.web.conftest import Site
from tests.worlds import KEY

SUBMISSIONS = f"{API}/submissions"


def remark(**values: Any) -> dict[str, Any]:
    """A German remark on the first paragraph."""
    target = {"kind": "paragraph", "key": "p-aaaa1"}
    return {"target": target, "language": "de", "text": "Das Handwerk fehlt.", **values}


def contact(**values: Any) -> dict[str, Any]:
    """A citizen under the name Anna."""
    typed = {"name": "Anna", "group": "citizen", "publication": "named", "email": "anna@example.org"}
    return {**typed, **values}


def body(*comments: dict[str, Any], **values: Any) -> dict[str, Any]:
    """A submission of these comments, of one remark by default."""
    return {"language": "de", "comments": list(comments) or [remark()], "contact": contact(), **values}


def post(site: Site, sent: Any = None, key: str | None = KEY, **headers: str) -> Response:
    """Send a submission; bytes go as they are."""
    fields = {"content-type": "application/json", **headers}
    if key is not None:
        fields["idempotency-key"] = key
    if isinstance(sent, bytes):
        return site.visitor.post(SUBMISSIONS, content=sent, headers=fields)
    return site.visitor.post(SUBMISSIONS, json=body() if sent is None else sent, headers=fields)


def solved(challenge: dict[str, Any]) -> str:
    """The proof of work for a challenge, as a browser sends it."""
    asked = Challenge.from_dict(challenge)
    solution = solve_challenge(asked)
    assert isinstance(solution, Solution)
    return Payload(asked, solution).to_base64()


def stored(site: Site, submission_id: str) -> tuple[Submission, list[Comment]]:
    """A submission and its comments."""
    with site.database.read() as connection:
        found = submissions.submission_by_id(connection, submission_id)
        comments = submissions.comments_of_submission(connection, submission_id)
    assert found is not None
    return found, comments


def count(site: Site) -> int:
    """How many submissions there are of Anna."""
    with site.database.read() as connection:
        return len(submissions.submissions_of_person(connection, "", "anna@example.org"))


def errors(answer: Response) -> list[tuple[str, str]]:
    """The code and the place of everything that is wrong."""
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json().get("errors", [])
    places = ("pointer", "parameter", "header")
    return [(each["code"], next(each[place] for place in places if place in each)) for each in found]
