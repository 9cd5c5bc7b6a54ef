"""What a page answers with: the next page, or the same one with its refusal beside what was typed."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse

from puskesmas.facility.access import points_for
from puskesmas.facility.models import ServicePoint
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refused
from puskesmas.visits.guards import MoveRefused


def see_other(name: str, *codes: str) -> HttpResponse:
    """Lead to a page by GET after something was done."""
    answer = HttpResponseRedirect(reverse(name, args=codes))
    answer.status_code = 303
    return answer


def status_of(refused: Exception) -> int:
    """Give the status of a refusal: 409 for what may not be done now, 400 for what was typed wrong."""
    return 409 if isinstance(refused, MoveRefused) else 400


def put_into(form, refused: Refused) -> None:
    """Put each sentence of a refusal beside its field, and what has no field above the form."""
    for reason in refused.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.message)
    if not refused.reasons:
        form.add_error(None, refused.message)


def say(request, words: str) -> None:
    """Say what was done, on the next page."""
    messages.success(request, words)


def complain(request, refused: Refused) -> None:
    """Say on the next page why something was not done."""
    messages.error(request, refused.message)


def address(name: str, *codes: str) -> str:
    """Give the address of a page of another floor, or nothing where it is not served."""
    try:
        return reverse(name, args=codes)
    except NoReverseMatch:
        return ""


def pharmacy_here(user) -> ServicePoint:
    """Give the pharmacy of the user's puskesmas; 404 where there is none."""
    point = points_for(user).standing().filter(place=Place.FARMASI).select_related("facility").first()
    if point is None:
        raise Http404("Puskesmas ini tidak punya farmasi.")
    return point
