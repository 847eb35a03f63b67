"""The description of the API: valid OpenAPI 3.1, and true of every route there is."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.routing import Route

from server.web.addresses import API
from server.web.app import routes
from server.web.problems import TYPES
from tests.house.source_tree import REPOSITORY
from tests.saying import shown, withdrawn
from tests.web.conftest import BASE_URL, OpenSite, Site
from tests.worlds import comment


@pytest.fixture(scope="module")
def described(reading_site: Site) -> Any:
    answer = reading_site.visitor.get(f"{API}/openapi.json")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    return answer.json()


def schema(described: Any, name: str) -> Draft202012Validator:
    """What checks an answer against one of the shapes."""
    root = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    return Draft202012Validator(root)


def test_it_is_valid(described: Any) -> None:
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []
    assert (described["openapi"], described["servers"]) == ("3.1.0", [{"url": BASE_URL + API}])


def test_every_route_is_in_it_and_nothing_else(described: Any) -> None:
    known = {
        (method, route.path)
        for route in routes()
        if isinstance(route, Route) and route.path.startswith(f"{API}/")
        for method in (route.methods or set()) - {"HEAD"}
    }
    said = {
        (method.upper(), API + path) for path, methods in described["paths"].items() for method in methods
    }
    assert said == known


def test_every_operation_has_a_name_of_its_own(described: Any) -> None:
    names = [each["operationId"] for methods in described["paths"].values() for each in methods.values()]
    assert len(set(names)) == len(names)


def test_every_shape_says_what_it_is(described: Any) -> None:
    silent = [
        name for name, shape in described["components"]["schemas"].items() if not shape.get("description")
    ]
    assert silent == []


def test_every_body_refuses_what_nobody_knows(described: Any) -> None:
    open_ones = [
        name
        for name, shape in described["components"]["schemas"].items()
        if name.endswith("ToSend") and shape.get("additionalProperties") is not False
    ]
    assert open_ones == []


def test_parameters_are_those_of_the_path_and_the_query(described: Any) -> None:
    comments = described["paths"]["/rounds/{round}/comments"]["get"]["parameters"]
    assert [(each["name"], each["in"], each["required"]) for each in comments] == [
        ("round", "path", True),
        ("limit", "query", False),
        ("cursor", "query", False),
        ("language", "query", False),
        ("kind", "query", False),
        ("group", "query", False),
        ("section", "query", False),
        ("thread", "query", False),
    ]
    sent = described["paths"]["/submissions"]["post"]["parameters"]
    assert [(each["name"], each["in"], each["required"]) for each in sent] == [
        ("Idempotency-Key", "header", True)
    ]


def test_every_type_of_problem_can_be_looked_up_and_is_documented(reading_site: Site) -> None:
    text = (REPOSITORY / "docs" / "api.md").read_text("utf-8")
    for name, kind in TYPES.items():
        answer = reading_site.visitor.get(f"{API}/problems/{name}")
        assert (answer.status_code, answer.json()["status"]) == (200, kind.status)
        assert f"`{name}`" in text


def test_every_address_is_documented(described: Any) -> None:
    text = (REPOSITORY / "docs" / "api.md").read_text("utf-8")
    assert [path for path in described["paths"] if f"{path}`" not in text] == []


def test_what_is_answered_is_what_is_described(open_site: OpenSite, sqlite: Any) -> None:
    site = open_site(sqlite)
    shown(site.database, comment(1))
    withdrawn(site.database, comment(2))
    described = site.visitor.get(f"{API}/openapi.json").json()
    parts = {
        "edition": "2021",
        "paragraph": "p-aaaa1",
        "round": "autumn",
        "comment": "c-00000001",
        "concept": "digitalisation",
        "name": "gone",
    }
    for path, methods in described["paths"].items():
        if "get" not in methods:
            continue
        query = "?q=digitalisering" if path == "/search" else ""
        answer = site.visitor.get(API + path.format(**parts) + query)
        content = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert answer.status_code == 200, path
        if "$ref" in content:
            name = content["$ref"].rpartition("/")[2]
            assert [each.message for each in schema(described, name).iter_errors(answer.json())] == [], path
    gone = site.visitor.get(f"{API}/comments/c-00000002")
    assert gone.status_code == 410
    assert list(schema(described, "ProblemShape").iter_errors(gone.json())) == []


def test_the_description_is_the_same_bytes_each_time(reading_site: Site) -> None:
    first, second = (reading_site.visitor.get(f"{API}/openapi.json") for _ in range(2))
    assert first.content == second.content
    assert json.loads(first.content)["info"]["version"] == "1"
