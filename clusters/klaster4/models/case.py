"""A notifiable case: raised with its diagnosis, verified, investigated within a day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clusters.models import Diagnosis, Versioned
from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Staff
from puskesmas.visits.models import Visit


class CaseStatus(models.TextChoices):
    """How far a notice has come."""

    NEW = "new", "Baru"
    VERIFIED = "verified", "Diverifikasi"
    INVESTIGATED = "investigated", "Diselidiki"
    NOT_A_CASE = "not_a_case", "Bukan kasus"


OPEN = (CaseStatus.NEW, CaseStatus.VERIFIED)


class CaseNoticeQuerySet(models.QuerySet):
    """Notices of a puskesmas."""

    def open(self):
        """Those still to be investigated."""
        return self.filter(status__in=OPEN)


class CaseNotice(models.Model):
    """One notifiable case told to klaster 4, in the same act as the diagnosis that raises it."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="case_notices", verbose_name="kunjungan")
    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="+", verbose_name="diagnosis")
    disease = models.CharField("kode SKDR", max_length=2)
    disease_name = models.CharField("penyakit", max_length=60)
    icd10 = models.CharField("ICD-10", max_length=7)
    single = models.BooleanField("verifikasi pada satu kasus", default=False)
    on = models.DateField("tanggal")
    raised_at = models.DateTimeField("diberitahukan pukul")
    raised_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="didiagnosis oleh")
    due_at = models.DateTimeField("diselidiki sebelum")
    status = models.CharField("keadaan", max_length=12, choices=CaseStatus.choices, default=CaseStatus.NEW)
    verified_at = models.DateTimeField("diverifikasi pukul", null=True, blank=True)
    verified_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="diverifikasi oleh", null=True, blank=True
    )
    investigated_at = models.DateTimeField("diselidiki pukul", null=True, blank=True)
    dropped_because = models.CharField("alasan bukan kasus", max_length=200, blank=True)

    objects = CaseNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan kasus"
        verbose_name_plural = "pemberitahuan kasus"
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "disease"], name="a_case_is_told_once_a_visit"),
            models.CheckConstraint(condition=Q(status__in=CaseStatus.values), name="a_notice_stands_somewhere_known"),
            models.CheckConstraint(
                condition=Q(status=CaseStatus.INVESTIGATED, investigated_at__isnull=False)
                | ~Q(status=CaseStatus.INVESTIGATED),
                name="an_investigated_case_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.NOT_A_CASE) | ~Q(dropped_because=""), name="what_is_no_case_says_why"
            ),
        ]
        indexes = [
            # W2 counts a facility's cases by day and disease; the worklist asks for those still open.
            models.Index(fields=["facility", "on", "disease"], name="case_of_the_day"),
            models.Index(fields=["facility", "due_at"], condition=Q(status__in=["new", "verified"]), name="case_open"),
        ]

    class Personal:
        fields = ("dropped_because",)

    def __str__(self):
        return f"{self.disease} {self.code}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def in_time(self) -> bool:
        """Whether the investigation came within the time there was."""
        return self.investigated_at is not None and self.investigated_at <= self.due_at


class Finding(models.TextChoices):
    """What an investigation says of the case."""

    CONFIRMED = "confirmed", "Kasus, terkonfirmasi"
    PROBABLE = "probable", "Kasus, klinis atau epidemiologis"
    NOT_PROVEN = "not_proven", "Tidak terbukti"


class Response(models.TextChoices):
    """What was done where the case lives."""

    EDUCATION = "education", "Penyuluhan"
    VECTOR = "vector", "PSN, larvasida, atau pengasapan"
    IMMUNISATION = "immunisation", "Imunisasi tanggap (ORI)"
    PROPHYLAXIS = "prophylaxis", "Obat pencegahan"
    ISOLATION = "isolation", "Isolasi atau karantina"
    SANITATION = "sanitation", "Perbaikan air dan sanitasi"
    SPECIMEN = "specimen", "Ambil spesimen"


class Investigation(Versioned):
    """One epidemiological investigation (PE) of a case: where, what was found among others, what was done."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name="kunjungan")
    notice = models.ForeignKey(CaseNotice, models.PROTECT, related_name="investigations", verbose_name="kasus")
    investigated_at = models.DateTimeField("waktu penyelidikan")
    finding = models.CharField("kesimpulan", max_length=10, choices=Finding.choices)
    place = models.CharField("tempat", max_length=120)
    visited = models.PositiveSmallIntegerField("rumah atau orang diperiksa", null=True, blank=True)
    more_cases = models.PositiveSmallIntegerField("kasus tambahan", null=True, blank=True)
    source = models.CharField("dugaan sumber", max_length=200, blank=True)
    responses = ArrayField(
        models.CharField(max_length=12, choices=Response.choices), verbose_name="tindakan", default=list, blank=True
    )
    notes = models.TextField("catatan", blank=True)

    class Meta(Versioned.Meta):
        verbose_name = "penyelidikan epidemiologi"
        verbose_name_plural = "penyelidikan epidemiologi"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(condition=Q(finding__in=Finding.values), name="an_investigation_concludes"),
            models.CheckConstraint(
                condition=Q(responses__contained_by=Response.values), name="a_case_is_answered_in_known_ways"
            ),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="investigation_of_the_day")]

    class Personal:
        fields = ("place", "source", "notes", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"

    @property
    def response_words(self) -> list[str]:
        """What was done, in words."""
        return [Response(one).label for one in self.responses]
