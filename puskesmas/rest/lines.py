"""The line at a service point, and what the room does with the patient it serves."""

from puskesmas.facility.access import desk_by_code, point_by_code
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.patients.models.patient import Sex
from puskesmas.visits import movement, queueing
from puskesmas.visits.access import entry_by_code
from puskesmas.visits.states import Disposition

from .created import Made, VisitWithCreatedShape
from .fields import Body, Choice, Code, Flag, Many, MaybeText, Number
from .leaving import NotGivenBody, agreed
from .operations import Endpoint, does
from .shapes import VisitShape
from .visits import ReasonBody


class DeskBody(Body):
    """At which desk, if the room has several."""

    desk = Code(desk_by_code, required=False, allow_null=True, default=None)


class AdvanceBody(Body):
    """Where to; nothing means the SOP's next step. Another lawful step needs a reason."""

    to = MaybeText(max_length=30, allow_null=True)
    reason = MaybeText(max_length=200)


class DetourBody(Body):
    """To which rooms in turn, and whether the patient comes back."""

    places = Many(Choice(choices=Place.choices), allow_empty=False)
    reason = MaybeText(max_length=200)
    must_return = Flag(required=False, default=True)


class HandOnBody(Body):
    """In which room the exam continues."""

    place = Choice(choices=Place.choices)
    reason = MaybeText(max_length=200)


class DischargeBody(Body):
    """How the patient goes, and what was not given."""

    disposition = Choice(choices=Disposition.choices)
    reason = MaybeText(max_length=200)
    not_given = NotGivenBody(many=True, required=False, default=list)


class ChildBody(Body):
    """One child of a birth; the weight in grams."""

    order = Number(min_value=1, max_value=6)
    sex = Choice(choices=Sex.choices)
    birth_weight = Number(min_value=100, max_value=9000, required=False, allow_null=True, default=None)
    alive = Flag(required=False, default=True)


class BornBody(Body):
    """The children of a birth, in their order."""

    children = ChildBody(many=True, allow_empty=False, max_length=6)


class CallNext(Endpoint):
    """Calling the next patient."""

    opens = point_by_code

    @does(VisitShape, Permission.VISIT_CALL, takes=DeskBody, or_nothing=True)
    def post(self, point, *, desk):
        """Call whoever is next in line; 204 when nobody waits."""
        entry = queueing.call_next(point, desk=desk, by=self.staff)
        return entry.visit if entry else None


class EntryVerb(Endpoint):
    """Something a room does with the entry it serves: asked for the entry, a click that came too late is refused."""

    opens = entry_by_code


class Start(EntryVerb):
    """Beginning."""

    @does(VisitShape, Permission.VISIT_CALL, takes=DeskBody)
    def post(self, entry, *, desk):
        """Begin serving a patient who came in."""
        return queueing.start(entry, desk=desk, by=self.staff).visit


class Skip(EntryVerb):
    """Absence."""

    @does(VisitShape, Permission.VISIT_CALL, takes=DeskBody)
    def post(self, entry, *, desk):
        """Put a patient called three times and absent on the recall list."""
        return queueing.skip(entry, by=self.staff).visit


class Recall(EntryVerb):
    """Calling again."""

    @does(VisitShape, Permission.VISIT_CALL, takes=DeskBody)
    def post(self, entry, *, desk):
        """Call a patient again: one who did not hear, or one from the recall list."""
        return queueing.recall(entry, desk=desk, by=self.staff).visit


class Advance(EntryVerb):
    """Going on."""

    @does(VisitShape, Permission.VISIT_MOVE, takes=AdvanceBody)
    def post(self, entry, *, to, reason):
        """Let the patient go on: the SOP's next step, home from a detour, or another lawful step with its reason."""
        return movement.advance(entry, to=to or None, reason=reason, by=self.staff)


class Detour(EntryVerb):
    """Out and back."""

    @does(VisitShape, Permission.VISIT_DETOUR, takes=DetourBody)
    def post(self, entry, *, places, reason, must_return):
        """Send the patient to one room or several in turn; their place in line is kept."""
        return movement.detour(entry, places, reason=reason, must_return=must_return, by=self.staff)


class HandOn(EntryVerb):
    """Another room goes on."""

    @does(VisitShape, Permission.VISIT_DETOUR, takes=HandOnBody)
    def post(self, entry, *, place, reason):
        """Let the exam continue in another room; the walk goes on from there."""
        return movement.hand_on(entry, place, reason=reason, by=self.staff)


class Discharge(EntryVerb):
    """Out of the building."""

    @does(VisitShape, Permission.VISIT_MOVE, takes=DischargeBody)
    def post(self, entry, *, disposition, reason, not_given):
        """Close the visit from the room that serves; leaving out a step of the SOP needs a reason."""
        given = agreed(not_given)
        return movement.discharge(entry, disposition=disposition, reason=reason, not_given=given, by=self.staff)


class StandDown(EntryVerb):
    """No emergency after all."""

    @does(VisitShape, Permission.VISIT_MOVE, takes=ReasonBody)
    def post(self, entry, *, reason):
        """Take back an emergency that was none; the patient returns to where they left."""
        return movement.stand_down(entry, reason=reason, by=self.staff)


class Born(EntryVerb):
    """A birth."""

    @does(VisitWithCreatedShape, Permission.BIRTH_REGISTER, takes=BornBody, status=201)
    def post(self, entry, *, children):
        """Register the children; each liveborn has a visit of its own. The answer is the mother's."""
        born = movement.born(entry, [movement.Child(**child) for child in children], by=self.staff)
        return Made(entry.visit, "visit", *born)
