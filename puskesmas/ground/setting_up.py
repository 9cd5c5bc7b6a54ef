"""`/siapkan/`: the first page of a new house, opened by the code the terminal printed, once, and gone afterwards."""

from __future__ import annotations

import secrets

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from puskesmas import founding
from puskesmas.facility.access import is_username_taken
from puskesmas.facility.models import Facility
from puskesmas.ground import keys, sealed

app_name = "setting_up"

SOPS = [
    ("kemenkes", "Alur umum Kementerian Kesehatan"),
    ("galis", "SOP UPT Puskesmas Galis"),
    ("sungai_kakap", "SOP Puskesmas Sungai Kakap"),
    ("sitiung_1", "SOP UPT Puskesmas Sitiung I"),
    ("dharma_rini", "SOP Puskesmas Dharma Rini"),
]


class SettingUpForm(forms.ModelForm):
    """The puskesmas and its first administrator."""

    setup_code = forms.CharField(label="Kode penyiapan", max_length=40)
    sop = forms.ChoiceField(label="SOP yang dipakai mulai hari ini", choices=SOPS, widget=forms.RadioSelect)
    founder = forms.CharField(label="Nama administrator", max_length=80)
    username = forms.CharField(label="Nama pengguna", max_length=150, validators=[get_user_model().username_validator])
    password = forms.CharField(label="Kata sandi", widget=forms.PasswordInput, max_length=200)
    again = forms.CharField(label="Kata sandi sekali lagi", widget=forms.PasswordInput, max_length=200)

    class Meta:
        model = Facility
        fields = ["name", "code", "kind_label", "address", "district", "province", "phone", "timezone"]
        labels = {"name": "Nama puskesmas", "code": "Kode singkat", "kind_label": "Jenis", "timezone": "Zona waktu"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = "Isi bagian ini."
        self.fields["setup_code"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters"}
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        for name in ("password", "again"):
            self.fields[name].widget.attrs["autocomplete"] = "new-password"

    def clean_setup_code(self):
        """Let in whoever reads the terminal of this PC."""
        typed = sealed.normal(self.cleaned_data["setup_code"])
        if not secrets.compare_digest(typed, sealed.normal(expected_code())):
            raise ValidationError("Kode ini tidak cocok. Salin kode yang tertulis di layar komputer server.")
        return self.cleaned_data["setup_code"]

    def clean_username(self):
        username = self.cleaned_data["username"].strip()
        if is_username_taken(username):
            raise ValidationError("Nama pengguna ini sudah dipakai. Pilih nama lain.")
        return username

    def clean(self):
        cleaned = super().clean()
        password = cleaned.get("password")
        if password and cleaned.get("again") and password != cleaned["again"]:
            self.add_error("again", "Dua kata sandi ini tidak sama. Ketik ulang keduanya.")
        if password:
            try:
                validate_password(password, get_user_model()(username=cleaned.get("username", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
        return cleaned


def expected_code() -> str:
    """The code that was printed when this house was first served."""
    return (settings.DATA_DIR / keys.SETUP_CODE).read_text()


def is_open() -> bool:
    """Whether this house still waits to be set up: served, with a code, and empty."""
    return (settings.DATA_DIR / keys.SETUP_CODE).is_file() and not founding.is_founded()


@never_cache
@login_not_required
@sensitive_post_parameters("password", "again", "setup_code")
def setting_up(request):
    """Ask for the house and its first administrator, make both, and show the recovery key this once."""
    if not is_open():
        raise Http404("This house is set up.")
    form = SettingUpForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "ground/setting_up.html", {"form": form}, status=400 if form.is_bound else 200)
    told = form.cleaned_data
    founder = founding.Founder(name=told["founder"], username=told["username"], password=told["password"])
    try:
        founding.found(form.instance, sop_key=told["sop"], founder=founder)
    except founding.AlreadyFounded:
        raise Http404("This house is set up.") from None
    (settings.DATA_DIR / keys.SETUP_CODE).unlink(missing_ok=True)
    key = keys.recovery_key(settings.DATA_DIR, settings.BACKUP_KEY)
    return render(request, "ground/set_up.html", {"facility": form.instance, "key": "" if settings.BACKUP_KEY else key})


urlpatterns = [path("siapkan/", setting_up, name="setting_up")]
