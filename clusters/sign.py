"""The sign over a room's pages: whose room it is, where one can go from here, and what is urgent elsewhere."""

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse

from puskesmas.facility.models import ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.visits.models import QueueEntry

from .registry import registry

ROOM_KEY = "room"  # what this terminal is, in the session
# Pages of other floors; a puskesmas that does not serve one has no way to it.
_ELSEWHERE = (
    ("Janji temu", "referrals:appointments", Permission.APPOINTMENT_WRITE),
    ("Rujukan", "referrals:letters", Permission.REFERRAL_READ),
    ("Kotak masuk", "referrals:inbox", Permission.REFERRAL_READ),
    ("Tindak lanjut", "referrals:tasks", Permission.FOLLOW_UP_READ),
)


def sign_of(point: ServicePoint, *, by: Staff, current: str, desk_label: str = "", alarms: Sequence[dict] = ()) -> dict:
    """Give the sign of a room's page; ``current`` is the way one stands on."""
    ways = [{"label": "Antrean", "url": reverse("clusters:room", args=[point.code]), "key": "g a"}]
    ways += [
        {"label": way.label, "url": reverse(way.url, args=[point.code])}
        for way in registry.room_ways(point)
        if by.can(way.permission)
    ]
    offered = [(label, address(name)) for label, name, permission in _ELSEWHERE if by.can(permission)]
    ways += [{"label": label, "url": url} for label, url in offered if url]
    if current not in {way["label"] for way in ways}:
        at = len(ways) - len([url for _label, url in offered if url])
        ways.insert(at, {"label": current, "url": "#isi"})
    for way in ways:
        way["current"] = way["label"] == current
    return {
        "line": point.line.value,
        "letter": point.letter,
        "title": point.name,
        "sub": " · ".join(part for part in (point.room, by.facility.name) if part),
        "nav": ways,
        "alarms": alarms,
        "who": by.name,
        "who_sub": desk_label or by.office.label,
        "menu": [
            {"label": "Ganti ruang atau meja", "url": reverse("clusters:rooms") + "?ganti=1"},
            {"label": "Ganti kata sandi", "url": reverse("accounts:password")},
        ],
    }


def emergencies(point: ServicePoint) -> list[dict]:
    """Give how many are in the emergency room, for every other room to see."""
    if point.place == Place.IGD:
        return []
    count = QueueEntry.objects.open().filter(point__facility=point.facility_id, point__place=Place.IGD).count()
    return [{"level": "m", "text": f"{count} di IGD"}] if count else []


def address(name: str, *codes: str) -> str:
    """Give the address of a page of another floor, or nothing where it is not served."""
    try:
        return reverse(name, args=codes)
    except NoReverseMatch:
        return ""
