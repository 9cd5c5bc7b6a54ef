"""A referral from one room to another."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, ServicePoint, Staff
from puskesmas.facility.places import Place
from puskesmas.visits.models import QueueEntry, Visit

from .pairs import one_of, who_and_when


class InternalReferralQuerySet(models.QuerySet):
    """Referrals between rooms."""

    def locked(self):
        """The rows, locked after their visit."""
        return self.select_for_update(of=("self",))

    def unanswered(self):
        """Those nobody has answered or taken back."""
        return self.filter(answered_at__isnull=True, withdrawn_at__isnull=True)

    def owing(self):
        """Those that still owe a return."""
        return self.unanswered().filter(must_return=True)


class InternalReferral(models.Model):
    """One rujukan internal: what a room asks of another, and what the other answers."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="internal_referrals", verbose_name="kunjungan")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    entry = models.ForeignKey(QueueEntry, models.PROTECT, related_name="+", verbose_name="dikirim dari antrean")
    from_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="+", verbose_name="dari")
    place = models.CharField("ke", max_length=10, choices=Place.choices)
    question = models.CharField("pertanyaan", max_length=300)
    must_return = models.BooleanField("harus kembali", default=True)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="dirujuk oleh")
    asked_at = models.DateTimeField("dirujuk pukul")
    answer = models.CharField("jawaban", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dijawab oleh", null=True, blank=True
    )
    answered_at = models.DateTimeField("dijawab pukul", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="ditarik oleh", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField("ditarik pukul", null=True, blank=True)
    withdrawn_reason = models.CharField("alasan ditarik", max_length=200, blank=True)

    objects = InternalReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "rujukan internal"
        verbose_name_plural = "rujukan internal"
        ordering = ["asked_at", "pk"]
        constraints = [
            one_of("place", Place, name="internal_referral_goes_to_a_known_place"),
            who_and_when("answered_by", "answered_at", name="who_answers_an_internal_referral_says_when"),
            who_and_when("withdrawn_by", "withdrawn_at", name="who_withdraws_an_internal_referral_says_when"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="an_internal_answer_has_its_author",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(answered_at__isnull=True) & ~Q(withdrawn_reason=""),
                name="an_internal_referral_is_withdrawn_with_a_reason",
            ),
        ]
        indexes = [
            # The room's desk: what was asked of us and waits for an answer.
            models.Index(
                fields=["facility", "place", "asked_at"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="internal_referral_unanswered",
            ),
        ]

    class Personal:
        fields = ("question", "answer", "withdrawn_reason")

    def __str__(self):
        return self.code

    @property
    def source(self) -> str:
        """The word under which this referral teaches that a return is owed."""
        return f"internal:{self.code}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None
