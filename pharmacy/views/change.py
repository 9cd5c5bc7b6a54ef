"""Writing a prescription anew; what was written stays readable under the version before."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission as P
from puskesmas.facility.refusals import Refused
from puskesmas.patients.access import open_record
from puskesmas.visits.timeline import walk_of

from .. import services
from ..access import drugs_for
from ..forms_change import LinesFormSet, WhyForm
from ..weights import typed
from .answers import say, see_other, status_of
from .paper import paper_of
from .signs import banner_of, sign_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(P.PRESCRIBE)
def change(request, code):
    """Change the lines of a prescription that is not handed over yet, with the reason."""
    paper = paper_of(request, code)
    found = paper.prescription
    drugs = {drug.code: drug for drug in drugs_for(request.user)}
    rows = LinesFormSet(
        request.POST or None, initial=[_as_typed(one) for one in found.lines], prefix="r", form_kwargs={"drugs": drugs}
    )
    why = WhyForm(request.POST or None, initial={"weight_kg": typed(paper.weight)})
    refused, status = None, 200
    if request.method == "POST":
        status = 400
        if rows.is_valid() and why.is_valid():
            chosen = [row for row in rows if row.line]
            try:
                services.change(found, [row.line for row in chosen], by=request.staff, **why.cleaned_data)
            except Refused as wrong:
                _put_beside_lines(chosen, why, wrong)
                status = status_of(wrong)
                refused = wrong if status == 409 else None
            else:
                say(request, f"Resep {found.number} diubah; apoteker menelaahnya lagi.")
                return see_other("pharmacy:prescription", code)
    if paper.visit.patient is not None:
        open_record(paper.visit.patient, visit_code=paper.visit.code, purpose="resep", by=request.staff)
    context = {
        "rx": found,
        "rows": rows,
        "why": why,
        "alerts": paper.alerts,
        "decide": _panel(paper, code),
        "walk": walk_of(paper.visit, paper.entries, rooms=paper.rooms),
        "banner": banner_of(paper.visit, paper.here, weight=paper.weight, allergies=paper.allergies),
        "sign": sign_of(request.staff, paper.pharmacy, current="Ubah resep"),
        "refused": refused,
    }
    return render(request, "pharmacy/change.html", context, status=status)


def _panel(paper, code):
    first = {
        "label": "Simpan perubahan",
        "form": "ubah",
        "key": "Shift+Enter",
        "why": "Apoteker menelaah resep yang baru.",
    }
    back = {
        "label": "Kembali ke resep",
        "icon": "back",
        "key": "b",
        "url": reverse("pharmacy:prescription", args=[code]),
    }
    if not paper.prescription.is_open:
        words = f"Resep ini sudah {paper.prescription.get_state_display().lower()}; tidak bisa diubah lagi."
        return {"waits": words, "others": [back]}
    return {"first": first, "others": [back]}


def _as_typed(item) -> dict:
    typed = {name: getattr(item, name) for name in ("dose", "frequency", "days", "quantity", "meal", "note")}
    return typed | {"drug": item.drug.code}


def _put_beside_lines(rows, why, refused) -> None:
    """Put what is refused beside the line it is about: items.0.quantity is the first row's amount."""
    for reason in refused.reasons:
        parts = reason.field.split(".")
        if len(parts) == 3 and parts[0] == "items" and int(parts[1]) < len(rows):
            row = rows[int(parts[1])]
            row.add_error(parts[2] if parts[2] in row.fields else None, reason.message)
        else:
            why.add_error(reason.field if reason.field in why.fields else None, reason.message)
