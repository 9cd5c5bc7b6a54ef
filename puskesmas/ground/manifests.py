"""What stands in front of the database in a backup, readable wherever the key is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path

from puskesmas.ground import sealed


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: when it was made, how far migrated, how many rows, and what phones have learned to trust."""

    made_at: str
    migrations: list[list[str]]
    rows: dict[str, int]
    kept: dict[str, str] = field(default_factory=dict)

    def as_line(self) -> bytes:
        """One line of JSON, which ends where the database begins."""
        return json.dumps(asdict(self)).encode() + b"\n"


def read(file: Path, *, key: str) -> tuple[Manifest, Iterator[bytes]]:
    """The manifest of a backup and, after it, the database piece by piece; raises Unreadable."""
    pieces = _pieces(file, key)
    first = next(pieces)
    while b"\n" not in first:
        first += next(pieces)
    line, _, rest = first.partition(b"\n")
    return Manifest(**json.loads(line)), chain([rest], pieces)


def proved(file: Path, *, key: str) -> Manifest:
    """The manifest of a backup that was read to its end; raises Unreadable."""
    manifest, pieces = read(file, key=key)
    for _ in pieces:
        pass
    return manifest


def _pieces(file: Path, key: str) -> Iterator[bytes]:
    with file.open("rb") as sealed_file:
        yield from sealed.opened(sealed_file, key, name=file.name)
