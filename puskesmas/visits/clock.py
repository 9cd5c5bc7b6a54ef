"""The server's clock, which only the making of demo data may set to another hour."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.conf import settings
from django.utils import timezone

_stated: ContextVar[datetime | None] = ContextVar("stated", default=None)


def now() -> datetime:
    """Give the hour at which something happens: the server's, or the one a demo morning is being told in."""
    return _stated.get() or timezone.now()


@contextmanager
def telling(at: datetime) -> Iterator[None]:
    """Let verbs inside happen at a stated hour; refused where real data lives."""
    if not (settings.DEMO or settings.TESTS):
        raise RuntimeError("Only demo data may be told at another hour; this database keeps real visits.")
    token = _stated.set(at)
    try:
        yield
    finally:
        _stated.reset(token)
