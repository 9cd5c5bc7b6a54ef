"""The front page: where each person's work is, and how full the house stands at this minute."""

from datetime import datetime

from django.db.models import Count, Min, Q
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, path, resolve, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import staff_of
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission as P
from puskesmas.facility.roles import RoleCode
from puskesmas.ground import backups
from puskesmas.visits.access import entries_for
from puskesmas.visits.models.line import EntryState

# The words on the door, the page behind it, and what is done there; the page itself says who may open it.
WAYS = (
    ("Pintu dan pengukuran", "registration:door", "memberi nomor, mengukur, meneruskan"),
    ("Loket pendaftaran", "registration:counter", "mencari, mendaftar, mengarahkan"),
    ("Ruang periksa", "clusters:rooms", "antrean ruang dan meja periksa"),
    ("Laboratorium", "referrals:bench", "sampel dan hasil"),
    ("Kasir", "klaster1:cashier", "tagihan dan kuitansi"),
    ("Farmasi", "pharmacy:queue", "telaah, penyiapan, penyerahan"),
    ("Kotak masuk", "referrals:inbox", "rujukan internal, hasil, yang belum tuntas"),
    ("Surat rujukan", "referrals:letters", "terkirim, ditunggu, dibalas"),
    ("Janji temu", "referrals:appointments", "yang dijanjikan, di mana dan kapan"),
    ("Tindak lanjut", "referrals:tasks", "tugas Pustu dan kader"),
    ("Register PTM", "klaster3:registers", "hipertensi dan diabetes, yang belum datang bulan ini"),
    ("Klaster 4", "klaster4:worklist", "kasus yang wajib diselidiki, kunjungan K4"),
    ("Pasien hari ini", "registration:today", "semua kunjungan hari ini"),
    ("PWS", "pws:dashboard", "capaian setiap desa, yang tertinggal dan namanya"),
    ("Masalah dan rencana", "pws:problems", "masalah bulan ini, USG, rencana, lokakarya mini"),
    ("Klaster 1", "klaster1:home", "daftar tilik, tarif"),
    ("SOP puskesmas ini", "visits:sop", "alur yang berlaku, langkah demi langkah"),
    ("Papan televisi", "registration:boards", "papan panggilan dan alamatnya"),
    ("Ruang dan meja", "facility:rooms", "nama, petunjuk arah, buka dan tutup seterusnya"),
    ("Layanan", "facility:services", "yang diberikan dan yang dapat dipilih di loket"),
    ("Petugas", "facility:staff", "akun, peran, ruang, kata sandi"),
    ("Revisi SOP", "visits:revise", "ubah, bandingkan, terbitkan"),
    ("Data induk lain", "admin:index", "desa, dusun, Pustu, Posyandu, identitas puskesmas"),
)
DISTRICT = ("PWS kabupaten", "pws:district", "setiap puskesmas dalam jumlah, tanpa nama")
ADMIN = (P.MASTER_WRITE,)  # Django's admin asks for itself

app_name = "home"


@require_safe
@never_cache
def home(request):
    """Show the doors this person may open, and what waits behind each of the house's rooms."""
    staff = staff_of(request.user)
    ways = [way for row in (WAYS if staff.facility_id else (DISTRICT,)) if (way := _way(*row, staff=staff))]
    if len(ways) == 1 and staff.role == RoleCode.KADER:  # her tasks are all she comes for
        return redirect(ways[0]["url"])
    sees_line = staff.can(P.VISIT_READ) or staff.can(P.DASHBOARD_READ)
    context = {
        "ways": ways,
        "rooms": _rooms(request.user) if sees_line and staff.facility_id else None,
        "sign": _sign(staff),
        "backup_warning": backups.warning() if staff.can(P.BACKUP_READ) else "",
    }
    return render(request, "home.html", context)


def _way(label: str, name: str, words: str, *, staff: Staff) -> dict | None:
    """Give a door, unless the page is not served here or not for this person."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    needed = getattr(resolve(url).func, "permissions", ADMIN)
    return {"label": label, "url": url, "words": words} if all(map(staff.can, needed)) else None


def _rooms(user) -> list[dict]:
    """Give each room's line in one grouped query: waiting, inside, waiting for a result, and the longest wait."""
    waits, serves = Q(state__in=[EntryState.WAITING, EntryState.CALLED]), Q(state=EntryState.SERVING)
    rows = (
        entries_for(user)
        .open()
        .order_by("point__order")
        .values("point__name", "point__place")
        .annotate(
            waiting=Count("pk", filter=waits),
            inside=Count("pk", filter=serves),
            held=Count("pk", filter=Q(state=EntryState.HELD)),
            absent=Count("pk", filter=Q(state=EntryState.SKIPPED)),
            since=Min("queued_at", filter=waits),
        )
    )
    now = timezone.now()
    return [row | {"longest": _minutes(now, row["since"])} for row in rows]


def _minutes(now: datetime, since: datetime | None) -> int | None:
    return int((now - since).total_seconds() // 60) if since else None


def _sign(staff: Staff) -> dict:
    facility = staff.facility
    return {
        "line": "k1",
        "letter": "A",
        "title": facility.name if facility else "Dinas kesehatan",
        "sub": facility.district if facility else "Akun dinas membaca angka gabungan, bukan rekam medis",
        "who": staff.name,
        "who_sub": staff.office.label,
        "menu": [{"label": "Ganti kata sandi", "url": reverse("accounts:password")}],
    }


urlpatterns = [path("", home, name="home")]
