"""What a laboratory can look for."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from puskesmas.facility.audit import audited
from puskesmas.facility.models import Facility, Service

from .pairs import one_of

test_code = RegexValidator(r"^[A-Z0-9]+(-[A-Z0-9]+)*$", "Tulis dengan huruf besar, misalnya HB atau PROT-URIN.")


class ResultKind(models.TextChoices):
    """How a result is written."""

    NUMERIC = "numeric", "Angka"
    CHOICE = "choice", "Pilihan"
    TEXT = "text", "Uraian"


class LabGroup(models.TextChoices):
    """Where a test stands on the laboratory's menu (ILP guide, table 33)."""

    RAPID = "rapid", "Tes cepat"
    MICROSCOPY = "microscopy", "Mikroskopi"
    HEMATOLOGY = "hematology", "Hematologi"
    CHEMISTRY = "chemistry", "Kimia klinik"
    URINE = "urine", "Urinalisis"
    MOLECULAR = "molecular", "Tes cepat molekuler"


class LabTestQuerySet(models.QuerySet):
    """Tests of a puskesmas' laboratory."""

    def offered(self):
        """Those the laboratory can do today."""
        return self.filter(is_active=True)


@audited()
class LabTest(models.Model):
    """One test a puskesmas' laboratory offers; normal and critical values live in `reference/lab_ranges.toml`."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="lab_tests", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=20, validators=[test_code])
    name = models.CharField("nama", max_length=60)
    group = models.CharField("kelompok", max_length=10, choices=LabGroup.choices)
    kind = models.CharField("bentuk hasil", max_length=7, choices=ResultKind.choices)
    unit = models.CharField("satuan", max_length=20, blank=True)
    choices = ArrayField(models.CharField(max_length=60), verbose_name="pilihan hasil", default=list, blank=True)
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="lab_tests", verbose_name="layanan yang ditagih", null=True, blank=True
    )
    order = models.PositiveSmallIntegerField("urutan", default=0)
    is_active = models.BooleanField("masih dikerjakan", default=True)

    objects = LabTestQuerySet.as_manager()

    class Meta:
        verbose_name = "pemeriksaan laboratorium"
        verbose_name_plural = "pemeriksaan laboratorium"
        ordering = ["facility", "order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "code"], name="lab_test_code_once_per_facility"),
            one_of("kind", ResultKind, name="lab_test_is_of_a_known_kind"),
            one_of("group", LabGroup, name="lab_test_is_of_a_known_group"),
            models.CheckConstraint(
                condition=Q(kind=ResultKind.CHOICE) & ~Q(choices=[]) | ~Q(kind=ResultKind.CHOICE) & Q(choices=[]),
                name="only_choice_tests_offer_choices",
            ),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return self.name
