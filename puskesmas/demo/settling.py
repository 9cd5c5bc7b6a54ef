"""Invented residents becoming patients: rows, cards and the first line of each in the ledger."""

from datetime import datetime

from django.utils import timezone

from puskesmas.facility.models import Facility, Hamlet, Staff, Village
from puskesmas.facility.roles import RoleCode
from puskesmas.patients import changes
from puskesmas.patients.models import ChangeKind, Coverage, Patient, PatientChange, RecordCounter
from puskesmas.patients.numbers import written

from .plans import FacilityPlan
from .residents import Resident, residents

BATCH = 1000


def settle(facility: Facility, plan: FacilityPlan, *, count: int = 2000) -> None:
    """Register the residents of a puskesmas in a few statements; mothers before their children."""
    people = residents(plan, today=facility.today(), count=count)
    clerk = Staff.objects.select_related("facility").get(facility=facility, role=RoleCode.LOKET)
    rows = _rows(facility, people)
    grown_up = [row for person, row in zip(people, rows, strict=True) if person.mother is None]
    Patient.objects.bulk_create(grown_up, batch_size=BATCH)
    row_of = {id(person): row for person, row in zip(people, rows, strict=True)}
    children = []
    for person, row in zip(people, rows, strict=True):
        if person.mother is not None:
            row.mother = row_of[id(person.mother)]
            children.append(row)
    Patient.objects.bulk_create(children, batch_size=BATCH)
    checked_at = timezone.now()
    Coverage.objects.bulk_create(_coverages(people, rows, plan, checked_at), batch_size=BATCH)
    PatientChange.objects.bulk_create(
        [changes.row(row, ChangeKind.REGISTERED, by=clerk) for row in rows], batch_size=BATCH
    )
    RecordCounter.objects.create(facility=facility, last=len(rows))


def _rows(facility: Facility, people: list[Resident]) -> list[Patient]:
    villages = {village.kemendagri_code: village for village in Village.objects.filter(facility=facility)}
    hamlets = {(h.village_id, h.name): h for h in Hamlet.objects.filter(village__facility=facility)}
    rows = []
    for number, person in enumerate(people, start=1):
        village = villages[person.village]
        rows.append(
            Patient(
                facility=facility,
                record_number=written(number),
                name=person.name,
                sex=person.sex,
                birth_date=person.birth_date,
                nik=person.nik or None,
                bpjs=person.bpjs,
                phone=person.phone,
                kk=person.kk,
                mother_name=person.mother_name,
                birth_order=person.birth_order,
                village=village,
                hamlet=hamlets.get((village.pk, person.hamlet)),
                address=person.address,
            )
        )
    return rows


def _coverages(people: list[Resident], rows: list[Patient], plan: FacilityPlan, checked_at: datetime) -> list[Coverage]:
    return [
        Coverage(
            patient=row,
            kind="jkn" if person.coverage else "umum",
            number=person.bpjs,
            fktp_name="Klinik Sehat Bersama" if person.coverage == "elsewhere" else plan.name,
            status=person.coverage or "unknown",
            checked_at=checked_at,
            checked_source="pcare" if person.coverage else "statement",
        )
        for person, row in zip(people, rows, strict=True)
    ]
