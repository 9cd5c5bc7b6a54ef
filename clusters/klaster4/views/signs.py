"""The sign over the pages of klaster 4."""

from puskesmas.facility.models import Staff
from referrals.views.answers import address

TITLE = "Klaster 4"


def sign_of(staff: Staff) -> dict:
    """Give the sign; a page about one person names no disease in it."""
    ways = [("Antrean", "clusters:rooms", "g a"), (TITLE, "klaster4:worklist", "g 4")]
    return {
        "line": "k4",
        "letter": "4",
        "title": TITLE,
        "sub": staff.facility.name,
        "nav": [
            {"label": label, "url": address(name), "current": label == TITLE, "key": key} for label, name, key in ways
        ],
        "who": staff.name,
        "who_sub": staff.office.label,
        "menu": [{"label": "Ganti kata sandi", "url": address("accounts:password")}],
    }
