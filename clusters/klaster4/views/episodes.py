"""One episode of klaster 4: where it stands, the next step as a form, and the contacts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clusters.views.answers import say, see_other
from clusters.views.sheets import Attempt, attempt
from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.patients.access import open_record

from .. import tb
from ..access import contact_by_code, episode_by_code, lab_of
from ..forms import ContactForm, ContactScreeningForm, FinishForm, ResultForm, SampleForm, TreatForm
from ..models import TbCase
from .signs import sign_of

P = Permission


@dataclass(frozen=True)
class Step:
    """One thing that can be written down about an episode now."""

    act: str
    label: str
    key: str
    form: forms.Form
    is_next: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(P.CASE_READ, P.CASE_WRITE)
def episode(request, code):
    """Show an episode, and write down its next step."""
    case = episode_by_code(request.user, code)
    contacts = list(case.contacts.all())
    act = request.POST.get("do", "")
    steps = _steps(request, case, contacts, act)
    chosen = next((step for step in steps if step.act == act), None)
    done = Attempt()
    if chosen is not None and chosen.form.is_valid():
        done = attempt(chosen.form, _verb(case, chosen, by=request.staff))
        if done.worked:
            say(request, f"{chosen.label}: tersimpan.")
            return see_other("klaster4:episode", code)
    open_record(case.patient, visit_code=case.visit.code, purpose="klaster 4", by=request.staff)
    context = {
        "sign": sign_of(request.staff),
        "case": case,
        "contacts": contacts,
        "steps": steps,
        "lab": lab_of(case),
        "refused": done.refused if done.status == 409 else None,
    }
    status = 200 if request.method != "POST" else done.status if done.refused else 400
    return render(request, "clusters/klaster4/episode.html", context, status=status)


def _steps(request, case: TbCase, contacts: list, act: str) -> list[Step]:
    """Give the forms that fit where an episode stands; what is next is open."""
    today = request.staff.facility.today()

    def make(name: str, label: str, key: str, form: Callable, *, is_next: bool = False, **more) -> Step:
        data = request.POST if act == name else None
        built = form(data, initial={"on": today}, auto_id=f"{name}_%s", use_required_attribute=False, **more)
        return Step(name, label, key, built, is_next or bool(built.errors))

    found = []
    if case.is_open:
        if case.treated_on is None:
            waits = case.sampled_on is None and case.tested_on is None
            found.append(make("sample", "Pengambilan dahak", "d", SampleForm, is_next=waits))
            untold = case.sampled_on is not None and case.tested_on is None
            found.append(make("result", "Hasil pemeriksaan", "h", ResultForm, is_next=untold))
        if case.is_positive and case.treated_on is None:
            found.append(make("treat", "Mulai pengobatan", "o", TreatForm, is_next=True))
        found.append(make("finish", "Akhiri episode", "x", FinishForm))
    found.append(make("contact", "Tambah kontak", "n", ContactForm))
    if contacts:
        found.append(make("screen", "Periksa kontak", "p", ContactScreeningForm, contacts=contacts))
    return found


def _verb(case: TbCase, step: Step, *, by) -> Callable:
    verbs = {
        "sample": tb.sample,
        "result": tb.give_result,
        "treat": tb.treat,
        "finish": tb.finish,
        "contact": tb.add_contact,
    }
    told = dict(step.form.cleaned_data)
    if step.act == "screen":
        contact = contact_by_code(case, told.pop("contact"))
        return partial(tb.screen_contact, contact, by=by, **told)
    return partial(verbs[step.act], case, by=by, **told)
