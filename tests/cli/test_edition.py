"""`edition`: begins the working edition and says what is in it."""

from tests.cli.conftest import Installation

BEGIN = ("edition", "begin", "2026-revision", "--label-nl", "Herziening", "--label-de", "Überarbeitung")


def test_there_is_no_working_edition_before_one_is_begun(loaded: Installation) -> None:
    said = loaded.run("edition", "show")
    assert (said.code, said.err) == (1, "There is no working edition.\n")


def test_a_working_edition_is_begun_from_the_current_edition(loaded: Installation) -> None:
    said = loaded.run(*BEGIN)
    assert said.code == 0
    assert said.out.splitlines()[0] == "2026-revision from 2021, revision 1, no date yet, consultation"
    assert loaded.run("edition", "show").out == said.out


def test_what_is_in_it_is_there_for_scripts(loaded: Installation) -> None:
    begun = loaded.run(*BEGIN, "--json").json
    assert begun == loaded.run("edition", "show", "--json").json
    assert (begun["key"], begun["labels"]["de"], begun["removed"]) == ("2026-revision", "Überarbeitung", [])
    assert [
        (each["key"], each["states"]["in-step"], each["open_comments"]) for each in begun["sections"]
    ] == [
        ("1-opening", 2, 1),
        ("2-steps", 1, 0),
    ]


def test_a_second_one_is_refused(loaded: Installation) -> None:
    loaded.run(*BEGIN)
    said = loaded.run("edition", "begin", "another", "--label-nl", "Nog een", "--label-de", "Noch eine")
    assert (said.code, "there is one already" in said.err) == (1, True)
    assert loaded.run("edition", "show", "--json").json["key"] == "2026-revision"


def test_what_no_edition_can_be_called_is_refused_with_the_reasons(loaded: Installation) -> None:
    said = loaded.run("edition", "begin", "2021", "--label-nl", " ", "--label-de", "Neu")
    assert said.code == 2
    assert "key: there is an edition with this key already; label_nl: it must not be empty" in said.err
