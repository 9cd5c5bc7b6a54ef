"""What the database writes down by itself, and what it lets nobody alter."""

import pghistory
import pgtrigger

APPEND_ONLY = [
    pgtrigger.Protect(name="rows_are_never_altered", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="rows_are_never_truncated",
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
    ),
]


def audited(*, exclude=()):
    """Decorate a model so that the database itself keeps every insert, update and delete of it.

    What identifies a person in a row identifies them in what is kept of it, so the kept rows say the same.
    """

    def decorate(model):
        identifying = tuple(field for field in model.Personal.fields if field not in exclude)
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            append_only=True,
            exclude=list(exclude),
            attrs={"Personal": type("Personal", (), {"fields": identifying})},
        )(model)

    return decorate


def signed(by):
    """Have what the database keeps of the changes inside carry who made them."""
    return pghistory.context(by=by.code, role=by.role)
