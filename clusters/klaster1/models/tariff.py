"""What a service costs who pays themselves, by which rule, and from when to when."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from puskesmas.facility.audit import audited
from puskesmas.facility.models import Facility, Service


class TariffQuerySet(models.QuerySet):
    """Tariffs of a puskesmas."""

    def in_force(self, on: date):
        """Those that hold on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class _Days(Func):
    """The days a tariff holds, the last one included; without a last day, for good."""

    function = "daterange"
    output_field = DateRangeField()


class _Alone(Func):
    """One id as a range, so that GiST can compare it without an extension."""

    function = "int8range"
    output_field = BigIntegerRangeField()


@audited(exclude=["amount"])
class Tariff(models.Model):
    """The price of one service over a stretch of days, in the two parts the pay-in form asks for."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="tariffs", verbose_name="puskesmas")
    code = models.SlugField("kode tarif", max_length=30)
    service = models.ForeignKey(Service, models.PROTECT, related_name="tariffs", verbose_name="layanan")
    facility_share = models.PositiveIntegerField("jasa sarana, rupiah", default=0)
    service_share = models.PositiveIntegerField("jasa pelayanan, rupiah", default=0)
    is_programme = models.BooleanField("layanan program, tanpa biaya", default=False)
    legal_basis = models.CharField("dasar hukum", max_length=120)
    valid_from = models.DateField("berlaku dari")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    amount = models.GeneratedField(
        expression=F("facility_share") + F("service_share"),
        output_field=models.PositiveIntegerField("tarif, rupiah"),
        db_persist=True,
    )

    objects = TariffQuerySet.as_manager()

    class Meta:
        verbose_name = "tarif"
        verbose_name_plural = "tarif"
        ordering = ["facility", "service", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "code"], name="tariff_code_once_per_facility"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="a_tariff_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(is_programme=True, facility_share=0, service_share=0)
                | Q(is_programme=False) & (Q(facility_share__gt=0) | Q(service_share__gt=0)),
                name="only_a_programme_costs_nothing",
            ),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="a_tariff_has_a_legal_basis"),
            ExclusionConstraint(
                name="one_tariff_per_service_and_day",
                expressions=[
                    (_Alone("service_id", "service_id", Value("[]")), RangeOperators.OVERLAPS),
                    (_Days("valid_from", "valid_to", Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.code} {self.service}"
