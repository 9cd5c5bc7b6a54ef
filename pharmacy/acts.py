"""What every verb of the pharmacy begins with: lock the visit, then the prescription; ask who may; move the machine."""

from datetime import datetime

from django_fsm import can_proceed

from puskesmas.facility.models import ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refusal
from puskesmas.facility.roles import ROLES
from puskesmas.visits import clock, movement
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import Visit
from puskesmas.visits.movement import Chapter

from .models import Prescription
from .models.prescription import GIVEN, PrescriptionState

# What the SOP's [by] may narrow here, in words.
_NARROWED = {"prescribe": "menulis resep", "explain": "menerangkan etiket"}


def locked_visit(visit: Visit, *, by: Staff, permission: Permission | tuple[Permission, ...]) -> Visit:
    """Lock the visit a verb works on, once it is clear that this person may; call inside a transaction."""
    wanted = permission if isinstance(permission, tuple) else (permission,)
    if visit.facility_id != by.facility_id:
        raise MoveRefused("guard_refused", "Kunjungan ini milik puskesmas lain.")
    if not any(by.can(one) for one in wanted):
        message = f"Peran {by.office.label.lower()} tidak berwenang melakukan ini. Minta petugas yang berwenang."
        raise MoveRefused("guard_refused", message, [Refusal("not_permitted", message)])
    held = movement.locked(visit.pk)
    held.facility = by.facility
    return held


def locked_prescription(
    prescription: Prescription, *, by: Staff, permission: Permission | tuple[Permission, ...]
) -> Prescription:
    """Lock a prescription after its visit, as the database has them now; call inside a transaction."""
    visit = locked_visit(prescription.visit, by=by, permission=permission)
    held = Prescription.objects.locked().get(pk=prescription.pk)
    held.visit, held.facility = visit, by.facility
    return held


def must_be_left_to(visit: Visit, verb: str, *, by: Staff) -> None:
    """Refuse someone to whom this puskesmas' SOP does not leave a verb."""
    sop = visit.profile.sop
    if sop.allows(verb, by.role):
        return
    those = " atau ".join(sorted(ROLES[role].label.lower() for role in sop.by[verb]))
    message = f"Menurut SOP {sop.number}, yang {_NARROWED[verb]} adalah {those}. Minta {those} melakukannya."
    raise MoveRefused("guard_refused", message, [Refusal("narrowed_by_sop", message)])


def move(prescription: Prescription, transition: str, *, by: Staff) -> datetime:
    """Call one transition of the prescription's machine and say who did it; gives the moment, nothing is saved yet."""
    method = getattr(prescription, transition)
    if not can_proceed(method):
        raise _not_now(prescription)
    method()
    prescription.changed_by, prescription.changed_at = by, clock.now()
    return prescription.changed_at


def must_be_open(prescription: Prescription) -> None:
    """Refuse what comes too late: the medicine is with the patient, or nobody gets it."""
    if not prescription.is_open:
        raise _not_now(prescription)


def pharmacy_of(visit: Visit) -> ServicePoint | None:
    """Give the pharmacy of the puskesmas, where the pharmacist's sentences are said."""
    return ServicePoint.objects.standing().filter(facility_id=visit.facility_id, place=Place.FARMASI).first()


def tell_pharmacy(chapter: Chapter) -> None:
    """Have the pharmacist's list show what was just written elsewhere, from a bed as well as from a room."""
    point = pharmacy_of(chapter.visit)
    if point is not None:
        chapter.tell(point)


def _not_now(prescription: Prescription) -> MoveRefused:
    state = PrescriptionState(prescription.state)
    clock = prescription.changed_at.astimezone(prescription.facility.zone).strftime("%H.%M")
    who = prescription.changed_by.name
    message = f"Resep {prescription.number} sekarang {state.label.lower()}, oleh {who} pukul {clock}."
    final = state in (*GIVEN, PrescriptionState.CANCELLED)
    return MoveRefused("already_done" if final else "unlawful_move", message)
