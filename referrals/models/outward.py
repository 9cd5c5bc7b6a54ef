"""A referral that leaves the puskesmas."""

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, ServicePoint, Staff
from puskesmas.visits.models import Visit

from .pairs import one_of, who_and_when


class ReferralKind(models.TextChoices):
    """Who receives the patient or the letter."""

    FKTP = "fktp", "FKTP lain"
    FKRTL = "fkrtl", "FKRTL"
    SOCIAL = "social", "Rujukan sosial"
    LEGAL = "legal", "Rujukan hukum"


TAKES_THE_PATIENT = frozenset({ReferralKind.FKTP, ReferralKind.FKRTL})


class ReferralStatus(models.TextChoices):
    """Where a referral stands."""

    DRAFTED = "drafted", "Disiapkan"
    SENT = "sent", "Dikirim"
    REFUSED = "refused", "Ditolak"
    ACCEPTED = "accepted", "Diterima"
    ARRIVED = "arrived", "Pasien tiba"
    ANSWERED = "answered", "Dijawab"
    CLOSED = "closed", "Selesai"


S = ReferralStatus
AWAITED = (S.SENT, S.ACCEPTED, S.ARRIVED)
BEFORE_AN_ANSWER = (S.DRAFTED, *AWAITED)


class Consent(models.TextChoices):
    """Who agreed to the referral."""

    PATIENT = "patient", "Pasien"
    FAMILY = "family", "Keluarga"
    EMERGENCY = "emergency", "Darurat, tidak dapat dimintai"


class RefusedBy(models.TextChoices):
    """Who said no."""

    PATIENT = "patient", "Pasien atau keluarga"
    RECEIVER = "receiver", "Faskes penerima"


class OutwardReferralQuerySet(models.QuerySet):
    """Referrals out of a puskesmas."""

    def locked(self):
        """The rows, locked after their visit."""
        return self.select_for_update(of=("self",))

    def awaited(self):
        """Patients who left with a letter and are expected back, the longest due first."""
        return self.filter(status__in=AWAITED, kind__in=TAKES_THE_PATIENT).order_by("due_on", "pk")

    def open(self):
        """Those without an end."""
        return self.filter(status__in=BEFORE_AN_ANSWER)

    def of_person(self, patient):
        """Those of one person, under whichever record number."""
        return self.filter(visit__patient__person_id=patient.person_id)

    def for_lists(self):
        """With what a line of the list shows."""
        return self.select_related("visit__patient__village", "written_by")


