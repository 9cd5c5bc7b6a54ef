"""Writing a prescription at the desk."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pharmacy import services as pharmacy
from pharmacy.access import drugs_for, prescriptions_of
from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission as P

from ..forms.exam import LinesFormSet, WeightForm
from .page import reading_of
from .sheets import Attempt, after, attempt, show_sheet


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(P.PRESCRIBE)
def prescribe(request, code):
    """Write a prescription for the patient being served."""
    reading = reading_of(request, code)
    drugs = list(drugs_for(request.user))
    rows = LinesFormSet(request.POST or None, form_kwargs={"drugs": drugs}, prefix="r")
    form = WeightForm(request.POST or None, initial={"weight_kg": _weighed(reading)})
    done = Attempt()
    if request.method == "POST" and rows.is_valid() and form.is_valid():
        chosen = [row for row in rows if row.line]
        done = attempt(form, lambda: _write(request, reading, [row.line for row in chosen], form.cleaned_data))
        if done.worked:
            return after(request, reading, f"Resep {done.result.number} terkirim ke farmasi.")
        _put_beside_lines(chosen, done.refused)
    return show_sheet(
        request,
        reading,
        "prescribe",
        title="Resep",
        submit="Kirim resep",
        form=form,
        rows=rows,
        attempted=done,
        drugs=drugs,
        written=prescriptions_of(request.user, reading.visit),
        why="Apoteker menelaah resep sebelum menyiapkan obat.",
    )


def _write(request, reading, lines, typed):
    return pharmacy.prescribe(reading.visit, reading.entry, lines, by=request.staff, weight_kg=typed["weight_kg"])


def _put_beside_lines(rows, refused) -> None:
    """Put what the pharmacy refuses beside the line it is about: items.0.quantity is the first row's amount."""
    for reason in getattr(refused, "reasons", ()):
        parts = reason.field.split(".")
        if len(parts) == 3 and parts[0] == "items" and int(parts[1]) < len(rows):
            row = rows[int(parts[1])]
            row.add_error(parts[2] if parts[2] in row.fields else None, reason.message)


def _weighed(reading) -> str:
    """Give today's weight of a child; an adult's dose does not ask for it."""
    if reading.age is None or reading.age.years >= 18:
        return ""
    today = [one for one in reading.measurements if one.visit_id == reading.visit_pk and one.weight]
    return str(today[0].weight).replace(".", ",") if today else ""
