"""One order of the laboratory's list, as one line says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from puskesmas.facility.places import Place
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.priority import PRIORITY
from puskesmas.visits.queueing import CALLS_BEFORE_ABSENT
from puskesmas.visits.rooms import Rooms
from puskesmas.visits.timeline import walk_of
from puskesmas.visits.walk import Walk

from .critical import critical_items
from .models import LabOrder, LabStatus

S = LabStatus
_SIGNS = {S.ORDERED: "asked", S.SAMPLED: "half", S.FOLLOWS_LATER: "half", S.RESULTED: "full"}


@dataclass(frozen=True)
class Row:
    """What one line of the bench shows."""

    code: str
    number: str
    is_urgent: bool
    name: str
    age: str
    sex: str
    priority: str
    origin: str
    tests: str
    question: str
    walk: Walk
    sign: str
    sign_words: str
    since: datetime
    start: datetime
    target: int
    url: str
    where: str
    primary: dict
    menu: Sequence[dict] = ()
    is_away: bool = False
    is_untold: bool = False
    asked_by: str = ""
    answered: int = 0


def of_order(order: LabOrder, places: Sequence[QueueEntry], rooms: Rooms, *, told: bool) -> Row:
    """Give the line of one order."""
    here = _open_place(places)
    at_lab = here is not None and here.point.place == Place.LAB
    items = list(order.items.all())
    grave = bool(critical_items(order))
    return _row(
        order.visit,
        here,
        places,
        rooms,
        code=order.code,
        origin=order.point.name,
        asked_by=order.ordered_by.name,
        tests=", ".join(item.test.name for item in items),
        question=order.put_off_reason if order.status == S.FOLLOWS_LATER else order.question,
        sign="critical" if grave else _SIGNS[order.status],
        sign_words=f"Laboratorium: {order.get_status_display().lower()}{', nilai kritis' if grave else ''}",
        since=order.resulted_at or order.sampled_at or order.ordered_at,
        target=_target(order.visit) if order.status == S.ORDERED else 0,
        url=reverse("referrals:order", args=[order.code]),
        primary=_primary(order, here if at_lab else None, grave=grave and not told),
        menu=_menu(here) if at_lab and order.status == S.ORDERED else (),
        is_away=not at_lab,
        is_untold=grave and not told,
        answered=sum(item.has_value for item in items),
    )


def without_order(entry: QueueEntry, places: Sequence[QueueEntry], rooms: Rooms) -> Row:
    """Give the line of one who stands in the laboratory with nothing to be taken."""
    back = entry.returns_to.point.name if entry.returns_to_id else "langkah berikutnya"
    sender = entry.returns_to.point.name if entry.returns_to_id else "Antrean"
    return _row(
        entry.visit,
        entry,
        places,
        rooms,
        code=entry.code,
        origin=sender,
        tests=entry.reason or "Tanpa pengantar",
        question="",
        sign="",
        sign_words="",
        since=entry.queued_at,
        target=_target(entry.visit),
        url="",
        primary={
            "label": f"Kembali ke {back}",
            "action": reverse("referrals:go_on", args=[entry.code]),
            "filled": True,
        },
        menu=_menu(entry),
    )


def _row(visit: Visit, here: QueueEntry | None, places: Sequence[QueueEntry], rooms: Rooms, **more) -> Row:
    patient = visit.patient
    return Row(
        number=visit.number,
        is_urgent=Fact.EMERGENCY in visit.holding,
        name=patient.name if patient else "",
        age=_age(visit),
        sex=patient.sex if patient else "",
        priority=here.band_reason if here and here.band == PRIORITY and not here.is_return else "",
        walk=walk_of(visit, places, rooms=rooms),
        start=visit.opened_at,
        where=_where(here),
        **more,
    )


def _primary(order: LabOrder, at_lab: QueueEntry | None, *, grave: bool) -> dict:
    page = reverse("referrals:order", args=[order.code])
    if order.status == S.RESULTED:
        return {"label": "Sampaikan nilai kritis" if grave else "Lihat hasil", "url": page, "filled": grave}
    if order.status != S.ORDERED:
        return {"label": "Isi hasil", "url": page, "filled": order.status == S.SAMPLED}
    if at_lab is None:
        return {"label": "Ambil di tempat pasien", "url": page, "filled": False}
    if at_lab.state == EntryState.SKIPPED:
        return {"label": "Panggil ulang", "action": reverse("referrals:recall", args=[at_lab.code]), "filled": False}
    if at_lab.state == EntryState.SERVING:
        return {"label": "Ambil sampel", "url": page, "filled": True}
    words = "Masuk, ambil sampel" if at_lab.state == EntryState.CALLED else "Panggil, ambil sampel"
    filled = at_lab.state == EntryState.CALLED
    return {"label": words, "action": reverse("referrals:take", args=[order.code]), "filled": filled}


def _menu(entry: QueueEntry) -> list[dict]:
    if entry.state != EntryState.CALLED:
        return []
    menu = [
        {"label": "Panggil ulang", "icon": "horn", "key": "r", "action": reverse("referrals:recall", args=[entry.code])}
    ]
    if entry.calls < CALLS_BEFORE_ABSENT:
        refused = f"baru dipanggil {entry.calls} dari {CALLS_BEFORE_ABSENT} kali"
        return [*menu, {"label": "Belum datang", "refused": refused}]
    return [*menu, {"label": "Belum datang", "key": "a", "action": reverse("referrals:skip", args=[entry.code])}]


def _where(here: QueueEntry | None) -> str:
    """Say where the patient is now, as short as a row has room for."""
    if here is None:
        return "Sudah pulang"
    if here.point.place != Place.LAB:
        return f"Di {here.point.name}"
    words = {EntryState.WAITING: "Antre di lab", EntryState.SERVING: "Di meja lab", EntryState.SKIPPED: "Belum datang"}
    return words.get(here.state, f"Dipanggil {here.calls}×")


def _open_place(places: Sequence[QueueEntry]) -> QueueEntry | None:
    return next((one for one in reversed(places) if one.is_open), None)


def _target(visit: Visit) -> int:
    return visit.profile.sop.target_minutes(Place.LAB) or 0


def _age(visit: Visit) -> str:
    if visit.patient is None:
        return ""
    age = visit.patient.age_on(visit.on)
    if age.months < 1:
        return f"{age.days} hr"
    return f"{age.months} bl" if age.years < 2 else str(age.years)
