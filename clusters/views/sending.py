"""Papers that send a patient somewhere: to the laboratory, another room, another facility, or home with a task."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from puskesmas.facility.access import pustu_for, service_by_code, services_for, staff_with
from puskesmas.facility.permissions import Permission as P
from puskesmas.facility.refusals import Refused
from puskesmas.visits.moves import DETOUR
from puskesmas.visits.states import State
from referrals import appointments, follow_ups, internal, lab, outward, results
from referrals.access import internal_referral_by_code, lab_order_by_code, lab_tests_by_code, lab_tests_for
from referrals.models import ReferralKind

from ..drafts import drop, kept
from ..findings import in_words
from ..forms.sending import (
    HAND_ON,
    LONGEST_CONDITION,
    RETURN,
    AnswerForm,
    AppointForm,
    FollowUpForm,
    InternalForm,
    LabForm,
    OutwardForm,
)
from ..sign import address
from .answers import complain, say, see_other
from .page import reading_of, show_desk
from .sheets import Attempt, after, attempt, show_sheet, where_now

_sheet = require_http_methods(["GET", "HEAD", "POST"])


@_sheet
@never_cache
@staff_with(P.LAB_ORDER)
def order_lab(request, code):
    """Ask the laboratory."""
    reading = reading_of(request, code)
    tests = list(lab_tests_for(request.user))
    initial = kept(request.user, reading.visit, "lab") if request.method == "GET" else None
    form = LabForm(request.POST or None, tests=tests, initial=initial)
    done = Attempt()
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: _ask_the_lab(request, reading, form.cleaned_data))
        if done.worked:
            return after(request, reading, f"{where_now(reading)}: {_names(done.result)}.", dropped="lab")
    aside = reading.visit.profile.sop.aside_for(State.LAB, "LAB")
    return show_sheet(
        request,
        reading,
        "lab",
        title="Kirim ke Lab",
        submit="Kirim ke Laboratorium",
        form=form,
        attempted=done,
        draft="lab",
        clause=f"Langkah {aside.clause}" if aside and aside.clause else "",
        why=aside.says if aside else "Pasien kembali ke sini; tempatnya di antrean disimpan.",
    )


def _ask_the_lab(request, reading, typed):
    tests = lab_tests_by_code(request.user, typed["tests"])
    return lab.order_lab(reading.visit, reading.entry, tests=tests, question=typed["question"], by=request.staff)


def _names(order) -> str:
    names = [item.test.name for item in order.items.select_related("test")]
    return ", ".join(names[:3]) + (f" dan {len(names) - 3} lain" if len(names) > 3 else "")


@_sheet
@never_cache
@staff_with(P.REFERRAL_INTERNAL)
def refer(request, code):
    """Send the patient to another room, or several in turn, with a question."""
    reading = reading_of(request, code)
    offered = [move for move in reading.options.moves if move.move == DETOUR and move.state != State.LAB]
    rooms = [(move.place, move.label) for move in offered if move.allowed]
    initial = kept(request.user, reading.visit, "refer") if request.method == "GET" else None
    form = InternalForm(request.POST or None, rooms=rooms, initial=initial)
    done = Attempt()
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: _refer(request, reading, form.cleaned_data))
        if done.worked:
            return after(request, reading, f"{where_now(reading)}.", dropped="refer")
    closed = [{"label": move.label, "reason": move.reasons[0].message} for move in offered if not move.allowed]
    clause = next((move.clause for move in offered if move.clause), "")
    return show_sheet(
        request,
        reading,
        "refer",
        title="Rujuk internal",
        submit="Kirim, tempat disimpan",
        form=form,
        attempted=done,
        draft="refer",
        clause=f"Langkah {clause}" if clause else "",
        why="Beberapa unit dikunjungi berurutan, dengan satu kali kembali.",
        closed=closed,
    )


def _refer(request, reading, typed):
    if typed["then"] == HAND_ON:
        return internal.hand_on(reading.entry, typed["places"][0], question=typed["question"], by=request.staff)
    return internal.refer_internally(
        reading.entry,
        typed["places"],
        question=typed["question"],
        must_return=typed["then"] == RETURN,
        by=request.staff,
    )


@_sheet
@never_cache
@staff_with(P.REFERRAL_OUT)
def refer_out(request, code):
    """Write a letter to another facility or office."""
    reading = reading_of(request, code)
    form = OutwardForm(request.POST or None, initial=_letter_initial(request, reading))
    done = Attempt()
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: _write_letter(request, reading, form.cleaned_data))
        if done.worked:
            words = f"Surat {done.result.number} ke {done.result.receiver} siap."
            return after(request, reading, words, dropped="refer_out")
    letters = [
        {**letter, "url": address("referrals:letter", letter["code"]), "kind": ReferralKind(letter["kind"]).label}
        for letter in reading.entry.letters
    ]
    return show_sheet(
        request,
        reading,
        "refer_out",
        title="Surat rujukan",
        submit="Buat surat",
        form=form,
        attempted=done,
        draft="refer_out",
        why="Sesudah surat dibuat, langkah berikutnya mengantar pasien berangkat.",
        letters=letters,
    )


def _letter_initial(request, reading):
    if request.method != "GET":
        return None
    main = next((one for one in reading.diagnoses if one.is_main), None)
    soap = reading.soaps[-1] if reading.soaps else None
    found = ". ".join(part for part in (in_words(reading), soap.objective if soap else "") if part)
    given = {"diagnosis": str(main) if main else "", "condition": found[:LONGEST_CONDITION]}
    return given | kept(request.user, reading.visit, "refer_out")


def _write_letter(request, reading, typed):
    words = {name: typed[name] for name in typed if name not in ("kind", "due_on")}
    letter = outward.Letter(**words)
    return outward.refer_out(
        reading.visit, reading.entry, kind=typed["kind"], letter=letter, due_on=typed["due_on"], by=request.staff
    )


@_sheet
@never_cache
@staff_with(P.FOLLOW_UP_GIVE)
def follow_up(request, code):
    """Give a task to whoever looks after the patient at home."""
    reading = reading_of(request, code)
    owner = follow_ups.owner_for(reading.patient, by=request.staff) if reading.patient else None
    initial = kept(request.user, reading.visit, "follow_up") if request.method == "GET" else None
    form = FollowUpForm(request.POST or None, initial=initial)
    done = Attempt()
    if request.method == "POST" and reading.patient and form.is_valid():
        typed = form.cleaned_data
        done = attempt(form, lambda: follow_ups.give(reading.patient, by=request.staff, visit=reading.visit, **typed))
        if done.worked:
            words = f"Tugas untuk {done.result.owner_label} terkirim."
            return after(request, reading, words, dropped="follow_up")
    who = (owner.pustu or owner.staff or owner.elsewhere) if owner else ""
    return show_sheet(
        request,
        reading,
        "follow_up",
        title="Tindak lanjut",
        submit="Kirim tugas",
        form=form,
        attempted=done,
        draft="follow_up",
        owner=who,
        why=f"Tugas ini untuk {who}." if who else "Pasien belum dikenal; tugas perlu nama dan alamat.",
    )


@_sheet
@never_cache
@staff_with(P.APPOINTMENT_WRITE)
def appoint(request, code):
    """Promise a service for another day."""
    reading = reading_of(request, code)
    initial = kept(request.user, reading.visit, "appoint") if request.method == "GET" else None
    services = services_for(request.user).active()
    form = AppointForm(request.POST or None, services=services, places=places_for(request.user), initial=initial)
    done = Attempt()
    if request.method == "POST" and reading.patient and form.is_valid():
        done = attempt(form, lambda: _promise(request, reading, form.cleaned_data))
        if done.worked:
            words = f"Janji temu {done.result.service}, {done.result.on:%d-%m-%Y}, tercatat."
            return after(request, reading, words, dropped="appoint")
    return show_sheet(
        request,
        reading,
        "appoint",
        title="Janji temu",
        submit="Simpan janji temu",
        form=form,
        attempted=done,
        draft="appoint",
        why="Waktu dan tempat yang disepakati bersama pasien.",
    )


def places_for(user) -> list[tuple[str, str]]:
    """Give the Pustu and Posyandu where something may be promised."""
    pustu = [(one.code, one.name) for one in pustu_for(user).order_by("name")]
    posyandu = [
        (code, name)
        for code, name in pustu_for(user).values_list("villages__posyandu__code", "villages__posyandu__name")
        if code
    ]
    return [*pustu, *dict.fromkeys(sorted(posyandu, key=lambda one: one[1]))]


def _promise(request, reading, typed):
    service = service_by_code(request.user, typed["service"])
    place = appointments.place_named(reading.visit.facility_id, typed["place_kind"], typed["place"])
    return appointments.appoint(
        reading.patient,
        service,
        place_kind=typed["place_kind"],
        place=place,
        on=typed["on"],
        reason=typed["reason"],
        visit=reading.visit,
        by=request.staff,
    )


@require_POST
@staff_with(P.REFERRAL_ANSWER)
def answer(request, code, referral):
    """Answer what another room asked; the patient goes back to it."""
    reading = reading_of(request, code)
    form = AnswerForm(request.POST, auto_id="a_%s")
    if not form.is_valid():
        return show_desk(request, reading, bound={"answer": form}, status=400)
    asked = internal_referral_by_code(request.user, referral)
    done = attempt(form, lambda: internal.answer(asked, answer=form.cleaned_data["answer"], by=request.staff))
    if not done.worked:
        refused = done.refused if done.status == 409 else None
        return show_desk(
            request, reading_of(request, code), bound={"answer": form}, refused=refused, status=done.status
        )
    return after(request, reading, f"Jawaban terkirim. {where_now(reading)}.", dropped="answer")


@require_POST
@staff_with(P.LAB_READ, P.RECORD_READ)
def read_result(request, code, order):
    """Keep that a result was read."""
    reading = reading_of(request, code)
    try:
        results.read_result(lab_order_by_code(request.user, order), by=request.staff)
    except Refused as refused:
        complain(request, refused)
    else:
        say(request, "Hasil laboratorium ditandai sudah dibaca.")
    drop(request.user, reading.visit, "lab")
    return see_other("clusters:desk", code)
