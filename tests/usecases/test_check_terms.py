"""The check of the terms: findings are advice, dismissed with a reason that holds while the text stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from server.domain.accounts import Role
from server.domain.concept_decisions import ReasonMissing
from server.domain.document import Paragraph
from server.domain.glossary import TermStatus
from server.domain.public_record import PublicRecord
from server.store import glossary
from server.store.database import Database
from server.usecases.check_terms import FindingGone, check_terms, dismiss_finding, read_findings
from server.usecases.mark_terms import dismiss_place
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.web import addresses
from tests.editing import KEY, editor, revise, with_term
from tests.worlds import NL, NOON, OPENING, add_account, digitalisation, edition, load, paragraph, record

ONE_SIDED = paragraph("p-aaaa1", "De digitalisering gaat snel.", "Es kommt schnell voran.")


def world(*paragraphs: Paragraph) -> PublicRecord:
    """A record with these paragraphs in its one section."""
    return record(edition("2021", replace(OPENING, paragraphs=paragraphs)))


@pytest.fixture
def one_sided(database: Database, tmp_path: Path) -> Database:
    """A world with a term in one wording only."""
    load(database, tmp_path / "record", world(ONE_SIDED))
    return database


def found(database: Database) -> list[tuple[str, str, str]]:
    """What is found: kind, paragraph, words."""
    return [(f.finding.kind, f.finding.paragraph_id, f.finding.words) for f in check_terms(database)]


def dismiss(database: Database, reason: str = "Zo bedoeld.") -> None:
    """Dismiss the one finding there is."""
    [placed] = check_terms(database)
    dismiss_finding(database, finding=placed.finding.id, reason=reason, by=editor(database))


def test_a_term_on_one_side_only_is_found_where_it_stands(one_sided: Database) -> None:
    [placed] = check_terms(one_sided)
    assert (placed.edition, placed.section) == ("2021", OPENING.key)
    assert (placed.finding.concept, placed.finding.language) == (KEY, NL)
    assert found(one_sided) == [("one-sided", "p-aaaa1", "digitalisering")]


def test_a_text_that_uses_its_terms_alike_has_no_finding(loaded: Database) -> None:
    assert found(loaded) == []


def test_a_term_that_becomes_deprecated_is_found_at_once(loaded: Database) -> None:
    revise(loaded, with_term(digitalisation(), "mkb", TermStatus.DEPRECATED), editor(loaded))
    assert found(loaded) == [("one-sided", "p-aaaa2", "mkb"), ("discouraged", "p-aaaa2", "mkb")]


def test_a_dismissed_finding_is_gone(one_sided: Database) -> None:
    dismiss(one_sided)
    assert found(one_sided) == []


def test_a_dismissal_holds_until_the_text_changes(one_sided: Database, tmp_path: Path) -> None:
    dismiss(one_sided)
    changed = replace(ONE_SIDED, wordings={**ONE_SIDED.wordings, NL: "De digitalisering gaat langzaam."})
    load(one_sided, tmp_path / "changed", world(changed))
    assert found(one_sided) == [("one-sided", "p-aaaa1", "digitalisering")]


def test_who_dismisses_says_why_and_is_an_editor(one_sided: Database) -> None:
    [placed] = check_terms(one_sided)
    moderator = add_account(one_sided, name="Mo", email="mo@example.org", role=Role.MODERATOR)
    with pytest.raises(ReasonMissing):
        dismiss(one_sided, reason=" ")
    with pytest.raises(NotAllowed):
        dismiss_finding(one_sided, finding=placed.finding.id, reason="Zo bedoeld.", by=moderator)
    assert len(found(one_sided)) == 1


def test_what_is_not_found_any_more_cannot_be_dismissed(one_sided: Database) -> None:
    [placed] = check_terms(one_sided)
    dismiss(one_sided)
    anna = editor(one_sided, name="Second")
    with pytest.raises(FindingGone):
        dismiss_finding(one_sided, finding=placed.finding.id, reason="Nog eens.", by=anna)


def test_the_list_has_its_first_findings_with_their_paragraphs_and_counts_all(
    database: Database, tmp_path: Path
) -> None:
    paragraphs = [replace(ONE_SIDED, id=f"p-aaaa{number}") for number in range(3)]
    load(database, tmp_path / "record", world(*paragraphs))
    work = read_findings(database, limit=2)
    assert (work.total, [each.finding.paragraph_id for each in work.shown]) == (3, ["p-aaaa0", "p-aaaa1"])
    assert sorted(work.paragraphs) == [("2021", "p-aaaa0"), ("2021", "p-aaaa1")]


def test_words_that_mean_something_else_here_are_neither_found_nor_listed(one_sided: Database) -> None:
    def dismiss_at(paragraph_id: str) -> None:
        dismiss_place(
            one_sided,
            edition="2021",
            paragraph_id=paragraph_id,
            language=NL,
            concept=KEY,
            reason="Hier iets anders.",
            by=anna,
            at=NOON,
            concept_address=addresses.concept,
        )

    anna = editor(one_sided)
    with pytest.raises(Missing):
        dismiss_at("p-zzzz9")
    dismiss_at("p-aaaa1")
    assert found(one_sided) == []
    with one_sided.read() as connection:
        assert glossary.occurrences_of(connection, KEY, "2021") == []
