"""A morning at a demo puskesmas, told with the same verbs staff press, so that every screen has life in it.

Each patient's walk is told at its own hours up to now and stops wherever the patient is at this minute.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clusters import diagnosing, recording
from clusters.klaster1 import cashier
from clusters.klaster1.bill import bill_of
from pharmacy import services as pharmacy
from pharmacy.checks import all_in_order
from pharmacy.models import Drug, Prescription
from puskesmas.facility.models import Facility, Staff
from puskesmas.facility.places import Place
from puskesmas.patients.models import Patient
from puskesmas.visits import clock, movement, queueing
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import OPEN, EntryState
from puskesmas.visits.rendering import render
from puskesmas.visits.states import State
from referrals import lab, results
from referrals.models import LabOrder, LabTest

from .tellings import COMPLAINTS, Complaint

PATIENTS = 30
BEGAN = timedelta(minutes=170)
SERVED_AT_ONCE = 2  # patients inside one room at the same time
ROLE_AT = {
    Place.PINTU: "pandu",
    Place.PANDU: "pandu",
    Place.LOKET: "loket",
    Place.SKRINING: "skrining",
    Place.KASIR: "kasir",
    Place.FARMASI: "apoteker",
    Place.LAB: "lab",
    Place.GIGI: "gigi",
    Place.GIZI: "gizi",
    Place.FISIO: "fisio",
    Place.KIA: "bidan",
    Place.KB: "bidan",
    Place.BERSALIN: "bidan",
}


def tell(facility: Facility, *, patients: int = PATIENTS) -> None:
    """Tell the morning of one puskesmas up to this minute; nothing where its day has visits already."""
    if Visit.objects.filter(facility=facility, on=facility.today()).exists():
        return
    now = timezone.now()
    midnight = now.astimezone(facility.zone).replace(hour=0, minute=1, second=0, microsecond=0)
    began = max(now - BEGAN, midnight)
    teller = _Teller(facility, now, Random(f"{facility.code} pagi"))
    with transaction.atomic():  # one commit a puskesmas: a disk is asked once
        for n in range(patients):
            teller.walk(began + (now - began) * n / patients, n)


class _Teller:
    """Walks one invented patient after another, each at their own hours."""

    def __init__(self, facility: Facility, now: datetime, chance: Random) -> None:
        self.facility, self.now, self.chance = facility, now, chance
        self.staff = {one.role: one for one in Staff.objects.filter(facility=facility).select_related("facility")}
        self.drugs = {drug.code: drug for drug in Drug.objects.filter(facility=facility)}
        self.tests = {test.code: test for test in LabTest.objects.filter(facility=facility)}
        self.places = set(facility.points.standing().values_list("place", flat=True))

    def walk(self, at: datetime, turn: int) -> None:
        patient, told = self._somebody(turn)
        facts = [Fact(word) for word in told.facts]
        opener = self.staff["pandu" if Place.PINTU in self.places else "loket"]
        with clock.telling(at), transaction.atomic():
            visit = movement.open_visit(self.facility, by=opener, facts=facts, complaint=told.says)
        for _ in range(14):
            entry = _open_entry(visit)
            if entry is None:
                return
            at = self._next_hour(entry, at)
            if at > self.now or self._is_full(entry):
                return
            with clock.telling(at), transaction.atomic():
                entry = self._serve(entry)
            at += timedelta(minutes=self.chance.randint(2, 7))
            if at > self.now or entry.place in (Place.IGD, Place.BERSALIN, Place.RANAP):
                return
            with clock.telling(at), transaction.atomic():
                self._finish(entry, patient, told)

    def _next_hour(self, entry: QueueEntry, at: datetime) -> datetime:
        """Give when the patient is called in: at once at the door and in a sitting, after a wait elsewhere."""
        if entry.state == EntryState.SERVING or entry.place in (Place.IGD, Place.BERSALIN):
            return at
        return at + timedelta(minutes=self.chance.randint(2, 12))

    def _is_full(self, entry: QueueEntry) -> bool:
        if entry.state == EntryState.SERVING:
            return False
        inside = QueueEntry.objects.filter(point=entry.point, state=EntryState.SERVING).count()
        return inside >= SERVED_AT_ONCE

    def _serve(self, entry: QueueEntry) -> QueueEntry:
        if entry.state == EntryState.SERVING:
            return entry
        return queueing.start(entry, by=self._who(entry), desk=entry.point.desks.first())

    def _who(self, entry: QueueEntry) -> Staff:
        role = ROLE_AT.get(Place(entry.point.place), "dokter")
        return self.staff[role]

    def _somebody(self, turn: int) -> tuple[Patient, Complaint]:
        """Give a resident not yet seen whom this turn's complaint fits, or the next complaint that fits anybody."""
        for n in range(turn, turn + len(COMPLAINTS)):
            told = COMPLAINTS[n % len(COMPLAINTS)]
            people = list(self._people(told)[:60])
            if people:
                return self.chance.choice(people), told
        raise LookupError(f"{self.facility.code} has no resident left who has not come this morning")

    def _people(self, told: Complaint) -> QuerySet[Patient]:
        today = self.facility.today()
        people = Patient.objects.persons().filter(
            facility=self.facility,
            visits__isnull=True,
            birth_date__lte=today - timedelta(days=told.youngest * 365 + 30),
            birth_date__gte=today - timedelta(days=told.oldest * 365),
            village__in_area=True,
        )
        if told.sex:
            people = people.filter(sex=told.sex)
        return people.select_related("coverage").order_by("code")

    def _finish(self, entry: QueueEntry, patient: Patient, told: Complaint) -> None:
        visit = entry.visit
        by = self._who(entry)
        match visit.state:
            case State.REGISTRATION:
                self._register(visit, patient, told, by=by)
            case State.SCREENING if entry.place == Place.PANDU:
                self._measure(visit, entry, patient, by=by)
            case State.SCREENING:
                recording.screen(visit, asked=["Batuk dua minggu", "Merokok"], found="Tidak ada", by=by, entry=entry)
            case State.EXAM | State.INTERNAL_REFERRAL:
                if self._examine(visit, entry, patient, told, by=by):
                    return
            case State.LAB:
                return self._result(visit)
            case State.CASHIER:
                return self._pay(visit, by=by)
            case State.PHARMACY:
                return self._give_medicine(visit, by=by)
        movement.advance(entry, by=by)

    def _register(self, visit: Visit, patient: Patient, told: Complaint, *, by: Staff) -> None:
        movement.identify(visit, patient, by=by)
        services = [one for one in self.facility.services.filter(code__in=told.services) if one.place in self.places]
        if services:
            movement.book(visit, services, by=by)
        held = Visit.objects.get(pk=visit.pk).holding
        if Fact.JKN not in held and Fact.UMUM not in held:
            movement.tell(visit, Fact.UMUM, by=by)
            held |= {Fact.UMUM}
        fee = self.facility.services.filter(code="KARCIS").first()
        if Fact.UMUM in held and fee is not None:
            render(visit, fee, by=by)

    def _measure(self, visit: Visit, entry: QueueEntry, patient: Patient, *, by: Staff) -> None:
        years = patient.age_on(visit.on).years
        adult = years >= 15
        values = {
            "weight": str(round(self.chance.uniform(45, 82) if adult else 4 + years * 2.4 + 3, 1)),
            "height": str(self.chance.randint(148, 172) if adult else 55 + years * 7),
            "temperature": str(round(self.chance.uniform(36.1, 37.2), 1)),
            "pulse": str(self.chance.randint(68, 96) if adult else 105),
            "respiration": str(self.chance.randint(16, 20) if adult else 28),
        }
        if adult:
            systolic = self.chance.choice([112, 118, 124, 132, 146, 158])
            values |= {"systolic": str(systolic), "diastolic": str(systolic - 42), "waist": "84"}
        recording.measure(visit, values, by=by, entry=entry, confirmed=True)

    def _examine(self, visit: Visit, entry: QueueEntry, patient: Patient, told: Complaint, *, by: Staff) -> bool:
        """Examine; tell whether the patient was sent to the laboratory."""
        if not visit.vitals.exists():
            self._measure(visit, entry, patient, by=by)
        recording.confirm_identity(visit, ["name", "birth_date"], by=by, entry=entry)
        if told.test and not entry.is_return and self._orders_lab(told):
            lab.order_lab(visit, entry, tests=[self.tests[told.test]], question=told.says, by=self.staff["dokter"])
            return True
        recording.examine(
            visit,
            subjective=told.says,
            objective="Keadaan umum baik.",
            assessment=told.finds,
            plan="Obat dan kontrol bila belum membaik.",
            by=by,
            entry=entry,
        )
        if told.icd10 and by.role in ("dokter", "bidan", "gigi") and not visit.diagnoses.exists():
            diagnosing.diagnose(visit, told.icd10, by=by, entry=entry)
        self._prescribe(visit, entry, told)
        return False

    def _orders_lab(self, told: Complaint) -> bool:
        return told.test in self.tests and self.chance.random() < 0.6

    def _prescribe(self, visit: Visit, entry: QueueEntry, told: Complaint) -> None:
        drugs = [self.drugs[code] for code in told.drugs if code in self.drugs]
        if not drugs or entry.step == "tindakan" or visit.prescriptions.exists():
            return
        sop = visit.profile.sop
        writer = next(self.staff[role] for role in ("dokter", "bidan") if sop.allows("prescribe", role))
        lines = [
            pharmacy.Line(drug=drug, dose="1", frequency="3 × 1", quantity=1 if drug.teaches else 9, days=3)
            for drug in drugs
        ]
        pharmacy.prescribe(visit, entry, lines, by=writer, weight_kg=Decimal("55"))

    def _result(self, visit: Visit) -> None:
        order = LabOrder.objects.filter(visit=visit).latest("pk")
        lab.sample(order, by=self.staff["lab"])
        if self.chance.random() < 0.7:
            values = {item.test.code: _value_for(item.test, self.chance) for item in order.items.select_related("test")}
            results.give_result(order, results=values, by=self.staff["lab"])

    def _pay(self, visit: Visit, *, by: Staff) -> None:
        cashier.pay(visit, amount=bill_of(visit).due, method="tunai", by=by)

    def _give_medicine(self, visit: Visit, *, by: Staff) -> None:
        for prescription in Prescription.objects.filter(visit=visit, handed_over_at__isnull=True):
            pharmacy.review(prescription, all_in_order(), by=by, override_reason="Sudah dikonfirmasi ke penulis resep.")
            prepared = pharmacy.dispense(prescription, by=by)
            pharmacy.hand_over(prepared, ["name", "birth_date"], True, by=by)


def _open_entry(visit: Visit) -> QueueEntry | None:
    entries = QueueEntry.objects.filter(visit_id=visit.pk, state__in=OPEN).exclude(state=EntryState.HELD)
    return entries.select_related("visit__profile", "visit__facility", "point__facility").first()


def _value_for(test: LabTest, chance: Random) -> str:
    usual: dict[str, Callable[[], str]] = {
        "HB": lambda: f"{chance.uniform(10.2, 13.8):.1f}".replace(".", ","),
        "GDS": lambda: str(chance.randint(92, 240)),
        "CHOL": lambda: str(chance.randint(160, 250)),
    }
    if test.code in usual:
        return usual[test.code]()
    return test.choices[0] if test.choices else "1"
