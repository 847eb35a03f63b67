"""What the tests of the formats share: the glossary as it is shipped."""

from pathlib import Path

import pytest

from server.domain.glossary import Concept
from server.record.record import read_record

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def glossary() -> tuple[Concept, ...]:
    """All concepts of the record."""
    return read_record(REPOSITORY).concepts
