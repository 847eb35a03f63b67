"""TOML: one layout out, checked values and lines in."""

import tomllib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from server.record.toml_lines import TomlLines
from server.record.toml_writing import write_toml

KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=8)
PLAIN = st.one_of(st.text(st.characters(codec="utf-8")), st.booleans(), st.dates())
TEXTS = st.lists(st.text(st.characters(codec="utf-8")), max_size=12)
TABLES = st.recursive(
    st.dictionaries(KEYS, PLAIN | TEXTS, max_size=4),
    lambda inner: st.dictionaries(KEYS, PLAIN | TEXTS | inner | st.lists(inner, min_size=1), max_size=4),
    max_leaves=8,
)


@given(TABLES)
def test_what_is_written_is_read_back(table: dict[str, object]) -> None:
    assert tomllib.loads(write_toml(table)) == table


def test_plain_values_come_first_and_tables_are_set_apart() -> None:
    table = {
        "day": date(2021, 9, 28),
        "titles": {"nl": 'Een "titel"', "de": "Ein\tTitel"},
        "sections": [{"key": "a", "open": True}, {"key": "b", "open": False}],
    }
    assert write_toml(table) == (
        "day = 2021-09-28\n"
        "\n"
        "[titles]\n"
        'nl = "Een \\"titel\\""\n'
        'de = "Ein\\tTitel"\n'
        "\n"
        "[[sections]]\n"
        'key = "a"\n'
        "open = true\n"
        "\n"
        "[[sections]]\n"
        'key = "b"\n'
        "open = false\n"
    )  # fmt: skip


def test_an_array_that_is_too_long_for_a_line_has_a_line_for_each_item() -> None:
    fits, too_long = ["x" * 40, "y" * 44], ["x" * 40, "y" * 45]
    assert write_toml({"forms": fits}) == f'forms = ["{fits[0]}", "{fits[1]}"]\n'
    assert len(write_toml({"forms": fits})) == len("\n") + 100
    assert write_toml({"forms": too_long}) == f'forms = [\n    "{too_long[0]}",\n    "{too_long[1]}",\n]\n'


def test_the_line_of_every_table_and_key_is_known() -> None:
    lines = TomlLines(
        'key = "a"\n'
        "\n"
        "[titles]\n"
        'nl = """\n'
        "not = a key\n"
        '"""\n'
        "[[nl.terms]]\n"
        'text = "b"\n'
        "forms = [\n"
        '    "c",\n'
        "]\n"
        "[[nl.terms]]\n"
        'text = "d"\n'
    )
    assert lines.line(("key",)) == 1
    assert lines.line(("titles",)) == 3
    assert lines.line(("titles", "nl")) == 4
    assert lines.line(("nl", "terms", 0, "forms")) == 9
    assert lines.line(("nl", "terms", 1)) == 12
    assert lines.line(("nl", "terms", 1, "text")) == 13


def test_what_has_no_line_of_its_own_is_found_at_the_table_around_it() -> None:
    lines = TomlLines('[titles]\nnl = "a"\n')
    assert lines.line(("titles", "de")) == 1
    assert lines.line(("labels", "de")) == 1
