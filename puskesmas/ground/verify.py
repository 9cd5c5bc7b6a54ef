"""`manage.py verify`: whether everything the database holds fits together; ends with 1 when something does not."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from puskesmas.ground import house
from puskesmas.ground.machine import Trouble
from puskesmas.ground.restore import RESTORED
from puskesmas.ground.running import say

MOST = 20  # sentences for one question; what is wrong a thousand times is wrong in one way


def main(arguments: list[str]) -> int:
    """Ask every question and report plainly."""
    parser = argparse.ArgumentParser(prog="manage.py verify", description="Checks that all that is kept agrees.")
    parser.add_argument("--data", type=Path, default=house.default_folder(), help="the folder `serve` runs on")
    chosen = parser.parse_args(arguments)
    with house.standing(chosen.data.absolute()):
        must_be_up_to_date()
        settings = importlib.import_module("django.conf").settings
        verification = importlib.import_module("puskesmas.ground.verification")
        found = 0
        for finding in verification.everything(settings.DATA_DIR / RESTORED):
            found += len(finding.wrong)
            how = f"{len(finding.wrong)} WRONG" if finding.wrong else "all well"
            say(f"{finding.asked}: {finding.looked_at} looked at, {how}")
            for words in finding.wrong[:MOST]:
                say(f"  {words}")
    say(f"{found} differences: do not work on this data before they are explained." if found else "Everything agrees.")
    return 1 if found else 0


def must_be_up_to_date() -> None:
    """Say so when the tables are older than this Alur."""
    if waiting_migrations():
        raise Trouble("The database is older than this Alur: start `manage.py serve` on it once, then verify.")


def waiting_migrations() -> list[str]:
    """The migrations this Alur knows and the database has not been through."""
    executor = importlib.import_module("django.db.migrations.executor")
    connection = importlib.import_module("django.db").connection
    made = executor.MigrationExecutor(connection)
    return [str(migration) for migration, _ in made.migration_plan(made.loader.graph.leaf_nodes())]
