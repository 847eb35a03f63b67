"""Why a file cannot be taken."""


class FormatRefused(Exception):
    """A file that cannot be read as what it should be; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason
