"""Reference files of the rooms, each in dated editions: what was in force on a day is what judges that day."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@lru_cache(maxsize=32)
def read(path: Path) -> Mapping[str, Any]:
    """Give a reference file as it stands, read once a process."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def edition_on(path: Path, on: date) -> Mapping[str, Any]:
    """Give the edition of a file in force on a day; the oldest one also judges the days before it."""
    editions = sorted(read(path)["edition"], key=lambda edition: edition["valid_from"])
    in_force = [edition for edition in editions if edition["valid_from"] <= on]
    return in_force[-1] if in_force else editions[0]
