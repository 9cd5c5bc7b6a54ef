"""The rooms of a puskesmas, the desks in them and the services given there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ..audit import audited
from ..codes import new_code
from ..places import BEDS, Line, Place, letter_of, line_of
from .facility import Facility


class ServicePointQuerySet(models.QuerySet):
    """Service points, in the order of the walk."""

    def standing(self):
        """Those not closed for good."""
        return self.filter(closed_for_good_on__isnull=True)


@audited()
class ServicePoint(models.Model):
    """One room where patients wait and are served."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="points", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    place = models.CharField("jenis ruang", max_length=10, choices=Place.choices)
    name = models.CharField("nama", max_length=60)
    room = models.CharField("ruang", max_length=20, blank=True, help_text="Nomor di pintu, misalnya “Ruang 3A”.")
    directions = models.CharField("petunjuk arah", max_length=160, blank=True)
    one_stop = models.BooleanField("layanan satu tempat", default=False)
    has_beds = models.BooleanField("punya tempat tidur", default=False)
    beds = models.PositiveSmallIntegerField("jumlah tempat tidur", default=0)
    closed_for_good_on = models.DateField("ditutup seterusnya", null=True, blank=True)
    order = models.PositiveSmallIntegerField("urutan", default=0)

    objects = ServicePointQuerySet.as_manager()

    class Meta:
        verbose_name = "titik layanan"
        verbose_name_plural = "titik layanan"
        ordering = ["facility", "order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "place"],
                condition=models.Q(closed_for_good_on__isnull=True),
                name="one_standing_point_per_place",
            ),
            models.CheckConstraint(condition=models.Q(place__in=Place.values), name="point_is_of_a_known_place"),
            models.CheckConstraint(
                condition=models.Q(has_beds=False) | models.Q(place__in=sorted(BEDS)),
                name="beds_stand_only_where_people_lie",
            ),
            models.CheckConstraint(condition=models.Q(has_beds=True) | models.Q(beds=0), name="no_bed_without_a_ward"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return self.name

    @property
    def line(self) -> Line:
        return line_of(self.place)

    @property
    def letter(self) -> str:
        return letter_of(self.place)


@audited()
class Desk(models.Model):
    """One of the desks of a service point, as its sign says."""

    point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="desks", verbose_name="titik layanan")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    label = models.CharField("tulisan di meja", max_length=30, help_text="Misalnya “Loket 1”.")
    order = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "meja"
        verbose_name_plural = "meja"
        ordering = ["point", "order"]
        constraints = [models.UniqueConstraint(fields=["point", "label"], name="desk_label_once_per_point")]

    class Personal:
        fields = ()

    def __str__(self):
        return self.label


class ServiceQuerySet(models.QuerySet):
    """Services of a puskesmas."""

    def active(self):
        """Those given today."""
        return self.filter(is_active=True)


@audited()
class Service(models.Model):
    """Something a patient may come for, the room it is given in, and the facts it teaches."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="services", verbose_name="puskesmas")
    code = models.SlugField("kode", max_length=30)
    name = models.CharField("nama", max_length=80)
    place = models.CharField("ruang", max_length=10, choices=Place.choices)
    cluster = models.CharField("klaster", max_length=2, choices=Line.choices)
    teaches = ArrayField(models.CharField(max_length=30), verbose_name="memberi tahu", default=list, blank=True)
    bookable = models.BooleanField("dapat dipilih di loket", default=True)
    is_active = models.BooleanField("masih diberikan", default=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "layanan"
        verbose_name_plural = "layanan"
        ordering = ["facility", "name"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "code"], name="service_code_once_per_facility"),
            models.CheckConstraint(condition=models.Q(place__in=Place.values), name="service_is_at_a_known_place"),
            models.CheckConstraint(condition=models.Q(cluster__in=Line.values), name="service_is_of_a_known_line"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return self.name
