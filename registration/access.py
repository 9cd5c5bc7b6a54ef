"""The guarded doors to televisions."""

from django.db.models import QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of

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
