"""Which of the two languages a browser asks for, as tests/spec/accept_language.md says."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.text.languages import Language
from server.web.languages import preferred_language
from tests.text.spec_tables import rows

PIECES = st.sampled_from(
    ["nl", "de", "de-AT", "*", "en", ";", "q=", ",", "0.5", "1", "-1", "nan", "inf", " ", "="]
)


@pytest.mark.parametrize("row", rows("accept_language"), ids=lambda row: ascii(row["header"]))
def test_the_language_of_a_header(row: Mapping[str, str]) -> None:
    assert preferred_language(row["header"]) is Language(row["language"])


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=3)).map("".join))
def test_any_header_gives_a_language(header: str) -> None:
    assert isinstance(preferred_language(header), Language)
