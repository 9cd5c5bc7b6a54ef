"""The people who work at a puskesmas, and what each may do."""

from django.conf import settings
from django.db import models

from ..audit import audited
from ..codes import new_code
from ..permissions import Permission
from ..roles import ROLES, Role, RoleCode
from .area import Pustu
from .facility import Facility
from .rooms import ServicePoint


class StaffQuerySet(models.QuerySet):
    """People who work here."""

    def active(self):
        """Those who still do."""
        return self.filter(is_active=True)


@audited()
class Staff(models.Model):
    """One person at work in one role; the district administrator alone belongs to no puskesmas."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="staff", verbose_name="akun masuk"
    )
    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="staff", verbose_name="puskesmas", null=True, blank=True
    )
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    role = models.CharField("peran", max_length=12, choices=RoleCode.choices)
    name = models.CharField("nama", max_length=80)
    nip = models.CharField("NIP", max_length=18, blank=True)
    licence = models.CharField("nomor SIP", max_length=60, blank=True)
    points = models.ManyToManyField(
        ServicePoint, through="Posting", related_name="staff", verbose_name="titik layanan", blank=True
    )
    pustu = models.ForeignKey(Pustu, models.PROTECT, related_name="staff", verbose_name="Pustu", null=True, blank=True)
    is_active = models.BooleanField("masih bertugas", default=True)

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = "petugas"
        verbose_name_plural = "petugas"
        ordering = ["facility", "name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=RoleCode.values), name="staff_has_a_known_role"),
            models.CheckConstraint(
                condition=models.Q(facility__isnull=False) | models.Q(role=RoleCode.DINAS),
                name="only_the_district_has_no_facility",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=RoleCode.DINAS) | models.Q(facility__isnull=True),
                name="the_district_belongs_to_no_facility",
            ),
        ]

    class Personal:
        fields = ("name", "nip", "licence")

    def __str__(self):
        return self.name

    @property
    def office(self) -> Role:
        """The role as an object, with its words and its permissions."""
        return ROLES[self.role]

    def can(self, permission: Permission) -> bool:
        """Say whether this person may do a thing, today."""
        return self.is_active and permission in self.office.permissions


@audited()
class Posting(models.Model):
    """One person's place at one service point; part of who may do what, so it is audited as the person is."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="postings", verbose_name="petugas")
    point = models.ForeignKey(ServicePoint, models.CASCADE, related_name="postings", verbose_name="titik layanan")

    class Meta:
        verbose_name = "penempatan"
        verbose_name_plural = "penempatan"
        ordering = ["staff", "point"]
        constraints = [models.UniqueConstraint(fields=["staff", "point"], name="posted_once_to_a_point")]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.staff} di {self.point}"
