"""What every view of a room answers with: the next page, the same page with its refusal, or a step to take back."""

import time

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from puskesmas.facility.refusals import Refused
from puskesmas.visits.events import MOVES
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import Visit
from puskesmas.visits.movement.undoing import WINDOW

UNDO_KEY = "undo"


def see_other(name: str, *codes: str) -> HttpResponse:
    """Lead to a page by GET after something was done."""
    answer = HttpResponseRedirect(reverse(name, args=codes))
    answer.status_code = 303
    return answer


def status_of(refused: Exception) -> int:
    """Give the status of a refusal: 409 for a move that is not made, 400 for what was typed wrong."""
    return 409 if isinstance(refused, MoveRefused) else 400


def put_into(form, refused: Exception) -> None:
    """Put each sentence of a refusal beside its field, and what has no field above the form."""
    if isinstance(refused, ValidationError):
        _put_errors(form, refused)
        return
    assert isinstance(refused, Refused)
    for reason in refused.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.message)


def _put_errors(form, refused: ValidationError) -> None:
    told = refused.error_dict if hasattr(refused, "error_dict") else {"__all__": refused.error_list}
    for field, errors in told.items():
        form.add_error(field if field in form.fields else None, ValidationError(errors))


def say(request, words: str) -> None:
    """Say what was done, on the next page."""
    messages.success(request, words)


def complain(request, refused: Exception) -> None:
    """Say on the next page why something was not done."""
    messages.error(request, " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused))


def offer_undo(request, visit: Visit, words: str) -> None:
    """Remember the move just made, so that the next page can offer to take it back; else just say it."""
    event = visit.events.filter(facility_id=visit.facility_id, kind__in=MOVES).order_by("-seq").first()
    if event is None or event.by_id != request.staff.pk:
        say(request, words)
        return
    request.session[UNDO_KEY] = {
        "visit": visit.code,
        "seq": event.seq,
        "text": words,
        "until": time.time() + WINDOW.total_seconds(),
    }


def undo_on_offer(request) -> dict | None:
    """Give the toast of the last move, once."""
    offer = request.session.pop(UNDO_KEY, None)
    if not offer or offer["until"] < time.time():
        return None
    return {
        "text": offer["text"],
        "url": reverse("clusters:undo", args=[offer["visit"], offer["seq"]]),
        "seconds": 12,
    }
