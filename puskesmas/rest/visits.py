"""Visits: opening them at the door, finding them, and what becomes known of one."""

from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from puskesmas.facility.access import facility_of, services_for
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal
from puskesmas.patients.access import patient_by_code
from puskesmas.patients.models.coverage import CoverageKind, CoverageSource, CoverageStatus
from puskesmas.patients.services import register
from puskesmas.visits import movement
from puskesmas.visits.access import visit_by_code, visits_for
from puskesmas.visits.facts import ALIASES, Fact, fact_named
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models.line import OPEN
from puskesmas.visits.states import Disposition, State
from registration import intake

from .events import EventShape
from .fields import Body, Choice, Code, Codes, Many, MaybeText, Number, Text
from .leaving import NotGivenBody, agreed
from .operations import Endpoint, does, reads
from .patients import PatientBody, identity_of
from .permissions import require
from .shapes import VisitShape

FACTS = [*Fact, *ALIASES]


class OpenBody(Body):
    """What the door sees; all of it may be missing."""

    facts = Many(Choice(choices=FACTS), required=False, default=list)
    complaint = MaybeText(max_length=200)
    patient = Code(patient_by_code, required=False, allow_null=True, default=None)
    services = Codes(services_for, required=False, default=list)
    party = MaybeText(max_length=12)


class IdentifyBody(Body):
    """Who it is: somebody registered, or somebody new."""

    patient = Code(patient_by_code, required=False)
    new_patient = PatientBody(required=False)

    default_error_messages = {"one_of": "Isi salah satu: patient atau new_patient."}

    def validate(self, typed):
        """One of the two, not both."""
        if len(typed) != 1:
            self.fail("one_of")
        return typed


class FactBody(Body):
    """Something seen or told; without `source` the teller's own role is the source."""

    fact = Choice(choices=FACTS)
    source = MaybeText(max_length=40)
    reason = MaybeText(max_length=200)


class ReasonBody(Body):
    """Why."""

    reason = Text(max_length=200)


class CloseBody(Body):
    """How a visit ends, why, and what was not given."""

    disposition = Choice(choices=Disposition.choices)
    reason = MaybeText(max_length=200)
    not_given = NotGivenBody(many=True, required=False, default=list)


class UndoBody(Body):
    """Which event is taken back: the visit's last."""

    seq = Number(min_value=1)


class BookBody(Body):
    """What the patient comes for."""

    services = Codes(services_for)


class CoverageBody(Body):
    """What a look at the card said."""

    kind = Choice(choices=CoverageKind.choices)
    status = Choice(choices=CoverageStatus.choices, required=False, default=CoverageStatus.UNKNOWN)
    source = Choice(choices=CoverageSource.choices)


class VisitFilters(FilterSet):
    """Which visits of the puskesmas."""

    state = ChoiceFilter(
        choices=State.choices, error_messages={"invalid_choice": f"Pilih salah satu: {', '.join(State)}."}
    )
    point = CharFilter(method="waiting_at", max_length=40)
    on = DateFilter(error_messages={"invalid": "Tulis tanggal sebagai TTTT-BB-HH, misalnya 2024-05-06."})

    def waiting_at(self, visits, name, code):
        """Those whose open place in line is at this service point."""
        return visits.filter(entries__state__in=OPEN, entries__point__code=code)


class Visits(Endpoint):
    """The visits."""

    @reads(VisitShape, Permission.VISIT_READ, many=True, filters=VisitFilters)
    def get(self):
        """The visits of the puskesmas, latest first."""
        return visits_for(self.request.user)

    @does(VisitShape, Permission.VISIT_OPEN, takes=OpenBody, status=201)
    def post(self, *, facts, patient, **typed):
        """Give somebody who arrives a number, and their place before the SOP's first step."""
        if patient is not None:
            require(self.staff, Permission.VISIT_IDENTIFY)
        here = facility_of(self.request.user)
        known = [fact_named(word) for word in facts]
        return movement.open_visit(here, facts=known, patient=patient, by=self.staff, **typed)


