"""What every typed exam's form is: bound to what the desk reads, and knowing what of it the record keeps."""

from typing import Any

from django import forms
from django.utils.functional import cached_property

from puskesmas.facility.models import Staff


class ExamForm(forms.Form):
    """The form of one kind of examination, beside SOAP on the desk, on its own sheet, or correcting what was saved.

    ``reading`` is what the desk has read of the visit (age, sex, measurements, events), for hints and first values.
    ``record`` is what is being corrected, else None.
    A form left as it was opened is not an exam: on the desk it is passed over, so its first values are no findings.
    """

    def __init__(self, *args, reading, record=None, **kwargs):
        self.reading, self.record = reading, record
        super().__init__(*args, **kwargs)

    @property
    def by(self) -> Staff:
        """Who is writing."""
        return self.reading.by

    @cached_property
    def says_something(self) -> bool:
        """Whether anything was typed."""
        return self.has_changed()

    def told(self) -> Any:
        """Give what the verb keeps: the record's columns, unless the cluster's own verb takes something else."""
        return dict(self.cleaned_data)

    @classmethod
    def initial_of(cls, record) -> dict[str, Any]:
        """Give the fields as a record has them, to be corrected."""
        return {name: getattr(record, name) for name in cls.base_fields if hasattr(record, name)}
