"""Acting on a result that came when its patient had gone: the decision and what it leads to, together."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from puskesmas.facility.models import Service, Staff

from . import appointments, follow_ups
from .models import Outcome, PlaceKind, ResultToRead
from .refusals import invalid
from .results import settle_late_result


@dataclass(frozen=True)
class Decision:
    """What the reader of a late result wants done, by when."""

    outcome: str
    advice: str = ""
    service: Service | None = None
    action: str = ""
    on: date | None = None


def decide(paper: ResultToRead, decision: Decision, *, by: Staff) -> ResultToRead:
    """Settle a late result, making the appointment or the task it asks for in the same transaction."""
    visit = paper.order.visit
    with transaction.atomic():
        appointment = task = None
        if decision.outcome == Outcome.APPOINTMENT:
            _must_be_dated(decision)
            if decision.service is None:
                raise invalid("Pilih layanan yang dijanjikan.", "service")
            appointment = appointments.appoint(
                visit.patient,
                decision.service,
                place_kind=PlaceKind.PUSKESMAS,
                on=decision.on,
                reason=decision.advice[:200],
                visit=visit,
                by=by,
            )
        elif decision.outcome == Outcome.TASK:
            _must_be_dated(decision)
            task = follow_ups.give(
                visit.patient, action=decision.action, due_on=decision.on, reason=decision.advice, visit=visit, by=by
            )
        return settle_late_result(
            paper, outcome=decision.outcome, advice=decision.advice, appointment=appointment, follow_up=task, by=by
        )


def _must_be_dated(decision: Decision) -> None:
    if decision.on is None:
        raise invalid("Pilih tanggalnya.", "on")
