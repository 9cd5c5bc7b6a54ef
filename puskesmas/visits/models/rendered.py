"""A service that was given."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Service, ServicePoint, Staff

from .visit import Visit


class ServiceRendered(models.Model):
    """One service given on a visit, with the tariff as it stood when it was given."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="rendered", verbose_name="kunjungan")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+", verbose_name="layanan")
    quantity = models.PositiveSmallIntegerField("jumlah", default=1)
    amount = models.PositiveIntegerField("tarif, rupiah", default=0)  # for the whole quantity
    tariff_code = models.CharField("kode tarif", max_length=30, blank=True)
    legal_basis = models.CharField("dasar hukum", max_length=120, blank=True)
    point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="+", null=True, blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="oleh")
    at = models.DateTimeField("diberikan")
    on = models.DateField("tanggal")
    settled_by = models.CharField("lunas dengan", max_length=12, blank=True)  # code of the payment, or of a reversal

    class Meta:
        verbose_name = "layanan diberikan"
        verbose_name_plural = "layanan diberikan"
        ordering = ["visit", "pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="a_service_is_given_at_least_once")]
        indexes = [models.Index(fields=["facility", "on"], name="rendered_of_the_day")]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.service} ×{self.quantity}"
