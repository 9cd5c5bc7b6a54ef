"""How long a change takes to reach two hundred open screens of one board (design §12)."""

import asyncio
import time

from django.test import Client

from puskesmas.visits import movement
from tests import cast, processes

SCREENS = 200
CHANGES = 40
HOLD = 150.0


def test_live(committed_db):
    facility = cast.a_puskesmas("sungai_kakap")
    clerk, counter = cast.staff(facility, "loket"), cast.point(facility, "LOKET")
    for _ in range(30):
        cast.arrive(facility)
    browser = Client()
    browser.force_login(clerk.user)
    cookie = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
    with processes.site(committed_db) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        late = asyncio.run(_measured(host, int(port), f"/live/boards/{counter.code}/", cookie, facility, clerk))
    late.sort()
    at = {share: late[min(len(late) - 1, int(len(late) * share))] for share in (0.5, 0.95, 0.99)}
    verdict = "holds" if at[0.99] <= HOLD else "MISSED"
    print(
        f"\n{SCREENS} screens, {CHANGES} changes, 30 waiting: p50 {at[0.5]:.0f} ms, p95 {at[0.95]:.0f} ms, "
        f"p99 {at[0.99]:.0f} ms of < {HOLD:.0f}  {verdict}; the coalescing alone is 50 ms"
    )
    assert len(late) == SCREENS * CHANGES


async def _measured(host, port, path, cookie, facility, clerk) -> list[float]:
    """Give, in milliseconds, how long after its commit each change was on each screen."""
    committed: dict[str, float] = {}
    seen: list[tuple[str, float]] = []
    screens = [await _open(host, port, path, cookie) for _ in range(SCREENS)]
    readers = [asyncio.create_task(_read(reader, committed, seen)) for reader, _writer in screens]
    await asyncio.sleep(1)
    for _ in range(CHANGES):
        visit = await asyncio.to_thread(movement.open_visit, facility, by=clerk)
        committed[visit.number] = time.perf_counter()
        while sum(1 for one, _at in seen if one == visit.number) < SCREENS:
            await asyncio.sleep(0.005)
    for reader in readers:
        reader.cancel()
    for _reader, writer in screens:
        writer.close()
    return [(at - committed[one]) * 1000 for one, at in seen]


async def _open(host, port, path, cookie):
    reader, writer = await asyncio.open_connection(host, port, limit=2**22)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
    await writer.drain()
    return reader, writer


async def _read(reader, committed, seen) -> None:
    told: set[str] = set()
    tail = b""
    while chunk := await reader.read(2**20):
        at = time.perf_counter()
        for number in committed.keys() - told:
            if number.encode() in tail + chunk:
                told.add(number)
                seen.append((number, at))
        tail = chunk[-16:]
