"""The counter's one search box: a queue number, a slip's code, or whatever names a person."""

import re
from dataclasses import dataclass, field

from puskesmas.patients.models import Patient
from puskesmas.patients.reading import read
from puskesmas.patients.search import search
from puskesmas.visits.access import entries_for, visits_for
from puskesmas.visits.models import QueueEntry, Visit

QUEUE_NUMBER = re.compile(r"^([A-Za-z])?[\s\-.]?(\d{1,3})$")
SLIP = re.compile(r"^(?=.*\d)(?=.*[a-z])[0-9a-hjkmnp-tv-z]{12}$")
MOST = 12


@dataclass(frozen=True)
class Found:
    """What the search box brought: a place in line, a visit, or people; with a sentence when nothing fits."""

    entry: QueueEntry | None = None
    visit: Visit | None = None
    patients: tuple[Patient, ...] = ()
    more: bool = False
    hint: str = ""
    households: tuple[tuple[str, tuple[Patient, ...]], ...] = field(default=())


def find(user, q: str) -> Found:
    """Recognise what was typed or scanned by its shape, and bring what fits."""
    typed = " ".join(q.split())
    if SLIP.match(typed.lower()):
        return _by_slip(user, typed.lower())
    if number := QUEUE_NUMBER.match(typed):
        entry = _by_number(user, number[1], int(number[2]))
        if entry is not None:
            return Found(entry=entry)
    return _people(user, typed)


def _by_slip(user, code: str) -> Found:
    visit = visits_for(user).filter(code=code).first()
    if visit is None:
        return Found(hint="Karcis ini bukan dari puskesmas ini, atau sudah lama. Ketik nomor antreannya.")
    return Found(visit=visit, entry=entries_for(user).open().filter(visit=visit).first())


def _by_number(user, letter: str | None, number: int) -> QueueEntry | None:
    here = entries_for(user).open()
    ending = f"-{number:03}"
    rows = here.filter(number__iexact=f"{letter}{ending}") if letter else here.filter(number__endswith=ending)
    return rows.order_by("-queued_at").first()


def _people(user, typed: str) -> Found:
    patients = list(search(user, typed)[: MOST + 1])
    hint = "" if patients else read(typed).hint or "Tidak ada pasien yang cocok. Periksa ejaannya, atau daftarkan baru."
    shown = tuple(patients[:MOST])
    return Found(patients=shown, more=len(patients) > MOST, hint=hint, households=_households(shown))


def _households(patients: tuple[Patient, ...]) -> tuple[tuple[str, tuple[Patient, ...]], ...]:
    """Group people who share a family card, so that one phone or card shows the whole house."""
    houses: dict[str, list[Patient]] = {}
    for patient in patients:
        houses.setdefault(patient.kk or patient.code, []).append(patient)
    return tuple((kk if len(people) > 1 else "", tuple(people)) for kk, people in houses.items())
