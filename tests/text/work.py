"""How much work something is, in a measure that no busy machine changes."""

import sys
from collections.abc import Callable
from types import FrameType


def calls(act: Callable[[], object]) -> int:
    """How many functions are called meanwhile."""
    count = 0

    def listen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(listen)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count
