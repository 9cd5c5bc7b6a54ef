"""The counter: one patient at a time, found or registered, and sent on with a slip in hand."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puskesmas.facility.access import staff_with
from puskesmas.facility.models import Desk, ServicePoint
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refused
from puskesmas.patients import services as people
from puskesmas.patients.access import open_record, patient_by_code, patients_for
from puskesmas.patients.models import Patient
from puskesmas.patients.search import likely_same
from puskesmas.patients.typed import Identity
from puskesmas.visits.access import entry_by_code
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.parties import companions_of, known_of_party, together
from puskesmas.visits.rooms import Rooms, rooms_of

from .. import door, intake, sittings
from ..access import sitting_by_code
from ..boards import counter_rows
from ..finding import find
from ..forms import IdentityForm, IntakeForm
from ..pages import counter_of, desk_of, fragment, standing_point
from ..signs import sign_for
from . import drafts

TEMPLATE = "registration/counter.html"


@dataclass
class Sitting:
    """One patient on this clerk's screen: the place in line if there is one, and the person if they are known."""

    rooms: Rooms
    point: ServicePoint
    desks: list[Desk]
    desk: Desk | None
    entry: QueueEntry | None = None
    patient: Patient | None = None
    mode: str = ""  # "", "baru" a new patient's form, "ubah" the form over a known one
    draft: dict = field(default_factory=dict)  # what this clerk left unsaved here

    @property
    def visit(self) -> Visit | None:
        return self.entry.visit if self.entry else None

    @property
    def is_open(self) -> bool:
        """Tell whether anybody sits here: somebody called, or somebody found."""
        return self.entry is not None or self.patient is not None or self.mode == "baru"


def _sitting(request, code: str | None) -> Sitting:
    facility = request.staff.facility
    rooms = rooms_of(facility.pk, facility.today())
    point = counter_of(rooms, facility)
    desks = list(point.desks.all())
    sitting = Sitting(rooms, point, desks, desk_of(request, point, desks))
    if code:
        sitting.entry = sitting_by_code(request.user, code, form=drafts.FORM)
        sitting.entry.visit.facility = request.staff.facility
    asked = request.POST if request.method == "POST" else request.GET
    if sitting.visit is not None and sitting.visit.patient_id:
        sitting.patient = patient_by_code(request.user, sitting.visit.patient.code)
    elif asked.get("use") or asked.get("pasien"):
        sitting.patient = patient_by_code(request.user, asked.get("use") or asked["pasien"])
    if request.method == "GET":
        sitting.draft = drafts.typed_before(sitting.entry)
        if not any(asked.get(name) for name in ("use", "pasien", "baru", "ubah")):
            asked = sitting.draft  # back after a break: the same person, the same form
            if asked.get("pasien") and sitting.patient is None:
                sitting.patient = patient_by_code(request.user, asked["pasien"])
    if asked.get("ubah") and sitting.patient is not None:
        sitting.mode = "ubah"
    elif asked.get("baru") and sitting.patient is None:
        sitting.mode = "baru"
    if not _is_of(sitting):
        sitting.draft = {}
    return sitting


def _is_of(sitting: Sitting) -> bool:
    """Tell whether the draft is about who sits here now, on the form that is open now."""
    who = sitting.patient.code if sitting.patient else ""
    mode = next((one for one in ("baru", "ubah") if sitting.draft.get(one)), "")
    return (sitting.draft.get("pasien", ""), mode) == (who, sitting.mode)


@never_cache
@staff_with(Permission.VISIT_IDENTIFY, Permission.PATIENT_READ)
def counter(request, code=None):
    """Show the counter; with a code, the patient of that place in line."""
    sitting = _sitting(request, code)
    if request.method == "POST":
        return _save(request, sitting)
    if sitting.entry is not None and not sitting.entry.is_open:
        messages.warning(request, f"Pasien {sitting.entry.number} sudah tidak di loket.")
        return redirect("registration:counter")
    return render(request, TEMPLATE, _fresh(request, sitting))


@never_cache
@require_POST
@staff_with(Permission.VISIT_IDENTIFY, Permission.PATIENT_READ)
def search(request, code=None):
    """Bring what was typed or scanned; posted, since names and numbers do not belong in addresses and logs."""
    sitting = _sitting(request, code)
    q = request.POST.get("q", "").strip()
    found = find(request.user, q) if q and not sitting.mode else None
    if found is not None and (answer := _leads_to(sitting, found)):
        return answer
    return render(request, TEMPLATE, _fresh(request, sitting) | {"found": found, "q": q})


