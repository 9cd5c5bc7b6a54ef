"""What is done about the figures: problems, their ratings, plans, and the tasks and activities they give."""

from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, transition

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Pustu, Staff, Village
from puskesmas.patients.models import Patient
from referrals.models import Activity, FollowUp


class Origin(models.TextChoices):
    """Who names a problem (ministry's flow, step 11)."""

    KLASTER_2 = "k2", "Klaster 2"
    KLASTER_3 = "k3", "Klaster 3"
    KLASTER_4 = "k4", "Klaster 4"
    PUSTU = "pustu", "Pustu"
    KLASTER_1 = "k1", "Klaster 1"
    ELSEWHERE = "elsewhere", "Faskes lain"


class ProblemState(models.TextChoices):
    """What became of a problem."""

    NAMED = "named", "Diusulkan"
    JOINED = "joined", "Digabung"
    DECIDED = "decided", "Ditetapkan"
    SET_ASIDE = "set_aside", "Tidak diprioritaskan"


S = ProblemState
_SCORE = Q(urgency__range=(1, 5), seriousness__range=(1, 5), growth__range=(1, 5))


class PwsProblem(models.Model):
    """One problem of a month, named from figures; what they were that day stays in the row."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    month = models.DateField("bulan")
    origin = models.CharField("dari", max_length=9, choices=Origin.choices)
    pustu = models.ForeignKey(Pustu, models.PROTECT, related_name="+", verbose_name="Pustu", null=True, blank=True)
    elsewhere = models.CharField("faskes lain", max_length=120, blank=True)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", verbose_name="desa", null=True, blank=True)
    indicator = models.CharField("indikator", max_length=12, blank=True)
    icd10 = models.CharField("ICD-10", max_length=7, blank=True)
    title = models.CharField("masalah", max_length=160)
    cause = models.CharField("penyebab", max_length=500)
    figures = models.JSONField("angka saat diusulkan", default=dict, blank=True)
    people = models.PositiveIntegerField("orang", default=0)
    named_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="diusulkan oleh")
    named_at = models.DateTimeField("diusulkan pukul")
    state = FSMField("keadaan", max_length=9, choices=S.choices, default=S.NAMED, protected=True)
    joined_into = models.ForeignKey(
        "self", models.PROTECT, related_name="joined", verbose_name="digabung ke", null=True, blank=True
    )
    decided_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="diputuskan oleh", null=True, blank=True
    )
    decided_at = models.DateTimeField("diputuskan pukul", null=True, blank=True)
    decided_note = models.CharField("catatan keputusan", max_length=200, blank=True)

    class Meta:
        verbose_name = "masalah PWS"
        verbose_name_plural = "masalah PWS"
        ordering = ["facility", "-month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "month", "origin", "pustu", "village", "indicator", "icd10"],
                condition=~Q(indicator="") | ~Q(icd10=""),
                nulls_distinct=False,
                name="a_problem_is_named_once_by_each_source",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_problem_is_of_a_whole_month"),
            models.CheckConstraint(condition=Q(state__in=sorted(S.values)), name="a_problem_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(origin__in=sorted(Origin.values)), name="a_problem_has_a_known_origin"),
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True) & ~Q(state=S.JOINED)
                | Q(joined_into__isnull=False, state=S.JOINED) & ~Q(joined_into=F("pk")),
                name="a_joined_problem_says_into_which",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="who_decides_a_problem_says_when",
            ),
        ]

    class Personal:
        fields = ("cause", "decided_note")

    def __str__(self):
        return self.code

    @property
    def origin_label(self) -> str:
        """Who named it, in words."""
        return str(self.pustu or self.elsewhere or self.get_origin_display())

    @transition(field=state, source=S.NAMED, target=S.JOINED)
    def join(self, into: "PwsProblem") -> None:
        """It is the same as another."""
        self.joined_into = into

    @transition(field=state, source=[S.NAMED, S.SET_ASIDE], target=S.DECIDED)
    def decide(self, *, by: Staff, at, note: str) -> None:
        """The head takes it up."""
        self.decided_by, self.decided_at, self.decided_note = by, at, note

    @transition(field=state, source=S.NAMED, target=S.SET_ASIDE)
    def set_aside(self, *, by: Staff, at, note: str) -> None:
        """The head leaves it for this month."""
        self.decided_by, self.decided_at, self.decided_note = by, at, note


class PwsRating(models.Model):
    """One person's USG of a problem; a later rating by the same person takes its place."""

    problem = models.ForeignKey(PwsProblem, models.PROTECT, related_name="ratings", verbose_name="masalah")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="penilai")
    urgency = models.PositiveSmallIntegerField("urgensi")
    seriousness = models.PositiveSmallIntegerField("keseriusan")
    growth = models.PositiveSmallIntegerField("perkembangan")
    rated_at = models.DateTimeField("dinilai pukul")

    class Meta:
        verbose_name = "nilai USG"
        verbose_name_plural = "nilai USG"
        ordering = ["problem", "rated_at"]
        constraints = [
            models.UniqueConstraint(fields=["problem", "by"], name="one_rating_per_rater"),
            models.CheckConstraint(condition=_SCORE, name="usg_is_one_to_five"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.urgency} {self.seriousness} {self.growth}"

    @property
    def total(self) -> int:
        return self.urgency + self.seriousness + self.growth


class PwsPlan(models.Model):
    """One action plan for a decided problem; ``before`` is how its indicator stood when it was made."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    problem = models.ForeignKey(PwsProblem, models.PROTECT, related_name="plans", verbose_name="masalah")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    what = models.CharField("kegiatan", max_length=160)
    aim = models.CharField("target", max_length=120)
    place = models.CharField("tempat", max_length=120)
    on = models.DateField("paling lambat")
    responsible = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="penanggung jawab")
    indicator = models.CharField("indikator", max_length=12, blank=True)
    before = models.JSONField("angka sebelum", default=dict, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="disusun oleh")
    made_at = models.DateTimeField("disusun pukul")

    class Meta:
        verbose_name = "rencana tindak lanjut"
        verbose_name_plural = "rencana tindak lanjut"
        ordering = ["on", "pk"]

    class Personal:
        fields = ()

    def __str__(self):
        return self.code


class PwsPlanTask(models.Model):
    """One task a plan gave, for which person and indicator."""

    plan = models.ForeignKey(PwsPlan, models.PROTECT, related_name="tasks", verbose_name="rencana")
    task = models.OneToOneField(FollowUp, models.PROTECT, related_name="+", verbose_name="tugas")
    person = models.ForeignKey(Patient, models.PROTECT, related_name="+", verbose_name="orang")
    indicator = models.CharField("indikator", max_length=12)

    class Meta:
        verbose_name = "tugas dari rencana"
        verbose_name_plural = "tugas dari rencana"
        ordering = ["plan", "pk"]
        indexes = [models.Index(fields=["person", "indicator"], name="planned_task_of_a_person")]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.indicator} {self.task_id}"


class PwsPlanActivity(models.Model):
    """One activity a plan gave."""

    plan = models.ForeignKey(PwsPlan, models.PROTECT, related_name="activities", verbose_name="rencana")
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="+", verbose_name="kegiatan")

    class Meta:
        verbose_name = "kegiatan dari rencana"
        verbose_name_plural = "kegiatan dari rencana"
        ordering = ["plan", "pk"]

    class Personal:
        fields = ()

    def __str__(self):
        return str(self.activity_id)
