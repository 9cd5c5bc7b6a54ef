"""Fields as the desk draws them: small numbers, days, and rows that may stay empty."""

from datetime import datetime

from django import forms


def short(label: str, *, unit: str = "", **more) -> forms.CharField:
    """Give a field for one measured value; it is read by the rules of the room, not by the form."""
    attrs = {"inputmode": "decimal", "autocomplete": "off", "size": 7}
    field = forms.CharField(label=label, required=False, max_length=20, widget=forms.TextInput(attrs), **more)
    field.unit = unit
    return field


def day(label: str, *, required: bool = True, **more) -> forms.DateField:
    """Give a field for a day, with the browser's own calendar."""
    wrong = {"required": "Pilih tanggalnya.", "invalid": "Tanggal tidak dikenal. Tulis seperti 31/12/2026."}
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        required=required,
        widget=widget,
        error_messages=wrong,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        **more,
    )


def words(label: str, *, rows: int = 2, required: bool = True, longest: int = 300, missing: str = "", **more):
    """Give a field for a sentence or two."""
    wrong = {"required": missing or "Isi bagian ini.", "max_length": f"Paling panjang {longest} huruf."}
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=longest, widget=widget, error_messages=wrong, **more
    )


def line(label: str, *, required: bool = True, longest: int = 120, missing: str = "", **more) -> forms.CharField:
    """Give a field of one line."""
    wrong = {"required": missing or "Isi bagian ini.", "max_length": f"Paling panjang {longest} huruf."}
    return forms.CharField(label=label, required=required, max_length=longest, error_messages=wrong, **more)


def moment(label: str, *, required: bool = True, **more) -> forms.DateTimeField:
    """Give a field for a day and time to the minute, with the browser's own calendar and clock."""
    wrong = {"required": "Isi tanggal dan jamnya.", "invalid": "Jam tidak dikenal. Tulis seperti 31/12/2026 08:15."}
    shape = "%Y-%m-%dT%H:%M"
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=shape),
        error_messages=wrong,
        input_formats=[shape, "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y %H.%M"],
        **more,
    )


def to_the_minute(at: datetime | None) -> datetime | None:
    """Give a time as such a field shows it, so that what nobody touched is not taken for typed."""
    return at.replace(second=0, microsecond=0) if at else None
