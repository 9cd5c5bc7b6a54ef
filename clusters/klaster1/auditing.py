"""The daftar tilik of one visit, read from its events, with the auditor's answers beside it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clusters.reading import Reading
from clusters.registry import Tally
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import Visit, VisitEvent
from puskesmas.visits.movement.core import may

from . import checklist
from .checklist import Happening, Item
from .models import Answer, CheckOverride


@dataclass(frozen=True)
class CheckedItem:
    """One item as it is read: what the events say, and what the auditor says if otherwise."""

    no: int
    text: str
    answer: str
    event: int | None
    because: str
    override: CheckOverride | None

    @property
    def stands(self) -> str:
        """The answer that counts: the auditor's, if there is one."""
        return self.override.answer if self.override else self.answer


@dataclass(frozen=True)
class Checklist:
    """The daftar tilik of one visit under the SOP revision it walked by."""

    number: str
    items: tuple[CheckedItem, ...]


def checklist_for(visit: Visit) -> Checklist:
    """Give the daftar tilik of a visit, answered now; an SOP without one gives no items."""
    happened, held = _story_of(visit)
    sop = visit.profile.sop
    overrides = {one.no: one for one in visit.check_overrides.select_related("by").order_by("pk")}
    found = checklist.answers(sop, happened, held)
    return Checklist(sop.number, tuple(_checked(one, overrides.get(int(one.clause))) for one in found))


def duties_for(visit: Visit) -> list[Item]:
    """Give the clauses of the visit's SOP that move nobody, answered from its events."""
    happened, held = _story_of(visit)
    return checklist.duties(visit.profile.sop, happened, held)


def so_far(reading: Reading) -> Tally | None:
    """Give how far the daftar tilik of the visit on a desk is answered, from the sentences the desk has read."""
    sop = reading.visit.profile.sop
    if not sop.checks:
        return None
    where = {point.pk: point.place for point in reading.rooms.points.values()}
    happened = [happening(event, where.get(event.point_id, "")) for event in reading.events]
    found = checklist.answers(sop, happened, checklist.ever_held(happened, reading.visit.facts))
    yes, no = (sum(item.answer == answer for item in found) for answer in (checklist.YA, checklist.TIDAK))
    reads = reading.may(Permission.CHECKLIST_READ)
    return Tally(yes, yes + no, reverse("klaster1:checklist", args=[reading.visit.code]) if reads else "")


def override(visit: Visit, no: int, answer: str, *, by: Staff, reason: str) -> CheckOverride:
    """Let an auditor answer an item otherwise; the events' answer stays beside it, and the last word counts."""
    if answer not in Answer.values:
        raise ValidationError({"answer": [f"Pilih: {', '.join(Answer.labels)}."]})
    if not reason.strip():
        raise ValidationError({"reason": ["Tulis alasan jawaban ini."]})
    with transaction.atomic():
        locked = movement.locked(visit.pk)
        may(by, Permission.CHECKLIST_OVERRIDE, locked)
        found = next((item for item in checklist_for(locked).items if item.no == no), None)
        if found is None:
            raise ValidationError({"no": [f"Daftar tilik SOP ini tidak punya butir {no}."]})
        return CheckOverride.objects.create(
            facility_id=locked.facility_id,
            visit=locked,
            no=no,
            found=found.answer,
            answer=answer,
            reason=reason.strip(),
            by=by,
            at=timezone.now(),
        )


def _story_of(visit: Visit) -> tuple[list[Happening], frozenset[Fact]]:
    events = visit.events.select_related("point").order_by("seq")
    happened = [happening(event, event.point.place if event.point else "") for event in events]
    return happened, checklist.ever_held(happened, visit.facts)


def happening(event: VisitEvent, served_at: str) -> Happening:
    """Give a sentence of a visit as a checklist reads it; ``served_at`` is the place of the point that served."""
    places = {event.data.get("place", ""), served_at} - {""}
    return Happening(event.seq, event.kind, frozenset(places), event.data, event.undoes)


def _checked(item: Item, override: CheckOverride | None) -> CheckedItem:
    return CheckedItem(int(item.clause), item.text, item.answer, item.event, item.because, override)
