"""What a seeded year was made of, written down as it was made: who, which indicator, which day; PWS is never asked."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from puskesmas.patients.models import Patient

OUTSIDE = None
Case = tuple[str, Any]
Cell = tuple[int | None, str, int]  # village, indicator, month


@dataclass
class Ledger:
    """The cases made, each once, in the month of its first day."""

    cases: dict[Case, tuple[int, int | None, date]] = field(default_factory=dict)

    def note(self, indicator: str, patient: Patient, on: date, *, case: Any = None) -> None:
        """Write down that somebody was reached on a day; ``case`` is the person unless it is something else."""
        village = patient.village if patient.village and patient.village.in_area else None
        key = (indicator, patient.pk if case is None else case)
        before = self.cases.get(key)
        if before is None or on < before[2]:
            self.cases[key] = (patient.pk, village.pk if village else OUTSIDE, on)

    def counts(self) -> Counter[Cell]:
        """Give how many cases each village had of each indicator in each month."""
        return Counter((village, indicator, on.month) for (indicator, _), (_, village, on) in self.cases.items())

    def write(self, path: Path) -> None:
        """Keep it as a table beside the data: indicator, key of the person, key of the village, day."""
        with path.open("w", newline="", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(["indicator", "person", "village", "on"])
            for (indicator, _), (person, village, on) in self.cases.items():
                table.writerow([indicator, person, village or "", on.isoformat()])
