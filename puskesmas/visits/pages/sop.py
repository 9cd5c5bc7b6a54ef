"""The page that draws this puskesmas' SOP: its stops with clause and words, what is borrowed, duties, daftar tilik."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place, line_of

from ..access import profile_by_code, profiles_for
from ..facts import LABELS
from ..rooms import Rooms, rooms_of
from ..sop_changes import SAID_BY, TRIAL
from ..states import EXITS, State
from .signs import sign_for


@never_cache
@staff_with(Permission.SOP_READ)
def sop(request):
    """Draw the SOP in force."""
    profile = profiles_for(request.user).filter(is_current=True).first()
    return _drawn(request, profile, title="SOP puskesmas ini")


@never_cache
@staff_with(Permission.SOP_READ)
def revision(request, code):
    """Draw one revision as it was published."""
    profile = profile_by_code(request.user, code)
    return _drawn(request, profile, title=f"SOP, revisi {profile.revision}")


@never_cache
@staff_with(Permission.SOP_READ)
def download(request, code):
    """Give one revision's file as it was published, byte for byte."""
    profile = profile_by_code(request.user, code)
    name = f"{slugify(profile.key)}-revisi-{profile.revision}.toml"
    return HttpResponse(
        profile.text.encode(),
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _drawn(request, profile, *, title: str):
    facility = facility_of(request.user)
    file = profile.sop if profile else None
    rooms = rooms_of(facility.pk, facility.today())
    context = {
        "profile": profile,
        "file": file,
        "stops": [stop_words(stop, rooms) for stop in file.stops] if file else [],
        "routes": [{"rule": rule, "to": _name(rule.place, rooms)} for rule in file.routing] if file else [],
        "asides": [_aside(one, rooms) for one in file.asides] if file else [],
        "duties": [_duty(one) for one in file.duties] if file else [],
        "checks": [_check(one) for one in file.checks] if file else [],
        "targets": [(_name(place, rooms), minutes) for place, minutes in file.targets.items()] if file else [],
        "ticket": _name(file.ticket, rooms) if file else "",
        "narrowed": [(SAID_BY[verb], ", ".join(sorted(roles))) for verb, roles in file.by.items()] if file else [],
        "may_publish": request.staff.can(Permission.SOP_PUBLISH),
        "sign": sign_for(request, title, facility.name),
    }
    return render(request, "visits/sop.html", context)


def stop_words(stop, rooms: Rooms) -> dict:
    """Give one stop as the page draws it."""
    return {
        "key": stop.key,
        "number": stop.index + 1,
        "variants": [
            {
                "step": step,
                "to": _to(step, rooms),
                "line": line_of(step.place).value if step.place in Place.values else "k1",
                "state": _state(step, rooms),
                "when": [LABELS[fact] for fact in step.when],
                "decides": [" atau ".join(LABELS[fact] for fact in pair) for pair in step.decides],
                "absent": step.place in Place.values and step.place not in rooms.present,
            }
            for step in stop.variants
        ],
    }


def _to(step, rooms: Rooms) -> str:
    return _name(step.place, rooms) if step.state not in EXITS else "Pulang"


def _state(step, rooms: Rooms) -> str:
    """Give what the patient does there, unless the room's own name says it."""
    label = State(step.state).label
    return "" if label.lower() in _to(step, rooms).lower() else label


def _name(place: str, rooms) -> str:
    if place in TRIAL:
        return TRIAL[place]
    return rooms.name(place) if place in rooms.present else Place(place).label


def _aside(one, rooms) -> dict:
    places = ", ".join(_name(place, rooms) for place in one.places)
    return {"aside": one, "to": places or State(one.state).label}


def _duty(one) -> dict:
    return {"duty": one, "applies": [LABELS[fact] for fact in one.applies]}


def _check(one) -> dict:
    return {"check": one, "applies": [LABELS[fact] for fact in one.applies]}
