"""How events are written: one line each, for people or for machines; the only door to structlog."""

import logging
import sys
from typing import Any

import structlog


def configure_logs(log_format: str) -> None:
    """Send every logger of this process to standard error, as 'text' or as 'json' lines.

    Line breaks and control characters in values come out escaped, so that no value can forge a line.
    """
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=True)
        if log_format == "json"
        else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "logger", "event"])
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # What a migration tells on its way is for whoever writes one, not for whoever starts the service.
    logging.getLogger("alembic").setLevel(logging.WARNING)
