"""What the pharmacy of a puskesmas can give."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from puskesmas.facility.audit import audited
from puskesmas.facility.models import Facility, Service
from puskesmas.visits.facts import Fact


class Form(models.TextChoices):
    """The form a drug comes in."""

    TABLET = "tablet", "Tablet"
    CAPSULE = "capsule", "Kapsul"
    SYRUP = "syrup", "Sirup"
    SUSPENSION = "suspension", "Suspensi"
    DRY_SYRUP = "dry_syrup", "Sirup kering"
    DROPS = "drops", "Tetes"
    POWDER = "powder", "Serbuk"
    OINTMENT = "ointment", "Salep"
    CREAM = "cream", "Krim"
    LOTION = "lotion", "Losio"
    SUPPOSITORY = "suppository", "Supositoria"
    OVULE = "ovule", "Ovula"
    INHALER = "inhaler", "Inhaler"
    INJECTION = "injection", "Injeksi"
    INFUSION = "infusion", "Infus"
    IMPLANT = "implant", "Implan"
    VACCINE = "vaccine", "Vaksin"
    DEVICE = "device", "Alat"


class Route(models.TextChoices):
    """The way a drug goes in, or on."""

    ORAL = "oral", "Diminum"
    SUBLINGUAL = "sublingual", "Di bawah lidah"
    TOPICAL = "topical", "Dioleskan"
    EYE = "eye", "Ke mata"
    EAR = "ear", "Ke telinga"
    NOSE = "nose", "Ke hidung"
    RECTAL = "rectal", "Lewat dubur"
    VAGINAL = "vaginal", "Lewat vagina"
    INHALED = "inhaled", "Dihirup"
    INJECTED = "injected", "Disuntikkan"
    IMPLANTED = "implanted", "Dipasang di bawah kulit"
    WORN = "worn", "Dipakai"


class LabelKind(models.TextChoices):
    """The colour of the etiket: white for what is swallowed, blue for the rest."""

    WHITE = "white", "Putih"
    BLUE = "blue", "Biru"


class DrugQuerySet(models.QuerySet):
    """Drugs of a puskesmas."""

    def active(self):
        """Those that may be prescribed today."""
        return self.filter(is_active=True)


@audited()
class Drug(models.Model):
    """One drug in one strength and form, as this puskesmas keeps it."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="drugs", verbose_name="puskesmas")
    code = models.SlugField("kode", max_length=30)
    name = models.CharField("nama", max_length=80)
    strength = models.CharField("kekuatan", max_length=40, blank=True)
    form = models.CharField("bentuk", max_length=12, choices=Form.choices)
    unit = models.CharField("satuan", max_length=20, help_text="Yang dihitung saat diserahkan: tablet, botol, vial.")
    route = models.CharField("cara pakai", max_length=10, choices=Route.choices)
    label_kind = models.CharField("warna etiket", max_length=5, choices=LabelKind.choices, default=LabelKind.WHITE)
    shake = models.BooleanField("kocok dahulu", default=False)
    substances = ArrayField(
        models.CharField(max_length=60),
        verbose_name="zat aktif dan golongannya",
        default=list,
        blank=True,
        help_text="Dibandingkan dengan alergi pasien, misalnya amoksisilin, penisilin.",
    )
    teaches = ArrayField(
        models.CharField(max_length=30),
        verbose_name="memberi tahu",
        default=list,
        blank=True,
        help_text="kb_procedure untuk obat yang diambil dahulu, lalu dipasang atau disuntikkan di ruang.",
    )
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="+", verbose_name="layanan bertarif", null=True, blank=True
    )
    programme = models.BooleanField("obat program", default=False)
    is_active = models.BooleanField("masih diberikan", default=True)

    objects = DrugQuerySet.as_manager()

    class Meta:
        verbose_name = "obat"
        verbose_name_plural = "obat"
        ordering = ["facility", "name", "strength"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "code"], name="drug_code_once_per_facility"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="drug_comes_in_a_known_form"),
            models.CheckConstraint(condition=Q(route__in=Route.values), name="drug_goes_a_known_way"),
            models.CheckConstraint(
                condition=Q(route=Route.ORAL, label_kind=LabelKind.WHITE)
                | ~Q(route=Route.ORAL) & Q(label_kind=LabelKind.BLUE),
                name="what_is_swallowed_has_a_white_label",
            ),
            models.CheckConstraint(
                condition=Q(teaches__contained_by=[Fact.KB_PROCEDURE.value]), name="drug_teaches_the_kb_procedure_only"
            ),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.name} {self.strength}".strip()

    @property
    def needs_procedure(self) -> bool:
        """Whether the patient takes it back to the room, to be injected or fitted there."""
        return Fact.KB_PROCEDURE in self.teaches
