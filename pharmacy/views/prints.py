"""What the pharmacy prints: an etiket for each drug, and the copy of a prescription not given in full."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission as P
from puskesmas.patients.access import open_record

from ..access import item_by_code, prescription_by_code
from ..copies import copy_of
from ..labels import labels_of


@require_safe
@never_cache
@staff_with(P.PRESCRIPTION_DISPENSE)
def labels(request, code):
    """Print an etiket for each drug of a prescription."""
    found = prescription_by_code(request.user, code)
    return _labels(request, found, labels_of(found))


@require_safe
@never_cache
@staff_with(P.PRESCRIPTION_DISPENSE)
def label(request, code):
    """Print the etiket of one drug again."""
    item = item_by_code(request.user, code)
    found = prescription_by_code(request.user, item.prescription.code)
    return _labels(request, found, [one for one in labels_of(found) if one.drug == str(item.drug)])


@require_safe
@never_cache
@staff_with(P.PRESCRIPTION_READ)
def copy(request, code):
    """Print the copy of a prescription, for what the patient fetches elsewhere."""
    found = prescription_by_code(request.user, code)
    if not found.is_given and found.prepared_at is None:
        raise Http404("Salinan resep ada sesudah obat disiapkan.")
    _opened(request, found)
    visit = found.visit
    context = {
        "rx": found,
        "facility": request.staff.facility,
        "patient": visit.patient,
        "name": visit.patient.display_name(found.on) if visit.patient else f"Pasien nomor {visit.number}",
        "age": visit.patient.age_label(found.on) if visit.patient else "",
        "lines": copy_of(found),
        "pharmacist": (found.handed_over_by or found.prepared_by),
    }
    return render(request, "pharmacy/copy.html", context)


def _labels(request, found, wanted):
    if not wanted:
        raise Http404("Etiket ada sesudah obat disiapkan.")
    _opened(request, found)
    return render(request, "pharmacy/labels.html", {"rx": found, "labels": wanted})


def _opened(request, found):
    if found.visit.patient is not None:
        open_record(found.visit.patient, visit_code=found.visit.code, purpose="cetak resep", by=request.staff)
