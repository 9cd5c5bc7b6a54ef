"""What each person may see of a task."""

from dataclasses import dataclass
from datetime import date

from puskesmas.facility.models import Staff
from puskesmas.facility.roles import RoleCode

from .models import FollowUp


@dataclass(frozen=True)
class TaskCard:
    """One task as its reader sees it; a kader reads whom and what, never why."""

    code: str
    version: int
    name: str
    action: str
    due_on: date
    status: str
    address: str = ""
    reason: str = ""


def card_for(task: FollowUp, staff: Staff) -> TaskCard:
    """Give a task as this person may see it."""
    patient = task.patient
    seen = TaskCard(
        code=task.code,
        version=task.version,
        name=patient.display_name(task.given_at.date()),
        action=task.action,
        due_on=task.due_on,
        status=task.status,
    )
    if staff.role == RoleCode.KADER:
        return seen
    address = ", ".join(part for part in (patient.address, patient.domicile_label) if part)
    reason = "" if staff.role == RoleCode.PUSTU else task.reason
    return TaskCard(**vars(seen) | {"address": address, "reason": reason})
