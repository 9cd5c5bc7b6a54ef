"""Tasks in the villages: the list on the phone of who does them, and the one of the puskesmas that gives them."""

from uuid import uuid4

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.facility.roles import RoleCode
from puskesmas.visits.guards import MoveRefused

from .. import follow_ups
from ..access import follow_up_by_code, follow_ups_for
from ..models import FollowUp, TaskOutcome, TaskStatus
from ..models.follow_up import TO_DO
from .answers import put_into, say, see_other, status_of
from .paper_forms import ReasonForm
from .route import route_of
from .signs import sign_of
from .task_forms import TaskAnswerForm

P = Permission
SHOWN = 150
ON_FOOT = (RoleCode.PUSTU, RoleCode.KADER)


@require_safe
@never_cache
@staff_with(P.FOLLOW_UP_READ)
def tasks(request):
    """Show the tasks: one's own with the first one open, or all of the puskesmas with what is to be looked at."""
    if request.staff.role not in ON_FOOT:
        return _office(request)
    if "selesai" in request.GET:
        return _phone(request, None, done=True)
    return _phone(request, follow_ups_for(request.user).to_do().first())


@require_safe
@never_cache
@staff_with(P.FOLLOW_UP_READ)
def task(request, code):
    """Show one task: open on the phone of its owner, or with its answer at the puskesmas."""
    found = follow_up_by_code(request.user, code)
    if request.staff.role in ON_FOOT:
        return _phone(request, found)
    return _task(request, found)


@require_POST
@staff_with(P.FOLLOW_UP_ANSWER)
def answer(request, code):
    """Write down what was found."""
    found = follow_up_by_code(request.user, code)
    form = TaskAnswerForm(request.POST, measures=_measures(request.staff))
    if not form.is_valid():
        return _phone(request, found, form=form, status=400)
    typed = form.cleaned_data
    try:
        follow_ups.answer(
            found,
            outcome=typed["outcome"],
            note=typed["note"],
            measured=form.measured(),
            base_version=typed["base_version"],
            answer_id=typed["answer_id"],
            by=request.staff,
        )
    except Refused as refused:
        put_into(form, refused)
        status = 409 if refused.code == "conflict" else status_of(refused)
        return _phone(request, found, form=form, refused=refused, status=status)
    say(request, f"{found.patient.name}: {TaskOutcome(typed['outcome']).label.lower()}. Tersimpan.")
    return see_other("referrals:tasks")


@require_POST
@staff_with(P.FOLLOW_UP_GIVE)
def review(request, code):
    """Write down that the puskesmas read the answer."""
    return _decide(request, code, follow_ups.review, "Jawaban sudah ditinjau.", note=request.POST.get("reason", ""))


@require_POST
@staff_with(P.FOLLOW_UP_GIVE)
def cancel(request, code):
    """Take a task back."""
    return _decide(request, code, follow_ups.cancel, "Tugas dibatalkan.", reason=request.POST.get("reason", ""))


def _decide(request, code, verb, words, **typed):
    found = follow_up_by_code(request.user, code)
    form = ReasonForm(request.POST)
    try:
        verb(found, by=request.staff, **typed)
    except Refused as refused:
        put_into(form, refused)
        return _task(request, found, form=form, status=status_of(refused))
    say(request, words)
    return see_other("referrals:tasks")


def _measures(staff) -> bool:
    """A kader says whom they met; measuring is left to who is trained for it."""
    return staff.role != RoleCode.KADER


def _phone(request, opened: FollowUp | None, *, form=None, refused=None, done: bool = False, status: int = 200):
    """Show the upright route of one's own tasks, with one of them open."""
    staff, rows = request.staff, follow_ups_for(request.user)
    if opened is not None and opened.is_to_do and request.method == "GET":
        opened = _seen(opened, staff)
    today = staff.facility.today()
    answered = list(rows.exclude(status__in=[*TO_DO, TaskStatus.CANCELLED]).order_by("-answered_at")[:SHOWN])
    today_done = [one for one in answered if staff.facility.local_date(one.answered_at) == today]
    to_do = list(rows.to_do()[:SHOWN])
    if opened is not None and form is None:
        form = TaskAnswerForm(measures=_measures(staff), initial={"base_version": opened.version, "answer_id": uuid4()})
    context = {
        "route": route_of(answered if done else [*today_done, *to_do], staff, opened=opened, today=today),
        "done_today": len(today_done),
        "all_today": len(today_done) + len(to_do),
        "answered": len(answered),
        "done": done,
        "form": form,
        "opened": opened,
        "staff": staff,
        "pustu": staff.pustu,
        "refused": refused if isinstance(refused, MoveRefused) or getattr(refused, "code", "") == "conflict" else None,
    }
    return render(request, "referrals/tasks_phone.html", context, status=status)


def _seen(opened: FollowUp, staff) -> FollowUp:
    if opened.status == TaskStatus.SENT:
        follow_ups.see(opened, by=staff)
        opened.seen_at = opened.seen_at or opened.given_at
    return opened


def _office(request):
    """Show the puskesmas' own list: answers to look at, overdue tasks, then those to come."""
    today = request.staff.facility.today()
    rows = follow_ups_for(request.user)
    groups = (
        ("Ada jawaban", "tinjau, lalu tutup", rows.to_review()),
        ("Lewat tenggat", "hubungi pemiliknya", rows.to_do().filter(due_on__lt=today)),
        ("Berjalan", "tenggat terdekat di atas", rows.to_do().filter(due_on__gte=today)),
    )
    context = {
        "groups": [(title, note, list(some[:SHOWN])) for title, note, some in groups],
        "today": today,
        "sign": sign_of(request.staff, current="Tindak lanjut"),
    }
    return render(request, "referrals/tasks.html", context)


def _task(request, found: FollowUp, *, form=None, status: int = 200):
    context = {
        "task": found,
        "measured": _measured_words(found),
        "form": form or ReasonForm(),
        "may_give": request.staff.can(P.FOLLOW_UP_GIVE),
        "today": request.staff.facility.today(),
        "sign": sign_of(request.staff, current="Tindak lanjut"),
    }
    return render(request, "referrals/task.html", context, status=status)


def _measured_words(found: FollowUp) -> list[tuple[str, str]]:
    """Give what was measured, with its names in words."""
    names = {"pressure": "Tekanan darah", "weight": "Berat, kg", "temperature": "Suhu, °C"}
    return [(names.get(name, name), str(value).replace(".", ",")) for name, value in found.measured.items()]
