"""Templates of both languages, with what every template may use."""

from collections.abc import Mapping
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from server.text.languages import LANGUAGES, Language
from server.text.written import written_day, written_moment, written_number
from server.web import addresses
from server.web.translations import catalogue


@cache
def environment(language: Language) -> Environment:
    """The template environment of one language; compiled templates stay in memory."""
    made = Environment(
        loader=PackageLoader("server.web"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        language=language.value,
        other=language.other.value,
        languages=tuple(each.value for each in LANGUAGES),
        address=addresses,
        static=static_address,
        date=partial(written_day, language=language),
        moment=partial(written_moment, language=language),
        number=partial(written_number, language=language),
    )
    return made


def render(template: str, language: Language, context: Mapping[str, Any]) -> str:
    """One page as HTML. Raises jinja2.UndefinedError when the context lacks a value the page uses."""
    return environment(language).get_template(template).render(context)


@cache
def static_address(name: str) -> str:
    """The address of a static file with a fingerprint of its bytes, so that browsers may keep it forever."""
    content = (files("server.web") / "static" / name).read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:12]}"
