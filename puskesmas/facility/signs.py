"""The sign over the administrator's pages: rooms, services, people and the SOP."""

from django.urls import reverse

from .permissions import Permission

WAYS = (
    ("rooms", "Ruang", "facility:rooms", Permission.MASTER_WRITE),
    ("services", "Layanan", "facility:services", Permission.MASTER_WRITE),
    ("staff", "Petugas", "facility:staff", Permission.STAFF_WRITE),
    ("sop", "SOP", "visits:revisions", Permission.SOP_PUBLISH),
)


def office_sign(request, *, title: str, here: str = "") -> dict:
    """Give what the sign shows on an administrator's page."""
    staff = request.staff
    return {
        "line": "k1",
        "letter": "A",
        "title": title,
        "sub": f"Administrasi · {staff.facility.name}",
        "nav": [
            {"label": label, "url": reverse(url), "current": key == here}
            for key, label, url, permission in WAYS
            if staff.can(permission)
        ],
        "who": staff.name,
        "who_sub": staff.office.label,
        "menu": [
            {"label": "Halaman depan", "url": "/"},
            {"label": "Desa, Pustu, Posyandu", "url": reverse("admin:index")},
            {"label": "Ganti kata sandi", "url": reverse("accounts:password")},
        ],
    }
