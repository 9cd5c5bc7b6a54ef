"""Everything the desk shows of one place in line, read in as many statements as there are kinds of paper."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from pharmacy.models import PrescriptionItem
from pharmacy.models.prescription import PrescriptionState
from puskesmas.facility.life_stages import Age
from puskesmas.facility.models import Service, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Allergy, NoAllergyKnown
from puskesmas.visits.access import entries_for
from puskesmas.visits.events import Kind
from puskesmas.visits.models import QueueEntry, Visit, VisitEvent
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.moves import Options, options
from puskesmas.visits.rooms import Rooms, rooms_of
from puskesmas.visits.states import CARE
from puskesmas.visits.timeline import entries_of
from referrals.access import lab_items_for
from referrals.models import InternalReferral, LabCorrection, LabOrderItem, LabStatus, OutwardReferral

from .access import (
    diagnoses_for,
    exam_records_of,
    screening_notes_for,
    screening_results_for,
    soaps_for,
    vitals_for,
)
from .models import Diagnosis, Draft, RoomRecord, ScreeningNote, ScreeningResult, Soap, VitalSigns
from .registry import ExamKind, registry

MEASUREMENTS_READ = 12


def entry_to_read(user, code: str) -> QueueEntry | None:
    """Give a place in line of the user's puskesmas with all that hangs on one row of the page."""
    allergies = Allergy.objects.standing().filter(patient__person=OuterRef("visit__patient__person"))
    denied = NoAllergyKnown.objects.filter(patient__person=OuterRef("visit__patient__person"))
    letters = OutwardReferral.objects.filter(visit=OuterRef("visit")).order_by("pk")
    drafts = Draft.objects.filter(visit=OuterRef("visit"), user=user)
    services = Service.objects.active().filter(facility=OuterRef("facility"), place=OuterRef("place")).order_by("name")
    rows = entries_for(user).select_related(
        "visit__patient__coverage",
        "visit__patient__village",
        "visit__patient__hamlet",
        "visit__mother_visit",
        "served_by",
        "returns_to__point",
        "came_from__point",
    )
    rows = rows.annotate(
        allergies=ArraySubquery(allergies.values(json=JSONObject(substance="substance", reaction="reaction"))),
        denied=ArraySubquery(denied.values(json=JSONObject(at="asked_at", by="asked_by__name"))[:1]),
        letters=ArraySubquery(
            letters.values(json=JSONObject(code="code", number="number", kind="kind", to="receiver", status="status"))
        ),
        drafts=ArraySubquery(drafts.values(json=JSONObject(form="form", typed="typed", saved_at="saved_at"))),
        offered=ArraySubquery(services.values(json=JSONObject(code="code", name="name"))),
    )
    return rows.filter(code=code).first()


