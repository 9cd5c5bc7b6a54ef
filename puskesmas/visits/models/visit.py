"""A patient's walk through the building."""

from functools import partial

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django_fsm import RETURN_VALUE, ConcurrentTransitionMixin, FSMField, transition

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility
from puskesmas.patients.models import Patient

from .. import facts, guards
from ..facts import Fact
from ..flow import Standing
from ..states import EXITS, INSIDE, MAY_LEAVE_UNKNOWN, NEEDS_IDENTITY, Disposition, State, sources_of
from .profile import FlowProfile


class VisitQuerySet(models.QuerySet):
    """Visits of a puskesmas."""

    def inside(self):
        """Those still in the building."""
        return self.exclude(state__in=EXITS)

    def locked(self):
        """The rows with their SOP and patient, locked before whatever hangs on them."""
        return self.select_for_update(of=("self",)).select_related("profile", "patient")


def _leads_to(state: State):
    return transition(
        field="state",
        source=sources_of(state),
        target=state,
        conditions=[partial(guards.lets_through, target=state)],
    )


class Visit(ConcurrentTransitionMixin, models.Model):
    """One patient's walk, from the door to the exit, under the SOP revision it began with."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="visits", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    on = models.DateField("tanggal")
    number = models.CharField("nomor", max_length=10)
    state = FSMField("keadaan", max_length=20, choices=State.choices, default=State.ARRIVED, protected=True)
    profile = models.ForeignKey(FlowProfile, models.PROTECT, related_name="visits", verbose_name="SOP")
    patient = models.ForeignKey(
        Patient, models.PROTECT, related_name="visits", verbose_name="pasien", null=True, blank=True
    )
    facts = models.JSONField("yang diketahui", default=dict)
    stage = models.CharField("tahap hidup", max_length=12, blank=True)
    booked = models.JSONField("layanan dituju", default=list)  # [{"service": code or "", "place": place}]
    reached = models.CharField("langkah terjauh", max_length=30, blank=True)
    done = ArrayField(models.CharField(max_length=40), verbose_name="langkah selesai", default=list, blank=True)
    complaint = models.CharField("keluhan", max_length=200, blank=True)
    party = models.CharField("rombongan", max_length=12, blank=True)
    setting = models.CharField("tempat pelayanan", max_length=12, default="puskesmas")
    mother_visit = models.ForeignKey(
        "self", models.PROTECT, related_name="births", verbose_name="kunjungan ibu", null=True, blank=True
    )
    birth_order = models.PositiveSmallIntegerField("urutan lahir", null=True, blank=True)
    opened_at = models.DateTimeField("datang")
    closed_at = models.DateTimeField("selesai", null=True, blank=True)
    disposition = models.CharField("cara keluar", max_length=16, choices=Disposition.choices, blank=True)
    last_seq = models.PositiveIntegerField("urutan kejadian", default=0)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "kunjungan"
        verbose_name_plural = "kunjungan"
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "on", "number"], name="one_number_a_day"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="visit_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(patient__isnull=False)
                | (
                    ~Q(state__in=sorted(NEEDS_IDENTITY))
                    & (~Q(state=State.DISCHARGED) | Q(disposition__in=sorted(MAY_LEAVE_UNKNOWN)))
                ),
                name="nobody_unknown_past_the_counter",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=[*INSIDE], closed_at__isnull=True, disposition="")
                    | Q(state=State.CANCELLED, closed_at__isnull=False, disposition=Disposition.CANCELLED)
                    | (
                        Q(state=State.DISCHARGED, closed_at__isnull=False)
                        & ~Q(disposition__in=["", Disposition.CANCELLED])
                    )
                ),
                name="closed_visits_say_how_they_ended",
            ),
        ]
        indexes = [
            # The boards and the day's close: who is inside, by facility.
            models.Index(fields=["facility", "state"], condition=Q(closed_at__isnull=True), name="visit_inside"),
            models.Index(fields=["facility", "on"], name="visit_of_the_day"),
            models.Index(fields=["patient", "-opened_at"], name="visit_of_the_patient"),
        ]

    class Personal:
        fields = ("complaint",)

    def __str__(self):
        return self.number

    @_leads_to(State.REGISTRATION)
    def to_registration(self) -> None:
        """Go to the counter."""

    @_leads_to(State.SCREENING)
    def to_screening(self) -> None:
        """Go to be measured or screened."""

    @_leads_to(State.TRIAGE)
    def to_triage(self) -> None:
        """Be sorted."""

    @_leads_to(State.EMERGENCY)
    def to_emergency(self) -> None:
        """Go to the emergency room."""

    @_leads_to(State.EXAM)
    def to_exam(self) -> None:
        """Go to be examined; not without an identity."""

    @_leads_to(State.DELIVERY)
    def to_delivery(self) -> None:
        """Go to the delivery room."""

    @_leads_to(State.INTERNAL_REFERRAL)
    def to_internal_referral(self) -> None:
        """Go to another room on a detour."""

    @_leads_to(State.LAB)
    def to_lab(self) -> None:
        """Go to the laboratory."""

    @_leads_to(State.INPATIENT)
    def to_inpatient(self) -> None:
        """Be admitted."""

    @_leads_to(State.CASHIER)
    def to_cashier(self) -> None:
        """Go to pay."""

    @_leads_to(State.PHARMACY)
    def to_pharmacy(self) -> None:
        """Go to fetch the medicine."""

    @_leads_to(State.FKRTL_REFERRAL)
    def to_fkrtl_referral(self) -> None:
        """Wait to leave with a letter."""

    @_leads_to(State.DISCHARGED)
    def to_discharged(self) -> None:
        """Leave the building; home only with nothing awaited."""

    @_leads_to(State.CANCELLED)
    def to_cancelled(self) -> None:
        """End a visit in which nothing was given."""

    @transition(field="state", source="*", target=RETURN_VALUE(*State.values))
    def step_back(self, state: str) -> str:
        """Return to the state before the visit's last event, exits included."""
        return state

    @property
    def holding(self) -> frozenset[Fact]:
        """Every fact that holds, presumptions included."""
        return facts.holding(self.facts)

    @property
    def is_identified(self) -> bool:
        return self.patient_id is not None

    @property
    def is_closed(self) -> bool:
        return self.state in EXITS

    @property
    def rooms_booked(self) -> tuple[str, ...]:
        """The rooms of the services booked, each once, in order."""
        return tuple(dict.fromkeys(one["place"] for one in self.booked))

    def standing(self, *, step: str = "", place: str = "") -> Standing:
        """Give where the patient stands on the line; ``step`` and ``place`` come from the open entry."""
        return Standing(
            state=State(self.state),
            step=step,
            place=place,
            reached=self.reached,
            done=frozenset(self.done),
            facts=self.holding,
            booked=self.rooms_booked,
            stage=self.stage,
        )
