"""What an administrator types about the people at work."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from .access import is_username_taken
from .models import Staff
from .roles import RoleCode

User = get_user_model()


class StaffForm(forms.ModelForm):
    """One person at work together with the account they sign in with."""

    username = forms.CharField(label="nama akun", max_length=150, help_text="Misalnya bidan.galis.")
    password = forms.CharField(
        label="kata sandi",
        required=False,
        widget=forms.PasswordInput,
        help_text="Wajib untuk akun baru; kosongkan bila tidak diganti.",
    )

    class Meta:
        model = Staff
        fields = ["facility", "role", "name", "nip", "licence", "pustu", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["username"].initial = self.instance.user.username
        if "facility" in self.fields:
            self.fields["facility"].required = True
        if "role" in self.fields:
            # The district's account is made by whoever looks after the machine, never by one puskesmas.
            self.fields["role"].choices = [c for c in RoleCode.choices if c[0] != RoleCode.DINAS]

    def clean_username(self):
        username = self.cleaned_data["username"].strip()
        if is_username_taken(username, other_than=self.instance.user_id if self.instance.pk else None):
            raise ValidationError("Nama akun ini sudah dipakai. Pilih nama lain.")
        return username

    def clean_password(self):
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, self.instance.user if self.instance.pk else None)
        elif not self.instance.pk:
            raise ValidationError("Akun baru memerlukan kata sandi. Isi, lalu minta petugas menggantinya.")
        return password

    def clean(self):
        cleaned = super().clean()
        facility = cleaned.get("facility") or self.instance.facility
        if facility and cleaned.get("pustu") and cleaned["pustu"].facility_id != facility.pk:
            self.add_error("pustu", "Pilih Pustu dari puskesmas ini saja.")
        return cleaned

    @transaction.atomic
    def save(self, commit=True):
        user = self.instance.user if self.instance.pk else User()
        user.username = self.cleaned_data["username"]
        user.is_active = self.cleaned_data["is_active"]
        user.is_staff = self.cleaned_data["role"] == RoleCode.ADMIN  # opens the pages of master data
        if self.cleaned_data["password"]:
            user.set_password(self.cleaned_data["password"])
        user.save()
        self.instance.user = user
        return super().save(commit)
