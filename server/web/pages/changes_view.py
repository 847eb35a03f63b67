"""What a comparison shows of each change: its name, its places, its words in both languages, its causes."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from server.domain.changes import Change, ChangeKind, Item, Placed, Pointer, SectionChanges, Unchanged
from server.domain.document import Section
from server.text.languages import Language
from server.usecases.compare_editions import Cause, Comparison
from server.web import addresses
from server.web.pages.difference_html import can_be_seen, title_difference, wording_difference
from server.web.pages.reading import paragraph_label
from server.web.translations import catalogue


class ChangesView:
    """The changes of one comparison for a page in one language that shows the texts in `languages`."""

    def __init__(self, found: Comparison, language: Language, languages: Sequence[Language]) -> None:
        self.language = language
        self.languages = languages
        self._found = found
        self._older = {each.before.key: each.before for each in found.sections if each.before}
        self._newer = {each.after.key: each.after for each in found.sections if each.after}
        self._shown = {each.section.key for each in found.shown}
        # Every change that is shown, in order, so that each can lead to the next.
        self._order = [change for section in found.shown for change in section.changes]
        self._numbers = {_anchor(change): number for number, change in enumerate(self._order)}

    def counts(self, sections: Sequence[SectionChanges]) -> list[dict[str, Any]]:
        """How many changes of each kind there are in these sections, each with the way to the first."""
        found: dict[ChangeKind, list[Change]] = {kind: [] for kind in ChangeKind}
        for section in sections:
            for change in section.changes:
                found[change.kind].append(change)
        return [
            {"kind": kind.value, "number": len(several), "href": self._place_of(several[0])}
            for kind, several in found.items()
            if several
        ]

    def sections(self) -> list[dict[str, Any]]:
        """The sections that are shown."""
        return [self._section(each) for each in self._found.shown]

    def _section(self, found: SectionChanges) -> dict[str, Any]:
        section, language = found.section, self.language
        return {
            "key": section.key,
            "number": section.number,
            "title": section.titles[language],
            "is_new": found.before is None,
            "is_gone": found.after is None,
            "has_changed": found.has_changed,
            "headings": self._headings(found),
            "href": self._section_href(section),
            "items": [self._item(item) for item in found.items],
        }

    def _headings(self, found: SectionChanges) -> dict[str, Markup]:
        """Number and title word by word, where they changed."""
        if not found.is_renamed or found.before is None:
            return {}
        return {
            each.value: title_difference(_heading(found.before, each), _heading(found.section, each), each)
            for each in self.languages
        }

    def _item(self, item: Item) -> dict[str, Any]:
        match item:
            case Unchanged(paragraphs):
                return {"type": "unchanged", "rows": [self._row(each) for each in paragraphs]}
            case Pointer():
                return self._pointer(item)
            case Change():
                return self._change(item)

    def _row(self, placed: Placed) -> dict[str, Any]:
        return {
            "id": placed.paragraph.id,
            "number": placed.number,
            "href": self._frozen(self._newer, placed),
            "html": {each.value: self._whole(placed, each) for each in self.languages},
        }

    def _pointer(self, pointer: Pointer) -> dict[str, Any]:
        change, places = pointer.change, self._older if pointer.left else self._newer
        return {
            "type": "pointer",
            "id": f"w-{pointer.placed.paragraph.id}",
            "left": pointer.left,
            "kind": change.kind.value,
            "number": pointer.placed.number,
            "place": self._label(places, pointer.placed),
            "to": self._label(self._newer, change.placed),
            "href": self._place_of(change),
        }

    def _change(self, change: Change) -> dict[str, Any]:
        anchor = _anchor(change)
        number = self._numbers[anchor]
        places = self._newer if change.after else self._older
        return {
            "type": "change",
            "id": anchor,
            "number": number + 1,
            "total": len(self._order),
            "kind": change.kind.value,
            "moved": change.moved,
            # Dispositions lead to each of the paragraphs that they led to.
            "paragraphs": [each.paragraph.id for each in change.after],
            "label": self._label(places, change.placed),
            "before": [self._place(self._older, each) for each in change.before],
            "after": [self._place(self._newer, each) for each in change.after],
            "texts": {each.value: self._text(change, each) for each in self.languages},
            "previous": f"#{_anchor(self._order[number - 1])}" if number else "",
            "next": f"#{_anchor(self._order[number + 1])}" if number + 1 < len(self._order) else "",
            "causes": [self._cause(each) for each in self._causes(change)],
        }

    def _text(self, change: Change, language: Language) -> dict[str, Any]:
        """The words of a change in one language, and whether anything is to be seen in them."""
        if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED):
            return {"html": self._whole(change.placed, language), "state": change.kind.value}
        before, after = (_wordings(each, language) for each in (change.before, change.after))
        if before == after:
            return {"html": self._whole(change.placed, language), "state": "same"}
        several = len(before) > 1 or len(after) > 1
        labels = self._boundaries(change, language)
        html = wording_difference(before, after, language, labels if several else ((), ()))
        return {"html": html, "state": "words" if several or can_be_seen(before, after) else "unseen"}

    def _whole(self, placed: Placed, language: Language) -> Markup:
        """A paragraph as everybody reads it, made by our own renderer when its edition was loaded."""
        for entry in (self._found.newer, self._found.older):
            html = self._found.rendered[entry.key].get(placed.paragraph.id, {}).get(language)
            if html is not None:
                return Markup(html)  # noqa: S704
        return Markup("")

    def _causes(self, change: Change) -> list[Cause]:
        """Each comment once, however many paragraphs it led to."""
        found = {
            cause.comment.id: cause
            for placed in change.after
            for cause in self._found.causes.get(placed.paragraph.id, ())
        }
        return list(found.values())

    def _cause(self, cause: Cause) -> dict[str, Any]:
        comment = cause.comment
        return {
            "href": addresses.comment(comment.id, self.language),
            "name": comment.name or comment.organisation,
            "organisation": comment.organisation if comment.name else "",
            "created": comment.created,
            "outcome": cause.outcome.value,
        }

    def _place(self, places: Mapping[str, Section], placed: Placed) -> dict[str, str]:
        return {"label": self._label(places, placed), "href": self._frozen(places, placed)}

    def _label(self, places: Mapping[str, Section], placed: Placed) -> str:
        return _label(places[placed.section], placed, self.language)

    def _boundaries(self, change: Change, language: Language) -> tuple[list[str], list[str]]:
        """What stands above each of several paragraphs, in the language of the text around it."""
        _ = catalogue(language).gettext
        older = [_label(self._older[each.section], each, language) for each in change.before]
        newer = [_label(self._newer[each.section], each, language) for each in change.after]
        return [f"{_('Before:')} {each}" for each in older], [f"{_('Now:')} {each}" for each in newer]

    def _frozen(self, places: Mapping[str, Section], placed: Placed) -> str:
        """The paragraph in its edition, where it never changes."""
        edition = self._older_or_newer(places)
        slug = places[placed.section].slug(self.language)
        return addresses.section(self.language, slug, edition, paragraph=placed.paragraph.id)

    def _older_or_newer(self, places: Mapping[str, Section]) -> str:
        return self._found.older.key if places is self._older else self._found.newer.key

    def _place_of(self, change: Change) -> str:
        """Where a change is told: on this page, or in the comparison of its section."""
        key = change.placed.section
        if key in self._shown:
            return f"#{_anchor(change)}"
        section = self._newer.get(key) or self._older[key]
        return f"{self._section_href(section)}#{_anchor(change)}"

    def _section_href(self, section: Section) -> str:
        older, newer = self._found.older.key, self._found.newer.key
        return addresses.comparison(self.language, older, newer, section.slug(self.language))


def _anchor(change: Change) -> str:
    return f"d-{change.placed.paragraph.id}"


def _wordings(several: Sequence[Placed], language: Language) -> tuple[str, ...]:
    return tuple(each.paragraph.wordings.get(language, "") for each in several)


def _heading(section: Section, language: Language) -> str:
    return f"{section.number} {section.titles[language]}".strip()


def _label(section: Section, placed: Placed, language: Language) -> str:
    return paragraph_label(section.number, section.titles[language], placed.number, language)
