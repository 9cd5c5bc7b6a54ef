"""One hand for the two ways a visit comes about: the verbs of today, and the walking of the past."""

from random import Random

from django.apps import apps
from django.db.models import JSONField

from puskesmas.patients.models import Patient
from puskesmas.visits import bills, clock, movement, queueing, rendering
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import Visit
from tests import cast
from tests.sops.walker import ROLE_AT

# What cannot agree: the key a sequence gave, the code chance gave, and when the server wrote the row down.
CHANCE = {"id", "code"}
WALL_CLOCK = {("VisitEvent", "recorded_at"), ("PointDay", "changed_at")}


class Verbs:
    """A visit made by the verbs staff press, told at the hours given."""

    def __init__(self, facility):
        self.facility = facility

    def open_visit(self, at, **words):
        with clock.telling(at):
            self.pk = movement.open_visit(self.facility, **words).pk
        return self

    @property
    def visit(self):
        return Visit.objects.select_related("facility", "profile").get(pk=self.pk)

    @property
    def entry(self):
        return cast.entry_of(self.visit)

    def call(self, at, *, by, desk=None):
        with clock.telling(at):
            assert queueing.call_next(self.entry.point, by=by, desk=desk).visit_id == self.pk

    def start(self, at, *, by, desk=None):
        with clock.telling(at):
            queueing.start(self.entry, by=by, desk=desk)

    def note(self, at, kind, *, by, data=None):
        with clock.telling(at):
            movement.note(self.visit, kind, by=by, entry=self.entry, data=data)

    def settle(self, at, *, payment, by):
        visit = self.visit
        with clock.telling(at):
            bills.settle(visit, list(visit.rendered.filter(settled_by="")), payment=payment, by=by)

    def render(self, at, service, *, by):
        with clock.telling(at):
            rendering.render(self.visit, service, by=by)

    def __getattr__(self, verb):
        """Every other verb takes the entry where a room serves it, and the visit where anybody may say it."""
        acts = getattr(movement, verb)
        takes_entry = verb in ("advance", "detour", "hand_on", "discharge")

        def act(at, *words, **named):
            with clock.telling(at):
                acts(self.entry if takes_entry else self.visit, *words, **named)

        return act


def walk(way, facility, patient: Patient, *, at, seed: str, staff):
    """Let somebody come, and take them through the house by chance; the same seed takes the same way.

    ``staff`` holds who works here, by role.
    """
    chance = Random(seed)
    points = {point.pk: point.place for point in facility.points.all()}
    seen = {
        Fact.EMERGENCY: 0.08, Fact.DENTAL: 0.1, Fact.INFECTIOUS: 0.1, Fact.DISABLED: 0.1, Fact.NEEDS_HELP: 0.1
    }  # fmt: skip
    facts = [fact for fact, share in seen.items() if chance.random() < share]
    visit = way.open_visit(at, by=staff["loket"], facts=facts, complaint="Pusing" if chance.random() < 0.5 else "")
    walker = _Walker(visit, facility, patient, staff, points, chance, at)
    for _ in range(24):
        if visit.entry is None:
            return visit
        walker.stop()
    raise AssertionError(f"{seed} never leaves the house")


