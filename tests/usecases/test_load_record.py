"""Loading: all of a record that is right, nothing of one that is broken."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.comments import Comment, Redaction
from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.record.errors import RecordBroken, RecordProblem
from server.record.record import read_record
from server.store import comments, glossary, jobs, moderation, sections, stamps
from server.store.database import Database
from server.store.schema import metadata
from server.text.languages import Language
from server.usecases.dump_record import stored_record
from server.usecases.load_record import Loaded, load_record
from tests.record.worlds import (
    COMMENTS,
    CONCEPT,
    DE_OPENING,
    DE_STEPS,
    EDITION,
    NL_OPENING,
    NL_STEPS,
    RECORD,
    ROUND,
    changed,
    put,
)

REPOSITORY = Path(__file__).parents[2]
NOW = datetime(2021, 10, 2, 12, tzinfo=UTC)
STEP = Target(TargetKind.PARAGRAPH, "p-bbbb1")


def load(database: Database, root: Path) -> Loaded:
    """Load with addresses that are easy to recognise."""
    return load_record(
        database, root, at=NOW, concept_address=lambda language, key: f"/{language}/concept/{key}"
    )


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with database.read() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def html(database: Database, section: str, language: Language) -> list[str]:
    """What the public reads of a section."""
    with database.read() as connection:
        return [each.html[language] for each in sections.section_fragments(connection, "2021", section)]


def test_everything_public_is_in_the_database(database: Database, tmp_path: Path) -> None:
    loaded = load(database, put(tmp_path))
    assert loaded == Loaded(read_record(tmp_path), changed=True)
    with database.read() as connection:
        assert stored_record(connection) == loaded.record


def test_the_first_occurrence_of_a_concept_in_a_wording_links_to_its_page(
    database: Database, tmp_path: Path
) -> None:
    text = "Digitalisering helpt, en *digitalisering* kost geld.[^1]\n\n[^1]: Over digitalisering."
    changes = changed(NL_STEPS, "De stappen:\n\n- een\n- twee", text)
    changes |= changed(DE_STEPS, "Die Schritte:\n\n- eins\n- zwei", "So.[^1]\n\n[^1]: Ja.")
    load(database, put(tmp_path, changes))
    [fragment] = html(database, "2-steps", Language.NL)
    link = '<a href="/nl/concept/digitalisation" class="term disputed" data-concept="digitalisation">'
    assert fragment.startswith(f"<p>{link}Digitalisering</a> helpt, en <em>digitalisering</em> kost geld.")
    assert fragment.count("<a href=") == 1 + fragment.count('<a href="#')


def test_a_concept_that_nobody_disputes_is_linked_as_a_plain_term(database: Database, tmp_path: Path) -> None:
    text = RECORD[CONCEPT].replace('"disputed"', '"none"')
    text = text.replace('[dispute_reasons]\nnl = "Het verschilt."\nde = "Es ist verschieden."\n\n', "")
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("reading"))
    load(database, put(tmp_path, {CONCEPT: text}))
    assert html(database, "1-opening", Language.DE)[0].startswith(
        '<p>Die <a href="/de/concept/digitalisation" class="term" data-concept="digitalisation">'
    )


def test_footnotes_of_the_two_wordings_of_a_paragraph_have_ids_of_their_own(
    database: Database, tmp_path: Path
) -> None:
    load(database, put(tmp_path))
    for language in Language:
        assert f'id="p-aaaa1-{language}-note-1"' in html(database, "1-opening", language)[0]


def test_occurrences_are_counted_in_the_plain_text_without_footnotes(
    database: Database, tmp_path: Path
) -> None:
    changes = changed(NL_OPENING, "De digitalisering gaat", "**De** digitalisering, ja digitalisering, gaat")
    changes |= {NL_OPENING: str(changes[NL_OPENING]).replace("Zie", "Over digitalisering: zie")}
    load(database, put(tmp_path, changes))
    with database.read() as connection:
        found = [each.occurrence for each in glossary.occurrences_of(connection, "digitalisation", "2021")]
    places = [(each.language, each.paragraph_id, each.start, each.end, each.text) for each in found]
    assert places == [
        (Language.NL, "p-aaaa1", 3, 17, "digitalisering"),
        (Language.NL, "p-aaaa1", 22, 36, "digitalisering"),
        (Language.DE, "p-aaaa1", 4, 19, "Digitalisierung"),
    ]


def test_loading_leaves_a_job_for_the_index_one_for_word_pairs_and_a_new_stamp(
    database: Database, tmp_path: Path
) -> None:
    load(database, put(tmp_path))
    with database.write() as connection:
        for kind in ("rebuild-index", "learn-pairs"):
            job = jobs.take_job(connection, now=NOW, until=NOW + timedelta(minutes=1))
            assert job is not None
            assert job.kind == kind
        assert jobs.take_job(connection, now=NOW, until=NOW + timedelta(minutes=1)) is None
        assert stamps.stamp(connection, "2021", "1-opening") == 1


def test_loading_the_same_again_writes_nothing(database: Database, tmp_path: Path) -> None:
    load(database, put(tmp_path))
    before, marker = everything(database), database.change_marker()
    assert load(database, tmp_path).changed is False
    assert everything(database) == before
    assert database.change_marker() == marker


@pytest.mark.parametrize(
    "changes",
    [
        changed(NL_STEPS, "twee", "drie"),
        changed(CONCEPT, "digitale techniek", "nieuwe techniek"),
        changed(ROUND, '"Herbst"', '"Spätherbst"'),
        changed(EDITION, '"Stappen"', '"De stappen"'),
        changed(COMMENTS, "Gut so.", "Sehr gut so."),
    ],
)
def test_loading_what_changed_makes_the_database_say_so(
    database: Database, tmp_path: Path, changes: dict[str, str | bytes | None]
) -> None:
    load(database, put(tmp_path))
    loaded = load(database, put(tmp_path, changes))
    assert loaded == Loaded(read_record(tmp_path), changed=True)
    with database.read() as connection:
        assert stored_record(connection) == loaded.record


def test_what_is_rendered_otherwise_is_rendered_again(database: Database, tmp_path: Path) -> None:
    load(database, put(tmp_path))
    loaded = load_record(database, tmp_path, at=NOW, concept_address=lambda language, key: "/elsewhere")
    assert loaded.changed is True
    assert '<a href="/elsewhere"' in html(database, "1-opening", Language.NL)[0]


BROKEN = {
    "a double id": (
        changed(DE_OPENING, "{#p-aaaa2}", "{#p-aaaa1}"),
        (DE_OPENING, 6, "p-aaaa1 the id stands 2 times in this section"),
    ),
    "a missing counterpart": ({DE_STEPS: None}, (EDITION, 18, 'section "2-steps" has no file de/2-steps.md')),
    "bad TOML": (changed(ROUND, "[titles]", "[titles"), (ROUND, 9, "bad TOML: Expected ']' at the end of")),
    "invalid UTF-8": (
        {NL_STEPS: b"{#p-bbbb1}\n\xff\n"},
        (NL_STEPS, 2, "invalid UTF-8: byte 0xff"),
    ),
    "a footnote that is not there": (
        changed(NL_OPENING, "snel.[^1]", "snel.[^1][^2]"),
        (NL_OPENING, 1, "p-aaaa1: the reference [^2] has no footnote in this paragraph"),
    ),
    "no preferred term": (
        changed(CONCEPT, '"preferred"', '"admitted"'),
        (CONCEPT, 10, "must have one preferred term, but has 0"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_record_changes_nothing(database: Database, tmp_path: Path, case: str) -> None:
    changes, (file, line, reason) = BROKEN[case]
    load(database, put(tmp_path / "good"))
    before, marker = everything(database), database.change_marker()
    with pytest.raises(RecordBroken) as broken:
        load(database, put(tmp_path / "bad", changes))
    found = [problem for problem in broken.value.problems if problem.reason.startswith(reason)]
    assert [(problem.file, problem.line) for problem in found] == [(file, line)]
    assert everything(database) == before
    assert database.change_marker() == marker


def test_advice_and_the_form_of_the_files_do_not_keep_a_record_from_being_loaded(
    database: Database, tmp_path: Path
) -> None:
    changes = changed(DE_OPENING, "75 %", "57 %") | {NL_STEPS: "\n" + RECORD[NL_STEPS]}
    assert load(database, put(tmp_path, changes)).changed is True


def _comment(record_comment: Comment, comment_id: str, state: ModerationState) -> Comment:
    return replace(record_comment, id=comment_id, state=state)


def _add(database: Database, comment: Comment) -> None:
    with database.write() as connection:
        comments.add_comment(connection, comment)


def test_comments_that_the_record_does_not_know_stay(database: Database, tmp_path: Path) -> None:
    [known] = load(database, put(tmp_path)).record.comments
    added = [
        _comment(known, "c-held0001", ModerationState.HELD),
        _comment(known, "c-shwn0001", ModerationState.SHOWN),
    ]
    for comment in added:
        _add(database, comment)
    assert load(database, tmp_path).changed is False
    load(database, put(tmp_path, changed(NL_STEPS, "twee", "drie")))
    with database.read() as connection:
        assert [comments.comment_by_id(connection, each.id) for each in added] == added


def test_a_comment_that_was_declined_here_is_not_shown_again(database: Database, tmp_path: Path) -> None:
    [known] = load(database, put(tmp_path)).record.comments
    with database.write() as connection:
        moderation.set_state(connection, known, ModerationState.DECLINED, account=None, decided=NOW)
    assert load(database, tmp_path).changed is False
    load(database, put(tmp_path, changed(NL_STEPS, "twee", "drie")))
    with database.read() as connection:
        assert comments.shown_comments(connection) == ()


def test_a_comment_that_was_redacted_here_is_not_restored_by_an_older_record(
    database: Database, tmp_path: Path
) -> None:
    [known] = load(database, put(tmp_path)).record.comments
    redacted = {"text": "Gut ██.", "redactions": (Redaction(4, 6, "insult"),)}
    with database.write() as connection:
        comments.change_comment(connection, known.id, **redacted)
    assert load(database, tmp_path).changed is False
    load(database, put(tmp_path, changed(NL_STEPS, "twee", "drie")))
    with database.read() as connection:
        assert comments.comment_by_id(connection, known.id) == replace(known, **redacted)


@pytest.mark.parametrize("state", list(ModerationState))
def test_a_comment_of_a_submission_that_is_here_stays_as_its_submitter_and_moderators_made_it(
    database: Database, tmp_path: Path, state: ModerationState
) -> None:
    [known] = load(database, put(tmp_path)).record.comments
    now = replace(known, text="Korrigiert.", state=state, submission="s-1")
    with database.write() as connection:
        comments.change_comment(connection, known.id, text=now.text, state=state, submission="s-1")
    assert load(database, tmp_path).changed is False
    load(database, put(tmp_path, changed(COMMENTS, "Gut so.", "Sehr gut so.")))
    with database.read() as connection:
        assert comments.comment_by_id(connection, known.id) == now


@pytest.mark.parametrize("state", list(ModerationState))
def test_a_record_that_lacks_what_was_commented_on_is_refused(
    database: Database, tmp_path: Path, state: ModerationState
) -> None:
    [known] = load(database, put(tmp_path)).record.comments
    _add(database, replace(_comment(known, "c-st0p0001", state), section="2-steps", target=STEP))
    before = everything(database)
    changes = changed(NL_STEPS, "p-bbbb1", "p-bbbb2") | changed(DE_STEPS, "p-bbbb1", "p-bbbb2")
    with pytest.raises(RecordBroken) as broken:
        load(database, put(tmp_path, changes))
    reason = "p-bbbb1 must stay in section 2-steps: there are comments on it"
    assert broken.value.problems == (RecordProblem(EDITION, 1, reason),)
    assert everything(database) == before


def test_a_record_without_a_round_that_has_comments_is_refused(database: Database, tmp_path: Path) -> None:
    load(database, put(tmp_path / "a"))
    with pytest.raises(RecordBroken) as broken:
        load(database, put(tmp_path / "b", {ROUND: None, COMMENTS: None}))
    assert broken.value.problems == (RecordProblem(ROUND, 1, "missing, but there are comments"),)


def test_an_edition_that_the_record_dropped_is_dropped_here_too(database: Database, tmp_path: Path) -> None:
    older = {
        path.replace("/2021/", "/2020/"): RECORD[path]
        for path in (EDITION, NL_OPENING, DE_OPENING, NL_STEPS, DE_STEPS)
    }
    load(database, put(tmp_path / "two", older))
    load(database, put(tmp_path / "one"))
    with database.read() as connection:
        stored = stored_record(connection)
    assert stored is not None
    assert [edition.key for edition in stored.editions] == ["2021"]


def test_the_record_that_is_shipped_is_loaded_once(database: Database, tmp_path: Path) -> None:
    for folder in ("content", "glossary", "comments"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    assert load(database, tmp_path).changed is True
    assert load(database, tmp_path).changed is False
