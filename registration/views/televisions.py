"""The televisions: opened by their address alone, and the page where staff find and make those addresses."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission

from ..access import board_by_code, boards_for, lit_board
from ..boards import television as drawn
from ..models import Board
from ..pages import fragment
from ..signs import sign_for

MOST = 8


@never_cache
@login_not_required
def television(request, code):
    """Show the board of one puskesmas: numbers and rooms, no names."""
    board = lit_board(code)
    with timezone.override(board.facility.zone):
        return render(
            request,
            "registration/television.html",
            {
                "facility": board.facility,
                "inside": drawn(board.facility),
                "live_url": f"/live/boards/{board.code}/",
                "poll_url": reverse("registration:television_inside", args=[board.code]),
            },
        )


@login_not_required
def inside(request, code):
    """Answer the inside of the board for a television whose stream fails."""
    return fragment(request, drawn(lit_board(code).facility))


@never_cache
@staff_with(Permission.VISIT_READ)
def boards(request):
    """List the televisions of this puskesmas with the addresses they open."""
    context = {
        "boards": boards_for(request.user),
        "may_change": request.staff.can(Permission.POINT_OPEN_CLOSE),
        "sign": sign_for(request, title="Papan panggilan", sub="Televisi di ruang tunggu"),
    }
    return render(request, "registration/boards.html", context)


@require_POST
@staff_with(Permission.POINT_OPEN_CLOSE)
def add(request):
    """Give a television an address."""
    label = " ".join(request.POST.get("label", "").split())[:40]
    theirs = boards_for(request.user)
    if not label or theirs.filter(label=label).exists() or theirs.count() >= MOST:
        messages.error(request, "Tulis letak televisinya, misalnya “Ruang tunggu depan”, yang belum dipakai.")
        return redirect("registration:boards")
    Board(facility=request.staff.facility, label=label).save()
    messages.success(request, f"Papan {label} dibuat. Buka alamatnya di televisi.")
    return redirect("registration:boards")


@require_POST
@staff_with(Permission.POINT_OPEN_CLOSE)
def switch_off(request, code):
    """Take a television's address back, for instance when it was passed on."""
    board = board_by_code(request.user, code)
    board.is_active = False
    board.label = f"{board.label[:26]} ({board.code})"
    board.save(update_fields=["is_active", "label"])
    messages.success(request, "Alamat papan dimatikan.")
    return redirect("registration:boards")
