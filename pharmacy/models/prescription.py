"""A prescription, and the small machine it walks through."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django_fsm import FSMField, transition

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, ServicePoint, Staff
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.states import BEDS, EXITS, State


class PrescriptionState(models.TextChoices):
    """Where a prescription is between the one who wrote it and the one who takes the medicine."""

    RECEIVED = "received", "Diterima"
    HELD = "held", "Menunggu klarifikasi"
    REVIEWED = "reviewed", "Ditelaah"
    PREPARED = "prepared", "Disiapkan"
    HANDED_OVER = "handed_over", "Diserahkan"
    PARTIAL = "partial", "Diserahkan sebagian"
    CANCELLED = "cancelled", "Dibatalkan"


S = PrescriptionState
OPEN = (S.RECEIVED, S.HELD, S.REVIEWED, S.PREPARED)
GIVEN = (S.HANDED_OVER, S.PARTIAL)

AT_PHARMACY, IN_BED, ON_THE_WAY, GONE = range(4)


class Identifier(models.TextChoices):
    """By what a patient is recognised when medicine is handed over; two of them, never one."""

    NAME = "name", "Nama lengkap"
    BIRTH_DATE = "birth_date", "Tanggal lahir"
    RECORD_NUMBER = "record_number", "Nomor rekam medis"
    NIK = "nik", "NIK"
    ADDRESS = "address", "Alamat"
    MOTHER = "mother", "Nama ibu"
    BRACELET = "bracelet", "Gelang identitas"
    VISIT_NUMBER = "visit_number", "Nomor kunjungan"


# What a patient without a name can be recognised by.
OF_AN_UNKNOWN_PATIENT = frozenset({Identifier.BRACELET, Identifier.VISIT_NUMBER})


class PrescriptionQuerySet(models.QuerySet):
    """Prescriptions of a puskesmas."""

    def open(self):
        """Those not handed over and not cancelled."""
        return self.filter(state__in=OPEN)

    def locked(self):
        """The rows, locked after their visit."""
        return self.select_for_update(of=("self",))

    def to_serve(self):
        """Those the pharmacy has in hand: patients at its window, then in a bed, then on their way, then gone."""
        whereabouts = Case(
            When(visit__state=State.PHARMACY, then=Value(AT_PHARMACY)),
            When(visit__state__in=BEDS, then=Value(IN_BED)),
            When(visit__state__in=EXITS, then=Value(GONE)),
            default=Value(ON_THE_WAY),
            output_field=IntegerField(),
        )
        return self.open().annotate(whereabouts=whereabouts).order_by("whereabouts", "prescribed_at", "pk")


def _together(who: str, sentence: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{who}_by__isnull": True, f"{who}_at__isnull": True})
        | Q(**{f"{who}_by__isnull": False, f"{who}_at__isnull": False}),
        name=sentence,
    )


def _who(verbose_name: str) -> models.ForeignKey:
    return models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=verbose_name, null=True, blank=True)


def _when(verbose_name: str) -> models.DateTimeField:
    return models.DateTimeField(verbose_name, null=True, blank=True)


class Prescription(models.Model):
    """One prescription written on a visit; what was written before a change stays, under an earlier version."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="prescriptions", verbose_name="kunjungan")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    number = models.CharField("nomor resep", max_length=16)
    on = models.DateField("tanggal")
    state = FSMField("keadaan", max_length=12, choices=S.choices, default=S.RECEIVED, protected=True)
    version = models.PositiveSmallIntegerField("versi", default=1)
    entry = models.ForeignKey(QueueEntry, models.PROTECT, related_name="+", verbose_name="ditulis saat dilayani di")
    point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="+", verbose_name="unit asal")
    weight_kg = models.DecimalField(
        "berat badan, kg", max_digits=5, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    prescribed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="penulis resep")
    prescribed_at = models.DateTimeField("ditulis")
    question = models.CharField("yang ditanyakan", max_length=200, blank=True)
    held_by, held_at = _who("ditahan oleh"), _when("ditahan")
    answer = models.CharField("jawaban penulis resep", max_length=200, blank=True)
    answered_by, answered_at = _who("dijawab oleh"), _when("dijawab")
    reviewed_by, reviewed_at = _who("ditelaah oleh"), _when("ditelaah")
    prepared_by, prepared_at = _who("disiapkan oleh"), _when("disiapkan")
    handed_over_by, handed_over_at = _who("diserahkan oleh"), _when("diserahkan")
    identifiers = ArrayField(
        models.CharField(max_length=13, choices=Identifier.choices),
        verbose_name="dicocokkan dengan",
        default=list,
        blank=True,
    )
    is_explained = models.BooleanField("etiket diterangkan", default=False)
    cancelled_by, cancelled_at = _who("dibatalkan oleh"), _when("dibatalkan")
    cancel_reason = models.CharField("alasan batal", max_length=200, blank=True)
    changed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="terakhir oleh")
    changed_at = models.DateTimeField("terakhir")

    objects = PrescriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "resep"
        verbose_name_plural = "resep"
        ordering = ["-prescribed_at"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "number"], name="prescription_number_once_per_facility"),
            models.CheckConstraint(condition=Q(state__in=S.values), name="prescription_is_in_a_known_state"),
            _together("held", "who_holds_a_prescription_says_when"),
            _together("answered", "who_answers_a_question_says_when"),
            _together("reviewed", "who_reviews_a_prescription_says_when"),
            _together("prepared", "who_prepares_medicine_says_when"),
            _together("handed_over", "who_hands_medicine_over_says_when"),
            _together("cancelled", "who_cancels_a_prescription_says_when"),
            models.CheckConstraint(
                condition=Q(state=S.HELD, held_at__isnull=False) & ~Q(question="") | ~Q(state=S.HELD),
                name="held_prescriptions_ask_something",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[S.PREPARED, *GIVEN], reviewed_at__isnull=False, prepared_at__isnull=False)
                | ~Q(state__in=[S.PREPARED, *GIVEN]),
                name="nothing_is_prepared_before_its_review",
            ),
            models.CheckConstraint(
                condition=Q(state__in=GIVEN, handed_over_at__isnull=False, identifiers__len__gte=2)
                | ~Q(state__in=GIVEN) & Q(handed_over_at__isnull=True),
                name="medicine_is_given_to_a_patient_recognised_twice",
            ),
            models.CheckConstraint(
                condition=Q(state=S.CANCELLED, cancelled_at__isnull=False) & ~Q(cancel_reason="")
                | ~Q(state=S.CANCELLED) & Q(cancelled_at__isnull=True, cancel_reason=""),
                name="cancelled_prescriptions_say_why",
            ),
            models.CheckConstraint(condition=Q(weight_kg__isnull=True) | Q(weight_kg__gt=0), name="weight_is_not_zero"),
        ]
        indexes = [
            # The pharmacist's list: what is open, by facility.
            models.Index(fields=["facility", "prescribed_at"], condition=Q(state__in=OPEN), name="prescription_open"),
            models.Index(fields=["visit", "prescribed_at"], name="prescription_of_the_visit"),
            models.Index(fields=["facility", "on"], name="prescription_of_the_day"),
        ]

    class Personal:
        fields = ("question", "answer", "cancel_reason")

    def __str__(self):
        return self.number

    @transition(field="state", source=[S.RECEIVED, S.HELD], target=S.REVIEWED)
    def accept(self) -> None:
        """Pass the review."""

    @transition(field="state", source=[S.RECEIVED, S.REVIEWED, S.PREPARED], target=S.HELD)
    def hold_back(self) -> None:
        """Wait until the one who wrote it has answered."""

    @transition(field="state", source=[*OPEN], target=S.RECEIVED)
    def come_in_again(self) -> None:
        """Be read anew: something in it is different now, or was made clear."""

    @transition(field="state", source=S.REVIEWED, target=S.PREPARED)
    def set_ready(self) -> None:
        """Lie ready for the patient, packed and labelled."""

    @transition(field="state", source=S.PREPARED, target=S.HANDED_OVER)
    def give(self) -> None:
        """Be handed over in full."""

    @transition(field="state", source=S.PREPARED, target=S.PARTIAL)
    def give_partly(self) -> None:
        """Be handed over in part; the rest goes with the patient as a copy."""

    @transition(field="state", source=[*OPEN], target=S.CANCELLED)
    def call_off(self) -> None:
        """Be given to nobody."""

    @property
    def source(self) -> str:
        """The name under which it teaches facts to its visit."""
        return f"prescription:{self.code}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_given(self) -> bool:
        return self.state in GIVEN


class PrescriptionCounter(models.Model):
    """The last prescription number of a day; its row lock keeps numbers apart."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    on = models.DateField("tanggal")
    last = models.PositiveIntegerField("terakhir", default=0)

    class Meta:
        verbose_name = "penghitung nomor resep"
        verbose_name_plural = "penghitung nomor resep"
        constraints = [models.UniqueConstraint(fields=["facility", "on"], name="one_prescription_counter_a_day")]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.on}: {self.last}"
