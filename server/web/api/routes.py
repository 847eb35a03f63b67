"""The table of everything that the API does."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from server.formats.comment_shapes import CommentShape, as_json
from server.web import addresses
from server.web.api import concepts, documents, rounds, searching, sending, shapes
from server.web.api.asking import Asked, asked_of
from server.web.api.openapi import describe
from server.web.api.operations import MEDIA_TYPE, Operation, reading
from server.web.pages.files import file_response
from server.web.problems import (
    GONE,
    INVALID,
    KEY_MISSING,
    KEY_REUSED,
    NO_ROOM,
    NOT_FOUND,
    NOT_INVITED,
    NOT_JSON,
    ROUND_NOT_OPEN,
    THREAD_CLOSED,
    TOO_LARGE,
    TOO_MANY,
    TYPES,
    Problem,
)
from server.web.sharing import READABLE_EVERYWHERE


def api_routes() -> list[BaseRoute]:
    """The routes of all operations, and the entrance without its slash."""
    entrance = Route(addresses.API, OPERATIONS[0].route().endpoint, name="api-entrance-again")
    return [entrance, *(each.route() for each in OPERATIONS)]


def _read_problem_type(asked: Asked) -> shapes.ProblemTypeShape:
    kind = TYPES.get(asked.path["name"])
    if kind is None:
        raise Problem(NOT_FOUND)
    address = asked.page(addresses.api_problem(kind.name))
    return shapes.ProblemTypeShape(address, kind.status, kind.title, kind.meaning)


async def _description(request: Request) -> Response:
    asked = asked_of(request, None)
    body = as_json(describe(OPERATIONS, TYPES, asked.services.base_url))
    return file_response(request, body, MEDIA_TYPE, READABLE_EVERYWHERE)


_MISSING = (NOT_FOUND,)

OPERATIONS: Final[tuple[Operation, ...]] = (
    reading("entrance", "/", "Where everything is.", shapes.EntranceShape, documents.read_entrance),
    Operation("description", "/openapi.json", "This description.", Any, _description),
    reading("document", "/document", "The whole work.", shapes.DocumentShape, documents.read_document),
    reading(
        "editions", "/editions", "Every edition, newest first.", shapes.EditionsShape, documents.read_editions
    ),
    reading(
        "edition",
        "/editions/{edition}",
        "An edition with its sections and the ids of its paragraphs.",
        shapes.ContentsShape,
        documents.read_edition,
        problems=_MISSING,
    ),
    reading(
        "paragraph",
        "/editions/{edition}/paragraphs/{paragraph}",
        "A paragraph with both wordings.",
        shapes.ParagraphShape,
        documents.read_paragraph,
        problems=_MISSING,
    ),
    reading("rounds", "/rounds", "Every round.", shapes.RoundsShape, rounds.read_rounds),
    reading(
        "round", "/rounds/{round}", "One round.", shapes.RoundShape, rounds.read_round, problems=_MISSING
    ),
    reading(
        "comments",
        "/rounds/{round}/comments",
        "The shown comments of a round as they arrived, some at a time.",
        shapes.CommentsShape,
        rounds.read_comments,
        query=rounds.CommentsQuery,
        problems=_MISSING,
    ),
    reading(
        "comment",
        "/comments/{comment}",
        "One shown comment.",
        CommentShape,
        rounds.read_comment,
        problems=(NOT_FOUND, GONE),
    ),
    reading("concepts", "/concepts", "Every concept.", shapes.ConceptsShape, concepts.read_concepts),
    reading(
        "concept",
        "/concepts/{concept}",
        "One concept with both its sides.",
        shapes.ConceptShape,
        concepts.read_concept,
        problems=_MISSING,
    ),
    reading(
        "search",
        "/search",
        "Search in both languages at once.",
        shapes.HitsShape,
        searching.read_hits,
        query=searching.SearchQuery,
    ),
    Operation("proof", "/proof", "A challenge to prove work with (ALTCHA).", Any, sending.prove),
    Operation(
        "submit",
        "/submissions",
        "Hand in comments on one edition; the submitter confirms by mail.",
        sending.SubmittedShape,
        sending.send,
        method="POST",
        body=sending.SubmissionToSend,
        headers=(sending.KEY_HEADER,),
        answers=((201, "It is kept."), (200, "The same had arrived before.")),
        problems=(
            KEY_MISSING,
            NOT_INVITED,
            KEY_REUSED,
            ROUND_NOT_OPEN,
            THREAD_CLOSED,
            TOO_LARGE,
            NOT_JSON,
            INVALID,
            TOO_MANY,
            NO_ROOM,
        ),
    ),
    reading(
        "problem-type",
        "/problems/{name}",
        "What a type of problem means.",
        shapes.ProblemTypeShape,
        _read_problem_type,
        problems=_MISSING,
    ),
)
