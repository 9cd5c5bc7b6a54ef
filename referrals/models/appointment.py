"""A service promised for another day, at an agreed place."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Posyandu, Pustu, Service, Staff
from puskesmas.patients.models import Patient
from puskesmas.visits.models import Visit

from .pairs import one_of, who_and_when


class PlaceKind(models.TextChoices):
    """Where the service will be given (ministry's flow, step 4)."""

    PUSKESMAS = "puskesmas", "Puskesmas"
    PUSTU = "pustu", "Pustu"
    POSYANDU = "posyandu", "Posyandu"
    HOME = "home", "Rumah"


class AppointmentStatus(models.TextChoices):
    """What became of an appointment."""

    BOOKED = "booked", "Dijanjikan"
    KEPT = "kept", "Ditepati"
    CANCELLED = "cancelled", "Dibatalkan"


class AppointmentQuerySet(models.QuerySet):
    """Appointments of a puskesmas."""

    def locked(self):
        """The rows, locked after the visit that settles them."""
        return self.select_for_update(of=("self",))

    def booked(self):
        """Those still to come or missed, the nearest first."""
        return self.filter(status=AppointmentStatus.BOOKED).order_by("on", "pk")

    def missed(self, today):
        """Those whose day went by without the patient."""
        return self.booked().filter(on__lt=today)

    def of_person(self, patient):
        """Those of one person, under whichever record number."""
        return self.filter(patient__person_id=patient.person_id)


class Appointment(models.Model):
    """One service for one patient on a day, at the puskesmas, a Pustu, a Posyandu or at home."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="appointments", verbose_name="puskesmas")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="appointments", verbose_name="pasien")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="appointments", verbose_name="dibuat pada kunjungan", null=True, blank=True
    )
    service = models.ForeignKey(Service, models.PROTECT, related_name="+", verbose_name="layanan")
    place_kind = models.CharField("tempat", max_length=9, choices=PlaceKind.choices)
    pustu = models.ForeignKey(Pustu, models.PROTECT, related_name="+", verbose_name="Pustu", null=True, blank=True)
    posyandu = models.ForeignKey(
        Posyandu, models.PROTECT, related_name="+", verbose_name="Posyandu", null=True, blank=True
    )
    on = models.DateField("tanggal")
    reason = models.CharField("alasan", max_length=200, blank=True)
    status = models.CharField(
        "keadaan", max_length=9, choices=AppointmentStatus.choices, default=AppointmentStatus.BOOKED
    )
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="dibuat oleh")
    made_at = models.DateTimeField("dibuat pukul")
    kept_visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="+", verbose_name="ditepati pada kunjungan", null=True, blank=True
    )
    settled_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="diselesaikan oleh", null=True, blank=True
    )
    settled_at = models.DateTimeField("diselesaikan pukul", null=True, blank=True)
    settled_reason = models.CharField("alasan dibatalkan", max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "janji temu"
        verbose_name_plural = "janji temu"
        ordering = ["on", "pk"]
        constraints = [
            one_of("status", AppointmentStatus, name="appointment_is_in_a_known_state"),
            models.CheckConstraint(
                condition=(
                    Q(place_kind=PlaceKind.PUSTU, pustu__isnull=False, posyandu__isnull=True)
                    | Q(place_kind=PlaceKind.POSYANDU, pustu__isnull=True, posyandu__isnull=False)
                    | Q(
                        place_kind__in=[PlaceKind.PUSKESMAS, PlaceKind.HOME],
                        pustu__isnull=True,
                        posyandu__isnull=True,
                    )
                ),
                name="an_appointment_names_the_place_it_says",
            ),
            who_and_when("settled_by", "settled_at", name="who_settles_an_appointment_says_when"),
            models.CheckConstraint(
                condition=Q(status=AppointmentStatus.BOOKED, settled_at__isnull=True)
                | ~Q(status=AppointmentStatus.BOOKED) & Q(settled_at__isnull=False),
                name="a_settled_appointment_has_its_settler",
            ),
            models.CheckConstraint(
                condition=~Q(status=AppointmentStatus.CANCELLED) | ~Q(settled_reason=""),
                name="an_appointment_is_cancelled_with_a_reason",
            ),
        ]
        indexes = [
            # Whom we expect on a day, and whom we waited for in vain.
            models.Index(fields=["facility", "on"], condition=Q(status="booked"), name="appointment_to_come"),
            # The counter: what was promised to the one who stands here.
            models.Index(fields=["patient", "on"], condition=Q(status="booked"), name="appointment_of_the_patient"),
        ]

    class Personal:
        fields = ("reason", "settled_reason")

    def __str__(self):
        return self.code

    @property
    def place_label(self) -> str:
        """Where the patient is to be, in words: "Pustu Belidak", "Rumah"."""
        return str(self.pustu or self.posyandu or self.get_place_kind_display())

    @property
    def is_booked(self) -> bool:
        return self.status == AppointmentStatus.BOOKED
