"""How the target of a comment is cited, and where its thread is."""

from server.domain.targets import TargetKind
from server.text.languages import Language
from server.usecases.name_targets import NamedTarget
from server.web import addresses
from server.web.pages.reading import paragraph_label, section_heading
from server.web.translations import catalogue


def target_label(named: NamedTarget, language: Language) -> str:
    """What a comment is on, in a few words of the language; the key of what is there no more."""
    _ = catalogue(language).gettext
    if not named.names:
        return named.target.key
    name = named.names[language]
    match named.target.kind:
        case TargetKind.PARAGRAPH:
            return paragraph_label(named.number, name, named.position, language)
        case TargetKind.SECTION:
            return section_heading(named.number, named.names, language)
        case TargetKind.CONCEPT:
            return _("Concept “%(term)s”") % {"term": name}
        case TargetKind.QUESTION:
            return _("Question: %(question)s") % {"question": name}
        case _:
            return _("The whole document")


def target_href(named: NamedTarget, language: Language) -> str:
    """The thread of a target; "" for one that is there no more."""
    if not named.names:
        return ""
    return addresses.target_thread(
        language, named.edition, named.target, slug=named.slugs[language] if named.slugs else ""
    )
