"""The daftar tilik of a visit, answered by its events."""

from rest_framework import serializers

from clusters.klaster1.auditing import checklist_for
from clusters.klaster1.checklist import TIDAK, TIDAK_BERLAKU, YA
from puskesmas.facility.permissions import Permission
from puskesmas.visits.access import visit_by_code

from .operations import Endpoint, Shape, reads

ANSWERS = [YA, TIDAK, TIDAK_BERLAKU]


class OverrideShape(serializers.Serializer):
    """What an auditor answered otherwise, and why."""

    answer = serializers.ChoiceField(choices=ANSWERS)
    reason = serializers.CharField()
    by = serializers.CharField(source="by.name")
    at = serializers.DateTimeField()


class ChecklistItemShape(serializers.Serializer):
    """One item: what the events say, and the auditor's word beside it."""

    no = serializers.IntegerField()
    text = serializers.CharField()
    answer = serializers.ChoiceField(choices=ANSWERS)
    event = serializers.IntegerField(allow_null=True)
    because = serializers.CharField()
    override = OverrideShape(allow_null=True)


class ChecklistShape(Shape):
    """The daftar tilik under the SOP revision the visit walks by; an SOP without one has no items."""

    number = serializers.CharField()
    items = ChecklistItemShape(many=True)


class VisitChecklist(Endpoint):
    """The daftar tilik of a visit."""

    opens = visit_by_code

    @reads(ChecklistShape, Permission.CHECKLIST_READ)
    def get(self, visit):
        """Each item answered ya, tidak or tidak berlaku, with the event that proves it."""
        return checklist_for(visit)
