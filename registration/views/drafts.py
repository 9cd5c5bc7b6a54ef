"""What the clerk types at the counter survives an idle cover or a lost session: kept on the server as it is typed."""

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from clusters import drafts
from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.visits.access import entry_by_code

FORM = "loket"
MANY = ("services", "marks")  # ticked, so always a list
UNTYPED = ("csrfmiddlewaretoken", "idempotency_key", "antrean")


@require_POST
@staff_with(Permission.VISIT_IDENTIFY, Permission.PATIENT_READ)
def keep(request, code):
    """Keep what is being typed about the patient of a place in line."""
    visit = entry_by_code(request.user, code).visit
    typed = {name: values for name, values in request.POST.lists() if name not in UNTYPED}
    if sum(len(value) for values in typed.values() for value in values) > drafts.MOST:
        return JsonResponse({"message": "Terlalu panjang untuk disimpan sebagai draf."}, status=413)
    saved = drafts.keep(request.user, visit, FORM, typed)
    return JsonResponse({"at": saved.saved_at.astimezone(request.staff.facility.zone).strftime("%H.%M")})


def typed_before(entry) -> dict:
    """Give what this clerk left on the form of this place in line, as initial values."""
    kept = drafts.spread(entry.draft or {}) if entry is not None else {}
    return {name: [value] if name in MANY and isinstance(value, str) else value for name, value in kept.items()}


def forget(user, visit) -> None:
    """Drop the draft, since it is saved now."""
    drafts.drop(user, visit, FORM)
