"""The sign over the pages of klaster 1."""

from django.urls import reverse

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from referrals.views.answers import address

P = Permission
_PAGES = (
    ("Kasir", "klaster1:cashier", P.BILL_PAY, "g a"),
    ("Kuitansi dan tutup kas", "klaster1:shift", P.BILL_PAY, "g k"),
    ("Klaster 1", "klaster1:home", P.CHECKLIST_READ, "g o"),
    ("Tarif", "klaster1:tariffs", P.BILL_READ, "g t"),
)


def sign_of(staff: Staff, *, current: str, title: str = "", letter: str = "1") -> dict:
    """Give the sign of a page, with the ways this person may go."""
    ways = [
        {"label": label, "url": reverse(name), "current": label == current, "key": key}
        for label, name, permission, key in _PAGES
        if staff.can(permission)
    ]
    password = address("accounts:password")
    return {
        "line": "k1",
        "letter": letter,
        "title": title or current,
        "sub": staff.facility.name,
        "nav": ways,
        "who": staff.name,
        "who_sub": staff.office.label,
        "menu": [{"label": "Ganti kata sandi", "url": password}] if password else [],
    }
