"""Two records of one person: the one that stays is pointed at, nothing is rewritten, and it can be taken back."""

from django.db import transaction
from django.http import Http404

from puskesmas.facility.audit import signed
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission

from . import changes
from .models import ChangeKind, Patient
from .permitted import may
from .refusals import MergeRefused


def merge(patient: Patient, *, into: Patient, by: Staff, reason: str) -> Patient:
    """Say that two records are one person's; the second stays, and whoever asks by `person` finds both."""
    if {patient.facility_id, into.facility_id} != {by.facility_id}:
        raise Http404(f"No patient has the code {patient.code!r} here.")
    may(by, Permission.PATIENT_MERGE)
    if patient.pk == into.pk:
        raise MergeRefused("same_record", "Rekam medis tidak bisa digabung dengan dirinya sendiri. Pilih yang lain.")
    if not reason.strip():
        raise MergeRefused("reason_missing", "Alasan penggabungan belum diisi. Tulis apa yang membuat Anda yakin.")
    with transaction.atomic(), signed(by):
        rows = {row.pk: row for row in Patient.objects.locked(patient.pk, into.pk)}
        patient, into = rows[patient.pk], rows[into.pk]
        _refuse_what_is_unlike(patient, into, by=by)
        patient.person = into
        patient.save(update_fields=["person"])
        changes.row(
            patient,
            ChangeKind.MERGED,
            village_before=patient.village,
            village_after=into.village,
            data={"into": into.code},
            reason=reason,
            by=by,
        ).save(force_insert=True)
    return patient


def unmerge(patient: Patient, *, by: Staff, reason: str) -> Patient:
    """Take back a merge: the record stands for its own person again."""
    if patient.facility_id != by.facility_id:
        raise Http404(f"No patient has the code {patient.code!r} here.")
    may(by, Permission.PATIENT_MERGE)
    with transaction.atomic(), signed(by):
        patient = Patient.objects.locked(patient.pk).get()
        if not patient.is_merged:
            message = f"RM {patient.record_number_label} tidak sedang digabung. Muat ulang halamannya."
            raise MergeRefused("already_done", message)
        stayed = patient.person
        patient.person = patient
        patient.save(update_fields=["person"])
        changes.row(
            patient,
            ChangeKind.UNMERGED,
            village_before=stayed.village,
            village_after=patient.village,
            data={"from": stayed.code},
            reason=reason,
            by=by,
        ).save(force_insert=True)
    return patient


def unlike(patient: Patient, other: Patient) -> list[str]:
    """Return what two records say differently, for whoever decides whether they are one person's."""
    labels = {"name": "Nama", "sex": "Jenis kelamin", "birth_date": "Tanggal lahir", "nik": "NIK", "bpjs": "Nomor BPJS"}
    pairs = {column: (getattr(patient, column), getattr(other, column)) for column in labels}
    return [labels[column] for column, (ours, theirs) in pairs.items() if ours and theirs and ours != theirs]


def _refuse_what_is_unlike(patient: Patient, into: Patient, *, by: Staff) -> None:
    if {patient.facility_id, into.facility_id} != {by.facility_id}:
        raise Http404("No such patients here.")
    if patient.is_merged:
        message = f"RM {patient.record_number_label} sudah digabung. Lepaskan dulu penggabungannya."
        raise MergeRefused("already_done", message)
    if into.is_merged:
        stays = into.person.record_number_label
        message = f"RM {into.record_number_label} sudah digabung ke RM {stays}. Gabungkan ke RM {stays}."
        raise MergeRefused("target_is_merged", message)
    if patient.rows.exclude(pk=patient.pk).exists():
        message = (
            f"RM {patient.record_number_label} menampung rekam medis lain. "
            "Gabungkan ke arah sebaliknya, atau lepaskan dulu yang lain."
        )
        raise MergeRefused("others_are_merged_into_it", message)
    if patient.sex != into.sex:
        message = "Jenis kelamin kedua rekam medis berbeda. Betulkan dulu yang salah, lalu gabungkan."
        raise MergeRefused("sex_differs", message)
