"""What klaster 2 records of mothers: the pregnancy, each contact before the birth, its end, and the weeks after."""

from clusters.registry import ExamKind, Panel
from puskesmas.facility.permissions import Permission
from puskesmas.visits.states import CARE, State

from . import antenatal, pregnancy
from .carrying import ANC, awaits_tests, carried, has_none_open, has_one_open
from .forms.antenatal import AntenatalForm, TripleForm
from .forms.pregnancy import PregnancyForm
from .models import AntenatalRecord, PregnancyRecord, TripleElimination

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
CONTACT = ExamKind(
    code=antenatal.ANC,
    name="Pemeriksaan kehamilan",
    model=AntenatalRecord,
    form=AntenatalForm,
    template="clusters/klaster2/_anc.html",
    fields="clusters/klaster2/_anc_fields.html",
    services=(ANC,),
    wanted=has_one_open,
    record=antenatal.see,
    correct=antenatal.correct_contact,
)
TESTS = ExamKind(
    code=antenatal.TRIPLE,
    name="Tripel eliminasi",
    model=TripleElimination,
    form=TripleForm,
    template="clusters/klaster2/_triple.html",
    fields="clusters/klaster2/_triple_fields.html",
    services=(ANC,),
    wanted=awaits_tests,
    reads=Permission.SENSITIVE_READ,
    record=antenatal.offer_tests,
)

MOTHER: tuple[ExamKind, ...] = (PREGNANCY, CONTACT, TESTS)
PANELS = (Panel("clusters/klaster2/_carried.html", frozenset({State.EXAM, *CARE}), carried),)
