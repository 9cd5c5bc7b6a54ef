"""The sign of these pages: from here one goes back to one's own work."""

from django.urls import NoReverseMatch, reverse


def sign_for(request, title: str, sub: str) -> dict:
    """Give what the sign shows on this page, for this person."""
    staff = request.staff
    menu = [("SOP puskesmas ini", "visits:sop"), ("Ganti kata sandi", "accounts:password")]
    return {
        "line": "k1",
        "letter": "A",
        "title": title,
        "sub": sub,
        "nav": [{"label": "Kembali ke pekerjaan", "url": "/"}],
        "who": staff.name,
        "who_sub": staff.office.label,
        "menu": [{"label": label, "url": url} for label, name in menu if (url := _address(name))],
    }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
