"""Drafts: what was typed comes back after a break, on whichever terminal the person sits."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from puskesmas.visits.models import Visit

from . import instruments
from .models import Draft
from .registry import registry

FORMS = frozenset(
    {
        "soap",
        "vitals",
        "triage",
        "screening",
        "lab",
        "refer",
        "refer_out",
        "prescribe",
        "follow_up",
        "appoint",
    }
    | {"answer"}
)
MOST = 20_000  # letters of one draft; more than a form can hold


def is_a_form(name: str) -> bool:
    """Tell whether a draft of this name can be: a sheet of the desk's, that of a typed exam or an instrument."""
    return name in FORMS or any(kind.code == name for kind in registry.exams()) or instruments.is_one(name)


def keep(user, visit: Visit, form: str, typed: Mapping[str, Sequence[str]]) -> Draft:
    """Keep what is typed; an emptied form keeps nothing."""
    draft, _ = Draft.objects.update_or_create(
        user=user, visit=visit, form=form, defaults={"typed": dict(typed), "saved_at": timezone.now()}
    )
    return draft


def kept(user, visit: Visit, form: str) -> dict[str, Any]:
    """Give what was typed on a form, as initial values: one word, or several where several were ticked."""
    draft = Draft.objects.filter(user=user, visit=visit, form=form).first()
    return spread(draft.typed) if draft else {}


def spread(typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Give kept fields as a form takes them."""
    return {name: values[0] if len(values) == 1 else list(values) for name, values in typed.items()}


def within(typed: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Give what of a draft belongs to a form of some prefix, under its own names."""
    begins = f"{prefix}-"
    return {name.removeprefix(begins): value for name, value in typed.items() if name.startswith(begins)}


def drop(user, visit: Visit, *forms: str) -> None:
    """Forget what was typed, since it is saved now."""
    Draft.objects.filter(user=user, visit=visit, form__in=forms).delete()
