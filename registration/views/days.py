"""The day's patients, those nobody knows yet, those of days before who never left, and rooms that open and close."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puskesmas.facility.access import point_by_code, points_for, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refused
from puskesmas.visits import movement, queueing
from puskesmas.visits.access import entries_for, visit_by_code, visits_for
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.rooms import rooms_of
from puskesmas.visits.states import EXITS, LEAVES_FROM_ANYWHERE, STAYS_OVERNIGHT, Disposition

from ..pages import refused
from ..signs import sign_for

PAGE = 100
FILTERS = {
    "semua": ("Semua", Q()),
    "di-dalam": ("Masih di dalam", ~Q(state__in=EXITS)),
    "panggil-ulang": ("Panggil ulang", Q(entries__state=EntryState.SKIPPED)),
    "selesai": ("Selesai", Q(state__in=EXITS)),
}
WAYS_OUT = [(one.value, one.label) for one in Disposition if one in LEAVES_FROM_ANYWHERE or one == "cancelled"]


@never_cache
@staff_with(Permission.VISIT_READ)
def today(request):
    """List the patients of the day, by where they stand."""
    chosen = request.GET.get("saring", "semua")
    words, wanted = FILTERS.get(chosen, FILTERS["semua"])
    mine = visits_for(request.user).filter(on=request.staff.facility.today())
    counts = mine.aggregate(
        **{key.replace("-", "_"): Count("pk", filter=only, distinct=True) for key, (_label, only) in FILTERS.items()}
    )
    visits = list(mine.filter(wanted).distinct().order_by("-opened_at")[:PAGE])
    context = {
        "visits": _with_entries(request, visits),
        "words": words,
        "empty": "Yang dipanggil tetapi belum datang menunggu di sini sampai dipanggil ulang."
        if chosen == "panggil-ulang"
        else "Pasien muncul begitu mendapat nomor.",
        "tiles": [
            {
                "count": counts[key.replace("-", "_")],
                "label": label,
                "url": f"?saring={key}",
                "current": key == chosen,
                "note": "",
            }
            for key, (label, _only) in FILTERS.items()
        ],
        "cut": counts.get(chosen.replace("-", "_"), 0) > PAGE,
        "sign": sign_for(request, title="Pasien hari ini", here="today"),
        "here": request.get_full_path(),
    }
    return render(request, "registration/today.html", context)


def _with_entries(request, visits):
    """Put each visit beside its open place in line, asked for in one statement."""
    standing = entries_for(request.user).open().filter(visit__in=[visit.pk for visit in visits])
    by_visit = {entry.visit_id: entry for entry in standing}
    return [{"visit": visit, "entry": by_visit.get(visit.pk), "age": _age(visit)} for visit in visits]


def _age(visit):
    return visit.patient.age_label(visit.on) if visit.patient else ""


@never_cache
@staff_with(Permission.VISIT_IDENTIFY)
def unknown(request):
    """List those inside whom nobody knows yet, those at the counter excepted: they lie in IGD or were just brought."""
    visits = visits_for(request.user).inside().filter(patient__isnull=True).order_by("opened_at")[:PAGE]
    context = {
        "visits": _with_entries(request, list(visits)),
        "sign": sign_for(request, title="Belum dikenal", here="unknown"),
    }
    return render(request, "registration/unknown.html", context)


# --- yesterday ---


def _left_open(request):
    """Give the visits of days before today whose walkers never left; those in a bed or waiting to leave stay."""
    before = visits_for(request.user).inside().filter(on__lt=request.staff.facility.today())
    return before.exclude(state__in=STAYS_OVERNIGHT).order_by("on", "number")


@never_cache
@staff_with(Permission.VISIT_CLOSE)
def yesterday(request, refusal=None, status=200):
    """List the visits of days before that are still open, to be closed with a reason."""
    context = {
        "visits": _with_entries(request, list(_left_open(request)[:PAGE])),
        "ways": WAYS_OUT,
        "refused": refusal,
        "typed": request.POST,
        "sign": sign_for(request, title="Kunjungan hari lalu"),
    }
    return render(request, "registration/yesterday.html", context, status=status)


@require_POST
@staff_with(Permission.VISIT_CLOSE)
def close_old(request, code):
    """Close one visit of a day before, with how it ended and why."""
    visit = visit_by_code(request.user, code)
    reason = request.POST.get("reason", "")
    try:
        movement.close(visit, by=request.staff, disposition=request.POST.get("disposition", ""), reason=reason)
    except Refused as refusal:
        return yesterday(request, refusal, 409)
    messages.success(request, f"Kunjungan {visit.number} tanggal {visit.on:%d-%m-%Y} ditutup.")
    return redirect("registration:yesterday")


# --- rooms ---


@never_cache
@staff_with(Permission.POINT_OPEN_CLOSE)
def rooms(request):
    """List the rooms with who waits there, to close one for the day or open it again."""
    facility = request.staff.facility
    today_ = rooms_of(facility.pk, facility.today())
    waiting = dict(
        entries_for(request.user)
        .open()
        .exclude(state=EntryState.SERVING)
        .order_by()
        .values_list("point_id")
        .annotate(many=Count("pk"))
    )
    points = sorted(today_.points.values(), key=lambda point: point.order)
    context = {
        "rows": [{"point": point, "waiting": waiting.get(point.pk, 0)} for point in points],
        "sign": sign_for(request, title="Buka dan tutup ruang"),
    }
    return render(request, "registration/rooms.html", context)


@never_cache
@staff_with(Permission.POINT_OPEN_CLOSE)
def close_room(request, code):
    """Close a room for the rest of the day, saying where each who waits there goes."""
    point = point_by_code(request.user, code)
    point.facility = request.staff.facility
    waiting = list(
        entries_for(request.user).open().filter(point=point).exclude(state=EntryState.SERVING).order_by("arrived_at")
    )
    others = {
        other.code: other
        for other in points_for(request.user).standing().exclude(pk=point.pk).exclude(place__in=[Place.PINTU])
    }
    context = {
        "point": point,
        "waiting": waiting,
        "others": list(others.values()),
        "typed": request.POST,
        "chosen": {entry.code: request.POST.get(f"to-{entry.code}", "") for entry in waiting},
        "sign": sign_for(request, title=f"Tutup {point.name}"),
    }
    if request.method != "POST":
        return render(request, "registration/close_room.html", context)
    goes_to = {
        entry.code: others[to]
        for entry in waiting
        if (to := context["chosen"][entry.code] or request.POST.get("all")) in others
    }
    try:
        moved = queueing.close_point(
            point, by=request.staff, reason=request.POST.get("reason", "").strip()[:120], goes_to=goes_to
        )
    except Refused as refusal:
        return refused(request, "registration/close_room.html", context, refusal)
    messages.success(request, f"{point.name} ditutup hari ini. {len(moved)} pasien dipindahkan, jam datangnya tetap.")
    return redirect("registration:rooms")


@require_POST
@staff_with(Permission.POINT_OPEN_CLOSE)
def open_room(request, code):
    """Open a room again for the rest of the day."""
    point = point_by_code(request.user, code)
    queueing.open_point(point, by=request.staff)
    messages.success(request, f"{point.name} dibuka lagi.")
    return redirect("registration:rooms")
