"""The source as syntax trees: who imports whom, and who calls what."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("puskesmas", "referrals", "pharmacy", "clusters", "registration", "pws")


@cache
def modules() -> dict[str, ast.Module]:
    """Give every module of the product by dotted name, migrations left out."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "migrations" in parts:
                continue
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return found


def imports(name: str, tree: ast.Module) -> Iterator[str]:
    """Give the dotted names of our own that a module imports, relative imports resolved."""
    is_package = (ROOT / Path(*name.split(".")) / "__init__.py").exists()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in PACKAGES)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parent = name.split(".")[: len(name.split(".")) - node.level + is_package]
                base = ".".join([*parent, *([base] if base else [])])
            if base.split(".")[0] in PACKAGES:
                yield from (f"{base}.{alias.name}" for alias in node.names)
