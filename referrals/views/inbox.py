"""The inbox: questions of other rooms, results that came when the patient had gone, and what was left unfinished."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from puskesmas.facility.access import services_for, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.patients.access import open_record
from puskesmas.visits.access import entries_for
from puskesmas.visits.timeline import walk_of

from .. import internal, late_results, loose_ends
from ..access import (
    internal_referral_by_code,
    internal_referrals_for,
    loose_end_by_code,
    loose_ends_for,
    result_to_read_by_code,
    results_to_read_for,
)
from ..models import InternalReferral
from .answers import put_into, say, see_other, status_of
from .paper_forms import AnswerForm, DecisionForm, ReasonForm, SettleForm
from .signs import banner_of, sign_of

P = Permission
SHOWN = 100


@require_safe
@never_cache
@staff_with(P.VISIT_READ)
def inbox(request):
    """Show what waits for the user: questions to their rooms, late results, loose ends."""
    return _inbox(request)


@require_safe
@never_cache
@staff_with(P.REFERRAL_ANSWER, P.RECORD_READ)
def question(request, code):
    """Show one room's question with its patient, and the field for the answer."""
    referral = internal_referral_by_code(request.user, code)
    if referral.visit.patient is not None:
        visit = referral.visit
        open_record(visit.patient, visit_code=visit.code, purpose="rujukan internal", by=request.staff)
    return _question(request, referral)


@require_POST
@staff_with(P.REFERRAL_ANSWER, P.RECORD_READ)
def answer(request, code):
    """Answer a room; the patient on the detour goes on or back."""
    referral = internal_referral_by_code(request.user, code)
    form = AnswerForm(request.POST)
    try:
        internal.answer(referral, answer=request.POST.get("answer", ""), by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return _question(request, referral, form=form, status=status_of(refused))
    say(request, f"Jawaban untuk {referral.from_point} tersimpan.")
    return see_other("referrals:inbox")


@require_POST
@staff_with(P.REFERRAL_INTERNAL, P.RECORD_READ)
def withdraw(request, code):
    """Take a question back that needs no answer any more."""
    referral = internal_referral_by_code(request.user, code)
    form = ReasonForm(request.POST)
    try:
        internal.withdraw(referral, reason=request.POST.get("reason", ""), by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return _question(request, referral, withdrawing=form, status=status_of(refused))
    say(request, f"Rujukan internal ke {referral.get_place_display()} ditarik.")
    return see_other("referrals:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(P.LAB_READ, P.RECORD_READ)
def late_result(request, code):
    """Show a result that came when its patient had gone, and decide on it."""
    paper = result_to_read_by_code(request.user, code)
    visit, status = paper.order.visit, 200
    form = DecisionForm(services_for(request.user).filter(bookable=True, is_active=True), request.POST or None)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            typed = form.cleaned_data
            decision = late_results.Decision(**typed | {"service": form.services.get(typed["service"])})
            try:
                late_results.decide(paper, decision, by=request.staff)
            except Refused as refused:
                put_into(form, refused)
                status = status_of(refused)
            else:
                say(request, "Hasil sudah dibaca dan diputuskan.")
                return see_other("referrals:inbox")
    elif visit.patient is not None:
        open_record(visit.patient, visit_code=visit.code, purpose="hasil menyusul", by=request.staff)
    visit.facility = request.staff.facility
    context = {
        "paper": paper,
        "order": paper.order,
        "items": paper.order.items.select_related("test"),
        "form": form,
        "banner": banner_of(visit, None),
        "sign": sign_of(request.staff, current="Kotak masuk", title="Hasil menyusul"),
    }
    return render(request, "referrals/late_result.html", context, status=status)


@require_POST
@staff_with(P.VISIT_READ)
def settle(request, code):
    """Tie up a loose end, saying how."""
    loose_end = loose_end_by_code(request.user, code)
    form = SettleForm(request.POST)
    try:
        loose_ends.settle(loose_end, note=request.POST.get("note", ""), by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return _inbox(request, settling=(code, form), refused=refused)
    say(request, f"Urusan {loose_end.get_kind_display().lower()} {loose_end.visit.number} dituntaskan.")
    return see_other("referrals:inbox")


def _inbox(request, *, settling=("", None), refused=None):
    staff = request.staff
    everywhere = "semua" in request.GET
    context = {
        "may_answer": staff.can(P.REFERRAL_ANSWER) and staff.can(P.RECORD_READ),
        "everywhere": everywhere,
        "ends": _ends(request, *settling),
        "today": staff.facility.today(),
        "sign": sign_of(staff, current="Kotak masuk"),
        "refused": refused,
    }
    if context["may_answer"]:
        questions = internal_referrals_for(request.user).unanswered().order_by("asked_at")
        if not everywhere:
            questions = questions.filter(place__in=list(staff.points.values_list("place", flat=True)))
        context["questions"] = questions[:SHOWN]
        context["results"] = results_to_read_for(request.user).prefetch_related("order__items__test")[:SHOWN]
    return render(request, "referrals/inbox.html", context, status=status_of(refused) if refused else 200)


def _ends(request, code: str, form: SettleForm | None) -> list[dict]:
    """Give what was left unfinished: the user's own first; all of it to those who read records."""
    rows = loose_ends_for(request.user)
    if not request.staff.can(P.RECORD_READ):
        rows = rows.filter(owner=request.staff)
    ends = sorted(rows[:SHOWN], key=lambda end: end.owner_id != request.staff.pk)
    return [
        {
            "end": end,
            "is_mine": end.owner_id == request.staff.pk,
            "form": form if end.code == code and form is not None else SettleForm(auto_id=f"id_{end.code}_%s"),
            "is_open": end.code == code,
        }
        for end in ends
    ]


def _question(request, referral: InternalReferral, *, form=None, withdrawing=None, status=200):
    visit = referral.visit
    visit.facility = request.staff.facility
    entry = entries_for(request.user).filter(visit=visit).open().first()
    context = {
        "referral": referral,
        "form": form or AnswerForm(),
        "withdrawing": withdrawing or ReasonForm(),
        "decide": _decide(referral, entry, may_withdraw=request.staff.can(P.REFERRAL_INTERNAL)),
        "walk": walk_of(visit),
        "banner": banner_of(visit, entry),
        "sign": sign_of(request.staff, current="Kotak masuk", title="Rujukan internal"),
    }
    return render(request, "referrals/question.html", context, status=status)


def _decide(referral: InternalReferral, entry, *, may_withdraw: bool) -> dict:
    if not referral.is_open:
        return {"waits": "Rujukan ini sudah selesai."}
    is_here = entry is not None and entry.place == referral.place and entry.state in ("called", "serving")
    home = f", kembali ke {referral.from_point}" if is_here and referral.must_return else ""
    why = (
        "Tempat pasien di ruang pengirim tetap." if home else "Jawaban terbaca di ruang pengirim; pasien tidak pindah."
    )
    first = {"label": f"Simpan jawaban{home}", "form": "jawaban", "key": "Shift+Enter", "why": why}
    others = [{"label": "Tarik rujukan", "icon": "undo", "key": "t", "open": "tarik"}] if may_withdraw else []
    return {"first": first, "others": others}
