"""Where a submitter is from: said or not, shown with the comments, in the record, and gone with the person."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import Country
from server.domain.intake import IntakeRefused
from server.formats.comment_shapes import comment_shape
from server.formats.comment_tables import rows_of
from server.record.record import read_record
from server.store import public_comments
from server.store.database import Database
from server.store.public_comments import Choice, Sort
from server.usecases.erase_person import erase_person
from server.usecases.export_person import export_person
from server.usecases.import_submissions import ImportRefused, import_submissions
from server.usecases.withdraw import withdraw_submission
from tests.participating import comments_in, now, submit, submitted
from tests.saying import shown
from tests.usecases.letters import rows
from tests.usecases.people import person
from tests.worlds import NOON, SIGNER, comment, load, record

ANNA = "anna@example.org"


@pytest.mark.parametrize(
    ("typed", "country"), [("nl", Country.NL), ("de", Country.DE), ("other", Country.OTHER), ("", None)]
)
def test_a_submitter_may_say_a_country_and_the_comments_carry_it(
    loaded: Database, typed: str, country: Country | None
) -> None:
    submission = submitted(loaded, country=typed)
    assert now(loaded, submission).country is country
    assert [each.country for each in comments_in(loaded, submission)] == [country]


def test_a_country_that_the_form_does_not_offer_is_refused(loaded: Database) -> None:
    with pytest.raises(FormRefused) as refused:
        submit(loaded, country="fr")
    assert refused.value.problems == {"country": Problem.COUNTRY_UNKNOWN}


def test_a_table_of_letters_may_name_countries(loaded: Database) -> None:
    values: dict[str, Any] = {"round_key": "autumn", "by": person(loaded), "at": NOON}
    import_submissions(loaded, SIGNER, rows=rows({"country": "de"}, {"text": "Twee."}), **values)
    with loaded.read() as connection:
        kept = public_comments.public_comments(connection, Choice(), sort=Sort.BOTH, limit=10)
    assert kept == []
    with pytest.raises((ImportRefused, IntakeRefused)) as refused:
        import_submissions(loaded, SIGNER, rows=rows({"country": "fr", "text": "Drie."}), **values)
    assert "country-unknown" in str(getattr(refused.value, "problems", ""))


def test_the_files_of_a_round_name_it(loaded: Database) -> None:
    shown(loaded, replace(comment(1), country=Country.DE))
    shown(loaded, comment(2))
    with loaded.read() as connection:
        found = public_comments.public_comments(connection, Choice(), sort=Sort.COMMENTS, limit=10)
    assert [row["country"] for row in rows_of(found, str)] == ["de", ""]
    shapes = [comment_shape(each, str) for each in found if not hasattr(each, "tombstone")]  # type: ignore[arg-type]
    assert [each.country for each in shapes] == [Country.DE, None]


def test_the_record_has_it_only_where_it_was_said(database: Database, tmp_path: Path) -> None:
    said = [replace(comment(1), country=Country.OTHER), comment(2)]
    load(database, tmp_path, record(comments=said))
    lines = (tmp_path / "comments/autumn/comments.jsonl").read_text("utf-8").splitlines()
    assert ['"country":"other"' in line for line in lines] == [True, False]
    assert [each.country for each in read_record(tmp_path).comments] == [Country.OTHER, None]


def test_it_is_given_to_whoever_asks_for_their_data(loaded: Database) -> None:
    submitted(loaded, country="nl")
    exported = export_person(loaded, SIGNER, email=ANNA, at=NOON)
    assert exported is not None
    [submission] = exported["submissions"]
    assert (submission["country"], submission["comments"][0]["country"]) == ("nl", "nl")


def test_it_goes_when_a_submission_is_withdrawn_or_a_person_erased(loaded: Database) -> None:
    withdrawn, erased = submitted(loaded, country="nl"), submitted(loaded, country="de", email="bob@example.org",
                                                                  idempotency_key="a-key-of-one-form-0002")  # fmt: skip
    withdraw_submission(loaded, submission_id=withdrawn.id, at=NOON)
    erase_person(loaded, SIGNER, email="bob@example.org", at=NOON)
    for each in (withdrawn, erased):
        assert now(loaded, each).country is None
        assert [inner.country for inner in comments_in(loaded, each)] == [None]
