"""How a pregnancy ended, told by the delivery room, by the mother, or by whoever knows."""

from django.db import models
from django.db.models import Q

from clusters.births import Helper, Site
from clusters.models import Versioned
from puskesmas.visits.models import Visit

from ..windows import Birth
from .pregnancy import Ending, Pregnancy


class PregnancyEnd(Versioned):
    """The end of one pregnancy; a birth written down here names its record, one elsewhere is told."""

    pregnancy = models.ForeignKey(Pregnancy, models.PROTECT, related_name="ends", verbose_name="kehamilan")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name="kunjungan")
    how = models.CharField("cara berakhir", max_length=8, choices=Ending.choices)
    ended_on = models.DateField("tanggal")
    ended_at = models.DateTimeField("lahir pukul", null=True, blank=True)
    site = models.CharField("tempat lahir", max_length=10, choices=Site.choices, blank=True)
    helper = models.CharField("penolong", max_length=11, choices=Helper.choices, blank=True)
    delivery = models.CharField("catatan persalinan", max_length=12, blank=True)
    complicated = models.BooleanField("dengan komplikasi", default=False)
    handled = models.BooleanField("komplikasi ditangani", default=False)
    notes = models.CharField("catatan", max_length=300, blank=True)

    class Meta(Versioned.Meta):
        verbose_name = "akhir kehamilan"
        verbose_name_plural = "akhir kehamilan"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(condition=Q(how__in=Ending.values), name="an_end_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(how=Ending.DELIVERY) | Q(site="", helper="", delivery="", ended_at__isnull=True),
                name="only_a_birth_has_a_place_and_a_helper",
            ),
        ]
        indexes = [
            models.Index(fields=["delivery"], condition=~Q(delivery=""), name="end_by_its_delivery"),
        ]

    class Personal:
        fields = ("notes", "reason")

    @property
    def birth(self) -> Birth:
        """The birth as the windows after it take it."""
        return Birth(self.ended_on, self.ended_at)

    def __str__(self):
        return f"{self.get_how_display()} {self.ended_on}"
