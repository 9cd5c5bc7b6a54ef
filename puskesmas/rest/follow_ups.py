"""Tasks in the villages: whose they are, and what was found."""

from django_filters import ChoiceFilter, FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from puskesmas.facility.permissions import Permission
from referrals import follow_ups
from referrals.access import follow_up_by_code, follow_ups_for
from referrals.models import TaskOutcome, TaskStatus
from referrals.task_cards import TaskCard, card_for

from .fields import Body, Choice, MaybeText
from .operations import Endpoint, Shape, does, reads
from .patients import NamedShape


class FollowUpShape(Shape):
    """One task: whom to look after, what to do, by when, and what was found; a kader reads no address and no why."""

    code = serializers.CharField()
    patient = serializers.SerializerMethodField()
    address = serializers.SerializerMethodField()
    action = serializers.CharField()
    reason = serializers.SerializerMethodField()
    due_on = serializers.DateField()
    state = serializers.ChoiceField(choices=TaskStatus.choices, source="status")
    owner = serializers.CharField(source="owner_label")
    given_at = serializers.DateTimeField()
    outcome = serializers.SerializerMethodField()
    note = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()

    @extend_schema_field(NamedShape)
    def get_patient(self, task):
        """Whom it is about."""
        return {"code": task.patient.code, "name": self._card(task).name}

    def get_address(self, task) -> str:
        """Where they live, for those who may know."""
        return self._card(task).address

    def get_reason(self, task) -> str:
        """Why, for those who may know."""
        return self._card(task).reason

    def _card(self, task) -> TaskCard:
        return card_for(task, self.context["by"])

    @extend_schema_field(serializers.ChoiceField(choices=TaskOutcome.choices, allow_null=True))
    def get_outcome(self, task):
        """What was found, once somebody went."""
        return task.outcome or None


class AnswerTaskBody(Body):
    """What was found at the door."""

    outcome = Choice(choices=TaskOutcome.choices)
    note = MaybeText(max_length=300)
    measured = serializers.DictField(child=serializers.FloatField(), required=False, default=dict)


class TaskFilters(FilterSet):
    """Which tasks."""

    state = ChoiceFilter(field_name="status", choices=TaskStatus.choices)


class FollowUps(Endpoint):
    """The tasks."""

    @reads(FollowUpShape, Permission.FOLLOW_UP_READ, many=True, filters=TaskFilters)
    def get(self):
        """The tasks the caller may see: a kader's own, a Pustu's, the puskesmas' all; the nearest due first."""
        return follow_ups_for(self.request.user).order_by("due_on", "pk")


class AnswerFollowUp(Endpoint):
    """The answer."""

    opens = follow_up_by_code

    @does(FollowUpShape, Permission.FOLLOW_UP_READ, takes=AnswerTaskBody)
    def post(self, task, *, outcome, note, measured):
        """Write down what was found; the answer is the task, since a kader sees no visit."""
        return follow_ups.answer(task, outcome=outcome, note=note, measured=measured, by=self.staff).task
