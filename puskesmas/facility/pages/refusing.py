"""A refusal beside the field it is about."""


def spread(refusal, form) -> None:
    """Put each reason beside its field, and what belongs to none above the form."""
    for reason in refusal.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.message)
    if not refusal.reasons:
        form.add_error(None, refusal.message)
