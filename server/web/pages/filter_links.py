"""What a list of comments can be narrowed down to, as links with counts; for moderators and editors alike."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from server.domain.rounds import Round
from server.store.moderation_queue import NO_SECTION
from server.text.languages import Language
from server.web.pages.reading import section_heading


@dataclass(frozen=True, slots=True)
class FilterLink:
    """One choice with how many comments it would give; `text` is "" where the template knows its name."""

    value: str
    text: str
    href: str
    count: int
    is_this: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose: by facet how many comments have each value, in the order of the page.

    `values` are those of the facets whose values are known beforehand, in their order; `rounds` and
    `sections` (number and titles) name by key what only the record knows.
    """

    counts: Mapping[str, Mapping[str, int]]
    values: Mapping[str, tuple[str, ...]]
    rounds: Mapping[str, Round]
    sections: Mapping[str, tuple[str, Mapping[Language, str]]]

    def links(
        self, chosen: Callable[[str], str], address: Callable[[str, str], str], language: Language
    ) -> dict[str, list[FilterLink]]:
        """For each facet in which there is something to choose: everything, then each value that there is.

        `chosen` gives the value of a facet that is asked for, "" for none; `address` the address that asks
        for this value of this facet.
        """
        links: dict[str, list[FilterLink]] = {}
        # The sections last: there are many of them.
        for name in sorted(self.counts, key=lambda each: each == "section"):
            counted, wanted = self.counts[name], chosen(name)
            values = [(value, text, counted.get(value, 0)) for value, text in self._values(name, language)]
            if len(values) > 1 or wanted:
                links[name] = [
                    FilterLink(value, text, address(name, value), count, value == wanted)
                    for value, text, count in [("", "", sum(counted.values())), *values]
                ]
        return links

    def _values(self, name: str, language: Language) -> Iterator[tuple[str, str]]:
        """The values of a facet that there are, with their names where only the record knows them."""
        counted = self.counts[name]
        if name == "round":
            yield from ((key, each.titles[language]) for key, each in self.rounds.items() if key in counted)
        elif name == "section":
            for key, (number, titles) in self.sections.items():
                if key in counted:
                    yield key, section_heading(number, titles, language)
            yield from ((key, key) for key in counted if key not in self.sections and key != NO_SECTION)
            if NO_SECTION in counted:
                yield NO_SECTION, ""
        else:
            yield from ((value, "") for value in self.values[name] if counted.get(value))


def pages_of(number: int, total: int, address: Callable[[int], str]) -> dict[str, object]:
    """Links to the neighbours of a page; pages count from 1."""
    return {
        "number": number,
        "total": total,
        "previous": address(number - 1) if number > 1 else None,
        "next": address(number + 1) if number < total else None,
    }
