"""The televisions of a puskesmas."""

from django.db import models

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility


class Board(models.Model):
    """One television in a waiting room: it needs no account, only an address nobody can guess."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="boards", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    label = models.CharField("letak", max_length=40, default="Ruang tunggu")
    is_active = models.BooleanField("menyala", default=True)

    class Meta:
        verbose_name = "papan panggilan"
        verbose_name_plural = "papan panggilan"
        ordering = ["facility", "label"]
        constraints = [models.UniqueConstraint(fields=["facility", "label"], name="one_board_per_spot")]

    class Personal:
        fields = ()

    def __str__(self):
        return self.label
