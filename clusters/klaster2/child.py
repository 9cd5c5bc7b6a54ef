"""What klaster 2 records of children and of family planning."""

from clusters.registry import ExamKind, Panel
from puskesmas.facility.places import Place
from puskesmas.visits.states import State

from . import child_panels, growing, immunizing, neonates, planning, sick_children
from .forms.family_planning import FamilyPlanningForm
from .forms.growth import GrowthForm
from .forms.immunization import ImmunizationForm
from .forms.mtbs import MtbsForm
from .forms.newborn import NewbornForm
from .models import FamilyPlanningRecord, GrowthRecord, Immunization, MtbsRecord, NewbornRecord

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

MTBS = ExamKind(
    code=sick_children.CODE,
    name="MTBS",
    model=MtbsRecord,
    form=MtbsForm,
    template="clusters/klaster2/_mtbs.html",
    fields="clusters/klaster2/_mtbs_fields.html",
    services=("MTBS",),
    wanted=sick_children.is_for_mtbs,
    record=sick_children.treat,
    correct=sick_children.correct_treatment,
)
FAMILY_PLANNING = ExamKind(
    code=planning.CODE,
    name="KB",
    model=FamilyPlanningRecord,
    form=FamilyPlanningForm,
    template="clusters/klaster2/_family_planning.html",
    fields="clusters/klaster2/_family_planning_fields.html",
    services=("KB-SUNTIK", "KB-IMPLAN", "KB-PIL", "KB-KONDOM", "KB-IUD"),
    many=True,  # the drug is fetched first, then she comes back for the procedure (SOP Dharma Rini 5.9)
    record=planning.plan,
    correct=planning.correct_plan,
)

CHILD: tuple[ExamKind, ...] = (NEWBORN, MTBS, IMMUNIZATION, GROWTH, FAMILY_PLANNING)
CHILD_PANELS = (Panel("clusters/klaster2/_growth_charts.html", frozenset({State.EXAM}), child_panels.growth),)
