"""JSON in: UTF-8 only, no name twice, no NaN, not deep, no field that nobody knows."""

import json
import re
from typing import Any, Final, TypeVar

import msgspec

from server.web.problems import INVALID, FieldError, Problem
from server.web.typed import legible

Shape = TypeVar("Shape")

# A submission has five levels.
MAX_DEPTH: Final = 8

_PLACE: Final = re.compile(r"^(?P<what>.*?)(?: - at `(?P<place>\$.*)`)?$", re.DOTALL)
# A field that is missing or that nobody knows is named, and stands in what the place is of.
_FIELD: Final = re.compile(r"(?:missing required|unknown) field `(.*)`", re.DOTALL)
_STEP: Final = re.compile(r"\.(?P<name>[A-Za-z_]\w*)|\[(?P<number>\d+)\]")


class _Refused(Exception):
    """Why a body is no JSON as this service takes it."""


def read_json(body: bytes, shape: type[Shape]) -> Shape:
    """The body in its shape; characters that no page can show are left out of texts.

    RFC 8259 lets a reader choose what to make of names that are there twice; two programs that choose
    otherwise see two bodies. Raises Problem.
    """
    try:
        value = _legible(_parsed(body), depth=1)
    except _Refused as refused:
        raise Problem(INVALID, errors=[FieldError("json", str(refused), pointer="")]) from None
    try:
        return msgspec.convert(value, shape, strict=True)
    except msgspec.ValidationError as error:
        raise Problem(INVALID, errors=[shape_error(error)]) from None


def shape_error(error: msgspec.ValidationError) -> FieldError:
    """What does not fit the shape, with a JSON pointer to it."""
    found = _PLACE.match(str(error))
    what, place = (found["what"], found["place"] or "$") if found else (str(error), "$")
    steps = [step["name"] or step["number"] for step in _STEP.finditer(place)]
    if field := _FIELD.search(what):
        steps.append(field[1])
    return FieldError("shape", f"{what}.", pointer="".join(f"/{_escaped(step)}" for step in steps))


def _escaped(step: str) -> str:
    # RFC 6901, 3
    return step.replace("~", "~0").replace("/", "~1")


def _parsed(body: bytes) -> Any:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise _Refused("The body is not UTF-8.") from None
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError:
        raise _Refused("The body is nested too deeply.") from None
    except json.JSONDecodeError as error:
        raise _Refused(f"The body is not JSON: line {error.lineno}, column {error.colno}.") from None
    except ValueError:
        raise _Refused("A number has too many digits.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Refused("A name is there twice in one object.")
    return made


def _no_constant(name: str) -> None:
    raise _Refused(f"{name} is not JSON.")


def _legible(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise _Refused("The body is nested too deeply.")
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, list):
        return [_legible(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {name: _legible(each, depth + 1) for name, each in value.items()}
    return value
