"""What klaster 3 offers the desk: the visit for chronic disease, that of the old, and the registers behind them."""

from clusters.registry import Cluster, ExamKind, Panel, register
from puskesmas.facility.places import Line, Place
from puskesmas.visits.states import State

from . import elderly, panels, ptm, registers
from .forms.exams import ElderlyForm, PtmForm
from .models import ElderlyVisit, PtmRecord

PTM = ExamKind(
    code=ptm.CODE,
    name="Pemeriksaan PTM",
    model=PtmRecord,
    form=PtmForm,
    template="clusters/klaster3/_ptm.html",
    fields="clusters/klaster3/_ptm_fields.html",
    services=("SKRINING-PTM",),
    places=(Place.KLASTER3,),
    on_sheet=True,
    key="e",
    record=ptm.examine,
    correct=ptm.correct,
)
ELDERLY = ExamKind(
    code=elderly.CODE,
    name="Kunjungan lansia",
    model=ElderlyVisit,
    form=ElderlyForm,
    template="clusters/klaster3/_elderly.html",
    fields="clusters/klaster3/_elderly_fields.html",
    services=("LANSIA",),
    on_sheet=True,
    key="w",
    record=elderly.examine,
    correct=elderly.correct,
)


register(
    Cluster(
        Line.K3,
        "Klaster 3",
        exams=(PTM, ELDERLY),
        panels=(Panel("clusters/klaster3/_followed.html", frozenset({State.EXAM}), panels.followed),),
        when_diagnosed=registers.when_diagnosed,
        when_withdrawn=registers.when_withdrawn,
    )
)
