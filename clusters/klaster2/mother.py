"""What klaster 2 records of mothers: the pregnancy, each contact before the birth, its end, and the weeks after."""

from clusters.registry import ExamKind, Panel
from puskesmas.visits.states import CARE, State

from . import pregnancy
from .carrying import carried, has_none_open
from .forms.pregnancy import PregnancyForm
from .models import PregnancyRecord

ANC = "ANC"  # the service booked for a contact before the birth

PREGNANCY = ExamKind(
    code=pregnancy.CODE,
    name="Data kehamilan",
    model=PregnancyRecord,
    form=PregnancyForm,
    template="clusters/klaster2/_pregnancy.html",
    fields="clusters/klaster2/_pregnancy_fields.html",
    services=(ANC,),
    wanted=has_none_open,
    record=pregnancy.open_pregnancy,
    correct=pregnancy.correct_pregnancy,
)

MOTHER: tuple[ExamKind, ...] = (PREGNANCY,)
PANELS = (Panel("clusters/klaster2/_carried.html", frozenset({State.EXAM, *CARE}), carried),)