def _fresh(request, sitting: Sitting) -> dict:
    """Give the page before anything was typed into its form."""
    checked = _checked_today(sitting.patient, request)
    form = IntakeForm(initial=_begin(sitting) | sitting.draft, user=request.user, checked=checked)
    identity = _identity_form(request, sitting)
    if identity is not None:
        identity.fields["name"].widget.attrs["data-focus"] = True
    elif sitting.patient is not None:
        must_check = form.initial["payer"] == "jkn" and not checked
        form.begin_at("card_status" if must_check else "complaint")
    return _context(request, sitting, form, identity)


def _leads_to(sitting: Sitting, found) -> HttpResponse | None:
    """Open the single hit at once: a place in line here, a visit elsewhere, or the one person who fits."""
    if found.entry is not None and found.entry.point_id == sitting.point.pk:
        return redirect("registration:at", found.entry.code)
    if found.entry is not None:
        return redirect("visits:visit", found.entry.visit.code)
    if found.visit is not None:
        return redirect("visits:visit", found.visit.code)
    if len(found.patients) == 1:
        return redirect(_with(sitting, pasien=found.patients[0].code))
    return None


def _with(sitting: Sitting, **query: str) -> str:
    base = reverse("registration:at", args=[sitting.entry.code]) if sitting.entry else reverse("registration:counter")
    return base + "?" + "&".join(f"{name}={value}" for name, value in query.items())


def _begin(sitting: Sitting) -> dict:
    """Give the form its first values: what the visit, the card and the record already say."""
    coverage = getattr(sitting.patient, "coverage", None) if sitting.patient else None
    visit = sitting.visit
    return {
        "payer": coverage.kind if coverage else "",
        "card_source": "pcare",
        "complaint": visit.complaint if visit else "",
        "marks": sittings.marks_of(visit),
        "services": [one["service"] for one in visit.booked if one["service"]] if visit else [],
    }


def _checked_today(patient: Patient | None, request) -> bool:
    coverage = getattr(patient, "coverage", None) if patient else None
    if coverage is None or coverage.kind != "jkn" or coverage.checked_at is None:
        return False
    facility = request.staff.facility
    return facility.local_date(coverage.checked_at) == facility.today()


def _identity_form(request, sitting: Sitting, data=None) -> IdentityForm | None:
    if not sitting.mode:
        return None
    typed = request.POST.get("q", "").strip()
    initial = {"name": typed if not any(letter.isdigit() for letter in typed) else ""}
    if sitting.patient is not None:
        initial = IdentityForm.initial_of(sitting.patient)
    elif family := sitting.visit and known_of_party(sitting.visit):
        initial |= IdentityForm.home_of(family[0].patient)
    initial |= sitting.draft
    return IdentityForm(data, initial=initial, user=request.user, today=request.staff.facility.today())


# --- saving ---


def _save(request, sitting: Sitting):
    checked = _checked_today(sitting.patient, request)
    form = IntakeForm(request.POST, user=request.user, checked=checked)
    writes = bool(sitting.mode) and not request.POST.get("use")
    identity = _identity_form(request, sitting, request.POST) if writes else None
    if not all([form.is_valid(), identity is None or identity.is_valid()]):
        return _again(request, sitting, form, identity)
    if sitting.patient is None and identity is None:
        form.add_error(None, "Pasien belum dipilih. Cari di kotak atas, atau daftarkan sebagai pasien baru.")
        return _again(request, sitting, form, identity)
    if sitting.mode == "baru" and identity is not None and not form.wish().new_because:
        alike = list(likely_same(request.user, identity.typed())[:4])
        if alike:
            return _again(request, sitting, form, identity, alike=alike)
    try:
        with transaction.atomic():
            patient = _write_person(request, sitting, identity)
            visit = _receive(request, sitting, patient, form)
            drafts.forget(request.user, visit)
    except Refused as refusal:
        _beside(refusal, form, identity)
        status = 409 if isinstance(refusal, MoveRefused) else 400
        return _again(request, sitting, form, identity, refusal=refusal, status=status)
    return redirect(f"{reverse('registration:slip', args=[visit.code])}?cetak=1")


def _write_person(request, sitting: Sitting, identity: IdentityForm | None) -> Patient:
    if identity is None:
        return sitting.patient
    if sitting.patient is None:
        return people.register(identity.typed(), by=request.staff)
    before = Identity.of(sitting.patient)
    return people.correct(sitting.patient, identity.typed(before), by=request.staff, reason="diperbaiki di loket")


