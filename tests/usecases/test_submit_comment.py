"""Submitting: a comment is kept with the wording it was made on, once, and held."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.comments import Comment, FormRefused, Problem, StakeholderGroup
from server.domain.document import wording_hash
from server.domain.moderation import ModerationState
from server.store.comments import comment_by_id
from server.store.database import Database
from server.store.moderation import held_comments, held_count
from server.store.schema import comment_emails, jobs
from server.usecases.missing import Missing
from server.usecases.submit_comment import new_idempotency_key, submit_comment
from tests.worlds import (
    CANARY,
    DE,
    KEY,
    NOON,
    OPENING,
    STEPS,
    edition,
    form,
    load,
    paragraph,
    record,
    section,
)


def submit(database: Database, text: str = "Das Handwerk fehlt.", **values: str) -> Comment:
    """Submit a comment on the first paragraph."""
    return submit_comment(
        database, edition="2021", paragraph_id="p-aaaa1", form=form(text, **values), at=NOON
    )


def kept(database: Database) -> list[Comment]:
    """Every held comment."""
    with database.read() as connection:
        return [each.comment for each in held_comments(connection, limit=100)]


def test_a_comment_is_kept_as_it_was_submitted(loaded: Database) -> None:
    comment = submit(loaded)
    with loaded.read() as connection:
        assert comment_by_id(connection, comment.id) == comment
    base = "Die Digitalisierung kommt schnell voran."
    assert comment == Comment(
        id=comment.id,
        round="autumn",
        edition="2021",
        section="1-opening",
        paragraph_id="p-aaaa1",
        language=DE,
        text="Das Handwerk fehlt.",
        name="Anna",
        group=StakeholderGroup.CITIZEN,
        created=NOON,
        state=ModerationState.HELD,
        base_hash=wording_hash(base),
        base_text=base,
    )


def test_the_wording_is_that_of_the_edition_commented_on(database: Database, tmp_path: Path) -> None:
    reworded = section(
        "1-opening", "1", "Opening", "Auftakt", paragraph("p-aaaa1", "Nieuw.", "Neu."), OPENING.paragraphs[1]
    )
    older = edition("2021", OPENING, STEPS)
    newer = edition("2022", reworded, STEPS, day=older.date.replace(year=2022), predecessor="2021")
    whole = record(older, newer)
    both = replace(whole, rounds=(*whole.rounds, replace(whole.rounds[0], key="spring", edition="2021")))
    load(database, tmp_path, both)
    old = submit_comment(database, edition="2021", paragraph_id="p-aaaa1", form=form(), at=NOON)
    values = form(idempotency_key=new_idempotency_key())
    new = submit_comment(database, edition="2022", paragraph_id="p-aaaa1", form=values, at=NOON)
    assert (old.base_text, old.round) == ("Die Digitalisierung kommt schnell voran.", "spring")
    assert (new.base_text, new.round) == ("Neu.", "autumn")


def test_the_moment_is_kept_in_utc_to_the_second(loaded: Database) -> None:
    summer = NOON.astimezone(timezone(timedelta(hours=2))).replace(microsecond=999_999)
    comment = submit_comment(loaded, edition="2021", paragraph_id="p-aaaa1", form=form(), at=summer)
    [stored] = kept(loaded)
    assert comment.created == stored.created == NOON


def test_the_same_form_twice_is_one_comment(loaded: Database) -> None:
    assert submit(loaded) == submit(loaded)
    assert len(kept(loaded)) == 1


def test_fifty_at_once_are_one_comment(loaded: Database) -> None:
    with ThreadPoolExecutor(50) as threads:
        submitted = [threads.submit(submit, loaded) for _ in range(50)]
        assert len({each.result().id for each in submitted}) == 1
    assert len(kept(loaded)) == 1


def test_fifty_different_ones_at_once_are_fifty_comments(loaded: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        forms = [{"text": f"Nummer {n}.", "idempotency_key": new_idempotency_key()} for n in range(50)]
        submitted = [threads.submit(submit, loaded, **values) for values in forms]
        assert len({each.result().id for each in submitted}) == 50
    with loaded.read() as connection:
        assert held_count(connection) == 50


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Anders."},
        {"language": "nl"},
        {"name": "Hanna"},
        {"group": "company"},
        {"email": "a@example.org"},
    ],
)
def test_the_same_key_with_anything_else_is_refused_and_changes_nothing(
    loaded: Database, changed: dict[str, str]
) -> None:
    first = submit(loaded)
    with pytest.raises(FormRefused) as refused:
        submit(loaded, **{"text": "Das Handwerk fehlt.", **changed})
    assert refused.value.problems == {"idempotency_key": Problem.FORM_STALE}
    assert kept(loaded) == [first]


def test_the_same_key_on_another_paragraph_is_refused(loaded: Database) -> None:
    submit(loaded)
    with pytest.raises(FormRefused):
        submit_comment(loaded, edition="2021", paragraph_id="p-aaaa2", form=form(), at=NOON)


@pytest.mark.parametrize(("edition_", "paragraph_id"), [("1999", "p-aaaa1"), ("2021", "p-zzzz9"), ("", "")])
def test_what_is_not_there_takes_no_comment(loaded: Database, edition_: str, paragraph_id: str) -> None:
    with pytest.raises(Missing):
        submit_comment(loaded, edition=edition_, paragraph_id=paragraph_id, form=form(), at=NOON)
    assert kept(loaded) == []


def test_a_refused_form_writes_nothing(loaded: Database) -> None:
    with pytest.raises(FormRefused):
        submit(loaded, text=" ")
    assert kept(loaded) == []


def test_the_e_mail_address_is_in_its_own_table(loaded: Database) -> None:
    comment = submit(loaded, email=CANARY)
    submit(loaded, text="Ohne Adresse.", idempotency_key=new_idempotency_key())
    with loaded.read() as connection:
        rows = connection.execute(select(comment_emails.c.comment, comment_emails.c.email)).all()
    assert [tuple(row) for row in rows] == [(comment.id, CANARY)]


def test_a_held_comment_leaves_no_job_behind(loaded: Database) -> None:
    with loaded.read() as connection:
        before = connection.execute(select(jobs.c.id)).all()
    submit(loaded)
    with loaded.read() as connection:
        assert connection.execute(select(jobs.c.id)).all() == before


def test_keys_are_drawn_anew_and_fit_a_form() -> None:
    keys = {new_idempotency_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {22}
    assert KEY not in keys
