"""Who is followed for a chronic disease, and each time they came.

The columns that answer the indicators of the villages: ``Register`` is one person and disease, opened by a doctor's
diagnosis (``opened_on``), closed with a reason (``closed_on``); ``Control`` is one visit of such a person (``on``),
with ``controlled`` true, false, or empty where nothing of the disease was measured. Served in a month: a control of it;
under control: the last control of the month is true. Domicile is the patient's.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Staff
from puskesmas.patients.models import Patient
from puskesmas.visits.models import Visit


class Disease(models.TextChoices):
    """A disease that has a register."""

    HYPERTENSION = "hypertension", "Hipertensi"
    DIABETES = "diabetes", "Diabetes melitus"


class RegisterEnding(models.TextChoices):
    """Why somebody is followed here no more."""

    MOVED = "moved", "Pindah"
    DIED = "died", "Meninggal"
    MISTAKEN = "mistaken", "Diagnosis tidak terbukti"
    ELSEWHERE = "elsewhere", "Ditangani fasilitas lain"


class RegisterQuerySet(models.QuerySet):
    """Registers of a puskesmas."""

    def open(self):
        """Those still followed."""
        return self.filter(closed_on__isnull=True)

    def of_person(self, patient: Patient):
        """Those of one person, under whichever record."""
        return self.filter(patient__person=patient.person_id)

    def with_month(self, first, last):
        """Each with whether the person came between two days."""
        came = Control.objects.filter(register=OuterRef("pk"), on__gte=first, on__lte=last)
        return self.annotate(came=Exists(came))


class Register(models.Model):
    """One person followed for one chronic disease, from a doctor's diagnosis until a reason to stop."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="registers", verbose_name="pasien")
    disease = models.CharField("penyakit", max_length=12, choices=Disease.choices)
    icd10 = models.CharField("ICD-10", max_length=7)
    opened_on = models.DateField("terdaftar")
    opened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="didiagnosis oleh")
    opened_visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name="pada kunjungan")
    last_seen_on = models.DateField("terakhir datang")
    controlled = models.BooleanField("terkendali", null=True, blank=True)
    last_values = models.CharField("nilai terakhir", max_length=60, blank=True)
    closed_on = models.DateField("ditutup", null=True, blank=True)
    closed_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="ditutup oleh", null=True, blank=True
    )
    closed_how = models.CharField("alasan", max_length=9, choices=RegisterEnding.choices, blank=True)
    closed_because = models.CharField("keterangan", max_length=200, blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = "register PTM"
        verbose_name_plural = "register PTM"
        ordering = ["last_seen_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "disease"], condition=Q(closed_on__isnull=True), name="one_open_register_a_disease"
            ),
            models.CheckConstraint(condition=Q(disease__in=Disease.values), name="a_register_is_of_a_known_disease"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, closed_how="", closed_because="")
                | Q(closed_on__isnull=False, closed_by__isnull=False, closed_how__in=RegisterEnding.values),
                name="who_closes_a_register_says_why",
            ),
        ]
        indexes = [
            # The worklist asks who is open and was last seen when; PWS who was registered by a day.
            models.Index(fields=["facility", "disease", "last_seen_on"], name="register_by_last_seen"),
            models.Index(fields=["facility", "opened_on"], name="register_opened_on"),
        ]

    class Personal:
        fields = ("closed_because", "last_values")

    def __str__(self):
        return f"{self.get_disease_display()} {self.code}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class Control(models.Model):
    """One visit of somebody on a register, with what was measured of the disease that day."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    register = models.ForeignKey(Register, models.PROTECT, related_name="controls", verbose_name="register")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name="kunjungan")
    on = models.DateField("tanggal")
    systolic = models.PositiveSmallIntegerField("sistolik", null=True, blank=True)
    diastolic = models.PositiveSmallIntegerField("diastolik", null=True, blank=True)
    glucose = models.DecimalField("gula darah", max_digits=5, decimal_places=1, null=True, blank=True)
    glucose_kind = models.CharField("jenis gula darah", max_length=5, blank=True)
    controlled = models.BooleanField("terkendali", null=True, blank=True)
    recorded_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="dicatat oleh")

    class Meta:
        verbose_name = "kontrol PTM"
        verbose_name_plural = "kontrol PTM"
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["register", "visit"], name="one_control_a_visit")]
        indexes = [models.Index(fields=["facility", "on"], name="control_of_the_day")]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.register_id} {self.on}"