def _receive(request, sitting: Sitting, patient: Patient, form: IntakeForm) -> Visit:
    staff = request.staff
    entry = sitting.entry
    if entry is None:
        visit = intake.open_at_counter(by=staff, desk=sitting.desk)
        entry = door.open_entry(visit)
        entry.visit = visit
        if entry.point_id != sitting.point.pk:  # the SOP wants something else first, such as being measured
            intake.name(visit, patient, card=form.card(), by=staff, entry=entry)
            intake.hear(visit, form.wish(), by=staff)
            return visit
    return intake.receive(entry, patient, card=form.card(), wish=form.wish(), by=staff, desk=sitting.desk)


def _beside(refusal: Refused, *forms) -> None:
    for reason in refusal.reasons:
        form = next((one for one in forms if one is not None and reason.field in one.fields), None)
        if form is not None and not form.has_error(reason.field):
            form.add_error(reason.field, reason.message)


def _again(request, sitting, form, identity, *, alike=(), refusal=None, status=400):
    context = _context(request, sitting, form, identity)
    return render(request, TEMPLATE, context | {"alike": alike, "refused": refusal}, status=status)


# --- what the page shows ---


def _context(request, sitting: Sitting, form: IntakeForm, identity) -> dict:
    user, staff = request.user, request.staff
    asked = sittings.asked_of(
        _typed(form),
        patient=sitting.patient if not identity else None,
        offered=form.offered,
        has_fee=form.has_fee,
        on=staff.facility.today(),
    )
    busy = sittings.loads(staff.facility_id, staff.facility.today())
    proposal = None
    if sitting.is_open:
        proposal = sittings.Placing.of(
            staff, sitting.visit, sitting.entry, asked, busy=busy, rooms=sitting.rooms
        ).proposal()
    title = sitting.desk.label if sitting.desk else sitting.point.name
    context = {
        "sitting": sitting,
        "form": form,
        "identity": identity,
        "proposal": proposal,
        "carried": sittings.carried(user, sitting.visit, sitting.patient),
        "waiting": counter_rows(sitting.point, load=busy.get(sitting.point.pk)),
        "current": sitting.entry.code if sitting.entry else "",
        "sign": sign_for(request, title=title, here="counter"),
        "here": request.path,
    }
    if sitting.entry is not None and sitting.patient is None and sitting.visit.party:
        family = known_of_party(sitting.visit)
        context["beside"] = together(companions_of([sitting.entry]).get(sitting.visit.pk, ()))
        context["came_with"] = family
        context["housemates"] = sittings.housemates(family, patients_for(user))
    if sitting.patient is not None:
        purpose = "pendaftaran"
        open_record(sitting.patient, visit_code=sitting.visit.code if sitting.visit else "", purpose=purpose, by=staff)
        context |= sittings.history(user, sitting.patient, but=sitting.visit)
        context["household"] = sittings.household(user, sitting.patient, patients_for(user))
        context["age"] = sitting.patient.age_label(staff.facility.today())
        context["shown_name"] = sitting.patient.display_name(staff.facility.today())
        context["coverage"] = getattr(sitting.patient, "coverage", None)
    return context


def _typed(form: IntakeForm):
    return form.data if form.is_bound else form.initial


@never_cache
@require_POST
@staff_with(Permission.VISIT_IDENTIFY, Permission.PATIENT_READ)
def proposal(request):
    """Answer the proposal for what stands on the form now; posted, since a form half filled names a person."""
    typed = request.POST
    entry = entry_by_code(request.user, typed["antrean"]) if typed.get("antrean") else None
    code = typed.get("pasien") or (entry.visit.patient.code if entry is not None and entry.visit.patient else "")
    patient = patient_by_code(request.user, code) if code else None
    form = IntakeForm(typed, user=request.user)
    known = None if typed.get("baru") or typed.get("ubah") else patient
    asked = sittings.asked_of(
        typed, patient=known, offered=form.offered, has_fee=form.has_fee, on=request.staff.facility.today()
    )
    placing = sittings.Placing.of(request.staff, entry.visit if entry else None, entry, asked)
    context = {"proposal": placing.proposal(), "chosen_services": asked.services}
    return render(request, "registration/_proposal.html", context)


@never_cache
@staff_with(Permission.VISIT_IDENTIFY)
def rows(request):
    """Answer the counter's list for a page that polls."""
    return fragment(request, counter_rows(standing_point(request, Place.LOKET)))
