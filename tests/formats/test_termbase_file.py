"""The TBX file beside the concepts says what they say, or it is stale from a line on."""

from dataclasses import replace

from server.formats import tbx3
from server.formats.termbase_file import first_stale_line, termbase_file
from tests.formats.worlds import SMES, VOUCHER


def test_it_holds_the_concepts_in_order_of_key_as_tbx_v3() -> None:
    assert termbase_file([SMES, VOUCHER]) == tbx3.export([VOUCHER, SMES])


def test_it_is_up_to_date_while_no_concept_changes() -> None:
    assert first_stale_line(termbase_file([SMES, VOUCHER]), [VOUCHER, SMES]) is None


def test_a_changed_concept_makes_it_stale_from_that_line_on() -> None:
    found = termbase_file([SMES, VOUCHER])
    changed = replace(SMES, subject_field="economy")
    line = first_stale_line(found, [changed, VOUCHER])
    assert line is not None
    assert found.splitlines()[line - 1].strip() == (
        b'<descrip type="subjectField">business &amp; economy</descrip>'
    )


def test_it_is_stale_where_it_ends_too_early_or_too_late() -> None:
    found = termbase_file([VOUCHER])
    lines = found.count(b"\n")
    assert first_stale_line(found[:-1], [VOUCHER]) == lines + 1
    assert first_stale_line(found + b"\n", [VOUCHER]) == lines + 2
    assert first_stale_line(None, [VOUCHER]) == 1
    assert first_stale_line(b"", [VOUCHER]) == 1