class OutwardReferral(models.Model):
    """One letter that sends a patient to another facility or office, and the letter that comes back."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="referrals", verbose_name="puskesmas")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="referrals", verbose_name="kunjungan")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    number = models.CharField("nomor surat", max_length=40)
    kind = models.CharField("jenis", max_length=6, choices=ReferralKind.choices)
    status = FSMField("keadaan", max_length=8, choices=S.choices, default=S.DRAFTED, protected=True)
    point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="+", verbose_name="ruang perujuk")
    receiver = models.CharField("penerima", max_length=120)
    department = models.CharField("poli atau bagian", max_length=80, blank=True)
    reason = models.CharField("alasan dirujuk", max_length=300)
    diagnosis_code = models.CharField("kode ICD-10", max_length=8, blank=True)
    diagnosis = models.CharField("diagnosis", max_length=200, blank=True)
    condition = models.CharField("keadaan saat dirujuk", max_length=300, blank=True)
    therapy = models.CharField("terapi yang sudah diberikan", max_length=300, blank=True)
    escort = models.CharField("pendamping dan kendaraan", max_length=120, blank=True)
    consent = models.CharField("persetujuan", max_length=9, choices=Consent.choices, blank=True)
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="dirujuk oleh")
    written_at = models.DateTimeField("ditulis pukul")
    on = models.DateField("tanggal surat")
    due_on = models.DateField("diharapkan kembali", null=True, blank=True)
    sent_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dikirim oleh", null=True, blank=True
    )
    sent_at = models.DateTimeField("berangkat pukul", null=True, blank=True)
    refused_who = models.CharField("ditolak siapa", max_length=8, choices=RefusedBy.choices, blank=True)
    refused_reason = models.CharField("alasan penolakan", max_length=200, blank=True)
    refused_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="penolakan dicatat oleh", null=True, blank=True
    )
    refused_at = models.DateTimeField("ditolak pukul", null=True, blank=True)
    arrived_at = models.DateTimeField("tiba pukul", null=True, blank=True)
    reply_diagnosis = models.CharField("diagnosis balasan", max_length=200, blank=True)
    reply_therapy = models.CharField("terapi balasan", max_length=300, blank=True)
    reply_advice = models.CharField("anjuran balasan", max_length=300, blank=True)
    control_on = models.DateField("kontrol tanggal", null=True, blank=True)
    answered_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="balasan dicatat oleh", null=True, blank=True
    )
    answered_at = models.DateTimeField("dijawab pukul", null=True, blank=True)
    closed_reason = models.CharField("alasan ditutup", max_length=200, blank=True)

    objects = OutwardReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "surat rujukan"
        verbose_name_plural = "surat rujukan"
        ordering = ["-written_at"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "number"], name="letter_number_once_per_facility"),
            one_of("kind", ReferralKind, name="outward_referral_is_of_a_known_kind"),
            one_of("status", ReferralStatus, name="outward_referral_is_in_a_known_state"),
            who_and_when("sent_by", "sent_at", name="who_sends_a_referral_says_when"),
            who_and_when("refused_by", "refused_at", name="who_notes_a_refusal_says_when"),
            who_and_when("answered_by", "answered_at", name="who_notes_a_reply_says_when"),
            models.CheckConstraint(
                condition=~Q(status=S.REFUSED)
                | Q(refused_at__isnull=False) & Q(refused_who__in=RefusedBy.values) & ~Q(refused_reason=""),
                name="a_refused_referral_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.CLOSED) | Q(answered_at__isnull=False) | ~Q(closed_reason=""),
                name="a_referral_closes_with_an_answer_or_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(TAKES_THE_PATIENT)) | Q(due_on__isnull=False),
                name="a_patient_sent_away_is_due_back",
            ),
        ]
        indexes = [
            # The list of referred patients awaited, by due date.
            models.Index(fields=["facility", "due_on"], condition=Q(status__in=AWAITED), name="referral_awaited"),
        ]

    class Personal:
        fields = (
            "reason",
            "diagnosis",
            "condition",
            "therapy",
            "escort",
            "refused_reason",
            "reply_diagnosis",
            "reply_therapy",
            "reply_advice",
            "closed_reason",
        )

    def __str__(self):
        return self.number

    @property
    def source(self) -> str:
        """The word under which this letter teaches that the patient is to be referred."""
        return f"{self.kind}:{self.code}"

    @property
    def takes_the_patient(self) -> bool:
        return self.kind in TAKES_THE_PATIENT

    @property
    def is_late(self) -> bool:
        """Whether the reply was expected before today."""
        return self.status in AWAITED and self.due_on is not None and self.due_on < self.facility.today()

    @transition(field=status, source=S.DRAFTED, target=S.SENT)
    def send(self, *, by: Staff, at) -> None:
        """The patient leaves with the letter, or the letter leaves."""
        self.sent_by, self.sent_at = by, at

    @transition(field=status, source=S.SENT, target=S.ACCEPTED)
    def accept(self) -> None:
        """The receiver said yes."""

    @transition(field=status, source=[S.DRAFTED, S.SENT, S.ACCEPTED], target=S.REFUSED)
    def refuse(self, *, who: str, reason: str, by: Staff, at) -> None:
        """The patient or the receiver said no."""
        self.refused_who, self.refused_reason, self.refused_by, self.refused_at = who, reason, by, at

    @transition(field=status, source=[S.SENT, S.ACCEPTED], target=S.ARRIVED)
    def arrive(self, *, at) -> None:
        """The patient is with the receiver."""
        self.arrived_at = at

    @transition(field=status, source=list(BEFORE_AN_ANSWER), target=S.ANSWERED)
    def take_answer(self, *, by: Staff, at) -> None:
        """The reply came; from a draft too, since paper does not wait for a button."""
        self.answered_by, self.answered_at = by, at

    @transition(field=status, source=[S.ANSWERED, *AWAITED], target=S.CLOSED)
    def close(self, *, reason: str = "") -> None:
        """Nothing more is expected."""
        self.closed_reason = reason
