"""What the papers of one child add up to, written on one row in the transaction of each paper.

Counting reads one row per child and never the papers. Each column is a day, or empty:

- KN1, KN2, KN3: ``kn1_on`` … ``kn3_on``, the first contact in each window; KN complete: ``kn_on``, the last of them;
- basic immunization complete (IDL): ``idl_on``; complete with the boosters before two (IBL): ``ibl_on``.

Domicile, sex and birth date are the patient's.
"""

from django.db import models

from puskesmas.facility.models import Facility
from puskesmas.patients.models import Patient


class Childhood(models.Model):
    """The first years of one child as this puskesmas followed them."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    patient = models.OneToOneField(Patient, models.PROTECT, related_name="childhood", verbose_name="anak")
    born_at = models.DateTimeField("lahir pukul", null=True, blank=True)  # as the delivery room wrote it
    kn1_on = models.DateField("KN1", null=True, blank=True)
    kn2_on = models.DateField("KN2", null=True, blank=True)
    kn3_on = models.DateField("KN3", null=True, blank=True)
    kn_on = models.DateField("KN lengkap", null=True, blank=True)
    idl_on = models.DateField("IDL", null=True, blank=True)
    ibl_on = models.DateField("IBL", null=True, blank=True)

    class Meta:
        verbose_name = "masa anak"
        verbose_name_plural = "masa anak"
        indexes = [
            # PWS asks for a facility's children complete in a month.
            models.Index(fields=["facility", "kn_on"], name="child_contacts_complete"),
            models.Index(fields=["facility", "idl_on"], name="child_immunized"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.patient_id}"
