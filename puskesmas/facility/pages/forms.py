"""What the administrator types about a room, and about somebody who works here."""

from django import forms

from ..access import points_for, pustu_for
from ..office import Post, Sign
from ..places import BEDS, Place
from ..roles import RoleCode


class SignForm(forms.Form):
    """What hangs at a room's door, and the way there."""

    name = forms.CharField(label="Nama ruang", max_length=60)
    room = forms.CharField(label="Tulisan di pintu", max_length=20, required=False, help_text="Misalnya Ruang 3A.")
    directions = forms.CharField(
        label="Petunjuk arah", max_length=160, required=False, help_text="Tercetak di karcis: dari loket ke mana."
    )

    def sign(self) -> Sign:
        """Give the sign as typed."""
        return Sign(*(self.cleaned_data[name] for name in ("name", "room", "directions")))


class NewRoomForm(SignForm):
    """A room this puskesmas does not have yet."""

    place = forms.ChoiceField(label="Jenis ruang")
    beds = forms.IntegerField(label="Tempat tidur", min_value=0, max_value=200, required=False, initial=0)

    field_order = ("place", "name", "room", "directions", "beds")

    def __init__(self, *args, standing=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [one for one in Place.choices if one[0] not in standing]
        self.fields["beds"].help_text = f"Hanya untuk {', '.join(sorted(one.label for one in BEDS))}."


class PostForm(forms.Form):
    """Who somebody is at work."""

    name = forms.CharField(label="Nama", max_length=80)
    role = forms.ChoiceField(
        label="Peran", choices=[("", "pilih peran")] + [one for one in RoleCode.choices if one[0] != RoleCode.DINAS]
    )
    nip = forms.RegexField(
        r"^\d{18}$", label="NIP", required=False, error_messages={"invalid": "NIP terdiri atas 18 angka."}
    )
    licence = forms.CharField(label="Nomor SIP", max_length=60, required=False)
    pustu = forms.ModelChoiceField(queryset=None, label="Pustu", required=False, empty_label="tidak di Pustu")
    points = forms.ModelMultipleChoiceField(
        queryset=None, label="Bertugas di", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pustu"].queryset = pustu_for(user)
        self.fields["points"].queryset = points_for(user).standing()

    def post(self) -> Post:
        """Give the post as typed."""
        typed = {name: self.cleaned_data[name] for name in ("name", "role", "nip", "licence", "pustu")}
        return Post(**typed, points=tuple(self.cleaned_data["points"]))


class TakeOnForm(PostForm):
    """Somebody who begins to work here, with the account they will sign in with."""

    username = forms.CharField(label="Nama akun", max_length=150, help_text="Misalnya bidan.galis.")
    password = forms.CharField(
        label="Kata sandi pertama",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Paling sedikit sepuluh huruf; petugas menggantinya sendiri.",
    )

    field_order = ("name", "role", "username", "password", "nip", "licence", "pustu", "points")


class PasswordForm(forms.Form):
    """A new password for somebody who forgot theirs."""

    password = forms.CharField(
        label="Kata sandi baru", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
