"""What this floor does when a visit closes, in the same transaction: no paper is left without somebody's name on it."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from puskesmas.facility.models import Staff
from puskesmas.visits import movement
from puskesmas.visits.models import Visit
from puskesmas.visits.movement import NotGiven
from puskesmas.visits.states import Disposition

from . import appointments, follow_ups, loose_ends
from .internal import take_back
from .models import InternalReferral, LabOrder, LabStatus, LooseEnd, LooseKind, OutwardReferral, ReferralStatus

D = Disposition
LEAVES_WITH_A_LETTER = frozenset({D.FKRTL, D.OTHER_FKTP})
LEAVES_IN_ORDER = frozenset({D.HOME}) | LEAVES_WITH_A_LETTER


@movement.at_exit
def put_in_order(visit: Visit, *, disposition: str, not_given: Sequence[NotGiven], by: Staff) -> None:
    """Let the papers follow a visit's end.

    1. A visit that never was takes its papers back.
    2. Who leaves with a letter is awaited; a death ends what was promised to the person.
    3. Whatever is still open becomes a loose end with an owner.
    4. What was not given becomes an appointment.
    """
    if disposition == D.CANCELLED:
        _take_back_everything(visit, by=by)
        return
    if disposition in LEAVES_IN_ORDER:
        _send_letters(visit, disposition, by=by)
    if disposition == D.DIED and visit.patient is not None:
        _end_for_death(visit, by=by)
    leave_behind(visit, by=by)
    appointments.appoint_not_given(visit, not_given, by=by)


def leave_behind(visit: Visit, *, by: Staff) -> list[LooseEnd]:
    """Name each open order and referral of a closed visit as a loose end of whoever wrote it.

    The caller holds the visit locked; asked twice it names nothing twice.
    """
    left = []
    for order in LabOrder.objects.filter(visit=visit).awaited().select_related("ordered_by"):
        note = f"Pengantar laboratorium: {order.get_status_display().lower()}, hasil belum ada."
        left.append(loose_ends.leave(visit, LooseKind.LAB, order.code, owner=order.ordered_by, note=note, by=by))
    for referral in InternalReferral.objects.filter(visit=visit).owing().select_related("asked_by"):
        note = f"Rujukan internal ke {referral.get_place_display()} belum dijawab."
        left.append(
            loose_ends.leave(visit, LooseKind.INTERNAL, referral.code, owner=referral.asked_by, note=note, by=by)
        )
    drafted = OutwardReferral.objects.filter(visit=visit, status=ReferralStatus.DRAFTED)
    for letter in drafted.select_related("written_by"):
        note = f"Surat {letter.number} ke {letter.receiver} sudah dibuat, pasien pergi tanpa membawanya."
        left.append(loose_ends.leave(visit, LooseKind.OUTWARD, letter.code, owner=letter.written_by, note=note, by=by))
    return left


def _send_letters(visit: Visit, disposition: str, *, by: Staff) -> None:
    """Letters to other facilities leave with the patient who is referred; social and legal ones at any orderly end."""
    beside = Q(kind__in=["social", "legal"])
    leaving = Q() if disposition in LEAVES_WITH_A_LETTER else beside
    for letter in OutwardReferral.objects.filter(leaving, visit=visit, status=ReferralStatus.DRAFTED).locked():
        letter.send(by=by, at=timezone.now())
        letter.save()


def _end_for_death(visit: Visit, *, by: Staff) -> None:
    appointments.cancel_for_death(visit.patient, by=by)
    follow_ups.cancel_for_death(visit.patient)
    for letter in OutwardReferral.objects.of_person(visit.patient).awaited().locked():
        letter.close(reason="Pasien meninggal.")
        letter.save()


def _take_back_everything(visit: Visit, *, by: Staff) -> None:
    reason = "Kunjungan dibatalkan."
    for order in LabOrder.objects.filter(visit=visit, status=LabStatus.ORDERED).locked():
        order.cancel(by=by, at=timezone.now(), reason=reason)
        order.save()
    for referral in InternalReferral.objects.filter(visit=visit).unanswered().locked():
        take_back(referral, reason=reason, by=by)
