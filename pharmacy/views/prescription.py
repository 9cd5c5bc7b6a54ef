"""One prescription on one page: telaah, penyiapan, penyerahan, and what may come between."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission as P
from puskesmas.facility.refusals import Refused
from puskesmas.visits.access import entries_for

from .. import services
from ..access import item_by_code, prescription_by_code
from ..forms import AnswerForm, CancelForm, NotHadForm, QuestionForm, ReviewForm, TakeBackForm
from .answers import put_into, say, see_other, status_of
from .page import hand_over_form, show


@require_safe
@never_cache
@staff_with(P.PRESCRIPTION_READ)
def prescription(request, code):
    """Show a prescription with its patient, the pass it is in and what comes next."""
    return show(request, code)


@require_POST
@staff_with(P.PRESCRIPTION_REVIEW)
def review(request, code):
    """Pass a prescription on to be prepared, each check answered."""
    found = prescription_by_code(request.user, code)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return show(request, code, telaah=form, status=400)
    typed = form.cleaned_data
    try:
        services.review(
            found,
            form.answers(rest_in_order=request.POST.get("rest") == "ok"),
            by=request.staff,
            override_reason=typed["override_reason"],
            weight_kg=typed["weight_kg"],
        )
    except Refused as refused:
        form.put(refused)
        return show(request, code, telaah=form, refused=refused)
    say(request, f"Resep {found.number} sudah ditelaah. Siapkan obatnya.")
    return see_other("pharmacy:prescription", code)


@require_POST
@staff_with(P.PRESCRIPTION_REVIEW)
def hold(request, code):
    """Hold a prescription back with a question for whoever wrote it."""
    found = prescription_by_code(request.user, code)
    return _typed(
        request,
        code,
        "tahan",
        QuestionForm(request.POST),
        lambda words: services.hold(found, reason=words["reason"], by=request.staff),
        said=f"Resep {found.number} ditahan; {found.prescribed_by.name} diminta menjawab.",
    )


@require_POST
@staff_with(P.PRESCRIBE)
def answer(request, code):
    """Answer what the pharmacist asked; the prescription is read anew."""
    found = prescription_by_code(request.user, code)
    return _typed(
        request,
        code,
        "jawab",
        AnswerForm(request.POST),
        lambda words: services.clarify(found, answer=words["answer"], by=request.staff),
        said=f"Jawaban untuk resep {found.number} terkirim ke farmasi.",
    )


@require_POST
@staff_with(P.PRESCRIPTION_READ)
def cancel(request, code):
    """Call a prescription off: nobody gets it."""
    found = prescription_by_code(request.user, code)
    return _typed(
        request,
        code,
        "batal",
        CancelForm(request.POST),
        lambda words: services.cancel(found, reason=words["reason"], by=request.staff),
        said=f"Resep {found.number} dibatalkan.",
    )


@require_POST
@staff_with(P.PRESCRIPTION_DISPENSE)
def dispense(request, code):
    """Set aside what there is, first to expire first."""
    found = prescription_by_code(request.user, code)
    try:
        services.dispense(found, by=request.staff)
    except Refused as refused:
        return show(request, code, refused=refused)
    say(request, f"Obat resep {found.number} siap. Tekan E untuk mencetak etiket.")
    return see_other("pharmacy:prescription", code)


@require_POST
@staff_with(P.PRESCRIPTION_DISPENSE)
def not_had(request, code):
    """Say that the patient does not get one drug, and why."""
    item = item_by_code(request.user, code)
    found = item.prescription
    return _typed(
        request,
        found.code,
        f"tidak-{item.code}",
        NotHadForm(request.POST, auto_id=f"tidak_{item.code}_%s"),
        lambda words: services.not_had(found, item, reason=words["reason"], by=request.staff),
        said=f"{item.drug} dinyatakan tidak diberikan.",
    )


@require_POST
@staff_with(P.PRESCRIPTION_HAND_OVER)
def take_back(request, code):
    """Take back unopened medicine after it was handed over."""
    item = item_by_code(request.user, code)
    return _typed(
        request,
        item.prescription.code,
        f"kembali-{item.code}",
        TakeBackForm(request.POST, auto_id=f"kembali_{item.code}_%s"),
        lambda words: services.take_back(item, quantity=words["quantity"], reason=words["reason"], by=request.staff),
        said=f"{item.drug} diterima kembali.",
    )


@require_POST
@staff_with(P.PRESCRIPTION_HAND_OVER)
def hand_over(request, code):
    """Give the patient the medicine and let the visit go on."""
    found = prescription_by_code(request.user, code)
    form = hand_over_form(found, request.POST, by=request.staff)
    if not form.is_valid():
        return show(request, code, serah=form, status=400)
    typed = form.cleaned_data
    try:
        services.hand_over(found, typed["identifiers"], typed["explained"], by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return show(request, code, serah=form, refused=refused)
    here = entries_for(request.user).filter(visit=found.visit).open().first()
    where = f"sekarang ke {here.point.name}" if here else "kunjungan selesai"
    say(request, f"Obat {found.visit.number} diserahkan; {where}.")
    return see_other("pharmacy:queue")


def _typed(request, code, name, form, verb, *, said):
    """Run a verb on what one small form says; a refusal opens the form again with what was typed."""
    if not form.is_valid():
        return show(request, code, bound={name: form}, status=400)
    try:
        verb(form.cleaned_data)
    except Refused as refused:
        put_into(form, refused)
        return show(
            request, code, bound={name: form}, refused=refused if status_of(refused) == 409 else None, status=400
        )
    say(request, said)
    return see_other("pharmacy:prescription", code)
