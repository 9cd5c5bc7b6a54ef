"""What the rooms across clusters offer: the emergency record, observation, the delivery, beds and their days."""

from dataclasses import replace

from clusters.registry import Cluster, ExamKind, Panel, RoomWay, Way, register
from puskesmas.facility.models import ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Line, Place
from puskesmas.visits.models import QueueEntry
from puskesmas.visits.movement import Child
from puskesmas.visits.states import BEDS, CARE, State

from . import panels
from .births import Delivery, correct_delivery, deliver
from .emergency import Emergency, correct_emergency, record_emergency
from .forms import DeliveryForm, EmergencyForm, NightForm, ObservationForm
from .models import DeliveryRecord, EmergencyRecord, InpatientNote, Observation
from .observing import note_day, observe


def _record_emergency(entry: QueueEntry, told: Emergency, *, by: Staff) -> EmergencyRecord:
    return record_emergency(entry.visit, told, by=by, entry=entry)


def _correct_emergency(record: EmergencyRecord, told: Emergency, *, by: Staff, reason: str) -> EmergencyRecord:
    """What the form does not ask stays as it was."""
    return correct_emergency(record, replace(told, observation=record.observation), by=by, reason=reason)


def _deliver(entry: QueueEntry, told: tuple[Delivery, list[Child]], *, by: Staff) -> DeliveryRecord:
    delivery, children = told
    return deliver(entry, delivery, children, by=by)


def _correct_delivery(
    record: DeliveryRecord, told: tuple[Delivery, list[Child]], *, by: Staff, reason: str
) -> DeliveryRecord:
    delivery, children = told
    return correct_delivery(record, delivery, children, by=by, reason=reason)


def _has_beds(point: ServicePoint) -> bool:
    return point.beds > 0


EMERGENCY = ExamKind(
    code="emergency",
    name="Catatan gawat darurat",
    model=EmergencyRecord,
    form=EmergencyForm,
    template="clusters/lintas/_emergency.html",
    fields="clusters/lintas/_emergency_fields.html",
    places=(Place.IGD,),
    states=frozenset({State.EMERGENCY}),
    record=_record_emergency,
    correct=_correct_emergency,
)
OBSERVATION = ExamKind(
    code="observation",
    name="Observasi",
    model=Observation,
    form=ObservationForm,
    template="clusters/lintas/_observation.html",
    fields="clusters/lintas/_observation_fields.html",
    places=(Place.IGD, Place.BERSALIN),
    states=CARE,
    many=True,
    record=observe,
)
DELIVERY = ExamKind(
    code="delivery",
    name="Persalinan",
    model=DeliveryRecord,
    form=DeliveryForm,
    template="clusters/lintas/_delivery.html",
    fields="clusters/lintas/_delivery_fields.html",
    places=(Place.BERSALIN,),
    states=frozenset({State.DELIVERY}),
    on_sheet=True,
    key="b",
    permission=Permission.BIRTH_REGISTER,
    record=_deliver,
    correct=_correct_delivery,
)
NIGHT = ExamKind(
    code="inpatient_day",
    name="Catatan harian",
    model=InpatientNote,
    form=NightForm,
    template="clusters/lintas/_night.html",
    places=(Place.RANAP,),
    states=frozenset({State.INPATIENT}),
    many=True,
    record=note_day,
    visit="stay__visit",
)

register(
    Cluster(
        Line.LX,
        "Lintas klaster",
        exams=(EMERGENCY, OBSERVATION, DELIVERY, NIGHT),
        panels=(
            Panel("clusters/lintas/_clock.html", frozenset({State.EMERGENCY}), panels.clock),
            Panel("clusters/lintas/_bed.html", BEDS, panels.bed),
        ),
        ways=(Way("Tempat tidur", "lintas:lay", "d", "bed", Permission.SOAP_WRITE, BEDS),),
        room_ways=(RoomWay("Tempat tidur", "lintas:beds", Permission.VISIT_READ, _has_beds),),
    )
)
