"""Hears from PostgreSQL, on one connection in one thread, which boards have changed."""

from __future__ import annotations

import json
import select
import threading
from collections.abc import Callable

import psycopg2
import structlog
from django.db import connection

from puskesmas.ground.health import LISTENER

CHANNEL = "alur_boards"
QUIET = 5.0  # seconds without news before the connection is asked whether it still lives
RETRY = 0.5

log = structlog.get_logger(__name__)


class Listener(threading.Thread):
    """The LISTEN connection; after each loss it comes back and says that something may have been missed."""

    def __init__(self, heard: Callable[[dict], None], missed: Callable[[], None]) -> None:
        super().__init__(name="listener", daemon=True)
        self.heard = heard
        self.missed = missed
        self.ending = threading.Event()

    def run(self) -> None:
        first = True
        while not self.ending.is_set():
            try:
                with_news = self._connect()
                if not first:
                    self.missed()
                first = False
                self._hear(with_news)
            except psycopg2.Error as problem:
                log.warning("listener_lost", reason=type(problem).__name__)
                self.ending.wait(RETRY)

    def end(self) -> None:
        """Hang up soon."""
        self.ending.set()

    def _connect(self):
        parameters = connection.get_connection_params()
        parameters.pop("cursor_factory", None)
        parameters.pop("context", None)
        listening = psycopg2.connect(**parameters, application_name=LISTENER)
        listening.autocommit = True
        with listening.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        return listening

    def _hear(self, listening) -> None:
        try:
            quiet = 0.0
            while not self.ending.is_set():
                readable, _, _ = select.select([listening], [], [], 1.0)
                quiet = 0.0 if readable else quiet + 1.0
                if quiet >= QUIET:
                    with listening.cursor() as cursor:
                        cursor.execute("SELECT 1")
                    quiet = 0.0
                listening.poll()
                while listening.notifies:
                    self._pass_on(listening.notifies.pop(0).payload)
        finally:
            listening.close()

    def _pass_on(self, payload: str) -> None:
        try:
            news = json.loads(payload)
        except ValueError:
            news = None
        if isinstance(news, dict):
            self.heard(news)
        else:
            log.warning("board_news_unreadable", length=len(payload))
