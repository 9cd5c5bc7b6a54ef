"""What a page answers with: the next page, or the same one with its refusal beside what was typed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse

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


def put_into(form, refused: Exception) -> None:
    """Put each sentence of a refusal beside its field, and what has no field above the form."""
    for field, words in _sentences(refused):
        form.add_error(field if field in form.fields else None, words)


def say(request, words: str) -> None:
    """Say what was done, on the next page."""
    messages.success(request, words)


def complain(request, refused: Exception) -> None:
    """Say on the next page why something was not done."""
    messages.error(request, " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused))


def address(name: str, *codes: str) -> str:
    """Give the address of a page of another floor, or nothing where it is not served."""
    try:
        return reverse(name, args=codes)
    except NoReverseMatch:
        return ""


def _sentences(refused: Exception) -> list[tuple[str, str]]:
    if isinstance(refused, ValidationError):
        told = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
        return [(field, words) for field, sentences in told.items() for words in sentences]
    assert isinstance(refused, Refused)
    return [(reason.field, reason.message) for reason in refused.reasons] or [("", refused.message)]