class _Walker:
    def __init__(self, visit, facility, patient, staff, points, chance, at):
        self.visit, self.facility, self.patient, self.at = visit, facility, patient, at
        self.staff, self.points, self.chance = staff, points, chance
        self.examined = False

    def hour(self):
        self.at += cast.minutes(0.05)
        return self.at

    def stop(self):
        """Be called where the patient waits, served, and sent on."""
        entry = self.visit.entry
        by = self.staff[ROLE_AT.get(self.points[entry.point_id], "dokter")]
        if self.chance.random() < 0.03:
            self._owe_nothing()
            return self.visit.close(self.hour(), by=self.staff["loket"], disposition="left", reason="Tidak menunggu")
        if entry.state == "waiting" and self.chance.random() < 0.7:
            self.visit.call(self.hour(), by=by)
        if entry.state != "serving":
            self.visit.start(self.hour(), by=by)
        at_room = getattr(self, f"_{self.visit.visit.state}", None)
        if at_room is not None and at_room(by):
            return None
        return self.visit.advance(self.hour(), by=by)

    def _screening(self, by):
        self.visit.note(self.hour(), Kind.VITALS, by=by, data={"weight": "58.4"})

    def _registration(self, by):
        if self.visit.visit.patient is None:
            self.visit.identify(self.hour(), self.patient, by=by)
            if self.chance.random() < 0.5:
                code = self.chance.choice(["ANC", "KB-SUNTIK", "UMUM", "MTBS"])
                self.visit.book(self.hour(), list(self.facility.services.filter(code=code)), by=by)
        if not {Fact.JKN, Fact.UMUM} & self.visit.visit.holding:
            self.visit.tell(self.hour(), Fact.UMUM, by=by)

    def _emergency(self, by):
        if not self.visit.visit.is_identified:
            self.visit.identify(self.hour(), self.patient, by=by)
            self.visit.tell(self.hour(), Fact.UMUM, by=by)
        if self.chance.random() < 0.5:
            self._owe_nothing()
            self.visit.discharge(self.hour(), by=by, disposition="fkrtl", reason="Perlu operasi")
            return True

    def _exam(self, by):
        self.visit.note(self.hour(), Kind.SOAP, by=by, data={"record": "x"})
        if self.examined:
            return False
        self.examined, dokter = True, self.staff["dokter"]
        if self.chance.random() < 0.5:
            self.visit.render(self.hour(), self.facility.services.get(code="UMUM"), by=dokter)
        if self.chance.random() < 0.5:
            self.visit.learn(self.hour(), Fact.PRESCRIBED, source="prescription:abc", by=dokter)
            if self.chance.random() < 0.4:
                self.visit.learn(self.hour(), Fact.KB_PROCEDURE, source="prescription:abc", by=dokter)
        turn = self.chance.random()
        if turn < 0.2:
            self.visit.learn(self.hour(), Fact.AWAITING_RESULT, source="lab:abc", by=dokter)
            self.visit.detour(self.hour(), ["LAB"], by=dokter, reason="Periksa Hb")
        elif turn < 0.3 and self.visit.entry.place != "GIGI":
            self.visit.detour(self.hour(), ["GIGI", "LAB"], by=dokter, must_return=self.chance.random() < 0.5)
        elif turn < 0.4:
            self.visit.learn(self.hour(), Fact.TO_BE_REFERRED, source="fkrtl:abc", by=dokter)
            return False
        elif turn < 0.45 and self.visit.entry.place != "ANAK":
            self.visit.hand_on(self.hour(), "ANAK", by=dokter, reason="Di sana lebih tepat")
        elif turn < 0.5:
            self.visit.escalate(self.hour(), by=dokter, reason="Sesak mendadak")
        elif turn < 0.55:
            self._owe_nothing()
            self.visit.discharge(self.hour(), by=by, disposition="against_advice", reason="Ingin pulang")
        else:
            return False
        return True

    def _lab(self, by):
        if Fact.AWAITING_RESULT not in self.visit.visit.holding:
            return False
        if self.chance.random() < 0.5:
            self.visit.advance(self.hour(), by=by)  # goes back, and is held until the result is in
        self.visit.withdraw(self.hour(), Fact.AWAITING_RESULT, source="lab:abc", by=by)
        return self.visit.entry.place != "LAB"

    def _cashier(self, by):
        self._owe_nothing()

    def _owe_nothing(self):
        """Pay what is open: a bill left behind is a loose end of the floors above."""
        self.visit.settle(self.hour(), payment="receipt", by=self.staff["kasir"])

    def _pharmacy(self, by):
        self.visit.withdraw(self.hour(), Fact.PRESCRIBED, source="prescription:abc", by=by)


def tables():
    """Give every row of every table of visits, with keys and codes told by their order and nothing left out else."""
    found, names, ordinals = {}, {}, {}
    models = list(apps.get_app_config("visits").get_models())
    for model in models:
        for n, row in enumerate(model.objects.order_by("pk")):
            ordinals[model, row.pk] = f"{model.__name__} {n}"
            if hasattr(row, "code"):
                names[row.code] = f"{model.__name__} {n}"
    for model in models:
        order = ("visit_id", "seq") if model.__name__ == "VisitEvent" else _order(model)
        found[model.__name__] = [_told(row, names, ordinals) for row in model.objects.order_by(*order)]
    return found


def _order(model):
    return {"NumberCounter": ("facility", "on", "series"), "PointDay": ("point", "on")}.get(model.__name__, ("pk",))


def _told(row, names, ordinals):
    told = {}
    for field in row._meta.concrete_fields:
        if field.name in CHANCE or (type(row).__name__, field.name) in WALL_CLOCK:
            continue
        value = getattr(row, field.attname)
        if field.is_relation and (field.related_model, value) in ordinals:
            value = ordinals[field.related_model, value]
        told[field.name] = _without_codes(value, names) if isinstance(field, JSONField) else value
    return told


def _without_codes(value, names):
    if isinstance(value, dict):
        return {_without_codes(key, names): _without_codes(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_codes(one, names) for one in value]
    if isinstance(value, str):
        head, _, tail = value.rpartition(":")
        return f"{head}:{names[tail]}" if head and tail in names else names.get(value, value)
    return value
