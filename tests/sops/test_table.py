"""The table of steps in the docs names only tests that exist, and every clause of the five files stands in it."""

import re
from pathlib import Path

from puskesmas.visits import sop

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "puskesmas" / "docs" / "sops.md").read_text(encoding="utf-8")


def test_every_test_the_table_names_exists():
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "sops").glob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", TABLE)) - set(re.findall(r"in `(test_\w+)\.py`", TABLE))

    missing = sorted(name for name in named if f"def {name}(" not in written)

    assert not missing


def test_every_clause_a_file_walks_stands_in_the_table():
    missing = []
    for key, text in sop.shipped().items():
        part = TABLE[TABLE.index(f"`{key}.toml`") :]
        part = part[: part.find("\n## ")] if "\n## " in part else part
        for step in sop.parse(text, key=key).steps:
            if not step.borrowed and not all(re.search(rf"\b{one.strip()}\b", part) for one in step.clause.split(",")):
                missing.append(f"{key} {step.clause}")

    assert not missing
