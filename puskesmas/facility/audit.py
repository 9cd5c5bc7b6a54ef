"""The audit of master data: each change of a tracked row leaves a row that nobody can alter."""

import pghistory


def audited(**settings):
    """Decorate a model so that the database itself writes down every insert, update and delete."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        **settings,
    )
