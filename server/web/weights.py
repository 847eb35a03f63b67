"""Header fields in which a browser lists what it takes, with weights."""


def weights(field: str) -> dict[str, float]:
    """What is asked for, in lower case and in order, with its weight from 0 to 1.

    RFC 9110, 12.4.2; a weight that cannot be read counts as none.
    """
    found: dict[str, float] = {}
    for item in field.split(","):
        name, _, parameter = item.partition(";")
        if name.strip():
            found[name.strip().lower()] = _weight(parameter)
    return found


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip().lower() == "q" else 1.0
    except ValueError:
        return 0.0
