"""The cascade of hypertension: measured, raised, diagnosed, followed, controlled, each among those of the step before.

A raised value is a suspicion and never a diagnosis; a diagnosis is a clinician's. Persons count by domicile, once.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from clusters.klaster3.models import Disease, PtmRecord, Register
from puskesmas.facility.models import Facility
from puskesmas.patients.models import Patient

from .cascade import Stop
from .grid import TOTAL, Cell
from .indicators.base import Indicator, newest, settings_of
from .indicators.illness import diagnosed
from .naming import end_of


def steps_of(facility: Facility, month: date, villages: Collection[int]) -> list[Stop]:
    """Give the five steps of a year until the end of a month, for the people of some villages, in five statements."""
    until = end_of(month)
    set_for = settings_of(month.year)
    people = Patient.objects.persons().filter(facility=facility, village__in=villages)
    records = newest(PtmRecord, facility).filter(on__range=(date(month.year, 1, 1), until), systolic__isnull=False)
    measured = _among(people, records, "visit__patient")
    raised = _among(measured, records.filter(pressure_class__in=set_for["raised_pressure"]), "visit__patient")
    named = diagnosed(facility, set_for["hypertension"], from_years=set_for["chronic_from_years"]).filter(on__lte=until)
    known = _among(raised, named, "visit__patient")
    registers = Register.objects.filter(facility=facility, disease=Disease.HYPERTENSION, opened_on__lte=until).open()
    followed = _among(known, registers, "patient")
    controlled = _among(followed, registers.filter(controlled=True), "patient")
    steps = (
        ("Diukur", "tekanan darah diukur pada pemeriksaan PTM tahun ini", measured),
        ("Tinggi", "pernah di kelas hipertensi tahun ini (dugaan)", raised),
        ("Didiagnosis", "dari yang tinggi, didiagnosis hipertensi oleh klinisi", known),
        ("Di register", "dari yang didiagnosis, diikuti di register", followed),
        ("Terkendali", "dari yang di register, kontrol terakhirnya terkendali", controlled),
    )
    return _stops([(short, told, rows.count()) for short, told, rows in steps])


def _among(people: QuerySet[Patient], rows: QuerySet, who: str) -> QuerySet[Patient]:
    return people.filter(pk__in=rows.order_by().values(f"{who}__person"))


def _stops(told: list[tuple[str, str, int]]) -> list[Stop]:
    most = max((number for _short, _words, number in told), default=0)
    stops: list[Stop] = []
    for at, (short, said, number) in enumerate(told):
        before = told[at - 1][2] if at else 0
        kept = number * 100 / before if before else None
        stops.append(Stop(Cell(TOTAL, _step(short, said), numerator=number), number / most if most else 0.0, kept))
    return stops


def _step(short: str, said: str) -> Indicator:
    """Give a step as an indicator that is measured against nothing; it stands in no grid."""
    step = Indicator()
    step.code, step.short, step.title, step.numerator, step.cluster = "", short, short, said, "k3"  # type: ignore[misc]
    return step
