"""Serves Alur with uvicorn, ending streams first so that a stop takes a moment: `python -m puskesmas.ground.web`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib

import uvicorn

from puskesmas import asgi
from puskesmas.ground.plain import Plain


class Server(uvicorn.Server):
    """uvicorn, which would wait for open streams as if they were answers still being written."""

    beside: uvicorn.Server | None = None

    async def shutdown(self, sockets=None) -> None:
        asgi.live.hub.tell_all(None)
        if self.beside:
            self.beside.should_exit = True
        await super().shutdown(sockets)


class Beside(uvicorn.Server):
    """A second port of the same process, which ends when the first does and hears no signal itself."""

    def capture_signals(self):
        return contextlib.nullcontext()


def main() -> None:
    """Serve pages and live boards, or the live boards alone; with a certificate over https, plain http beside it."""
    parser = argparse.ArgumentParser(prog="puskesmas.ground.web", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--live-only", action="store_true", help="only /live/, beside a server for pages")
    parser.add_argument("--certificate", help="with its key: speak https")
    parser.add_argument("--key")
    parser.add_argument("--plain-port", type=int, default=0, help="a port of plain http that leads to https")
    chosen = parser.parse_args()
    application = asgi.live if chosen.live_only else asgi.application
    locks = {"ssl_certfile": chosen.certificate, "ssl_keyfile": chosen.key} if chosen.certificate else {}
    server = Server(configured(application, chosen.host, chosen.port, **locks))
    if chosen.plain_port:
        plain = Plain(application, port=chosen.port)
        server.beside = Beside(configured(plain, chosen.host, chosen.plain_port, lifespan="off"))
    asyncio.run(serve(server))


async def serve(server: Server) -> None:
    """Both ports until the first is told to end."""
    await asyncio.gather(server.serve(), *([server.beside.serve()] if server.beside else []))


def configured(application, host: str, port: int, **more) -> uvicorn.Config:
    """How uvicorn serves each of our ports."""
    return uvicorn.Config(
        application,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
        **more,
    )


if __name__ == "__main__":
    main()
