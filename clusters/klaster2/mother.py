"""What klaster 2 records of mothers: the pregnancy, each contact before the birth, its end, and the weeks after."""

from clusters.registry import ExamKind, Panel
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.visits.states import CARE, State

from . import antenatal, ending, postnatal, pregnancy
from .carrying import AFTER, ANC, awaits_tests, carried, has_none_open, has_one_open, is_after_birth
from .forms.antenatal import AntenatalForm, TripleForm
from .forms.postnatal import EndForm, PostnatalForm
from .forms.pregnancy import PregnancyForm
from .models import AntenatalRecord, PostnatalRecord, PregnancyEnd, PregnancyRecord, TripleElimination

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
END = ExamKind(
    code=ending.CODE,
    name="Akhir kehamilan",
    model=PregnancyEnd,
    form=EndForm,
    template="clusters/klaster2/_end.html",
    services=(ANC,),
    on_sheet=True,
    key="e",
    wanted=has_one_open,
    record=ending.end_pregnancy,
    correct=ending.correct_end,
)
AFTER_BIRTH = ExamKind(
    code=postnatal.CODE,
    name="Pemeriksaan nifas",
    model=PostnatalRecord,
    form=PostnatalForm,
    template="clusters/klaster2/_postnatal.html",
    fields="clusters/klaster2/_postnatal_fields.html",
    services=(AFTER,),
    places=(Place.BERSALIN, Place.RANAP),  # the first contact is where she gave birth
    wanted=is_after_birth,
    record=postnatal.see_mother,
    correct=postnatal.correct_visit,
)

MOTHER: tuple[ExamKind, ...] = (PREGNANCY, CONTACT, TESTS, END, AFTER_BIRTH)
PANELS = (Panel("clusters/klaster2/_carried.html", frozenset({State.EXAM, *CARE}), carried),)
