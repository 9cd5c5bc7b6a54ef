"""The upright route of a phone: hamlets are bars, houses are stations, one of them stands open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from puskesmas.facility.models import Staff
from puskesmas.facility.roles import RoleCode

from ..models import FollowUp
from ..task_cards import TaskCard, card_for


@dataclass(frozen=True)
class Stop:
    """One house: the task as this reader may see it, and how its date stands."""

    card: TaskCard
    is_open: bool
    is_done: bool
    done_words: str
    chip: str
    chip_css: str
    asked_by: str


@dataclass(frozen=True)
class Stretch:
    """One hamlet, or for a kader one stretch of days: its bar, and its houses."""

    title: str
    stops: Sequence[Stop]

    @property
    def done(self) -> int:
        return sum(stop.is_done for stop in self.stops)

    @property
    def is_past(self) -> bool:
        return self.done == len(self.stops)


def route_of(tasks: Sequence[FollowUp], staff: Staff, *, opened: FollowUp | None, today: date) -> list[Stretch]:
    """Give the route: stretches in the order of their nearest date, what is done before what is not."""
    stretches: dict[str, list[Stop]] = {}
    for task in sorted(tasks, key=lambda one: (one.due_on, one.pk)):
        stop = _stop(task, staff, is_open=opened is not None and opened.pk == task.pk, today=today)
        stretches.setdefault(_stretch_of(task, staff, today), []).append(stop)
    found = [Stretch(title, sorted(stops, key=lambda stop: not stop.is_done)) for title, stops in stretches.items()]
    return sorted(found, key=lambda stretch: not stretch.is_past)


def _stretch_of(task: FollowUp, staff: Staff, today: date) -> str:
    """A kader sees when, an officer sees where: a kader's list tells no address."""
    if staff.role == RoleCode.KADER:
        return "Lewat tenggat" if task.due_on < today and task.is_to_do else "Tugas Anda"
    return str(task.patient.hamlet or task.patient.village or "Alamat belum diketahui")


def _stop(task: FollowUp, staff: Staff, *, is_open: bool, today: date) -> Stop:
    chip, css = _due(task, today)
    done_words = ""
    if task.answered_at:
        clock = task.answered_at.astimezone(staff.facility.zone).strftime("%d-%m %H.%M")
        done_words = f"{task.get_outcome_display()}, {clock}"
    return Stop(
        card=card_for(task, staff),
        is_open=is_open and task.is_to_do,
        is_done=not task.is_to_do,
        done_words=done_words,
        chip=chip,
        chip_css=css,
        asked_by="" if staff.role == RoleCode.KADER else task.given_by.name,
    )


def _due(task: FollowUp, today: date) -> tuple[str, str]:
    days = (task.due_on - today).days
    if not task.is_to_do:
        return "", ""
    if days < 0:
        return f"Lewat {-days} hari", "bad"
    return {0: ("Hari ini", "serving"), 1: ("Besok", "")}.get(days, (f"{days} hari lagi", ""))
