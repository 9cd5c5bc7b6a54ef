"""Reads settings from the environment, and says in one sentence what is missing or odd and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


class EnvironmentProblem(ImproperlyConfigured):
    """An environment variable that keeps Alur from starting, with its remedy."""


def text(name: str, default: str | None = None, *, remedy: str = "", source: Mapping[str, str] = os.environ) -> str:
    """The variable's value, its default, or a sentence saying it is needed."""
    value = source.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise EnvironmentProblem(f"{name} is not set: {remedy or 'give it a value, see .env.example'}.")
    return default


def secret(name: str, *, source: Mapping[str, str] = os.environ) -> str:
    """A secret long and mixed enough to be one."""
    value = text(name, remedy="give it fifty or more random characters, see .env.example", source=source)
    if len(value) < 50 or len(set(value)) < 5:
        raise EnvironmentProblem(f"{name} is too short or too plain: give it fifty or more random characters.")
    return value


def flag(name: str, default: bool, *, source: Mapping[str, str] = os.environ) -> bool:
    """A yes-or-no variable."""
    value = source.get(name, "").strip().lower()
    if value in YES or value in NO:
        return value in YES
    if value:
        raise EnvironmentProblem(f"{name} is {value!r}: write true or false.")
    return default


def number(name: str, default: int, *, least: int = 0, source: Mapping[str, str] = os.environ) -> int:
    """A whole number not below the least."""
    value = source.get(name, "").strip() or str(default)
    if not value.isdecimal() or int(value) < least:
        raise EnvironmentProblem(f"{name} is {value!r}: write a whole number of {least} or more.")
    return int(value)


def words(name: str, default: str = "", *, source: Mapping[str, str] = os.environ) -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in (source.get(name) or default).split(",") if word.strip()]


def choice(name: str, default: str, among: tuple[str, ...], *, source: Mapping[str, str] = os.environ) -> str:
    """One of a closed list of words."""
    value = source.get(name, "").strip() or default
    if value not in among:
        raise EnvironmentProblem(f"{name} is {value!r}: write one of {', '.join(among)}.")
    return value


def folder(name: str, default: Path, *, source: Mapping[str, str] = os.environ) -> Path:
    """A folder given by its path."""
    return Path(source.get(name, "").strip() or default)


def database(name: str = "DATABASE_URL", *, source: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's database settings from a postgresql:// address."""
    example = "postgresql://user:password@host:5432/name"
    address = text(name, remedy=f"write {example}, or start Alur through python3 manage.py", source=source)
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise EnvironmentProblem(f"{name} does not name a PostgreSQL database: write it as {example}.")
    options = dict(parse_qsl(parts.query))
    try:
        port = str(parts.port or "")
    except ValueError:
        raise EnvironmentProblem(f"{name} has an odd port: write it as {example}.") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": port,
        "OPTIONS": options,
    }


def broker(name: str = "REDIS_URL", *, source: Mapping[str, str] = os.environ) -> str:
    """A Redis address as Celery writes it; a socket may be given as unix:///path."""
    address = text(name, remedy="write redis://host:6379/0, or start Alur through python3 manage.py", source=source)
    if address.startswith("unix://"):
        return "redis+socket://" + address.removeprefix("unix://")
    if not address.startswith(("redis://", "rediss://", "redis+socket://")):
        raise EnvironmentProblem(f"{name} does not name a Redis server: write it as redis://host:6379/0.")
    return address
