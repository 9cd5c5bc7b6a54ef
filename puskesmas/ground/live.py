"""Boards that change by themselves: server-sent events from PostgreSQL's notifications to everyone who watches.

A writer says `NOTIFY alur_boards, '{"board": "…"}'` inside its transaction. Here the board is rendered once, however
many changes came within 50 ms and however many people watch, and the fragment goes to all of them. `{"leave": holder}`
ends the streams of one holder, whose session ended or whose screen was covered.
"""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string

from puskesmas.ground.hub import RESYNC, Hub, Ticket, Watcher
from puskesmas.ground.listener import Listener

PATH = re.compile(r"^/live/boards/([A-Za-z0-9_-]+)/$")
HEARTBEAT = 15.0
RECHECK = 60.0  # seconds after which the right to watch is asked again
MOST = 2000
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Live:
    """The ASGI application for `/live/`."""

    def __init__(self) -> None:
        self.hub = Hub(self.render)
        # Threads that last keep a handful of database connections, whatever the number of streams.
        self.doorkeepers = ThreadPoolExecutor(4, thread_name_prefix="doorkeeper")
        self.painter = ThreadPoolExecutor(1, thread_name_prefix="painter")

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            await self.listen(receive, send)
        elif scope["type"] == "http":
            await self.answer(scope, receive, send)

    async def listen(self, receive, send) -> None:
        """Hear of changes from the server's start to its end."""
        await receive()
        soon = asyncio.get_running_loop().call_soon_threadsafe
        listener = Listener(lambda news: soon(self.hub.hear, news), lambda: soon(self.hub.tell_all, RESYNC))
        listener.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        listener.end()
        await send({"type": "lifespan.shutdown.complete"})

    async def answer(self, scope, receive, send) -> None:
        """Open a stream for those who may watch the board."""
        if scope["path"] == "/live/":
            await end(send, 204)  # alive
        elif not PATH.match(scope["path"]) or scope["method"] != "GET":
            await end(send, 404)
        elif len(self.hub) >= MOST:
            await end(send, 503)
        elif ticket := await self.ticket_for(scope):
            await self.stream(Watcher(ticket), scope, receive, send)
        else:
            await end(send, 403)

    async def stream(self, watcher, scope, receive, send) -> None:
        """Send what this watcher is given until the screen is closed or may watch no longer."""
        clock = asyncio.get_running_loop().time
        leaving = asyncio.create_task(gone(receive, watcher))
        checked = clock()
        self.hub.enter(watcher)
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await say(send, b"retry: 2000\n\n")
            while (message := await something(watcher)) is not None:
                await say(send, message)
                if clock() - checked > RECHECK:
                    checked = clock()
                    if await self.ticket_for(scope) != watcher.ticket:
                        break
            await say(send, b"", more=False)
        finally:
            leaving.cancel()
            self.hub.leave(watcher)

    async def ticket_for(self, scope) -> Ticket | None:
        """What the authoriser answers for this request: a ticket, or a board's code, or nothing."""
        loop = asyncio.get_running_loop()
        given = await loop.run_in_executor(self.doorkeepers, asked, settings.LIVE_AUTHORISER, scope)
        return Ticket(given) if isinstance(given, str) else given

    async def render(self, board: str) -> str:
        """The board's fragment; one thread paints, so that an older picture never overtakes a newer one."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.painter, asked, settings.LIVE_RENDERER, board)


def asked(dotted: str, question):
    """A function of another author's, run in our thread with a database connection that still lives."""
    close_old_connections()
    return import_string(dotted)(question)


async def something(watcher) -> bytes | None:
    """The next message, or a sign of life when there is nothing to say."""
    try:
        return await asyncio.wait_for(watcher.queue.get(), HEARTBEAT)
    except TimeoutError:
        return b": \n\n"


async def gone(receive, watcher) -> None:
    """Wait until the screen is closed, then end its stream."""
    while (await receive())["type"] != "http.disconnect":
        pass
    watcher.give(None)


async def say(send, body: bytes, *, more: bool = True) -> None:
    """A piece of the answer."""
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def end(send, status: int) -> None:
    """A short answer for those who get no stream."""
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await say(send, b"", more=False)
