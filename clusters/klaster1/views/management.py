"""The front page of klaster 1, the tariffs, and the daftar tilik of a visit."""

from datetime import date

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.visits.access import visit_by_code, visits_for
from puskesmas.visits.models import Visit
from referrals.views.answers import address, put_into, say, see_other, status_of

from .. import auditing
from ..access import tariffs_for, unpaid_after_exit
from ..checklist import TIDAK, YA
from .forms import OverrideForm
from .signs import sign_of

SHOWN_VISITS = 200
P = Permission
# Where klaster 1 does its work: the words, the page, who may, and what is done there.
_WAYS = (
    ("Kasir", "klaster1:cashier", P.BILL_PAY, "menerima pembayaran, mencetak kuitansi"),
    ("Kuitansi dan tutup kas", "klaster1:shift", P.BILL_PAY, "membatalkan kuitansi, menghitung laci"),
    ("Tarif", "klaster1:tariffs", P.BILL_READ, "yang berlaku hari ini, dengan dasar hukumnya"),
    ("Kepatuhan SOP", "klaster1:period", P.CHECKLIST_READ, "daftar tilik dan waktu tunggu dalam satu rentang"),
    ("Dasbor PWS", "pws:dashboard", P.DASHBOARD_READ, "capaian wilayah, mutu, tindak lanjut"),
    ("Tindak lanjut", "referrals:tasks", P.FOLLOW_UP_READ, "tugas Pustu dan kader, yang lewat tenggat di atas"),
)


@require_safe
@never_cache
@staff_with(P.CHECKLIST_READ)
def home(request):
    """Show where klaster 1 works, and the visits of a day whose daftar tilik can be read."""
    today = request.staff.facility.today()
    on = _day(request.GET.get("tanggal", ""), today)
    visits = visits_for(request.user).filter(on=on).order_by("opened_at")
    number = request.GET.get("nomor", "").strip().upper()
    if number:
        visits = visits.filter(number__icontains=number)
    context = {
        "ways": _ways(request.staff),
        "visits": visits[:SHOWN_VISITS],
        "on": on,
        "today": today,
        "number": number,
        "unpaid": unpaid_after_exit(request.user).count() if request.staff.can(P.BILL_READ) else None,
        "sign": sign_of(request.staff, current="Klaster 1", title="Klaster 1 Manajemen"),
    }
    return render(request, "klaster1/home.html", context)


@require_safe
@never_cache
@staff_with(P.BILL_READ)
def tariffs(request):
    """Show what each service costs today, and by which rule."""
    today = request.staff.facility.today()
    rows = tariffs_for(request.user).in_force(today).order_by("service__place", "service__name")
    sign = sign_of(request.staff, current="Tarif")
    return render(request, "klaster1/tariffs.html", {"tariffs": rows, "today": today, "sign": sign})


@require_safe
@never_cache
@staff_with(P.CHECKLIST_READ)
def checklist(request, code):
    """Show the daftar tilik of one visit, as its events answer it."""
    return _checklist(request, visit_by_code(request.user, code))


@require_POST
@staff_with(P.CHECKLIST_OVERRIDE)
def override(request, code):
    """Answer an item otherwise, with the reason; what the events said stays beside it."""
    visit = visit_by_code(request.user, code)
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return _checklist(request, visit, form=form, status=400)
    typed = form.cleaned_data
    try:
        auditing.override(visit, typed["no"], typed["answer"], reason=typed["reason"], by=request.staff)
    except (Refused, ValidationError) as refused:
        put_into(form, refused)
        return _checklist(request, visit, form=form, status=status_of(refused))
    say(request, f"Butir {typed['no']} dijawab auditor.")
    return see_other("klaster1:checklist", code)


def _checklist(request, visit: Visit, *, form: OverrideForm | None = None, status: int = 200):
    found = auditing.checklist_for(visit)
    stands = [item.stands for item in found.items]
    wrong = form.data.get("no", "") if form is not None else ""
    context = {
        "visit": visit,
        "sop": found.number,
        "items": [(item, _form_for(item, form if str(item.no) == wrong else None)) for item in found.items],
        "duties": auditing.duties_for(visit),
        "yes": stands.count(YA),
        "of": stands.count(YA) + stands.count(TIDAK),
        "may_override": request.staff.can(P.CHECKLIST_OVERRIDE),
        "sign": sign_of(request.staff, current="Klaster 1", title=f"Daftar tilik {visit.number}"),
    }
    return render(request, "klaster1/checklist.html", context, status=status)


def _form_for(item, wrong: OverrideForm | None) -> OverrideForm:
    """Give the form of one item, with what was typed if it was this one that was refused."""
    if wrong is not None:
        wrong.auto_id = f"id_{item.no}_%s"
        return wrong
    return OverrideForm(initial={"no": item.no, "answer": item.stands}, auto_id=f"id_{item.no}_%s")


def _ways(staff) -> list[dict]:
    found = [
        {"label": label, "url": address(name), "words": words}
        for label, name, permission, words in _WAYS
        if staff.can(permission)
    ]
    return [way for way in found if way["url"]]


def _day(typed: str, today: date) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return today
