"""Both halves of Alur on one origin: `/live/` answered here, every other path by Django on eight lasting threads.

Pages stay on WSGI because persistent connections belong to threads that last; over ASGI each request opens its own.
"""

from a2wsgi import WSGIMiddleware

from puskesmas.ground.live import Live
from puskesmas.wsgi import application as pages

live = Live()
_pages = WSGIMiddleware(pages, workers=8)


async def application(scope, receive, send):
    """The live side for streams and for start and end, Django for the rest."""
    if scope["type"] == "lifespan" or scope.get("path", "").startswith("/live/"):
        await live(scope, receive, send)
    else:
        await _pages(scope, receive, send)
