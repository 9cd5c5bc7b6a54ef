"""Writing a dose down: given here, told of from elsewhere, or not given and why; and putting it right."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clusters.writing import corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Patient
from puskesmas.visits.events import Kind
from puskesmas.visits.models import QueueEntry

from .childhood import child_of, weigh_immunizations
from .immunization import Given, Judged, Verdict, judge
from .models import DoseStatus, GivenAt, Immunization
from .schedule import schedule_on
from .wording import verdict_in_words

CODE = "imun"
Told = Mapping[str, Any]


def immunize(entry: QueueEntry, told: Sequence[Told], *, by: Staff) -> Immunization:
    """Write down each dose told, oldest first; one that would not count is written only where that was confirmed."""
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        child, stamp = child_of(page.visit.patient), page.stamp()
        before = list(Immunization.objects.of_person(child).given())
        made = []
        for one in sorted(told, key=lambda row: (row["given_on"] or stamp["on"], row["antigen"], row["dose"])):
            columns = _columns(one, child, [row.as_given for row in [*before, *made] if row.given_on], on=stamp["on"])
            dose = Immunization(**stamp, **columns)
            dose.save(force_insert=True)
            page.say(Kind.SOAP, data={"record": dose.code, "exam": CODE, "antigen": dose.antigen, "dose": dose.dose})
            made.append(dose)
        weigh_immunizations(child, on=stamp["on"])
        return made[-1]


def correct_dose(record: Immunization, told: Sequence[Told], *, by: Staff, reason: str) -> Immunization:
    """Put right what was written of a dose; it is judged again among the others of the child."""
    with transaction.atomic():
        visit = opened(record.visit, by=by, permission=Permission.SOAP_WRITE, after_exit=True).visit
        child = child_of(visit.patient)
        others = [row.as_given for row in Immunization.objects.of_person(child).given() if row.pk != record.pk]
        columns = _columns(told[0], child, others, on=record.on)
        allowed = Permission.SOAP_WRITE
        after = corrected(record, columns, Kind.SOAP, by=by, permission=allowed, reason=reason, exam=CODE)
        weigh_immunizations(child, on=visit.facility.today())
        return after


def _columns(told: Told, child: Patient, others: Sequence[Given], *, on: date) -> dict[str, Any]:
    columns = {name: value for name, value in told.items() if name != "confirmed"}
    if told["status"] == DoseStatus.MISTAKEN:
        columns["why"] = told["why"] or "salah catat"
    schedule = schedule_on(told["given_on"] or on)
    _must_be_told(told, child, on=on)
    if told["status"] != DoseStatus.GIVEN:
        return columns | {"given_on": None, "verdict": "", "edition": schedule.version}
    given = Given(told["antigen"], told["dose"], told["given_on"])
    judged = next(one for one in judge(child.birth_date, [*others, given]) if one.given is given)
    _must_count(told, judged)
    if told["antigen"] == "HB0" and told["given_on"] == child.birth_date:
        columns["within_day"] = True
    return columns | {"verdict": judged.verdict.value, "edition": schedule.version, "why": ""}


def _must_be_told(told: Told, child: Patient, *, on: date) -> None:
    errors: dict[str, list[str]] = {}
    day = told["given_on"]
    if told["status"] != DoseStatus.GIVEN:
        if not told["why"] and told["status"] != DoseStatus.MISTAKEN:
            errors["why"] = ["Tulis alasannya."]
    elif day is None:
        errors["given_on"] = ["Isi tanggal pemberiannya."]
    elif day > on:
        errors["given_on"] = ["Tanggal ini belum tiba."]
    elif day < child.birth_date:
        errors["given_on"] = ["Tanggal ini sebelum anak lahir."]
    elif told["place"] == GivenAt.HERE and not told["batch"]:
        errors["batch"] = ["Tulis nomor batch vaksinnya."]
    if errors:
        raise ValidationError(errors)


def _must_count(told: Told, judged: Judged) -> None:
    """A dose given twice is a slip of the pen; any other that does not count is written where that was confirmed."""
    if judged.verdict == Verdict.TWICE:
        message = f"{told['antigen']} {told['dose']} sudah tercatat. Pilih dosis berikutnya, atau perbaiki catatan itu."
        raise ValidationError({"dose": [message]})
    if not judged.counts and told["place"] == GivenAt.HERE and not told.get("confirmed"):
        message = (
            f"Dosis ini tidak akan sah: {verdict_in_words(judged)}. Bila memang sudah diberikan, centang di bawah."
        )
        raise ValidationError({"dose": [message]})
