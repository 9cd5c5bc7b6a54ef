"""Emergency, other ways and the exit: sheets that move a patient with a reason."""

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puskesmas.facility.access import services_for, staff_with
from puskesmas.facility.permissions import Permission as P
from puskesmas.facility.places import Place
from puskesmas.visits import movement
from puskesmas.visits.movement.leaving import usual_disposition
from puskesmas.visits.states import LEAVES_FROM_ANYWHERE, Disposition

from ..forms.leaving import ExitForm, NotGivenFormSet
from ..forms.sending import ReasonForm
from .page import reading_of
from .sending import places_for
from .sheets import Attempt, after, attempt, show_sheet, where_now

_sheet = require_http_methods(["GET", "HEAD", "POST"])


def _with_reason(request, reading, verb, *, title, submit, why, danger=False):
    """Ask for the reason of a move, make it, and lead on."""
    form = ReasonForm(request.POST or None)
    done = Attempt()
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: verb(form.cleaned_data["reason"]))
        if done.worked:
            return after(request, reading, f"{where_now(reading)}.")
    return show_sheet(
        request, reading, "reason", title=title, submit=submit, form=form, attempted=done, why=why, danger=danger
    )


@_sheet
@never_cache
@staff_with(P.VISIT_ESCALATE)
def escalate(request, code):
    """Take a patient to the emergency room, from whatever they were doing."""
    reading = reading_of(request, code)
    return _with_reason(
        request,
        reading,
        lambda reason: movement.escalate(reading.visit, by=request.staff, reason=reason),
        title="Gawat, ke IGD",
        submit="Antar ke IGD sekarang",
        why="Identitas dan berkas menyusul. Tempatnya di antrean disimpan bila ternyata tidak gawat.",
        danger=True,
    )


@_sheet
@never_cache
@staff_with(P.VISIT_MOVE)
def stand_down(request, code):
    """Take back an emergency that was none."""
    reading = reading_of(request, code)
    return _with_reason(
        request,
        reading,
        lambda reason: movement.stand_down(reading.entry, by=request.staff, reason=reason),
        title="Ternyata tidak gawat",
        submit="Kembalikan ke antreannya",
        why="Tidak ada yang dilakukan di IGD; pasien kembali ke tempat yang ditinggalkan.",
    )


@_sheet
@never_cache
@staff_with(P.VISIT_MOVE)
def move(request, code, place):
    """Let a patient go to a room that is not the SOP's next step, with the reason."""
    if place not in Place.values:
        raise Http404(f"No place is called {place!r}.")
    reading = reading_of(request, code)
    name = reading.rooms.name(place) if place in reading.rooms.present else Place(place).label
    return _with_reason(
        request,
        reading,
        lambda reason: movement.advance(reading.entry, by=request.staff, to=place, reason=reason),
        title=f"Ke {name}",
        submit=f"Antar ke {name}",
        why="Bukan langkah SOP berikutnya, jadi alasannya dicatat.",
    )


@_sheet
@never_cache
@staff_with(P.VISIT_CLOSE)
def leave(request, code):
    """Let a patient leave the building; what was not given today is agreed for another day."""
    reading = reading_of(request, code)
    services = list(services_for(request.user).active())
    more = {"services": services, "places": places_for(request.user)}
    first = {"disposition": usual_disposition(reading.visit)}
    form = ExitForm(request.POST or None, initial=first)
    rows = NotGivenFormSet(
        request.POST or None,
        form_kwargs=more,
        initial=[{"service": one, "place_kind": "puskesmas"} for one in reading.not_given],
        prefix="n",
    )
    done = Attempt()
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        done = attempt(form, lambda: _close(request, reading, form.cleaned_data, rows))
        if done.worked:
            return after(request, reading, f"{reading.entry.number}: {_ended(form)}.")
    return show_sheet(
        request,
        reading,
        "leave",
        title="Pulang",
        submit="Tutup kunjungan",
        form=form,
        rows=rows,
        attempted=done,
        why="Yang belum diberikan dijadwalkan pada waktu dan tempat yang disepakati.",
    )


def _ended(form) -> str:
    return Disposition(form.cleaned_data["disposition"]).label.lower()


def _close(request, reading, typed, rows):
    """Close from the room that serves the patient; who leaves or dies is closed from anywhere."""
    disposition, reason = typed["disposition"], typed["reason"]
    not_given = [row.not_given for row in rows if row.not_given]
    words = {"by": request.staff, "disposition": disposition, "reason": reason, "not_given": not_given}
    if disposition in LEAVES_FROM_ANYWHERE:
        return movement.close(reading.visit, **words)
    return movement.discharge(reading.entry, **words)
