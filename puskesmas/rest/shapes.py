"""What a visit looks like from outside: where it stands, what comes next, and where else it may go."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from puskesmas.facility.models import Staff
from puskesmas.patients.models.patient import Sex
from puskesmas.visits.access import entries_for, visit_by_code
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.moves import Options, options
from puskesmas.visits.rooms import rooms_of
from puskesmas.visits.states import Disposition, State

from .operations import Shape


class ProfileShape(serializers.Serializer):
    """The SOP revision a visit runs under."""

    code = serializers.CharField()
    revision = serializers.IntegerField()


class PersonShape(serializers.Serializer):
    """Who the patient is, as a room needs it."""

    code = serializers.CharField()
    name = serializers.CharField()
    sex = serializers.ChoiceField(choices=Sex.choices)
    birth_date = serializers.DateField()
    record_number = serializers.CharField()


class EntryShape(serializers.Serializer):
    """One place in line."""

    code = serializers.CharField()
    point = serializers.CharField(source="point.code")
    place = serializers.CharField()
    step = serializers.CharField()
    state = serializers.ChoiceField(choices=EntryState.choices)
    number = serializers.CharField()
    calls = serializers.IntegerField()
    queued_at = serializers.DateTimeField()
    called_at = serializers.DateTimeField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    returns_to = serializers.CharField(source="returns_to.place", allow_null=True, default=None)


class NextShape(serializers.Serializer):
    """The SOP's next step, with the clause that says so."""

    step = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    place = serializers.CharField()
    clause = serializers.CharField()
    says = serializers.CharField()


class WhyShape(serializers.Serializer):
    """Why a move is not made."""

    code = serializers.CharField()
    message = serializers.CharField()


class MoveShape(serializers.Serializer):
    """One move from here, allowed or not, and why not."""

    move = serializers.CharField()
    state = serializers.CharField()
    place = serializers.CharField()
    label = serializers.CharField()
    allowed = serializers.BooleanField()
    reasons = WhyShape(many=True)


class VisitShape(Shape):
    """One patient's walk."""

    code = serializers.CharField()
    number = serializers.CharField()
    facility = serializers.CharField(source="facility.code")
    state = serializers.ChoiceField(choices=State.choices)
    state_label = serializers.CharField(source="get_state_display")
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    disposition = serializers.SerializerMethodField()
    party = serializers.CharField()
    profile = ProfileShape()
    patient = PersonShape(allow_null=True)
    facts = serializers.SerializerMethodField()
    services = serializers.SerializerMethodField()
    band = serializers.SerializerMethodField()
    band_reason = serializers.SerializerMethodField()
    entry = serializers.SerializerMethodField()
    next = serializers.SerializerMethodField()
    moves = serializers.SerializerMethodField()

    @classmethod
    def of(cls, subject: Visit, *, by: Staff) -> dict:
        """Return one visit as the database has it now, with its open place in line: one query for both."""
        entry = with_way_home(entries_for(by.user).open()).filter(visit_id=subject.pk).first()
        visit = entry.visit if entry else visit_by_code(by.user, subject.code)
        return dict(cls(visit, context=seen([entry] if entry else [], by=by)).data)

    @classmethod
    def of_many(cls, subjects: list[Visit], *, by: Staff) -> list[dict]:
        """Return the visits of one page, their open places read together."""
        entries = with_way_home(entries_for(by.user).open()).filter(visit__in=[visit.pk for visit in subjects])
        return [dict(row) for row in cls(subjects, many=True, context=seen(entries, by=by)).data]

    @extend_schema_field(serializers.ChoiceField(choices=Disposition.choices, allow_null=True))
    def get_disposition(self, visit):
        """How it ended, once it has."""
        return visit.disposition or None

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=[*Fact])))
    def get_facts(self, visit):
        """Every fact that holds, presumptions included."""
        return sorted(visit.holding)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_services(self, visit):
        """The services it is for, in their order."""
        return [one["service"] for one in visit.booked if one["service"]]

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_band(self, visit):
        """The priority band of the open place: 0 first, 1 priority, 2 regular."""
        entry = self._entry(visit)
        return entry.band if entry else None

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_band_reason(self, visit):
        """Why it stands where it stands."""
        entry = self._entry(visit)
        return entry.band_reason if entry else None

    @extend_schema_field(EntryShape(allow_null=True))
    def get_entry(self, visit):
        """The open place in line, if there is one."""
        entry = self._entry(visit)
        return EntryShape(entry).data if entry else None

    @extend_schema_field(NextShape(allow_null=True))
    def get_next(self, visit):
        """What the SOP says comes next."""
        step = self._options(visit).next
        return NextShape(step).data if step else None

    @extend_schema_field(MoveShape(many=True))
    def get_moves(self, visit):
        """Where else the patient may go, and why not where not."""
        return MoveShape(self._options(visit).moves, many=True).data

    def _entry(self, visit: Visit) -> QueueEntry | None:
        return self.context["entries"].get(visit.pk)

    def _options(self, visit: Visit) -> Options:
        known = self.context["options"]
        if visit.pk not in known:
            known[visit.pk] = options(visit, self._entry(visit), rooms=self.context["rooms"])
        return known[visit.pk]


def with_way_home(entries: QuerySet[QueueEntry]) -> QuerySet[QueueEntry]:
    """Return the places in line with the one each returns to, in the same query."""
    return entries.select_related("visit__patient", "visit__profile", "visit__facility", "point", "desk", "returns_to")


def seen(entries: Iterable[QueueEntry], *, by: Staff) -> dict[str, Any]:
    """Return what visits are read with: their open places in line, and today's rooms if anybody is inside."""
    open_places = {entry.visit_id: entry for entry in entries}
    rooms = rooms_of(by.facility_id, by.facility.today()) if open_places else None
    return {"entries": open_places, "rooms": rooms, "options": {}, "by": by}
