"""A birth as every cluster speaks of it: who helped, where it was, and what counts as skilled and as a facility."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from .reference import FOLDER, edition_on

FILE = FOLDER / "births.toml"


class Helper(models.TextChoices):
    """Who helped the child into the world."""

    DOCTOR = "doctor", "Dokter"
    MIDWIFE = "midwife", "Bidan"
    NURSE = "nurse", "Perawat"
    TRADITIONAL = "traditional", "Dukun"
    FAMILY = "family", "Keluarga atau tanpa penolong"


class Site(models.TextChoices):
    """Where a child was born."""

    HERE = "here", "Puskesmas ini"
    PUSKESMAS = "puskesmas", "Puskesmas lain"
    HOSPITAL = "hospital", "Rumah sakit"
    CLINIC = "clinic", "Klinik atau praktik bidan"
    POST = "post", "Pustu, Polindes, Poskesdes"
    HOME = "home", "Rumah"
    ON_THE_WAY = "on_the_way", "Dalam perjalanan"


@dataclass(frozen=True)
class BornChild:
    """One liveborn child of a birth: the visit that was opened for it, and what it was given at birth."""

    visit: int
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delivered:
    """A birth written down here, as told to the clusters: by which record, when, where, and by whom it was helped."""

    record: str
    at: datetime
    site: str
    helper: str
    complicated: bool = False
    handled: bool = False  # treated here or referred
    replaces: str = ""  # the code of the record this one puts right
    children: tuple[BornChild, ...] = ()


def is_skilled(helper: str, on: date) -> bool | None:
    """Tell whether a birth was helped by skilled staff; None where nobody said who helped."""
    return helper in edition_on(FILE, on)["skilled"] if helper else None


def is_at_facility(site: str, on: date) -> bool | None:
    """Tell whether a birth happened at a health facility; None where nobody said where."""
    return site in edition_on(FILE, on)["facilities"] if site else None
