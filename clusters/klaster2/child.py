"""What klaster 2 records of children and of family planning."""

from clusters.registry import ExamKind, Panel
from puskesmas.facility.places import Place
from puskesmas.visits.states import State

from . import child_panels, growing, immunizing, neonates
from .forms.growth import GrowthForm
from .forms.immunization import ImmunizationForm
from .forms.newborn import NewbornForm
from .models import GrowthRecord, Immunization, NewbornRecord

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

GROWTH = ExamKind(
    code=growing.CODE,
    name="Pertumbuhan",
    model=GrowthRecord,
    form=GrowthForm,
    template="clusters/klaster2/_growth.html",
    fields="clusters/klaster2/_growth_fields.html",
    services=("TUMBUH-KEMBANG", "MTBS"),
    record=growing.grow,
    correct=growing.correct_growth,
)

NEWBORN = ExamKind(
    code=neonates.CODE,
    name="Kontak neonatus (KN)",
    model=NewbornRecord,
    form=NewbornForm,
    template="clusters/klaster2/_newborn.html",
    fields="clusters/klaster2/_newborn_fields.html",
    services=("NEONATUS", "IMUNISASI", "MTBS"),
    places=(Place.BERSALIN,),  # the first contact is where the child was born
    wanted=neonates.is_newborn,
    record=neonates.see_newborn,
    correct=neonates.correct_newborn,
)

CHILD: tuple[ExamKind, ...] = (NEWBORN, IMMUNIZATION, GROWTH)
CHILD_PANELS = (Panel("clusters/klaster2/_growth_charts.html", frozenset({State.EXAM}), child_panels.growth),)
