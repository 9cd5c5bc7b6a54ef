"""What an administrator types or uploads about a revision of the SOP."""

from django import forms

from . import sop

MOST_BYTES = 4 * sop.LONGEST


class RevisionForm(forms.Form):
    """The file itself: uploaded, pasted, or the running one changed in place."""

    key = forms.SlugField(label="Nama berkas", max_length=40, help_text="Tanpa .toml, misalnya galis.")
    text = forms.CharField(
        label="Isi berkas SOP",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 26, "spellcheck": "false", "autocapitalize": "none", "class": "code"}),
    )
    file = forms.FileField(
        label="Unggah berkas .toml",
        required=False,
        help_text="Bila diisi, isi berkas ini menggantikan yang tertulis.",
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,text/plain"}),
    )

    def clean_text(self):
        """Take a text with the line ends its file would have."""
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def clean_file(self):
        """Read an uploaded file as the text it must be."""
        found = self.cleaned_data["file"]
        if not found:
            return ""
        if found.size > MOST_BYTES:
            raise forms.ValidationError("Berkas ini terlalu besar untuk sebuah SOP. Pilih berkas .toml.")
        try:
            return found.read().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise forms.ValidationError("Berkas ini bukan tulisan UTF-8. Simpan ulang sebagai teks biasa.") from None

    def clean(self):
        """Let the uploaded file stand for the text."""
        typed = super().clean()
        if typed.get("file"):
            typed["text"] = typed["file"]
        if not typed.get("text", "").strip() and "file" not in self.errors:
            self.add_error("text", "Tempelkan isi berkas SOP, atau unggah berkasnya.")
        return typed


class PublishForm(forms.Form):
    """A revision as it was previewed, with why it is put in force."""

    key = forms.SlugField(max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(strip=False, widget=forms.HiddenInput)
    over = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Alasan",
        max_length=200,
        help_text="Misalnya: kasir dipindah ke depan, SK Kepala 440/12/2026.",
        error_messages={"required": "Tulis mengapa SOP diubah; terbaca di riwayat revisi."},
    )

    def clean_text(self):
        """Take a text with the line ends its file would have."""
        return self.cleaned_data["text"].replace("\r\n", "\n")
