"""Three editions, each made from the one before, with every kind of change between them."""

from dataclasses import replace
from datetime import date

from server.domain.document import Section
from server.domain.editions import Edition
from server.domain.public_record import PublicRecord
from tests.worlds import DE, NL, comment, edition, paragraph, record, section

SAME = paragraph("p-aaaa0", "Dit blijft.", "Das bleibt.")
OLD = paragraph("p-aaaa1", "De grote en oude stad groeit.", "Die große und alte Stadt wächst.")
NEW = paragraph("p-aaaa1", "De kleine en nieuwe stad groeit.", "Die große und alte Stadt wächst.")
WHOLE = paragraph("p-aaaa2", "Een zin. Nog een zin.", "Ein Satz. Noch ein Satz.")
FIRST_HALF = paragraph("p-aaaa3", "Een zin.", "Ein Satz.")
SECOND_HALF = paragraph("p-aaaa4", "Nog een zin.", "Noch ein Satz.")
JOINED = paragraph("p-aaaa5", "Een zin. Dit blijft.", "Ein Satz. Das bleibt.")
MOVED = paragraph("p-bbbb1", "Deze alinea reist.", "Dieser Absatz reist.")
STAYS = paragraph("p-bbbb2", "Deze blijft thuis.", "Dieser bleibt zu Hause.")
GONE = paragraph("p-bbbb3", "Dit vervalt.", "Das entfällt.")
ADDED = paragraph("p-bbbb4", "Dit is **nieuw**.", "Das ist **neu**.")
LINKED = paragraph("p-bbbb5", "Zie [de site](https://a.example).", "Siehe [die Seite](https://a.example).")
RELINKED = paragraph("p-bbbb5", "Zie [de site](https://b.example).", "Siehe [die Seite](https://b.example).")


def opening(*paragraphs: object, **values: object) -> Section:
    """The first section of each edition."""
    made = section("1-opening", "1", "Opening", "Auftakt", *paragraphs)  # type: ignore[arg-type]
    return replace(made, **values)  # type: ignore[arg-type]


def steps(*paragraphs: object, number: str = "2") -> Section:
    """The second section of each edition."""
    return section("2-steps", number, "Stappen", "Schritte", *paragraphs)  # type: ignore[arg-type]


LAST = section("3-last", "3", "Slot", "Schluss", paragraph("p-cccc1", "Het slot.", "Der Schluss."))


def editions() -> tuple[Edition, Edition, Edition]:
    """2021; 2022 with every kind of change but joining; 2023, where a half of a paragraph is joined again."""
    first = edition("2021", opening(SAME, OLD, WHOLE), steps(MOVED, STAYS, GONE, LINKED), LAST)
    second = edition(
        "2022",
        opening(
            SAME,
            NEW,
            FIRST_HALF,
            SECOND_HALF,
            MOVED,
            change_notes={NL: "De stad is herzien.", DE: "Die Stadt ist überarbeitet."},
        ),
        steps(STAYS, ADDED, RELINKED, number="2.1"),
        LAST,
        day=date(2022, 5, 1),
        predecessor="2021",
    )
    third = edition(
        "2023",
        opening(JOINED, NEW, SECOND_HALF, MOVED),
        steps(STAYS, ADDED, RELINKED, number="2.1"),
        day=date(2023, 5, 1),
        predecessor="2022",
    )
    return (
        first,
        replace(second, lineage={"p-aaaa3": ("p-aaaa2",), "p-aaaa4": ("p-aaaa2",)}),
        replace(third, lineage={"p-aaaa5": ("p-aaaa0", "p-aaaa3")}),
    )


def three_editions() -> PublicRecord:
    """A record of these editions with a comment on the paragraph that was reworded."""
    first, second, third = editions()
    whole = record(third, second, first, comments=[comment(1, on=OLD, section="1-opening")])
    return replace(whole, editions=(first, second, third))
