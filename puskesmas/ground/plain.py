"""The door without a lock: over plain http only how to learn to trust this house; all else is led to https."""

from __future__ import annotations

OPEN = ("/pasang/", "/static/")


class Plain:
    """The ASGI application of the http port."""

    def __init__(self, pages, *, port: int) -> None:
        self.pages = pages
        self.port = port

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"].startswith(OPEN) and scope["method"] in {"GET", "HEAD"}:
            await self.pages(scope, receive, send)
        else:
            await self.lead_to_https(scope, send)

    async def lead_to_https(self, scope, send) -> None:
        """The same address, behind the lock; a form sent here by mistake is not sent on in the clear again."""
        host = dict(scope["headers"]).get(b"host", b"localhost").decode("latin-1")
        host = host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
        port = "" if self.port == 443 else f":{self.port}"
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        to = f"https://{host}{port}".encode("latin-1") + scope.get("raw_path", b"/") + query
        status = 307 if scope["method"] in {"GET", "HEAD"} else 303
        headers = [(b"location", to), (b"content-length", b"0"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
