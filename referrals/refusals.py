"""How the referrals floor says no."""

from collections.abc import Sequence

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal, Refused
from puskesmas.facility.roles import ROLES
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import Visit
from puskesmas.visits.states import State


class PaperRefused(Refused):
    """A paper that was filled in wrongly; `reasons` says why, field by field."""

    @classmethod
    def because(cls, reasons: Sequence[Refusal]) -> "PaperRefused":
        return cls("invalid", " ".join(reason.message for reason in reasons), reasons)


class AnswerConflict(Refused):
    """An answer typed over an older version of a task than the puskesmas holds."""

    def __init__(self, message: str, *, version: int) -> None:
        super().__init__("conflict", message, [Refusal("conflict", message, "base_version")])
        self.version = version


def invalid(message: str, field: str) -> PaperRefused:
    """Give the refusal of one wrong field."""
    return PaperRefused.because([Refusal("invalid", message, field)])


def already(message: str) -> MoveRefused:
    """Give the refusal of something that was done before."""
    return MoveRefused("already_done", message)


def must_be_allowed(by: Staff, permission: Permission, facility_id: int | None = None) -> None:
    """Refuse someone whose role may not do this, or whose puskesmas is another."""
    if not by.can(permission):
        message = f"Peran {by.office.label.lower()} tidak berwenang melakukan ini. Minta petugas yang berwenang."
        raise MoveRefused("guard_refused", message, [Refusal("not_permitted", message)])
    if facility_id is not None and facility_id != by.facility_id:
        raise MoveRefused("guard_refused", "Berkas ini milik puskesmas lain.")


def must_be_left_to(visit: Visit, by: Staff) -> None:
    """Refuse to refer out for a role to which this puskesmas' SOP does not leave it, naming the clause."""
    sop = visit.profile.sop
    if sop.allows("refer", by.role):
        return
    clause = next((step.clause for step in sop.steps if step.state == State.FKRTL_REFERRAL), "")
    roles = " atau ".join(sorted(ROLES[role].label.lower() for role in sop.by["refer"]))
    message = f"Menurut SOP {sop.number} langkah {clause}, rujukan dibuat oleh {roles}. Minta {roles} membuatnya."
    raise MoveRefused("guard_refused", message, [Refusal("sop_by", message)])
