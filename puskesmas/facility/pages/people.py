"""The people who work at the puskesmas: taken on, posted to rooms, given a new password, their service ended."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from .. import office
from ..access import staff_by_code, staff_for, staff_with
from ..permissions import Permission
from ..refusals import Refused
from ..signs import office_sign
from .forms import PasswordForm, PostForm, TakeOnForm
from .refusing import spread


@never_cache
@staff_with(Permission.STAFF_WRITE)
def staff(request):
    """List who works here and in which rooms, those who left last."""
    people = staff_for(request.user).select_related("user", "pustu").prefetch_related("points")
    context = {
        "people": people.order_by("-is_active", "role", "name"),
        "sign": office_sign(request, title="Petugas", here="staff"),
    }
    return render(request, "facility/staff.html", context)


@never_cache
@sensitive_post_parameters("password")
@staff_with(Permission.STAFF_WRITE)
def take_on(request):
    """Let somebody begin to work here."""
    form = TakeOnForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        account = {name: form.cleaned_data[name] for name in ("username", "password")}
        try:
            person = office.take_on(form.post(), **account, by=request.staff)
        except Refused as refusal:
            spread(refusal, form)
        else:
            messages.success(request, f"{person.name} mulai bertugas dengan akun {account['username']}.")
            return redirect("facility:staff")
    context = {"form": form, "sign": office_sign(request, title="Petugas baru", here="staff")}
    return render(request, "facility/person.html", context, status=400 if form.errors else 200)


@never_cache
@staff_with(Permission.STAFF_WRITE)
def person(request, code):
    """Show somebody who works here; write down another role or other rooms."""
    found = staff_by_code(request.user, code)
    form = PostForm(request.POST or None, user=request.user, initial=_as_posted(found))
    if request.method == "POST" and form.is_valid():
        try:
            office.change_post(found, form.post(), by=request.staff)
        except Refused as refusal:
            spread(refusal, form)
        else:
            messages.success(request, f"{found.name} disimpan.")
            return redirect("facility:staff")
    return _person(request, found, form=form, status=400 if form.errors else 200)


@require_POST
@sensitive_post_parameters("password")
@staff_with(Permission.STAFF_WRITE)
def reset_password(request, code):
    """Give somebody a new password."""
    found = staff_by_code(request.user, code)
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            office.reset_password(found, form.cleaned_data["password"], by=request.staff)
        except Refused as refusal:
            spread(refusal, form)
        else:
            messages.success(request, f"Kata sandi {found.name} diganti. Minta ia menggantinya lagi sendiri.")
            return redirect("facility:staff")
    return _person(request, found, password=form, status=400)


@require_POST
@staff_with(Permission.STAFF_WRITE)
def end_service(request, code):
    """Close the account of somebody who left, or open it again."""
    found = staff_by_code(request.user, code)
    try:
        if request.POST.get("back"):
            office.take_back(found, by=request.staff)
        else:
            office.end_service(found, by=request.staff)
    except Refused as refusal:
        return _person(request, found, refusal=refusal, status=400)
    said = "bertugas lagi" if found.is_active else "tidak bertugas lagi; akunnya ditutup"
    messages.success(request, f"{found.name} {said}.")
    return redirect("facility:staff")


def _as_posted(found) -> dict:
    words = {name: getattr(found, name) for name in ("name", "role", "nip", "licence", "pustu")}
    return words | {"points": list(found.points.values_list("pk", flat=True))}


def _person(request, found, *, form=None, password=None, refusal=None, status=200):
    context = {
        "person": found,
        "form": form or PostForm(user=request.user, initial=_as_posted(found)),
        "password": password or PasswordForm(),
        "refused": refusal,
        "sign": office_sign(request, title=found.name, here="staff"),
    }
    return render(request, "facility/person.html", context, status=status)
