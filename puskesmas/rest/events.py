"""What an event looks like from outside."""

from rest_framework import serializers

from puskesmas.visits.events import Kind

from .operations import Shape


class AuthorShape(serializers.Serializer):
    """Who wrote the sentence, as they were then."""

    name = serializers.CharField(source="by_name")
    role = serializers.CharField(source="by_role")


class EventShape(Shape):
    """One sentence about a visit."""

    seq = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind])
    from_state = serializers.CharField()
    to_state = serializers.CharField()
    step = serializers.CharField()
    point = serializers.CharField(source="point.code", allow_null=True, default=None)
    by = AuthorShape(source="*")
    at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    late = serializers.BooleanField()
    reason = serializers.CharField()
    undoes = serializers.IntegerField(allow_null=True)
