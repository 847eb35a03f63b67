"""What a use case says when the thing asked for is not there, or not public."""


class Missing(Exception):
    """No such edition, section, paragraph or concept; `what` names the kind, `key` what was asked for."""

    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"{what} {key!r}")
        self.what = what
        self.key = key
