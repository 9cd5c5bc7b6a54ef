"""The etiket: what stands on the bag, white for what is swallowed and blue for the rest."""

from dataclasses import dataclass
from datetime import date

from .checks import checklist
from .models import LabelKind, Prescription, PrescriptionItem
from .weights import weight_of
from .wording import in_words, rule_of_use


@dataclass(frozen=True)
class Label:
    """One etiket, every word of it ready to print."""

    facility: str
    facility_address: str
    number: str
    on: date
    patient: str
    age: str
    weight: str  # of a child, whose dose hangs on it
    record_number: str
    drug: str
    quantity: str
    rule: str
    meal: str
    route: str
    days: int
    note: str
    kind: str
    kind_label: str
    shake: bool
    expiry: date | None
    prepared_by: str

    @property
    def is_blue(self) -> bool:
        """Whether it goes on the outside of the body, or through another door than the mouth."""
        return self.kind == LabelKind.BLUE


def labels_of(prescription: Prescription) -> list[Label]:
    """Give an etiket for each drug the patient gets, in the order of the prescription, with the weight of a child."""
    items = (
        prescription.items.had()
        .filter(version=prescription.version, given_quantity__gt=0)
        .select_related("drug")
        .prefetch_related("allocations__batch")
    )
    weight = _weight(prescription)
    return [_label(prescription, item, weight) for item in items]


def _weight(prescription: Prescription) -> str:
    patient = prescription.visit.patient
    if patient is None or patient.age_on(prescription.on).years >= checklist().child_under_years:
        return ""
    weight = weight_of(prescription)
    return weight.text if weight else ""


def _label(prescription: Prescription, item: PrescriptionItem, weight: str) -> Label:
    facility, patient, drug = prescription.facility, prescription.visit.patient, item.drug
    return Label(
        facility=facility.name,
        facility_address=facility.address,
        number=prescription.number,
        on=prescription.on,
        patient=patient.display_name(prescription.on) if patient else f"Pasien nomor {prescription.visit.number}",
        age=patient.age_label(prescription.on) if patient else "",
        weight=weight,
        record_number=patient.record_number_label if patient else "",
        drug=str(drug),
        quantity=f"{item.given_quantity} {drug.unit}",
        rule=rule_of_use(item.dose, item.frequency),
        meal=item.get_meal_display(),
        route=drug.get_route_display(),
        days=item.days,
        note=in_words(item.note),
        kind=drug.label_kind,
        kind_label=drug.get_label_kind_display(),
        shake=drug.shake,
        expiry=min((one.batch.expiry for one in item.allocations.all()), default=None),
        prepared_by=prescription.prepared_by.name if prescription.prepared_by else "",
    )
