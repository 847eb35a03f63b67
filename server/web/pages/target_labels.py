"""How a target is cited and where its comments stand."""

from server.domain.targets import TargetKind
from server.text.languages import Language
from server.usecases.name_targets import NamedTarget
from server.web import addresses
from server.web.pages.reading import paragraph_label, section_heading
from server.web.translations import catalogue


def target_label(named: NamedTarget, language: Language) -> str:
    """A target in few words: "4.2, alinea 3", "2 Stappen", "Begrip “mkb”"; its key where it is no more."""
    if not named.names:
        return named.target.key
    name = named.names[language]
    match named.target.kind:
        case TargetKind.PARAGRAPH:
            return paragraph_label(named.number, name, named.position, language)
        case TargetKind.SECTION:
            return section_heading(named.number, named.names, language)
        case TargetKind.CONCEPT:
            return catalogue(language).gettext("Concept “%(term)s”") % {"term": name}
        case TargetKind.DOCUMENT | TargetKind.QUESTION:
            return name


def target_href(named: NamedTarget, language: Language) -> str:
    """The page with the comments on a target; a section without its slug has no page of its own any more."""
    slug = named.slugs.get(language, "")
    if named.target.kind is TargetKind.SECTION and not slug:
        return addresses.contents(language, named.edition)
    return addresses.target_thread(language, named.edition, named.target, slug=slug)
