"""What the papers of a child come to, written on the child's own row in the transaction of each paper."""

from datetime import date, datetime

from puskesmas.patients.models import Patient
from puskesmas.visits.guards import MoveRefused

from .immunization import Given, card_of
from .models import Childhood, Immunization, NewbornRecord
from .newborn import reached


def child_of(patient: Patient | None) -> Patient:
    """Give the child a room speaks of, locked, so that two rooms do not each write the same dose."""
    if patient is None:
        raise MoveRefused("guard_refused", "Identitas anak belum dipastikan. Pastikan dahulu, lalu catat.")
    rows = {row.pk: row for row in Patient.objects.locked(patient.pk, patient.person_id)}
    return rows[patient.person_id]


def given_to(child: Patient) -> list[Given]:
    """Give every dose a child has had, wherever it was given."""
    return [row.as_given for row in Immunization.objects.of_person(child).given()]


def weigh_immunizations(child: Patient, *, on: date) -> Childhood:
    """Write down since when a child is complete; safe to do again. The child is locked."""
    row = _row(child)
    complete = {
        one.rule.code: one.on for one in card_of(child.birth_date, child.sex, given_to(child), on=on).completeness
    }
    row.idl_on, row.ibl_on = complete.get("IDL"), complete.get("IBL")
    row.save(update_fields=["idl_on", "ibl_on"])
    return row


def weigh_contacts(child: Patient) -> Childhood:
    """Write down which contacts of the first weeks there were; safe to do again. The child is locked."""
    row = _row(child)
    rows = NewbornRecord.objects.current().filter(visit__patient__person=child.pk)
    contacts = reached(rows.values_list("contact", "on"))
    row.kn1_on, row.kn2_on, row.kn3_on = (contacts.first.get(code) for code in ("KN1", "KN2", "KN3"))
    row.kn_on = contacts.complete_on
    row.save(update_fields=["kn1_on", "kn2_on", "kn3_on", "kn_on"])
    return row


def begin(child: Patient, *, born_at: datetime) -> Childhood:
    """Keep the hour a child was born, as the delivery room wrote it. The child is locked."""
    row = _row(child)
    row.born_at = born_at
    row.save(update_fields=["born_at"])
    return row


def _row(child: Patient) -> Childhood:
    row, _ = Childhood.objects.get_or_create(patient=child, defaults={"facility_id": child.facility_id})
    return row
