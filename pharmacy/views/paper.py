"""A prescription as its page reads it: the patient, the walk, what speaks against it, and the batches to take from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404

from puskesmas.facility.models import ServicePoint, Staff
from puskesmas.facility.places import Place
from puskesmas.patients.access import allergies_of, patient_by_code
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.rooms import Rooms, rooms_of
from puskesmas.visits.states import BEDS
from puskesmas.visits.timeline import entries_of

from ..access import batches_for, prescriptions_for, prescriptions_of
from ..alerts import Alert, alerts_for
from ..fefo import take
from ..models import Prescription, PrescriptionItem, PrescriptionState
from ..weights import Weight, kilograms, weight_of
from ..wording import in_words, rule_of_use

S = PrescriptionState
TO_PREPARE = (S.RECEIVED, S.HELD, S.REVIEWED)
WHO = ("held_by", "answered_by", "reviewed_by", "prepared_by", "handed_over_by", "cancelled_by")


@dataclass(frozen=True)
class Batch:
    """How much comes from one batch."""

    name: str
    expiry: object
    quantity: int
    source: str


@dataclass(frozen=True)
class PaperLine:
    """One drug as the page shows it, with what there is of it."""

    item: PrescriptionItem
    rule: str
    note: str
    batches: Sequence[Batch]

    @property
    def available(self) -> int:
        """How much is set aside, or would be."""
        return sum(batch.quantity for batch in self.batches)

    @property
    def short(self) -> int:
        """How much of what was asked for is not there."""
        return self.item.quantity - self.available

    @property
    def returnable(self) -> int:
        return self.item.given_quantity - self.item.returned_quantity


@dataclass
class Paper:
    """Everything the page of one prescription says; reads the database once for each part."""

    prescription: Prescription
    visit: Visit
    entries: Sequence[QueueEntry]
    rooms: Rooms
    others: Sequence[Prescription]
    staff: Staff
    user: object

    @cached_property
    def here(self) -> QueueEntry | None:
        """The patient's open place in line, wherever it is."""
        found = next((one for one in reversed(self.entries) if one.is_open), None)
        if found is not None:
            found.visit = self.visit
            if found.returns_to_id:
                found.returns_to = next((one for one in self.entries if one.pk == found.returns_to_id), None)
        return found

    @property
    def at_window(self) -> QueueEntry | None:
        """The same while it is the pharmacy that serves."""
        return self.here if self.here is not None and self.here.point.place == Place.FARMASI else None

    @property
    def pharmacy(self) -> ServicePoint:
        """The pharmacy whose page this is; 404 where there is none."""
        if Place.FARMASI not in self.rooms.points:
            raise Http404("Puskesmas ini tidak punya farmasi.")
        return self.rooms.points[Place.FARMASI]

    @property
    def is_served(self) -> bool:
        return self.at_window is not None and self.at_window.state == EntryState.SERVING

    @property
    def is_in_bed(self) -> bool:
        return self.visit.state in BEDS

    @cached_property
    def allergies(self) -> list:
        """What the patient must not be given."""
        return allergies_of(self.visit.patient)

    @cached_property
    def weight(self) -> Weight | None:
        """What the patient weighs, as written or as measured in this visit."""
        return weight_of(self.prescription)

    @cached_property
    def alerts(self) -> list[Alert]:
        """What the record says against it, while that still matters."""
        if self.prescription.state not in TO_PREPARE:
            return []
        drugs = [item.drug for item in self.prescription.lines]
        return alerts_for(self.visit, drugs, weight_kg=kilograms(self.weight), allergies=self.allergies)

    @cached_property
    def lines(self) -> list[PaperLine]:
        """The drugs with the batches they come from: those set aside, or first to expire of what is free."""
        if self.prescription.state in TO_PREPARE:
            shelf = self._planned()
        else:
            shelf = {
                item.pk: [_batch(one.batch, one.quantity) for one in item.allocations.all()]
                for item in self.prescription.lines
            }
        return [
            PaperLine(item, rule_of_use(item.dose, item.frequency), in_words(item.note), shelf.get(item.pk, []))
            for item in self.prescription.lines
        ]

    def _planned(self) -> dict[int, list[Batch]]:
        on = self.visit.facility.today()
        shelf: dict[int, list] = {}
        drugs = {item.drug_id for item in self.prescription.lines}
        for batch in batches_for(self.user).filter(drug_id__in=drugs).usable(on):
            shelf.setdefault(batch.drug_id, []).append(batch)
        planned = {}
        for item in self.prescription.lines:
            if not item.is_not_had:
                taken = take(item.quantity, shelf.get(item.drug_id, []), on=on)
                planned[item.pk] = [_batch(batch, part) for batch, part in taken]
        return planned


def paper_of(request, code: str) -> Paper:
    """Give what the page of a prescription of the user's puskesmas reads."""
    rows = prescriptions_for(request.user).select_related("visit__profile", *WHO)
    found = get_object_or_404(rows.prefetch_related("lines__allocations__batch"), code=code)
    visit = found.visit
    visit.facility = found.facility = request.staff.facility
    if visit.patient is not None:
        visit.patient = patient_by_code(request.user, visit.patient.code)
    others = list(prescriptions_of(request.user, visit).exclude(pk=found.pk).prefetch_related(None))
    return Paper(
        prescription=found,
        visit=visit,
        entries=entries_of(visit),
        rooms=rooms_of(visit.facility_id, visit.facility.today()),
        others=others,
        staff=request.staff,
        user=request.user,
    )


def _batch(batch, quantity: int) -> Batch:
    return Batch(batch.batch, batch.expiry, quantity, batch.get_source_display())
