"""What the scripts of other sites may read."""

from collections.abc import Mapping
from typing import Final

# Public data only: nothing of the visitor goes along, as browsers send no cookie where the answer says "*".
# CORS protocol (Fetch standard, 3.3).
READABLE_EVERYWHERE: Final[Mapping[str, str]] = {"access-control-allow-origin": "*"}
