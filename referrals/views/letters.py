"""Letters that leave the puskesmas: who is awaited, what became of each, and the paper itself."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.patients.access import allergies_of, open_record
from puskesmas.visits.access import entries_for
from puskesmas.visits.timeline import walk_of

from .. import outward, replies
from ..access import lab_orders_for, outward_referral_by_code, outward_referrals_for
from ..models import LabStatus, OutwardReferral, ReferralStatus
from ..models.outward import AWAITED, TAKES_THE_PATIENT
from .answers import complain, put_into, say, see_other, status_of
from .letter_deciding import decide
from .paper_forms import ReasonForm, RefuseForm, ReplyForm, SendForm
from .signs import banner_of, sign_of

P = Permission
S = ReferralStatus
SHOWN = 100
DONE = (S.REFUSED, S.ANSWERED, S.CLOSED)
_FORMS = {"sending": SendForm, "refusing": RefuseForm, "replying": ReplyForm, "giving_up": ReasonForm}


@require_safe
@never_cache
@staff_with(P.REFERRAL_READ)
def letters(request):
    """Show the letters: those awaited with the overdue first, those not yet sent, or those that came to an end."""
    today = request.staff.facility.today()
    rows = outward_referrals_for(request.user)
    late = Q(status__in=AWAITED, kind__in=TAKES_THE_PATIENT, due_on__lt=today)
    counts = rows.order_by().aggregate(
        lewat=Count("pk", filter=late),
        ditunggu=Count("pk", filter=Q(status__in=AWAITED)),
        disiapkan=Count("pk", filter=Q(status=S.DRAFTED)),
        selesai=Count("pk", filter=Q(status__in=DONE)),
    )
    parts = {
        "lewat": rows.filter(late).order_by("due_on", "pk"),
        "ditunggu": rows.filter(status__in=AWAITED).order_by("due_on", "pk"),
        "disiapkan": rows.filter(status=S.DRAFTED).order_by("-written_at"),
        "selesai": rows.filter(status__in=DONE).order_by("-written_at"),
    }
    chosen = request.GET.get("saring", "")
    chosen = chosen if chosen in parts else "ditunggu"
    context = {
        "letters": [(one, _late_by(one, today)) for one in parts[chosen][:SHOWN]],
        "tiles": _tiles(counts, chosen),
        "chosen": chosen,
        "sign": sign_of(request.staff, current="Surat rujukan"),
    }
    return render(request, "referrals/letters.html", context)


@require_safe
@never_cache
@staff_with(P.REFERRAL_READ)
def letter(request, code):
    """Show one letter, where it stands and what may be done with it."""
    return _letter(request, outward_referral_by_code(request.user, code))


@require_safe
@never_cache
@staff_with(P.REFERRAL_READ, P.RECORD_READ)
def printed(request, code):
    """Show the letter as it is printed, with the reply part the receiver fills in."""
    referral = outward_referral_by_code(request.user, code)
    visit = referral.visit
    if visit.patient is not None:
        open_record(visit.patient, visit_code=visit.code, purpose="surat rujukan", by=request.staff)
    done = lab_orders_for(request.user).filter(visit=visit, status=LabStatus.RESULTED)
    context = {
        "referral": referral,
        "patient": visit.patient,
        "age": visit.patient.age_label(visit.on) if visit.patient else "",
        "allergies": allergies_of(visit.patient),
        "results": [item for order in done for item in order.items.all()],
        "facility": request.staff.facility,
        "size": "a4" if request.GET.get("ukuran") == "a4" else "",
    }
    return render(request, "referrals/letter_print.html", context)


@require_POST
@staff_with(P.REFERRAL_OUT)
def send(request, code):
    """Let the patient leave with the letter."""
    typed = {name: request.POST.get(name, "") for name in ("consent", "escort")}
    return _do(request, code, outward.send, "Surat {} berangkat.", form="sending", **typed)


@require_POST
@staff_with(P.REFERRAL_OUT)
def refuse(request, code):
    """Write down who refused the referral, and why."""
    typed = {name: request.POST.get(name, "") for name in ("who", "reason")}
    return _do(request, code, outward.refuse, "Penolakan surat {} tercatat.", form="refusing", **typed)


@require_POST
@staff_with(P.REFERRAL_OUT)
def accept(request, code):
    """Write down that the receiver said yes."""
    return _do(request, code, outward.accept, "Surat {} diterima faskes tujuan.")


@require_POST
@staff_with(P.REFERRAL_READ)
def arrive(request, code):
    """Write down that the patient is with the receiver."""
    return _do(request, code, outward.arrive, "Pasien surat {} sudah tiba.")


@require_POST
@staff_with(P.REFERRAL_ANSWER)
def give_up(request, code):
    """Expect no reply any more, and why."""
    reason = request.POST.get("reason", "")
    return _do(request, code, outward.give_up, "Surat {} ditutup tanpa balasan.", form="giving_up", reason=reason)


@require_POST
@staff_with(P.REFERRAL_ANSWER, P.RECORD_READ)
def answer(request, code):
    """Write down the reply; the letter closes and the monitoring opens."""
    referral = outward_referral_by_code(request.user, code)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _letter(request, referral, replying=form, status=400)
    typed = form.cleaned_data
    monitoring = typed.pop("monitoring")
    try:
        replies.answer(referral, reply=replies.Reply(**typed), monitoring=monitoring, by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return _letter(request, referral, replying=form, status=status_of(refused))
    say(request, f"Balasan surat {referral.number} tersimpan.")
    return see_other("referrals:letters")


def _do(request, code, verb, words, *, form="", **typed):
    referral = outward_referral_by_code(request.user, code)
    try:
        verb(referral, by=request.staff, **typed)
    except Refused as refused:
        if not form:
            complain(request, refused)
            return see_other("referrals:letter", code)
        filled = _FORMS[form](request.POST)
        put_into(filled, refused)
        return _letter(request, referral, status=status_of(refused), **{form: filled})
    say(request, words.format(referral.number))
    return see_other("referrals:letter", code)


def _letter(request, referral: OutwardReferral, *, status: int = 200, **filled):
    visit, staff = referral.visit, request.staff
    visit.facility = staff.facility
    may_read = staff.can(P.RECORD_READ)
    if may_read and visit.patient is not None and request.method == "GET":
        open_record(visit.patient, visit_code=visit.code, purpose="surat rujukan", by=staff)
    entry = entries_for(request.user).filter(visit=visit).open().first()
    context = {
        "referral": referral,
        "may_read": may_read,
        "late_by": _late_by(referral, staff.facility.today()),
        "answerable": referral.status in AWAITED and staff.can(P.REFERRAL_ANSWER) and may_read,
        "decide": decide(referral, staff),
        "walk": walk_of(visit) if not visit.is_closed else None,
        "banner": banner_of(visit, entry),
        "sign": sign_of(staff, current="Surat rujukan"),
        **{name: filled.get(name) or form() for name, form in _FORMS.items()},
    }
    return render(request, "referrals/letter.html", context, status=status)


def _late_by(referral: OutwardReferral, today) -> int:
    """Give by how many days a reply is overdue; nothing for one not awaited."""
    if referral.status not in AWAITED or referral.due_on is None:
        return 0
    return max(0, (today - referral.due_on).days)


def _tiles(counts: dict[str, int], chosen: str) -> list[dict]:
    words = {
        "lewat": ("Lewat tenggat", "cari kabarnya"),
        "ditunggu": ("Ditunggu", "tenggat terdekat di atas"),
        "disiapkan": ("Belum berangkat", "surat sudah dibuat"),
        "selesai": ("Selesai", "dibalas, ditolak, ditutup"),
    }
    return [
        {
            "count": counts[key],
            "label": label,
            "note": note,
            "url": f"?saring={key}",
            "current": key == chosen,
        }
        for key, (label, note) in words.items()
    ]
