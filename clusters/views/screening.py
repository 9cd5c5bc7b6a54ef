"""Instruments on the desk: asking one, saying why it is not asked today, reading and putting right what was found."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puskesmas.facility.access import NOT_YOURS, staff_with
from puskesmas.facility.permissions import Permission

from .. import asking, instruments, screening
from ..access import screening_result_by_code
from ..drafts import drop, kept
from ..forms.instrument import InstrumentForm, PutOffForm
from ..forms.sending import ReasonForm
from ..instrument import Asks, Instrument
from ..models import ScreeningResult
from ..reading import Reading
from .answers import say, see_other
from .page import reading_of, write_down_who_looks
from .sheets import Attempt, attempt, show_sheet

_sheet = require_http_methods(["GET", "HEAD", "POST"])


def _instrument(request, reading: Reading, code: str) -> Instrument:
    try:
        found = instruments.instrument(code, on=reading.visit.on)
    except KeyError:
        raise Http404(f"No instrument is called {code!r}.") from None
    if reading.patient is None:
        raise Http404("Nobody unknown is asked.")
    if found.sensitive and not request.staff.can(Permission.SENSITIVE_READ):
        raise PermissionDenied(NOT_YOURS.format(role=request.staff.office.label.lower()))
    return found


@_sheet
@never_cache
@staff_with(Permission.SCREENING_WRITE)
def ask(request, code, instrument):
    """Put an instrument to the patient on the desk."""
    reading = reading_of(request, code)
    chosen = _instrument(request, reading, instrument)
    typed = kept(request.user, reading.visit, chosen.code) if request.method == "GET" else None
    form = _form(request, chosen, initial=typed)
    done = Attempt()
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: screening.ask(reading.visit, chosen, form.cleaned_data, by=request.staff, entry=reading.entry),
        )
        if done.worked:
            drop(request.user, reading.visit, chosen.code)
            say(request, in_words(done.result))
            return see_other("clusters:desk", code)
    write_down_who_looks(reading)
    return show_sheet(
        request,
        reading,
        "instrument",
        title=chosen.title,
        submit="Simpan hasil",
        form=form,
        attempted=done,
        draft=chosen.code,
        instrument=chosen,
        known=_known(chosen, reading),
    )


def in_words(result: ScreeningResult) -> str:
    """Give what a result says, and what follows: "Risiko PPOK: Risiko PPOK tinggi, skor 6. …"."""
    handed = " Catatan dititipkan ke ruang pemeriksaan." if result.needs_follow_up else ""
    return f"{result.title}: {result.result_name.lower()}. {result.advice}{handed}"


def _form(request, instrument: Instrument, *, initial=None) -> InstrumentForm:
    sensitive = request.staff.can(Permission.SENSITIVE_READ)
    data = request.POST if request.method == "POST" else None
    return InstrumentForm(data, initial=initial, instrument=instrument, sensitive=sensitive, auto_id="n_%s")


def _known(instrument: Instrument, reading: Reading) -> list[dict]:
    """Give what the instrument knows without asking, in words; what is missing says what to do."""
    patient = reading.patient
    known = asking.known_of(
        age=reading.age, sex=patient.sex if patient else "", measured=screening.measured_of(reading.visit)
    )
    items = [item for item in instrument.items if item.asks == Asks.KNOWN]
    return [
        {"words": item.words, "value": _spoken(item, known.get(item.of, "")), "missing": item.missing} for item in items
    ]


def _spoken(item, value: str) -> str:
    if not value:
        return ""
    named = next((one.words for one in item.choices if one.value == value), "")
    return named or f"{value.replace('.', ',')} {item.unit}".strip()


@_sheet
@never_cache
@staff_with(Permission.SCREENING_WRITE)
def put_off(request, code, instrument):
    """Say why an instrument is not asked today, and when it will be."""
    reading = reading_of(request, code)
    chosen = _instrument(request, reading, instrument)
    form = PutOffForm(request.POST or None)
    done = Attempt()
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: screening.put_off(
                reading.visit, chosen, by=request.staff, entry=reading.entry, **form.cleaned_data
            ),
        )
        if done.worked:
            drop(request.user, reading.visit, chosen.code)
            say(request, f"{chosen.title}: {done.result.get_outcome_display().lower()}.")
            return see_other("clusters:desk", code)
    write_down_who_looks(reading)
    return show_sheet(
        request,
        reading,
        "put_off",
        title=f"Tidak bisa hari ini: {chosen.title}",
        submit="Simpan alasan",
        form=form,
        attempted=done,
        why="Penolakan dan penundaan tercatat; skrining tetap ditawarkan pada kunjungan berikutnya.",
    )


@_sheet
@never_cache
@staff_with(Permission.SCREENING_WRITE)
def result(request, code, result):
    """Read what an instrument found, and put it right with a reason."""
    reading = reading_of(request, code)
    found = screening_result_by_code(request.user, result)
    if found.visit_id != reading.visit_pk or not found.is_done:
        raise Http404(f"The result {result!r} is not one of this visit.")
    chosen = instruments.edition(found.instrument, found.edition)
    form = _form(request, chosen, initial=InstrumentForm.initial_of(found.answers))
    why = ReasonForm(request.POST or None, prefix="why")
    done = Attempt()
    if request.method == "POST" and form.is_valid() & why.is_valid():
        reason = why.cleaned_data["reason"]
        done = attempt(form, lambda: screening.correct(found, form.cleaned_data, by=request.staff, reason=reason))
        if done.worked:
            say(request, f"Diperbaiki. {in_words(done.result)}")
            return see_other("clusters:desk", code)
    write_down_who_looks(reading)
    return show_sheet(
        request,
        reading,
        "instrument",
        title=f"Perbaiki: {chosen.title}",
        submit="Simpan perbaikan",
        form=form,
        attempted=done,
        instrument=chosen,
        known=_known(chosen, reading),
        found=found,
        reason=why,
        why="Jawaban sebelumnya tidak hilang; alasan perbaikannya tercatat di sampingnya.",
    )