@dataclass
class Reading:
    """One visit open on one desk; each kind of paper is read when it is first asked for, and once.

    The sentences of the visit are read first: a paper nobody wrote a sentence about is not there, and is not asked for.
    """

    entry: QueueEntry
    by: Staff
    user: object

    @property
    def visit(self) -> Visit:
        return self.entry.visit

    @cached_property
    def shelf(self) -> dict[str, Any]:
        """What clusters have read of this patient beside, each under its own key, so that it is read once."""
        return {}

    @property
    def patient(self):
        return self.visit.patient

    @cached_property
    def age(self) -> Age | None:
        """The patient's age on the day of the visit."""
        return self.patient.age_on(self.visit.on) if self.patient else None

    def may(self, permission: Permission) -> bool:
        """Tell whether the reader may do a thing."""
        return self.by.can(permission)

    @property
    def sees_record(self) -> bool:
        return self.by.can(Permission.RECORD_READ)

    @cached_property
    def rooms(self) -> Rooms:
        """The rooms as they stand today."""
        return rooms_of(self.entry.facility_id, self.visit.facility.today())

    @cached_property
    def entries(self) -> Sequence[QueueEntry]:
        """Where the patient has been, oldest first."""
        return entries_of(self.visit)

    @cached_property
    def options(self) -> Options:
        """What can be done next; nothing for a place in line the patient has left."""
        return options(self.visit, self.entry, rooms=self.rooms) if self.entry.is_open else Options(None, ())

    @cached_property
    def events(self) -> Sequence[VisitEvent]:
        """The sentences of the visit, oldest first."""
        return list(self.visit.events.filter(facility_id=self.visit.facility_id).order_by("seq"))

    def happened(self, kind: Kind) -> list[VisitEvent]:
        """Give the sentences of one kind, oldest first."""
        return [event for event in self.events if event.kind == kind]

    @property
    def is_served(self) -> bool:
        return self.entry.state == EntryState.SERVING

    @cached_property
    def is_recognised(self) -> bool:
        """Whether somebody made sure, in this room, that this is the patient of the record."""
        return any(event.point_id == self.entry.point_id for event in self.happened(Kind.IDENTITY_CONFIRMED))

    @property
    def may_recognise(self) -> bool:
        """Whether the reader could make sure of it now."""
        return self.patient is not None and not self.is_recognised and self.may(Permission.PATIENT_READ)

    @property
    def must_recognise(self) -> bool:
        """Whether the reader must do so before anything else; in an emergency and in labour care comes first."""
        return self.may_recognise and self.visit.state not in CARE

    @cached_property
    def colour(self) -> str:
        """The colour of the latest triage."""
        sorted_ = self.happened(Kind.TRIAGED)
        return sorted_[-1].data.get("colour", "") if sorted_ else ""

    @cached_property
    def measurements(self) -> Sequence[VitalSigns]:
        """What was measured today and before, the latest first."""
        mine = Q(visit=self.visit_pk)
        if self.patient is not None and self.sees_record:
            mine |= Q(visit__patient__person=self.patient.person_id)
        return list(vitals_for(self.user).filter(mine).order_by("-measured_at", "-pk")[:MEASUREMENTS_READ])

    @property
    def visit_pk(self) -> int:
        return self.entry.visit_id

    @cached_property
    def soaps(self) -> Sequence[Soap]:
        """What this visit's examinations found."""
        return list(soaps_for(self.user).filter(visit=self.visit_pk)) if self.sees_record else []

    @cached_property
    def kinds(self) -> Sequence[ExamKind]:
        """The typed exams this room asks for now, those the reader may write."""
        found = registry.exams_here(place=self.entry.place, services=self.booked_here, state=self.entry.visit_state)
        return [kind for kind in found if self.may(kind.permission) and self.may(kind.reads)]

    @cached_property
    def examined(self) -> dict[str, Sequence[RoomRecord]]:
        """Typed exams of this visit by kind, whichever room wrote them; the sentences tell which tables to ask."""
        if not self.sees_record:
            return {}
        written = {event.data.get("exam") for event in self.happened(Kind.SOAP)}
        kinds = [kind for kind in registry.exams() if kind.code in written and self.may(kind.reads)]
        return {kind.code: list(exam_records_of(self.user, kind, self.visit_pk)) for kind in kinds}

    @cached_property
    def diagnoses(self) -> Sequence[Diagnosis]:
        """What it is called, the main one first."""
        if not self.sees_record or not self.happened(Kind.DIAGNOSED):
            return []
        return list(diagnoses_for(self.user).filter(visit=self.visit_pk))

    @cached_property
    def notes(self) -> Sequence[ScreeningNote]:
        """What the screening point hands over."""
        if not self.happened(Kind.SCREENED):
            return []
        asked = ScreeningResult.objects.filter(note=OuterRef("pk"))
        return list(screening_notes_for(self.user).filter(visit=self.visit_pk).annotate(by_instrument=Exists(asked)))

    @cached_property
    def screened_before(self) -> Sequence[ScreeningResult]:
        """The latest screening of each instrument and outcome, on this visit or before."""
        if self.patient is None or not self.may(Permission.SCREENING_WRITE):
            return []
        return list(screening_results_for(self.user).of_person(self.patient).latest_of_each())

    @cached_property
    def results(self) -> Sequence[ScreeningResult]:
        """What instruments found on this visit, or why they were not asked, oldest first."""
        told = [*self.happened(Kind.SCREENED), *self.happened(Kind.NOT_GIVEN)]
        if not (self.sees_record or self.may(Permission.SCREENING_WRITE)):
            return []
        if not any("instrument" in event.data or "replaces" in event.data for event in told):
            return []
        return list(screening_results_for(self.user).filter(visit=self.visit_pk).order_by("recorded_at", "pk"))

    @cached_property
    def lab(self) -> list["LabPaper"]:
        """What was asked of the laboratory on this visit, each with its answers."""
        if not self.may(Permission.LAB_READ) or not self.happened(Kind.LAB_ORDERED):
            return []
        items = lab_items_for(self.user).filter(order__visit=self.visit_pk).exclude(order__status=LabStatus.CANCELLED)
        before = LabCorrection.objects.filter(item=OuterRef("pk")).order_by("-corrected_at")
        items = items.annotate(before=Subquery(before.values("value")[:1]))
        papers: dict[int, LabPaper] = {}
        for item in items.select_related("order__ordered_by", "test").order_by("order__ordered_at", "order_id", "pk"):
            papers.setdefault(item.order_id, LabPaper(item.order, [])).items.append(item)
        return list(papers.values())

    @cached_property
    def prescribed(self) -> Sequence[PrescriptionItem]:
        """What was prescribed on this visit, as it stands."""
        if not self.may(Permission.PRESCRIPTION_READ) or not self.happened(Kind.PRESCRIBED):
            return []
        rows = PrescriptionItem.objects.current().filter(prescription__visit=self.visit_pk)
        rows = rows.exclude(prescription__state=PrescriptionState.CANCELLED).select_related("prescription", "drug")
        return list(rows.order_by("prescription_id", "order"))

    @cached_property
    def internal(self) -> Sequence[InternalReferral]:
        """What rooms asked of each other on this visit."""
        if not self.may(Permission.REFERRAL_READ) or not self.happened(Kind.INTERNALLY_ASKED):
            return []
        rows = InternalReferral.objects.filter(visit=self.visit_pk, withdrawn_at__isnull=True)
        return list(rows.select_related("from_point", "asked_by", "answered_by"))

    @property
    def asked_of_us(self) -> list[InternalReferral]:
        """Questions to this room that wait for an answer."""
        here = {self.entry.place, self.entry.point.place}
        return [one for one in self.internal if one.is_open and one.place in here]

    @property
    def answers_to_us(self) -> list[InternalReferral]:
        """What other rooms answered to this one."""
        return [one for one in self.internal if one.answered_at and one.from_point_id == self.entry.point_id]

    @property
    def unread(self) -> list["LabPaper"]:
        """Results nobody who treats the patient has read."""
        return [paper for paper in self.lab if paper.order.status == LabStatus.RESULTED and not paper.order.read_at]

    @cached_property
    def given(self) -> dict[str, int]:
        """How often each service was given on this visit, by code."""
        counts: dict[str, int] = defaultdict(int)
        for event in self.happened(Kind.RENDERED):
            counts[event.data["service"]] += event.data.get("quantity", 1)
        return counts

    @property
    def booked_here(self) -> list[str]:
        """Codes of the services booked for this room."""
        return [one["service"] for one in self.visit.booked if one["service"] and one["place"] == self.entry.place]

    @property
    def not_given(self) -> list[str]:
        """Codes of all services booked and not given yet."""
        return [one["service"] for one in self.visit.booked if one["service"] and one["service"] not in self.given]


@dataclass
class LabPaper:
    """One laboratory order with its tests."""

    order: object
    items: list[LabOrderItem]
