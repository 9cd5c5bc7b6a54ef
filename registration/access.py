"""The guarded doors to televisions, and to the patient at the counter."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from clusters.models import Draft
from puskesmas.facility.access import staff_of
from puskesmas.visits.access import entries_for
from puskesmas.visits.models import QueueEntry

from .models import Board


def boards_for(user) -> QuerySet[Board]:
    """Return the televisions of the user's puskesmas that are on."""
    return Board.objects.filter(facility_id=staff_of(user).facility_id, is_active=True)


def lit_board(code: str) -> Board:
    """Return the television with this address, for whoever knows it."""
    board = Board.objects.select_related("facility").filter(code=code, is_active=True).first()
    if board is None:
        raise Http404("No board has this code.")
    return board


def board_by_code(user, code: str) -> Board:
    """Return one television of the user's puskesmas."""
    board = boards_for(user).filter(code=code).first()
    if board is None:
        raise Http404(f"No board has the code {code!r} here.")
    return board


def sitting_by_code(user, code: str, *, form: str) -> QueueEntry:
    """Return one place in line of the user's puskesmas, with what this person left unsaved on a form about it."""
    mine = Draft.objects.filter(user=user, visit=OuterRef("visit"), form=form)
    return get_object_or_404(entries_for(user).annotate(draft=Subquery(mine.values("typed")[:1])), code=code)
