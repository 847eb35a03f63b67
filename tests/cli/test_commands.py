"""The command: what each part says, and how it ends: 0 done, 1 something is wrong, 2 wrong use."""

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import click
import pytest
import typer.main

from server.cli.commands import app
from tests.cli.conftest import Installation


def commands(
    group: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a group, with the words that name it."""
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


EVERY = dict(commands(typer.main.get_command(app)))


def test_these_are_the_commands() -> None:
    assert {
        ("serve",),
        ("worker",),
        ("load",),
        ("dump",),
        ("check",),
        ("search",),
        ("index", "rebuild"),
        ("index", "check"),
        ("index", "status"),
        ("version",),
        ("users", "add"),
        ("users", "list"),
        ("users", "link"),
    } <= set(EVERY)


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_the_help_of_every_command_shows_an_example(
    installation: Installation, path: tuple[str, ...]
) -> None:
    said = installation.run(*path, "--help")
    assert said.code == 0
    assert re.search(rf"Example: (\w+=\S+ )?zwiespraak {' '.join(path)}", " ".join(said.out.split()))


def test_without_a_command_it_says_which_there_are(installation: Installation) -> None:
    for group in ((), ("users",), ("index",)):
        said = installation.run(*group)
        assert said.code == 2
        assert "Commands" in said.out + said.err


def test_the_version_is_that_of_the_package(installation: Installation) -> None:
    assert installation.run("version").out == f"{version('zwiespraak')}\n"


def test_loading_says_what_the_record_holds(installation: Installation) -> None:
    first, second = installation.run("load"), installation.run("load", "--json")
    assert (first.code, first.out) == (
        0,
        "Loaded 1 edition(s), 3 paragraphs, 1 concepts, 1 comments.\n",
    )
    assert (second.code, second.json) == (
        0,
        {"changed": False, "editions": 1, "paragraphs": 3, "concepts": 1, "comments": 1},
    )


def test_a_broken_record_is_not_loaded_and_the_place_is_named(installation: Installation) -> None:
    file = installation.record / "content/strategy/editions/2021/de/2-steps.md"
    file.write_bytes(b"{#p-bbbb1}\n\xff\n")
    said = installation.run("load")
    assert (said.code, said.out) == (1, "")
    assert "content/strategy/editions/2021/de/2-steps.md:2: " in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("command", [("dump",), ("search", "mkb")])
def test_before_loading_it_says_so(installation: Installation, command: tuple[str, ...]) -> None:
    said = installation.run(*command)
    assert said.code == 1


def test_before_loading_dump_says_what_to_do(installation: Installation) -> None:
    assert "zwiespraak load" in installation.run("dump").err


def test_dumping_says_which_files_changed(loaded: Installation, tmp_path: Path) -> None:
    assert loaded.run("dump", "--json").json == []
    assert loaded.run("dump").out == "Every file says what the database says.\n"
    written = loaded.run("dump", str(tmp_path / "other"), "--json").json
    assert written == sorted(written)
    assert {"comments/autumn/comments.jsonl", "content/strategy/document.toml"} <= set(written)
    before, after = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (loaded.record, tmp_path / "other")
    )
    assert before == after


def test_a_folder_that_cannot_be_written_is_a_sentence(loaded: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = loaded.run("dump", str(tmp_path / "file" / "folder"))
    assert (said.code, "Traceback" in said.err) == (1, False)
    assert str(tmp_path / "file") in said.err


def test_checking_a_good_record_finds_nothing(installation: Installation) -> None:
    said = installation.run("check", "--json", "--errors-only")
    assert (said.code, said.json) == (0, [])
    assert not installation.data.exists()


def test_checking_names_file_line_and_reason_and_ends_with_1(installation: Installation) -> None:
    file = installation.record / "content/strategy/editions/2021/nl/2-steps.md"
    file.write_text("{#p-bbbb1}\nDe eerste stap.[^1]\n")
    said = installation.run("check", "--json", "--errors-only")
    assert said.code == 1
    finding, *others = sorted(said.json, key=lambda each: each["file"], reverse=True)
    assert set(finding) == {"file", "line", "severity", "reason"}
    assert (finding["file"], finding["severity"]) == (
        "content/strategy/editions/2021/nl/2-steps.md",
        "error",
    )
    people = installation.run("check")
    assert people.code == 1
    assert f"{finding['file']}:{finding['line']}: error: {finding['reason']}" in people.out.splitlines()
    assert people.out.splitlines()[-1].startswith(f"{1 + len(others)} error(s), ")


def test_checking_a_folder_that_is_not_there_finds_that(installation: Installation, tmp_path: Path) -> None:
    assert installation.run("check", str(tmp_path / "none")).code == 1


def test_searching_gives_scripts_a_list_best_first(loaded: Installation) -> None:
    said = loaded.run("search", "--json", "digitalisering")
    assert said.code == 0
    assert [set(hit) for hit in said.json] == [{"kind", "id", "edition", "section", "score", "why"}] * 3
    assert [(hit["kind"], hit["id"], hit["edition"], hit["section"]) for hit in said.json] == [
        ("concept", "digitalisation", "", ""),
        ("paragraph", "p-aaaa1", "2021", "1-opening"),
        ("comment", "c-00000001", "2021", "1-opening"),
    ]
    scores = [hit["score"] for hit in said.json]
    assert scores == sorted(scores, reverse=True)
    assert said.json[1]["why"][0] == {
        "way": "same-word",
        "language": "nl",
        "part": "text",
        "typed": "digitalisering",
        "matched": "digitalisering",
        "concept": "",
    }


def test_searching_tells_people_why(loaded: Installation) -> None:
    said = loaded.run("search", "mkb")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[-1] == "1 found."
    assert lines[0].split()[1:4] == ["paragraph", "p-aaaa2", "1-opening"]
    assert "same-word: mkb -> mkb (nl)" in lines[0]


def test_searching_may_be_narrowed(loaded: Installation) -> None:
    assert [hit["id"] for hit in loaded.run("search", "--json", "--lang", "de", "KMU").json] == ["p-aaaa2"]
    assert len(loaded.run("search", "--json", "--limit", "1", "digitalisering").json) == 1
    nothing = loaded.run("search", "--json", "--lang", "de", "mkb")
    assert (nothing.code, nothing.json) == (1, [])


def test_searching_may_be_kept_to_kinds(loaded: Installation) -> None:
    def kinds(places: str) -> list[str]:
        return [hit["kind"] for hit in loaded.run("search", "--json", "--in", places, "digitalisering").json]

    assert kinds("text") == ["paragraph"]
    assert kinds("concepts,comments") == ["concept", "comment"]
    assert loaded.run("search", "--in", "sources", "digitalisering").code == 1


def test_searching_explains_what_was_looked_for(loaded: Installation) -> None:
    said = loaded.run("search", "--json", "--explain", "digitalisering").json
    assert set(said) == {"sought", "total", "hits"}
    assert said["sought"]["query"] == "digitalisering"
    assert {"way", "language", "tier", "tokens", "typed", "weight"} == set(said["sought"]["patterns"][0])
    lines = loaded.run("search", "--explain", "digitalisering").out.splitlines()
    assert lines[0].startswith("digitalisering: same-word, word (nl) digitalisering")


@pytest.mark.parametrize("query", ["ab*", "x" * 201, " ".join("abcdefghijklm"), "*a*", "[a TO z]"])
def test_any_query_has_an_answer(loaded: Installation, query: str) -> None:
    said = loaded.run("search", query)
    assert (said.code in (0, 1), said.err) == (True, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", "--limit", "0", "mkb"),
        ("search", "--limit", "x", "mkb"),
        ("search", "--lang", "fr", "mkb"),
        ("search", "--in", "koffie", "mkb"),
        ("serve", "--port", "0"),
        ("users", "add"),
        ("users", "add", "no-address"),
        ("users", "add", "a@example.org", "--role", "king"),
        ("make-coffee",),
        ("load", "--xml"),
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_does_nothing(
    installation: Installation, arguments: tuple[str, ...]
) -> None:
    said = installation.run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err
    assert not installation.data.exists()


def test_a_missing_or_damaged_index_is_made_before_it_is_asked(loaded: Installation) -> None:
    for path in (loaded.data / "index").rglob("index-*/*"):
        path.write_bytes(b"")
    assert loaded.run("search", "mkb").code == 0
    for path in (loaded.data / "index").rglob("*.json"):
        path.unlink()
    assert loaded.run("search", "mkb").code == 0


def test_the_index_is_made_anew(loaded: Installation) -> None:
    manifest = loaded.data / "index" / "manifest.json"
    before = manifest.stat().st_mtime_ns
    said = loaded.run("index", "rebuild")
    documents = loaded.run("index", "status", "--json").json["documents"]
    assert (said.code, said.out) == (0, f"The index has been made anew: {documents} documents.\n")
    assert manifest.stat().st_mtime_ns > before


def test_the_index_is_held_against_the_database(loaded: Installation) -> None:
    checked = loaded.run("index", "check", "--json")
    assert checked.code == 0
    assert checked.json["is_in_step"]
    assert checked.json["index"]["digest"] == checked.json["database"]["digest"]
    with closing(sqlite3.connect(loaded.data / "zwiespraak.sqlite")) as database, database:
        database.execute("DELETE FROM comments")
    for arguments in (("index", "check"), ("index", "check", "--json")):
        assert loaded.run(*arguments).code == 1
    assert "rebuild" in loaded.run("index", "check").out
    assert loaded.run("index", "rebuild").code == 0
    assert loaded.run("index", "check").code == 0


def test_a_broken_index_is_said(loaded: Installation) -> None:
    (loaded.data / "index" / "manifest.json").unlink()
    for command in ("check", "status"):
        said = loaded.run("index", command)
        assert (said.code, said.out) == (1, "")
        assert "zwiespraak index rebuild" in said.err


def test_an_account_is_added_once_listed_and_gets_links(loaded: Installation) -> None:
    added = loaded.run("users", "add", "Els@example.org", "--name", "Els", "--role", "moderator")
    assert (added.code, added.out) == (0, "Els <els@example.org> is moderator now.\n")
    again = loaded.run("users", "add", "els@example.org")
    assert (again.code, again.out) == (1, "")
    [account] = loaded.run("users", "list", "--json").json
    assert {name: account[name] for name in ("name", "email", "role")} == {
        "name": "Els",
        "email": "els@example.org",
        "role": "moderator",
    }
    assert loaded.run("users", "list").out.split()[:3] == ["moderator", "els@example.org", "Els"]
    links = [loaded.run("users", "link", "els@example.org", "--lang", lang).out for lang in ("nl", "de")]
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/nl/aanmelden/[\w-]{32}\n", links[0])
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/de/anmelden/[\w-]{32}\n", links[1])


def test_an_account_is_changed_in_what_is_named_and_closed(loaded: Installation) -> None:
    loaded.run("users", "add", "els@example.org", "--name", "Els", "--side", "nl")
    changed = loaded.run("users", "change", "ELS@example.org", "--role", "administrator")
    assert (changed.code, changed.out) == (
        0,
        "Els <els@example.org> is administrator now, signs off for nl.\n",
    )
    assert loaded.run("users", "change", "els@example.org", "--no-side", "--name", "Els B").code == 0
    [account] = loaded.run("users", "list", "--json").json
    assert (account["name"], account["role"], account["side"]) == ("Els B", "administrator", None)
    for refused in (("change", "els@example.org", "--role", "editor"), ("close", "els@example.org")):
        said = loaded.run("users", *refused)
        assert (said.code, said.out, said.err) == (
            1,
            "",
            "This is the last administrator: make somebody else one first.\n",
        )
    loaded.run("users", "add", "jan@example.org", "--role", "administrator")
    assert loaded.run("users", "close", "els@example.org").out == "The account of Els B is closed.\n"
    assert [each["name"] for each in loaded.run("users", "list", "--json").json] == ["jan"]
    assert loaded.run("users", "close", "els@example.org").code == 1


def test_nobody_gets_a_link_for_an_unknown_address(loaded: Installation) -> None:
    said = loaded.run("users", "link", "niemand@example.org")
    assert (said.code, said.out) == (1, "")
    assert "niemand@example.org" in said.err


WRONG_SETTINGS = {
    "PORT": "http",
    "WEB_PROCESSES": "0",
    "LOG_FORMAT": "xml",
    "BASE_URL": "example.org",
    "DATABASE_URL": "mysql://host/name",
    "OIDC_ISSUER": "http://id.example.org",
}


@pytest.mark.parametrize(
    "command", ["load", "dump", "check", "index rebuild", "serve", "worker", "users list"]
)
@pytest.mark.parametrize(("name", "value"), WRONG_SETTINGS.items())
def test_a_wrong_setting_is_wrong_use_and_named(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, command: str, name: str, value: str
) -> None:
    monkeypatch.setenv(f"ZWIESPRAAK_{name}", value)
    said = installation.run(*command.split())
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"ZWIESPRAAK_{name} must ")
    assert not installation.data.exists()


def test_a_data_folder_that_cannot_be_made_is_a_sentence(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ZWIESPRAAK_DATA", str(tmp_path / "file" / "data"))
    said = installation.run("load")
    assert (said.code, "Traceback" in said.err) == (1, False)
    assert str(tmp_path / "file") in said.err


def test_a_database_that_does_not_answer_is_a_sentence(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody listens on the discard port of this machine.
    monkeypatch.setenv("ZWIESPRAAK_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:9/none")
    said = installation.run("load")
    assert said.code == 1
    assert said.err.startswith("The database does not answer")


def test_postgresql_without_its_driver_says_what_to_install(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setenv("ZWIESPRAAK_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:9/none")
    said = installation.run("load")
    assert said.code == 2
    assert "zwiespraak[postgres]" in said.err


def test_everything_works_on_postgresql(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    monkeypatch.setenv("ZWIESPRAAK_DATABASE_URL", postgres_url)
    assert installation.run("load").code == 0
    assert [hit["id"] for hit in installation.run("search", "--json", "KMU").json] == ["p-aaaa2"]
    assert installation.run("dump", "--json").json == []
    assert installation.run("users", "add", "els@example.org").code == 0
    assert not list(installation.data.glob("*.sqlite"))
