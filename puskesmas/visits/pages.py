"""A visit's own page, which says in sentences what happened, and the page that draws this puskesmas' SOP."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place, line_of
from puskesmas.facility.refusals import Refused
from puskesmas.patients.access import open_record

from . import movement
from .access import profiles_for, visit_by_code
from .facts import LABELS, Fact
from .models.line import EntryState
from .moves import options
from .rooms import rooms_of
from .sop_values import BOOKED, HERE, ROUTED
from .states import EXITS, LEAVES_FROM_ANYWHERE, Disposition, State
from .timeline import clocks, entries_of, sentences, walk_of
from .undoable import last_move

_TRIAL = {BOOKED: "ruang layanan yang dituju", ROUTED: "ruang menurut rute", HERE: "tetap di ruang yang sama"}
_WAYS_OUT = [(one.value, one.label) for one in Disposition if one in LEAVES_FROM_ANYWHERE or one == "cancelled"]
_SAID_BY = {"refer": "Merujuk keluar", "refer_internally": "Merujuk internal", "prescribe": "Meresepkan"}
_SAID_BY |= {"explain": "Menerangkan etiket"}


def _sign(request, title: str, sub: str) -> dict:
    """Give the sign of these pages: from here one goes back to one's own work."""
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


# --- one visit ---


@never_cache
@staff_with(Permission.VISIT_READ)
def visit(request, code, refusal=None, status=200):
    """Show a visit: the walk as a line, where it stands, what is known, and every sentence written about it."""
    found = visit_by_code(request.user, code)
    found.facility = facility_of(request.user)
    if found.patient is not None:
        open_record(found.patient, visit_code=found.code, purpose="kunjungan", by=request.staff)
    entries = entries_of(found)
    rooms = rooms_of(found.facility_id, found.facility.today())
    here = next((entry for entry in reversed(entries) if entry.is_open), None)
    if here is not None:
        here.visit = found
    context = {
        "visit": found,
        "entry": here,
        "state": State(found.state).label,
        "entry_state": EntryState(here.state).label if here else "",
        "age": found.patient.age_label(found.on) if found.patient else "",
        "walk": walk_of(found, entries, rooms=rooms),
        "clocks": clocks(here) if here else None,
        "after": options(found, here, rooms=rooms).next if here else None,
        "facts": [LABELS[fact] for fact in Fact if found.facts.get(fact)],
        "said": list(reversed(sentences(found))),
        "last": last_move(found) if request.staff.can(Permission.VISIT_UNDO) else None,
        "ways": _WAYS_OUT if request.staff.can(Permission.VISIT_CLOSE) and found.state not in EXITS else [],
        "may_identify": request.staff.can(Permission.VISIT_IDENTIFY),
        "typed": request.POST,
        "refused": refusal,
        "sign": _sign(request, f"Kunjungan {found.number}", found.facility.name),
        "keys_note": f"SOP {found.profile.sop.number}, revisi {found.profile.revision}",
    }
    return render(request, "visits/visit.html", context, status=status)


@require_POST
@staff_with(Permission.VISIT_UNDO)
def undo(request, code):
    """Take back the visit's last move."""
    found = visit_by_code(request.user, code)
    try:
        movement.undo(found, int(request.POST.get("seq") or 0), by=request.staff)
    except (Refused, ValueError) as refusal:
        messages.error(request, str(refusal) if isinstance(refusal, Refused) else "Langkah ini tidak dikenal.")
    else:
        messages.success(request, f"{found.number}: langkah terakhir dibatalkan.")
    return redirect("visits:visit", found.code)


@require_POST
@staff_with(Permission.VISIT_CLOSE)
def close(request, code):
    """Close the visit of one who left, never came or died, with the reason."""
    found = visit_by_code(request.user, code)
    wanted, reason = request.POST.get("disposition", ""), request.POST.get("reason", "")[:200]
    try:
        movement.close(found, by=request.staff, disposition=wanted, reason=reason)
    except Refused as refusal:
        return visit(request, code, refusal=refusal, status=409)
    messages.success(request, f"Kunjungan {found.number} ditutup: {Disposition(wanted).label.lower()}.")
    return redirect("visits:visit", found.code)


# --- this puskesmas' SOP ---


@never_cache
@staff_with(Permission.SOP_READ)
def sop(request):
    """Draw the SOP in force: each stop with its clause and words, what is borrowed, duties and daftar tilik."""
    facility = facility_of(request.user)
    profile = profiles_for(request.user).filter(is_current=True).first()
    file = profile.sop if profile else None
    rooms = rooms_of(facility.pk, facility.today())
    context = {
        "profile": profile,
        "file": file,
        "stops": [_stop(stop, rooms) for stop in file.stops] if file else [],
        "routes": [{"rule": rule, "to": _name(rule.place, rooms)} for rule in file.routing] if file else [],
        "asides": [_aside(one, rooms) for one in file.asides] if file else [],
        "duties": [_duty(one) for one in file.duties] if file else [],
        "checks": [_check(one) for one in file.checks] if file else [],
        "targets": [(_name(place, rooms), minutes) for place, minutes in file.targets.items()] if file else [],
        "narrowed": [(_SAID_BY[verb], ", ".join(sorted(roles))) for verb, roles in file.by.items()] if file else [],
        "earlier": list(profiles_for(request.user)[:8]),
        "sign": _sign(request, "SOP puskesmas ini", facility.name),
    }
    return render(request, "visits/sop.html", context)


def _stop(stop, rooms) -> dict:
    return {
        "key": stop.key,
        "number": stop.index + 1,
        "variants": [
            {
                "step": step,
                "to": _name(step.place, rooms) if step.state not in EXITS else "Pulang",
                "line": line_of(step.place).value if step.place in Place.values else "k1",
                "state": State(step.state).label,
                "when": [LABELS[fact] for fact in step.when],
                "decides": [" atau ".join(LABELS[fact] for fact in pair) for pair in step.decides],
                "absent": step.place in Place.values and step.place not in rooms.present,
            }
            for step in stop.variants
        ],
    }


def _name(place: str, rooms) -> str:
    if place in _TRIAL:
        return _TRIAL[place]
    return rooms.name(place) if place in rooms.present else Place(place).label


def _aside(one, rooms) -> dict:
    places = ", ".join(_name(place, rooms) for place in one.places)
    return {"aside": one, "to": places or State(one.state).label}


def _duty(one) -> dict:
    return {"duty": one, "applies": [LABELS[fact] for fact in one.applies]}


def _check(one) -> dict:
    return {"check": one, "applies": [LABELS[fact] for fact in one.applies]}
