"""A sheet laid over the desk: one paper to fill in, with the patient above it and one button to send it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from puskesmas.facility.refusals import Refused
from puskesmas.visits.models.line import EntryState

from ..drafts import drop
from ..reading import Reading
from .answers import offer_undo, put_into, say, see_other, status_of
from .page import frame_of, told


@dataclass(frozen=True)
class Attempt:
    """What came of a verb: its result, or why it was refused."""

    result: Any = None
    refused: Exception | None = None

    @property
    def worked(self) -> bool:
        return self.refused is None

    @property
    def status(self) -> int:
        return 200 if self.refused is None else status_of(self.refused)


def attempt(form, verb: Callable[[], Any]) -> Attempt:
    """Run a verb; what it refuses is put beside the fields it is about."""
    try:
        return Attempt(result=verb())
    except (Refused, ValidationError) as refused:
        if form is not None:
            put_into(form, refused)
        return Attempt(refused=refused)


def show_sheet(
    request,
    reading: Reading,
    template: str,
    *,
    title: str,
    submit: str,
    form=None,
    attempted: Attempt | None = None,
    why: str = "",
    clause: str = "",
    draft: str = "",
    danger: bool = False,
    asked: bool = False,
    **more,
) -> HttpResponse:
    """Draw a sheet; refused ones come back with what was typed. ``asked`` is a search, which refuses nothing."""
    desk = reverse("clusters:desk", args=[reading.entry.code])
    first = {"label": submit, "form": "sheet", "key": "Shift+Enter", "why": why, "clause": clause}
    refused = attempted.refused if attempted else None
    status = attempted.status if attempted else 200
    if request.method == "POST" and status == 200 and not asked:
        status = 400
    context = {
        **frame_of(request, reading, current=title),
        "title": title,
        "form": form,
        "draft": draft,
        "danger": danger,
        "refused": told(refused) if isinstance(refused, Refused) and status == 409 else None,
        "decide": {
            "sop": "",
            "first": first,
            "others": [{"label": "Kembali ke meja", "icon": "back", "key": "b", "url": desk}],
            "refused": [],
        },
        **more,
    }
    return render(request, f"clusters/sheets/{template}.html", context, status=status)


def after(request, reading: Reading, words: str, *, dropped: str = "") -> HttpResponse:
    """Lead on from a paper: to the desk while the patient sits here, else to the list with the step to take back."""
    visit, entry = reading.visit, reading.entry
    if dropped:
        drop(request.user, visit, dropped)
    here = visit.entries.open().select_related("point").first()
    if here is not None and here.point_id == entry.point_id and here.state == EntryState.SERVING:
        if here.pk == entry.pk:
            say(request, words)
        else:
            offer_undo(request, visit, words)
        return see_other("clusters:desk", here.code)
    offer_undo(request, visit, words)
    return see_other("clusters:room", entry.point.code)


def where_now(reading: Reading) -> str:
    """Give where the patient is now, in words: "A-032 ke Farmasi"."""
    here = reading.visit.entries.open().select_related("point").first()
    number = reading.entry.number
    if here is None:
        return f"{number} selesai, pulang"
    if here.point_id == reading.entry.point_id:
        return f"{number} lanjut di sini"
    return f"{number} ke {here.point.name}"
