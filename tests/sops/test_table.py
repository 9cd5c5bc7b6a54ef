"""The table of steps names only tests that exist; every clause of the five files stands in it and is walked."""

import ast
import re
from pathlib import Path

import pytest

from puskesmas.visits import sop

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "puskesmas" / "docs" / "sops.md").read_text(encoding="utf-8")
WALKS = {"by the API": ROOT / "tests" / "sops", "on screen": ROOT / "tests" / "sops" / "on_screen"}


def part_of(key):
    """Give the part of the table that is about one SOP."""
    part = TABLE[TABLE.index(f"`{key}.toml`") :]
    return part[: part.find("\n## ")] if "\n## " in part else part


def own_clauses(key):
    """Give the clauses of an SOP's own steps; what it borrows is walked under whose it is."""
    steps = sop.parse(sop.shipped()[key], key=key).steps
    return sorted({one.strip() for step in steps if not step.borrowed for one in step.clause.split(",")})


def walks_in(folder, key):
    """Give the tests of an SOP in a folder, each with what it says of itself."""
    tree = ast.parse((folder / f"test_{key}.py").read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return {node.name: ast.get_docstring(node) or "" for node in found}


@pytest.mark.parametrize("key", sop.shipped())
def test_every_test_the_table_names_exists(key):
    rows = [row.split("|") for row in part_of(key).splitlines() if row.startswith("| ") and "---" not in row][1:]
    missing = []
    for row in rows:
        for column, folder in zip(row[3:5], WALKS.values(), strict=True):
            missing += set(re.findall(r"`(test_\w+)`", column)) - set(walks_in(folder, key))

    assert not missing


@pytest.mark.parametrize("key", sop.shipped())
def test_every_clause_a_file_walks_stands_in_the_table(key):
    part = part_of(key)

    assert not [clause for clause in own_clauses(key) if not re.search(rf"\b{clause}\b", part)]


@pytest.mark.parametrize("way", WALKS)
@pytest.mark.parametrize("key", sop.shipped())
def test_every_clause_a_file_walks_is_named_by_a_walk(key, way):
    said = " ".join(walks_in(WALKS[way], key).values())

    assert not [clause for clause in own_clauses(key) if not re.search(rf"\b{clause}\b", said)]
