"""Comments as W3C Web Annotations: what the model says MUST be, is; and an RDF parser reads what was meant."""

import copy
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef

from server.domain.comments import CommentKind, Quote
from server.domain.public_comments import PublicComment
from server.domain.targets import Target, TargetKind
from server.formats.web_annotation import CONTEXT, JsonLdFile, linked_data_file
from tests.formats.public_worlds import BASE, FULL, SURROUNDINGS, address, any_text, on_concept, shown
from tests.worlds import DE, NL

SCHEMAS = Path(__file__).parent / "schemas"
MODEL = Draft202012Validator(json.loads((SCHEMAS / "web-annotation.json").read_text("utf-8")))
# The terms that our files use, so that nothing is fetched; written from the Web Annotation Vocabulary.
TERMS = json.loads((SCHEMAS / "annotation-terms.json").read_text("utf-8"))
OA = Namespace("http://www.w3.org/ns/oa#")
COLLECTION = f"{BASE}/comments/autumn.jsonld"

# rdflib's own reader of JSON-LD still makes what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def alone(found: PublicComment) -> Any:
    return json.loads(linked_data_file(found, SURROUNDINGS))


def collection(*batches: Iterable[PublicComment]) -> Any:
    file = JsonLdFile(COLLECTION, {NL: "Najaar", DE: "Herbst"}, SURROUNDINGS)
    return json.loads(b"".join([file.begin(), *(file.add(list(each)) for each in batches), file.end()]))


def faults(document: Any) -> list[str]:
    return [error.message for error in MODEL.iter_errors(document)]


def graph(document: Any) -> Graph:
    assert document["@context"] == CONTEXT
    return Graph().parse(data=json.dumps({**document, "@context": TERMS}), format="json-ld")


