"""Logs as fields a machine can read, with codes and never names."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import structlog

NAMES_OF_PEOPLE = frozenset(
    {"name", "patient_name", "mother", "mother_name", "nik", "bpjs", "kk", "phone", "address", "birth_date"}
    | {"username", "password", "token", "body"}
)

Event = MutableMapping[str, Any]


def without_names(logger: Any, method: str, event: Event) -> Event:
    """The event with every field that would name a person left out."""
    for field in NAMES_OF_PEOPLE & event.keys():
        event[field] = "[left out]"
    return event


def logging_config(*, level: str, as_json: bool) -> dict[str, Any]:
    """Logging for Django's dictConfig, and structlog set to the same form."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_names,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last: Any = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "fields": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    last,
                ],
            },
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "fields"}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["out"], "level": "WARNING", "propagate": False},
            "axes": {"level": "WARNING"},
        },
    }
