"""What klaster 2 records of children and of family planning."""

from clusters.registry import ExamKind

from . import immunizing
from .forms.immunization import ImmunizationForm
from .models import Immunization

IMMUNIZATION = ExamKind(
    code=immunizing.CODE,
    name="Imunisasi",
    model=Immunization,
    form=ImmunizationForm,
    template="clusters/klaster2/_immunization.html",
    fields="clusters/klaster2/_immunization_fields.html",
    services=("IMUNISASI",),
    many=True,
    record=immunizing.immunize,
    correct=immunizing.correct_dose,
)

CHILD: tuple[ExamKind, ...] = (IMMUNIZATION,)