REPLY = replace(FULL, kind=CommentKind.REMARK, suggested_wording="", quote=None)
KINDS = {
    "remark": shown(),
    "question": shown(kind=CommentKind.QUESTION),
    "suggestion": shown(FULL, reply_to=""),
    "explained by nothing": shown(FULL, text="", reply_to=""),
    "reply": shown(REPLY),
    "asking reply": shown(REPLY, kind=CommentKind.QUESTION),
    "quote": shown(quote=Quote("schnell")),
    "section": shown(target=Target(TargetKind.SECTION, "1-opening")),
    "document": shown(section="", target=Target(TargetKind.DOCUMENT)),
    "question of the round": shown(section="", target=Target(TargetKind.QUESTION, "autumn/missing")),
    "concept": on_concept(),
    "quote on a concept": on_concept(quote=Quote("Bedeutung")),
    "nobody's": shown(name=""),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_comment_is_what_the_model_asks_for(name: str) -> None:
    assert faults(alone(KINDS[name])) == []


def test_a_collection_is_what_the_model_asks_for() -> None:
    found = list(KINDS.values())
    made = collection(found[:3], [], found[3:])
    assert faults(made) == []
    assert (made["total"], len(made["first"]["items"])) == (len(KINDS), len(KINDS))
    assert (made["id"], made["first"]["partOf"]) == (COLLECTION, COLLECTION)


def test_a_collection_of_nothing_has_no_page() -> None:
    made = collection([])
    assert faults(made) == []
    assert (made["total"], "first" in made) == (0, False)


@given(any_text.filter(bool))
def test_whatever_is_typed_is_only_a_value(text: str) -> None:
    made = alone(shown(text=text, name=text))
    assert made["body"][0]["value"] == text
    assert faults(made) == []


def test_a_suggestion_edits_the_quoted_words_of_a_paragraph_in_its_edition() -> None:
    made = alone(KINDS["suggestion"])
    assert made == {
        "@context": CONTEXT,
        "id": f"{BASE}/c/c-00000001",
        "type": "Annotation",
        "motivation": "editing",
        "created": "2021-10-01T12:01:00Z",
        "modified": "2021-10-01T14:00:00Z",
        "generator": {"id": f"{BASE}/", "type": "Software", "name": "Zwiespraak"},
        "creator": [
            {"type": "Person", "name": "Anna"},
            {"type": "Organization", "name": "IHK Nord Westfalen"},
        ],
        "rights": "https://creativecommons.org/licenses/by/4.0/",
        "body": [
            {
                "type": "TextualBody",
                "value": "Die Digitalisierung kommt gut voran.",
                "format": "text/markdown",
                "language": "de",
                "purpose": "editing",
            },
            {
                "type": "TextualBody",
                "value": "Weil ██████ das so meint.",
                "format": "text/markdown",
                "language": "de",
                "purpose": "commenting",
            },
        ],
        "target": {
            "type": "SpecificResource",
            "source": f"{BASE}/de/fassungen/2021/1-auftakt",
            "selector": {
                "type": "FragmentSelector",
                "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
                "value": "p-aaaa1",
                "refinedBy": {
                    "type": "TextQuoteSelector",
                    "exact": "schnell",
                    "prefix": "kommt ",
                    "suffix": " voran",
                },
            },
            "state": {"type": "TimeState", "sourceDate": "2021-09-28T00:00:00Z"},
        },
    }


def test_a_reply_is_about_what_it_answers() -> None:
    made = alone(KINDS["reply"])
    assert (made["motivation"], made["target"]) == ("replying", address("c-00000009"))
    assert alone(KINDS["asking reply"])["motivation"] == ["replying", "questioning"]


def test_who_gave_no_name_is_no_creator() -> None:
    assert "creator" not in alone(KINDS["nobody's"])


def test_rights_are_an_address_or_not_said() -> None:
    around = replace(SURROUNDINGS, licence="All rights reserved")
    assert "rights" not in json.loads(linked_data_file(shown(), around))


def test_a_concept_has_no_edition() -> None:
    assert "state" not in alone(KINDS["concept"])["target"]


def test_an_rdf_parser_reads_what_was_meant() -> None:
    found = graph(alone(KINDS["suggestion"]))
    [annotation] = found.subjects(RDF.type, OA.Annotation)
    assert annotation == URIRef(f"{BASE}/c/c-00000001")
    assert list(found.objects(annotation, OA.motivatedBy)) == [OA.editing]
    assert len(list(found.objects(annotation, OA.hasBody))) == 2
    [target] = found.objects(annotation, OA.hasTarget)
    [fragment] = found.objects(target, OA.hasSelector)
    [quote] = found.objects(fragment, OA.refinedBy)
    assert found.value(quote, OA.exact) == Literal("schnell")
    assert found.value(target, OA.hasSource) == URIRef(f"{BASE}/de/fassungen/2021/1-auftakt")
    created = found.value(annotation, DCTERMS.created)
    assert isinstance(created, Literal)
    assert created.toPython().isoformat() == "2021-10-01T12:01:00+00:00"


def test_an_rdf_parser_finds_every_linked_data_of_a_collection() -> None:
    ids = [shown(id=f"c-{number:08}") for number in range(5)]
    found = graph(collection(ids))
    assert len(set(found.subjects(RDF.type, OA.Annotation))) == 5


def without(*path: str) -> Callable[[Any], None]:
    def take(document: Any) -> None:
        for name in path[:-1]:
            document = document[name]
        del document[path[-1]]

    return take


def with_(value: Any, *path: str) -> Callable[[Any], None]:
    def put(document: Any) -> None:
        for name in path[:-1]:
            document = document[name]
        document[path[-1]] = value

    return put


@pytest.mark.parametrize(
    "spoil",
    [
        without("@context"),
        with_("http://example.org/context", "@context"),
        without("id"),
        with_("c-00000001", "id"),
        with_("Comment", "type"),
        without("target"),
        without("target", "source"),
        with_("https://example.org/page#p-1", "target", "source"),
        with_({"type": "FragmentSelector"}, "target", "selector"),
        with_({"type": "TextQuoteSelector", "prefix": "a"}, "target", "selector"),
        with_("2021-09-28", "target", "state", "sourceDate"),
        with_("2021-10-01T12:01:00+02:00", "created"),
        with_(["2021-10-01T12:01:00Z"], "modified"),
        with_("praising", "motivation"),
        with_([{"type": "TextualBody"}], "body"),
        with_("text beside a body", "bodyValue"),
        with_("CC-BY-4.0", "rights"),
    ],
)
def test_the_schema_finds_what_the_model_forbids(spoil: Callable[[Any], None]) -> None:
    made = copy.deepcopy(alone(KINDS["suggestion"]))
    spoil(made)
    assert faults(made) != []


def test_the_schema_finds_a_collection_without_its_first_page() -> None:
    made = collection([shown()])
    del made["first"]
    assert faults(made) != []