class OneVisit(Endpoint):
    """One visit."""

    opens = visit_by_code

    @reads(VisitShape, Permission.VISIT_READ)
    def get(self, visit):
        """Where it stands, what comes next, and where else it may go."""
        return visit


class Events(Endpoint):
    """What happened on a visit."""

    opens = visit_by_code

    @reads(EventShape, Permission.VISIT_READ, many=True)
    def get(self, visit):
        """Every sentence written down about it, first to last."""
        return visit.events.filter(facility_id=visit.facility_id).select_related("point").order_by("seq")


class Identify(Endpoint):
    """Who the patient of a visit is."""

    opens = visit_by_code

    @does(VisitShape, Permission.VISIT_IDENTIFY, takes=IdentifyBody)
    def post(self, visit, *, patient=None, new_patient=None):
        """Say who it is; somebody new is registered with it. The place in line does not move."""
        if new_patient is not None:
            require(self.staff, Permission.PATIENT_WRITE)
            patient = register(identity_of(new_patient), by=self.staff)
        return movement.identify(visit, patient, by=self.staff)


class Learn(Endpoint):
    """What is seen or told of a visit."""

    opens = visit_by_code

    @does(VisitShape, Permission.VISIT_LEARN, takes=FactBody)
    def post(self, visit, *, fact, source, reason):
        """Say a fact; its opposite falls silent."""
        return movement.tell(visit, fact_named(fact), source=source, reason=reason, by=self.staff)


class Withdraw(Endpoint):
    """What turns out otherwise."""

    opens = visit_by_code

    @does(VisitShape, Permission.VISIT_LEARN, takes=FactBody)
    def post(self, visit, *, fact, source, reason):
        """Take a fact back, or one source of it."""
        return movement.untell(visit, fact_named(fact), source=source, reason=reason, by=self.staff)


class Escalate(Endpoint):
    """Emergency."""

    opens = visit_by_code

    @does(VisitShape, Permission.VISIT_ESCALATE, takes=ReasonBody)
    def post(self, visit, *, reason):
        """Take the patient to the emergency room from wherever they are."""
        return movement.escalate(visit, reason=reason, by=self.staff)


class Close(Endpoint):
    """Leaving from anywhere."""

    opens = visit_by_code

    @does(VisitShape, Permission.VISIT_CLOSE, takes=CloseBody)
    def post(self, visit, *, disposition, reason, not_given):
        """Close the visit of somebody who leaves or dies, from any state, or one in which nothing was given."""
        return movement.close(visit, disposition=disposition, reason=reason, not_given=agreed(not_given), by=self.staff)


class Undo(Endpoint):
    """Taking back the last move."""

    opens = visit_by_code

    @does(VisitShape, Permission.VISIT_UNDO, takes=UndoBody)
    def post(self, visit, *, seq):
        """Take back the visit's last event, within two minutes."""
        return movement.undo(visit, seq, by=self.staff)


class Book(Endpoint):
    """What a visit is for."""

    opens = visit_by_code

    @does(VisitShape, Permission.VISIT_IDENTIFY, takes=BookBody)
    def post(self, visit, *, services):
        """Write down the services the patient comes for, in their order."""
        return movement.book(visit, services, by=self.staff)


class Coverage(Endpoint):
    """Who pays."""

    opens = visit_by_code

    @does(VisitShape, Permission.COVERAGE_CHECK, takes=CoverageBody)
    def post(self, visit, *, kind, status, source):
        """Keep what a look at the card said; a card that does not cover today turns the payer into umum."""
        if visit.is_closed:
            raise MoveRefused("already_done", f"Kunjungan {visit.number} sudah selesai. Perbaiki tagihannya di kasir.")
        if visit.patient is None:
            reason = Refusal("unidentified", "Identitas pasien belum dipastikan. Cari atau daftarkan pasiennya dahulu.")
            raise MoveRefused("guard_refused", reason.message, [reason])
        intake.name(visit, visit.patient, card=intake.Card(payer=kind, status=status, source=source), by=self.staff)
        return visit
