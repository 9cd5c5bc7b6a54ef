"""Serves Alur with uvicorn, ending streams first so that a stop takes a moment: `python -m puskesmas.ground.web`."""

from __future__ import annotations

import argparse

import uvicorn

from puskesmas import asgi


class Server(uvicorn.Server):
    """uvicorn, which would wait for open streams as if they were answers still being written."""

    async def shutdown(self, sockets=None) -> None:
        asgi.live.hub.tell_all(None)
        await super().shutdown(sockets)


def main() -> None:
    """Serve pages and live boards, or the live boards alone."""
    parser = argparse.ArgumentParser(prog="puskesmas.ground.web", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--live-only", action="store_true", help="only /live/, beside a server for pages")
    chosen = parser.parse_args()
    config = uvicorn.Config(
        asgi.live if chosen.live_only else asgi.application,
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    Server(config).run()


if __name__ == "__main__":
    main()
