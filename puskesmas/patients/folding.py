"""Columns the row fills by itself: the folded spelling of a name, and the row that stands for the person.

Neither class appears in a migration, since to the database they are plain columns.
"""

from django.db import models

from .identity import folded


class FoldedField(models.TextField):
    """The folded spelling of a name, written whenever its row is saved or created in bulk."""

    def __init__(self, *args, of="name", **kwargs):
        self.of = of
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def pre_save(self, model_instance, add):
        spelling = folded(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, spelling)
        return spelling


class PersonField(models.ForeignKey):
    """A pointer to the row that stands for the person: a trigger fills it, so the insert reads it back."""

    db_returning = True

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
