"""What the record says against a prescription: an allergy, a child nobody weighed, a patient nobody knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from puskesmas.facility.refusals import Refusal
from puskesmas.patients.access import allergies_of
from puskesmas.patients.models import Allergy
from puskesmas.visits.models import Visit

from .allergies import matches
from .checks import checklist
from .models import Drug

ALLERGY, CHILD_WITHOUT_WEIGHT, PATIENT_UNKNOWN = "allergy", "child_without_weight", "patient_unknown"


@dataclass(frozen=True)
class Alert:
    """One reason to stop and think, with the drug and the substance if it is about one."""

    code: str
    message: str
    drug: str = ""
    substance: str = ""

    def as_refusal(self) -> Refusal:
        """The same as a reason of a refusal."""
        return Refusal(self.code, self.message, self.drug)

    def as_kept(self) -> dict[str, str]:
        """The same as a review keeps it: codes and substances, no names of people."""
        return {"code": self.code, "drug": self.drug, "substance": self.substance}


def alerts_for(
    visit: Visit, drugs: Iterable[Drug], *, weight_kg: Decimal | None, allergies: Iterable[Allergy] | None = None
) -> list[Alert]:
    """Give every reason to stop before these drugs are given; ``allergies`` of who read the person's already."""
    if visit.patient is None:
        message = "Identitas pasien belum diketahui, sehingga alerginya pun belum. Tanyakan kepada keluarga atau IGD."
        return [Alert(PATIENT_UNKNOWN, message)]
    found = []
    age = visit.patient.age_on(visit.on)
    if weight_kg is None and age.years < checklist().child_under_years:
        message = "Berat badan anak belum tercatat. Timbang anak dan isi berat badannya sebelum dosis ditelaah."
        found.append(Alert(CHILD_WITHOUT_WEIGHT, message))
    return found + _against(allergies_of(visit.patient) if allergies is None else allergies, drugs)


def _against(allergies: Iterable[Allergy], drugs: Iterable[Drug]) -> list[Alert]:
    return [
        Alert(
            ALLERGY,
            f"Pasien alergi {allergy.substance}{_reaction(allergy)}: jangan berikan {drug}. Hubungi penulis resep.",
            drug=drug.code,
            substance=allergy.substance,
        )
        for allergy in allergies
        for drug in drugs
        if matches(allergy.substance, [drug.name, *drug.substances])
    ]


def _reaction(allergy: Allergy) -> str:
    return f" ({allergy.reaction})" if allergy.reaction else ""
