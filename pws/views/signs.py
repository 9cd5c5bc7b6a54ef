"""The sign over the pages of PWS."""

from django.urls import reverse

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from referrals.views.answers import address

P = Permission
_PAGES = (
    ("PWS", "pws:dashboard", P.DASHBOARD_READ, "g p"),
    ("Rangkaian", "pws:cascades", P.DASHBOARD_READ, "g r"),
    ("Penyakit terbanyak", "pws:illnesses", P.DASHBOARD_READ, "g b"),
    ("Masalah", "pws:problems", P.PROBLEM_WRITE, "g m"),
    ("Sasaran", "pws:targets", P.DASHBOARD_READ, "g s"),
    ("Daftar tilik", "klaster1:home", P.CHECKLIST_READ, "g o"),
    ("Tindak lanjut", "referrals:tasks", P.FOLLOW_UP_READ, "g t"),
)


def sign_of(staff: Staff, *, current: str, title: str = "") -> dict:
    """Give the sign of a page, with the ways this person may go."""
    ways = [
        {"label": label, "url": reverse(name), "current": label == current, "key": key}
        for label, name, permission, key in _PAGES
        if staff.can(permission)
    ]
    password = address("accounts:password")
    return {
        "line": "k1",
        "letter": "1",
        "title": title or current,
        "sub": staff.facility.name if staff.facility else "Dinas kesehatan",
        "nav": ways,
        "who": staff.name,
        "who_sub": staff.office.label,
        "menu": [{"label": "Ganti kata sandi", "url": password}] if password else [],
    }
