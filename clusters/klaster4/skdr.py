"""Which diagnoses are notifiable, by the edition of the day, and within how long they are investigated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from clusters.limits import Ages
from clusters.reference import edition_on
from puskesmas.facility.life_stages import Age

FILE = Path(__file__).parent / "skdr.toml"


@dataclass(frozen=True)
class Notifiable:
    """One disease of the weekly early warning."""

    code: str
    name: str
    weekly_alert: int
    single: bool  # one suspected case is to be verified


def notifiable(icd10: str, *, age: Age | None, on: date) -> Notifiable | None:
    """Give the disease a diagnosis must be notified as; none for the rest, and for those older than it is for."""
    for row in edition_on(FILE, on)["disease"]:
        if _covers(row, icd10) and Ages("", row.get("under", "")).hold(age):
            return Notifiable(row["code"], row["name"], row["weekly_alert"], row["single"])
    return None


def name_of(code: str, *, on: date) -> str:
    """Give the name of a disease by its letter; raises KeyError."""
    found = next((row for row in edition_on(FILE, on)["disease"] if row["code"] == code), None)
    if found is None:
        raise KeyError(code)
    return str(found["name"])


def due_at(raised_at: datetime) -> datetime:
    """Give until when a case raised at a time is to be investigated."""
    hours = edition_on(FILE, raised_at.date())["investigate_within_hours"]
    return raised_at + timedelta(hours=hours)


def _covers(row: Mapping[str, Any], icd10: str) -> bool:
    """Tell whether a code is one of the row's, or a subdivision of one."""
    return any(icd10 == code or icd10.startswith(code if "." in code else f"{code}.") for code in row["icd10"])
