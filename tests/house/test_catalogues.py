"""Every sentence of the interface is there in Dutch and in German, and no catalogue holds anything else."""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from server.text.languages import Language
from tests.house.source_tree import REPOSITORY

WEB: Final = REPOSITORY / "server" / "web"
METHODS: Final = [("templates/**.html", "jinja2"), ("**.py", "python")]
# The extensions and whitespace rules of server/web/rendering.py; an unreadable template is an error.
OPTIONS: Final = {
    "templates/**.html": {
        "extensions": "jinja2.ext.i18n",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "newstyle_gettext": "true",
        "silent": "false",
    }
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

# A context or none, and the sentence with its plural or none.
Key = tuple[str | None, str | tuple[str, ...]]


def used() -> dict[Key, str]:
    """Every sentence that a template or a module asks for, with the place of one use."""
    found = extract_from_dir(str(WEB), METHODS, OPTIONS)
    return {
        (context, ids if isinstance(ids, str) else tuple(ids)): f"{path}:{line}"
        for path, line, ids, _comments, context in found
    }


def catalogue(language: Language) -> Catalog:
    path = WEB / "locale" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as opened:
        return read_po(opened, locale=language, abort_invalid=True)


def messages(language: Language) -> Iterator[tuple[Key, Message]]:
    for message in catalogue(language):
        if message.id:
            ids = message.id if isinstance(message.id, str) else tuple(message.id)
            yield (message.context, ids), message


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def names(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


@pytest.mark.parametrize("language", Language)
def test_every_sentence_is_translated(language: Language) -> None:
    translated = {key for key, message in messages(language) if all(strings(message))}
    assert {key: place for key, place in used().items() if key not in translated} == {}


@pytest.mark.parametrize("language", Language)
def test_no_translation_is_unused(language: Language) -> None:
    assert {key for key, _ in messages(language)} - used().keys() == set()
    assert list(catalogue(language).obsolete) == []


@pytest.mark.parametrize("language", Language)
def test_no_translation_is_a_guess(language: Language) -> None:
    assert [key for key, message in messages(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", Language)
def test_a_translation_asks_for_no_value_that_is_not_given(language: Language) -> None:
    strange = {
        key: text
        for key, message in messages(language)
        for text in strings(message)
        if not names(text) <= names(str(message.id))
    }
    assert strange == {}


@pytest.mark.parametrize("language", Language)
def test_a_translation_leaves_no_value_out(language: Language) -> None:
    # The singular may say "one" in words, so only sentences without a plural count.
    incomplete = {
        key: message.string
        for key, message in messages(language)
        if isinstance(message.id, str) and names(message.id) != names(str(message.string))
    }
    assert incomplete == {}
