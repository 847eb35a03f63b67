"""The description of the API (OpenAPI 3.1), made of the same table as its routes and of the shapes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from server.web import addresses
from server.web.api.operations import MEDIA_TYPE, Operation
from server.web.problems import MEDIA_TYPE as PROBLEM
from server.web.problems import ProblemType

_TEMPLATE: Final = "#/components/schemas/{name}"
_PART: Final = re.compile(r"\{(\w+)\}")
# What any operation may answer.
_ALWAYS: Final = ("method-not-allowed", "unexpected", "unavailable")
_HEADERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "Idempotency-Key": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "Drawn anew for each submission: the same sent twice is one submission.",
        "schema": {"type": "string", "pattern": "^[0-9A-Za-z_-]{16,64}$"},
    }
}


class ErrorShape(msgspec.Struct, omit_defaults=True):
    """What is wrong in one place: a pointer into the body, or the name of a parameter or header."""

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None


class ProblemShape(msgspec.Struct, omit_defaults=True):
    """A problem (RFC 9457); `type` is an address that says what it means."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ErrorShape] = []


def describe(
    operations: Sequence[Operation], types: Mapping[str, ProblemType], base_url: str
) -> dict[str, Any]:
    """The whole description; `base_url` is the public address."""
    shapes = [each.answer for each in operations]
    shapes += [each.body for each in operations if each.body]
    queries = [each.query for each in operations if each.query]
    _, components = msgspec.json.schema_components([*shapes, *queries, ProblemShape], ref_template=_TEMPLATE)
    paths: dict[str, Any] = {}
    for each in operations:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, components, types)
    for query in queries:
        # Their fields stand with the operations, as parameters.
        components.pop(query.__name__, None)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Zwiespraak",
            "version": "1",
            "summary": "A policy document in Dutch and German, its consultation rounds and what was said.",
            "description": "Public data may be read by anybody, from any site. Cookies are ignored.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": base_url + addresses.API}],
        "paths": paths,
        "components": {"schemas": components},
    }


def _operation(
    operation: Operation, components: Mapping[str, Any], types: Mapping[str, ProblemType]
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": list(_parameters(operation, components)),
        "responses": _responses(operation, types),
    }
    if operation.body is not None:
        made["requestBody"] = {"required": True, "content": _content(MEDIA_TYPE, operation.body)}
    return made


def _parameters(operation: Operation, components: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    for name in _PART.findall(operation.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    if operation.query is not None:
        described = components[operation.query.__name__]
        for name, schema in described["properties"].items():
            yield {
                "name": name,
                "in": "query",
                "required": name in described.get("required", ()),
                "description": schema.get("description", ""),
                "schema": _value(schema),
            }
    yield from (_HEADERS[name] for name in operation.headers)


def _value(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of a parameter: what it is when it is there, so that there is no null in it."""
    kinds = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if kinds:
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    return {key: value for key, value in schema.items() if key != "description"}


def _responses(operation: Operation, types: Mapping[str, ProblemType]) -> dict[str, Any]:
    made: dict[str, Any] = {
        str(status): {"description": text, "content": _content(MEDIA_TYPE, operation.answer)}
        for status, text in operation.answers
    }
    problems: dict[int, list[str]] = {}
    for each in (*operation.problems, *(types[name] for name in _ALWAYS)):
        problems.setdefault(each.status, []).append(f"{each.title} (`{each.name}`).")
    for status, texts in sorted(problems.items()):
        made[str(status)] = {"description": " ".join(texts), "content": _content(PROBLEM, ProblemShape)}
    return made


def _content(media_type: str, shape: Any) -> dict[str, Any]:
    if shape is Any:
        return {media_type: {"schema": {"type": "object"}}}
    return {media_type: {"schema": {"$ref": _TEMPLATE.format(name=shape.__name__)}}}
