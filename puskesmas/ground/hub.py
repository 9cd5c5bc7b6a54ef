"""Who watches which board, and what they are given when it changes."""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

TOGETHER = 0.05  # seconds in which changes to one board count as one
FRESH = 15.0  # seconds a picture may be old and still be shown to somebody who comes
WAITING = 8  # messages a slow screen may be behind before it is told to fetch the board anew
RESYNC = b"event: resync\ndata: \n\n"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Ticket:
    """Leave to watch one board, as somebody whose streams may be ended together."""

    board: str
    holder: str = ""


@dataclass(eq=False)
class Watcher:
    """One open stream."""

    ticket: Ticket
    queue: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(WAITING))

    def give(self, message: bytes | None) -> None:
        """Put a message in line; who is too far behind hears only that all must be fetched; None ends the stream."""
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            message = message and RESYNC
        self.queue.put_nowait(message)


class Hub:
    """All open streams of this process; touched only from its event loop."""

    def __init__(self, render: Callable[[str], Awaitable[str]]) -> None:
        self.render = render
        self.watchers: dict[str, set[Watcher]] = defaultdict(set)
        self.pictures: dict[str, tuple[float, bytes]] = {}
        self.due: set[str] = set()
        self.painting: set[asyncio.Task[None]] = set()
        self.numbers = itertools.count(1)

    def __len__(self) -> int:
        return sum(map(len, self.watchers.values()))

    def enter(self, watcher: Watcher) -> None:
        """Count this stream in, and show it the board as it is: it may have changed since the page was made."""
        board = watcher.ticket.board
        self.watchers[board].add(watcher)
        at, picture = self.pictures.get(board, (-FRESH, b""))
        if picture and now() - at < FRESH:
            watcher.give(picture)
        else:
            self.changed(board)

    def leave(self, watcher: Watcher) -> None:
        """Count this stream out, and forget a board nobody watches."""
        board = watcher.ticket.board
        self.watchers[board].discard(watcher)
        if not self.watchers[board]:
            del self.watchers[board]
            self.pictures.pop(board, None)

    def hear(self, news: dict) -> None:
        """Act on one notification."""
        if holder := news.get("leave"):
            for watcher in self.everyone():
                if watcher.ticket.holder == holder:
                    watcher.give(None)
        elif board := news.get("board"):
            self.changed(str(board))

    def changed(self, board: str) -> None:
        """Have the board rendered shortly, once, if anybody watches it."""
        if board in self.watchers and board not in self.due:
            self.due.add(board)
            asyncio.get_running_loop().call_later(TOGETHER, self.paint_soon, board)

    def paint_soon(self, board: str) -> None:
        """Render without making anybody wait; changes from here on are the next rendering's."""
        self.due.discard(board)
        task = asyncio.get_running_loop().create_task(self.paint(board))
        self.painting.add(task)
        task.add_done_callback(self.painting.discard)

    async def paint(self, board: str) -> None:
        """Render the board once and give it to all who watch; what cannot be rendered is fetched by its pages."""
        try:
            message = event("board", await self.render(board), next(self.numbers))
        except Exception:
            log.exception("board_not_rendered", board=board)
            message = RESYNC
        if board in self.watchers:
            self.pictures[board] = (now(), message)
        for watcher in tuple(self.watchers.get(board, ())):
            watcher.give(message)

    def everyone(self) -> list[Watcher]:
        """Every open stream."""
        return [watcher for watchers in self.watchers.values() for watcher in watchers]

    def tell_all(self, message: bytes | None) -> None:
        """Give every open stream the same message, None to end them; what was painted before is not shown again."""
        self.pictures.clear()
        for watcher in self.everyone():
            watcher.give(message)


def now() -> float:
    """The event loop's clock."""
    return asyncio.get_running_loop().time()


def event(kind: str, text: str, number: int) -> bytes:
    """One server-sent event, each line marked as the format wants."""
    lines = [f"id: {number}", f"event: {kind}", *(f"data: {line}" for line in text.splitlines() or [""])]
    return ("\n".join(lines) + "\n\n").encode()
