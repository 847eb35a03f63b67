"""What a handler of the API gets: the services, the parts of the path, the checked parameters, absolute addresses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, get_args, get_origin
from urllib.parse import quote, urlencode

import msgspec
from starlette.requests import Request

from server.text.languages import LANGUAGES, Language
from server.web import addresses
from server.web.api.strict_json import shape_error
from server.web.pages.page import services_of
from server.web.problems import INVALID, NOT_FOUND, FieldError, Problem
from server.web.services import Services
from server.web.typed import legible

# The most that one answer lists.
MAX_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to read; `query` is the shape that the operation names, or None."""

    services: Services
    path: Mapping[str, str]
    query: Any = None

    def address(self, *parts: str, **asked: str) -> str:
        """The absolute address of something in the API; what is asked and empty is left out."""
        path = "".join(f"/{quote(part, safe='')}" for part in parts)
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.services.base_url}{addresses.API}{path or '/'}" + (f"?{query}" if query else "")

    def page(self, path: str) -> str:
        """The absolute address of a page or file."""
        return self.services.base_url + path

    def pages(self, path: Callable[[Language], str]) -> dict[Language, str]:
        """The absolute address of a page in each language."""
        return {language: self.page(path(language)) for language in LANGUAGES}

    def comment_page(self, comment_id: str) -> str:
        """The absolute address of a comment."""
        return self.page(addresses.comment(comment_id))


def asked_of(request: Request, query: type[msgspec.Struct] | None) -> Asked:
    """What is asked for. Raises Problem for what no path holds and for parameters that nobody knows."""
    if not request.scope["path"].isprintable():
        # Control characters name nothing, and not every database takes a NUL to look for.
        raise Problem(NOT_FOUND)
    return Asked(services_of(request), request.path_params, _query(request, query))


def _query(request: Request, shape: type[msgspec.Struct] | None) -> Any:
    known = msgspec.structs.fields(shape) if shape else ()
    names = {field.encode_name: _may_repeat(field.type) for field in known}
    given: dict[str, str] = {}
    lists: dict[str, list[str]] = {name: [] for name, may_repeat in names.items() if may_repeat}
    for name, value in request.query_params.multi_items():
        if name not in names:
            raise _refused(
                "unknown", f"This address takes {', '.join(sorted(names)) or 'no parameter'}.", name
            )
        if name in given or legible(value) != value:
            raise _refused("invalid", "Send it once, and without control characters.", name)
        if names[name]:
            lists[name].append(value)
        else:
            given[name] = value
    if shape is None:
        return None
    try:
        return msgspec.convert({**given, **lists}, shape, strict=False)
    except msgspec.ValidationError as error:
        found = shape_error(error)
        raise _refused("invalid", found.detail, (found.pointer or "").strip("/").partition("/")[0]) from None


def _may_repeat(hint: Any) -> bool:
    """Whether a parameter is a list, so that it may come several times."""
    bare = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return get_origin(bare) is list


def _refused(code: str, detail: str, parameter: str) -> Problem:
    return Problem(INVALID, errors=[FieldError(code, detail, parameter=legible(parameter))])
