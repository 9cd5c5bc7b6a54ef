"""The area a puskesmas answers for: villages, hamlets, Pustu and Posyandu."""

from django.core.validators import RegexValidator
from django.db import models

from ..audit import audited
from ..codes import new_code
from .facility import Facility


class VillageKind(models.TextChoices):
    """What a village is called in its part of the country."""

    DESA = "desa", "Desa"
    KELURAHAN = "kelurahan", "Kelurahan"
    NAGARI = "nagari", "Nagari"


class HamletKind(models.TextChoices):
    """What a part of a village is called in its part of the country."""

    DUSUN = "dusun", "Dusun"
    JORONG = "jorong", "Jorong"
    LINGKUNGAN = "lingkungan", "Lingkungan"
    RW = "rw", "RW"


kemendagri_code = RegexValidator(r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$", "Tulis seperti 35.28.05.2001.")


@audited()
class Village(models.Model):
    """One desa, kelurahan or nagari, inside the working area or known from patients who live outside it."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="villages", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    kemendagri_code = models.CharField("kode wilayah", max_length=13, validators=[kemendagri_code])
    kind = models.CharField("jenis", max_length=10, choices=VillageKind.choices, default=VillageKind.DESA)
    name = models.CharField("nama", max_length=60)
    population = models.PositiveIntegerField("penduduk", default=0)
    in_area = models.BooleanField("wilayah kerja", default=True)

    class Meta:
        verbose_name = "desa/kelurahan/nagari"
        verbose_name_plural = "desa/kelurahan/nagari"
        ordering = ["facility", "name"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "kemendagri_code"], name="village_once_per_facility"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"


@audited()
class Hamlet(models.Model):
    """One dusun, jorong, lingkungan or RW of a village."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="hamlets", verbose_name="desa")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    kind = models.CharField("jenis", max_length=10, choices=HamletKind.choices, default=HamletKind.DUSUN)
    name = models.CharField("nama", max_length=60)

    class Meta:
        verbose_name = "dusun/jorong"
        verbose_name_plural = "dusun/jorong"
        ordering = ["village", "name"]
        constraints = [models.UniqueConstraint(fields=["village", "name"], name="hamlet_name_once_per_village")]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"


@audited()
class Pustu(models.Model):
    """One auxiliary health post and the villages it looks after."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="pustu", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    name = models.CharField("nama", max_length=60)
    villages = models.ManyToManyField(Village, related_name="pustu", verbose_name="desa", blank=True)

    class Meta:
        verbose_name = "Pustu"
        verbose_name_plural = "Pustu"
        ordering = ["facility", "name"]
        constraints = [models.UniqueConstraint(fields=["facility", "name"], name="pustu_name_once_per_facility")]

    class Personal:
        fields = ()

    def __str__(self):
        return self.name


@audited()
class Posyandu(models.Model):
    """One Posyandu, held in a village by its kader."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="posyandu", verbose_name="desa")
    hamlet = models.ForeignKey(
        Hamlet, models.PROTECT, related_name="posyandu", verbose_name="dusun", null=True, blank=True
    )
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    name = models.CharField("nama", max_length=60)

    class Meta:
        verbose_name = "Posyandu"
        verbose_name_plural = "Posyandu"
        ordering = ["village", "name"]
        constraints = [models.UniqueConstraint(fields=["village", "name"], name="posyandu_name_once_per_village")]

    class Personal:
        fields = ()

    def __str__(self):
        return self.name
