"""The guarded doors of the pharmacy: the drugs, batches and prescriptions of the user's own puskesmas."""

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of

from .models import Drug, Prescription, PrescriptionItem, StockBatch


def drugs_for(user) -> QuerySet[Drug]:
    """Return the drugs of the user's puskesmas that may be prescribed."""
    return Drug.objects.active().filter(facility_id=staff_of(user).facility_id)


def drug_by_code(user, code: str) -> Drug:
    """Return one drug of the user's puskesmas."""
    return _one(drugs_for(user), code)


def batches_for(user) -> QuerySet[StockBatch]:
    """Return the batches of the user's puskesmas, by drug, first to expire first."""
    return StockBatch.objects.filter(drug__facility_id=staff_of(user).facility_id).select_related("drug")


def batch_by_code(user, code: str) -> StockBatch:
    """Return one batch of the user's puskesmas."""
    return _one(batches_for(user), code)


def prescriptions_for(user) -> QuerySet[Prescription]:
    """Return the prescriptions of the user's puskesmas, each with its lines as they stand now."""
    lines = PrescriptionItem.objects.current().select_related("drug")
    return (
        Prescription.objects.filter(facility_id=staff_of(user).facility_id)
        .select_related("facility", "visit__patient", "visit__facility", "point", "prescribed_by", "changed_by")
        .prefetch_related(Prefetch("items", lines, to_attr="lines"))
    )


def prescription_by_code(user, code: str) -> Prescription:
    """Return one prescription of the user's puskesmas."""
    return _one(prescriptions_for(user), code)


def item_by_code(user, code: str) -> PrescriptionItem:
    """Return one line of a prescription of the user's puskesmas, as it stands now."""
    lines = PrescriptionItem.objects.current().filter(prescription__facility_id=staff_of(user).facility_id)
    return _one(lines.select_related("drug", "prescription__visit", "prescription__facility"), code)


def queue_for(user) -> QuerySet[Prescription]:
    """Return what the pharmacist has in hand: patients at the window, then beds, then those still on their way.

    Each carries ``whereabouts`` (models.prescription: AT_PHARMACY, IN_BED, ON_THE_WAY, GONE) and its ``lines``.
    """
    return prescriptions_for(user).to_serve()


def prescriptions_of(user, visit) -> QuerySet[Prescription]:
    """Return the prescriptions written on one visit, first written first."""
    return prescriptions_for(user).filter(visit=visit).order_by("prescribed_at", "pk")


def _one(rows: QuerySet, code: str):
    try:
        return rows.get(code=code)
    except rows.model.DoesNotExist:
        raise Http404(f"No {rows.model._meta.model_name} has the code {code!r} here.") from None
