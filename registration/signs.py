"""The sign over the door and the counter: where one is, where one may go, and what cannot wait."""

from django.urls import reverse

from puskesmas.facility.permissions import Permission
from puskesmas.visits.access import visits_for
from puskesmas.visits.states import State

WAYS = (
    ("counter", "Pendaftaran", "registration:counter", Permission.VISIT_IDENTIFY),
    ("door", "Pintu", "registration:door", Permission.VISIT_LEARN),
    ("today", "Pasien hari ini", "registration:today", Permission.VISIT_READ),
    ("unknown", "Belum dikenal", "registration:unknown", Permission.VISIT_IDENTIFY),
)
MENU = (
    ("SOP puskesmas ini", "visits:sop", Permission.SOP_READ),
    ("Buka dan tutup ruang", "registration:rooms", Permission.POINT_OPEN_CLOSE),
    ("Kunjungan hari lalu", "registration:yesterday", Permission.VISIT_CLOSE),
    ("Papan panggilan", "registration:boards", Permission.VISIT_READ),
    ("Satukan rekam medis", "registration:merge", Permission.PATIENT_MERGE),
)


def sign_for(request, *, title: str, here: str = "", sub: str = "Pendaftaran", letter: str = "1") -> dict:
    """Give what the sign shows on this page, for this person."""
    staff = request.staff
    nav = [
        {"label": label, "url": reverse(url), "current": key == here}
        for key, label, url, permission in WAYS
        if staff.can(permission)
    ]
    return {
        "line": "k1",
        "letter": letter,
        "title": title,
        "sub": f"{sub} · {staff.facility.name}" if staff.facility else sub,
        "nav": nav,
        "alarms": _alarms(request),
        "who": staff.name,
        "who_sub": staff.office.label,
        "menu": [{"label": label, "url": reverse(url)} for label, url, permission in MENU if staff.can(permission)],
    }


def _alarms(request) -> list[dict]:
    there = visits_for(request.user).inside().filter(state=State.EMERGENCY).count()
    return [{"level": "m", "text": f"{there} di IGD"}] if there else []
