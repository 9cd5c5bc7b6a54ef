"""What a visit leaves unfinished, each with the person who must tie it up."""

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.models import Visit

from .models import LooseEnd, LooseKind
from .refusals import already, invalid, must_be_allowed
from .telling import tell


def leave(visit: Visit, kind: str, paper: str, *, owner: Staff, note: str, by: Staff) -> LooseEnd:
    """Name a paper that was open when its patient left; the caller holds the visit locked."""
    loose_end, is_new = LooseEnd.objects.get_or_create(
        visit=visit,
        kind=LooseKind(kind),
        paper=paper,
        defaults={
            "facility_id": visit.facility_id,
            "owner": owner,
            "note": note[:200],
            "opened_by": by,
            "opened_at": timezone.now(),
        },
    )
    if is_new:
        tell(visit, Kind.LOOSE_END, by=by, data={"kind": loose_end.kind, "paper": paper, "owner": owner.code})
    return loose_end


def settle(loose_end: LooseEnd, *, note: str, by: Staff) -> LooseEnd:
    """Tie up a loose end by hand, saying how."""
    with transaction.atomic():
        must_be_allowed(by, Permission.VISIT_READ, loose_end.facility_id)
        if not note.strip():
            raise invalid("Tulis bagaimana urusan ini dituntaskan.", "note")
        movement.locked(loose_end.visit_id)
        loose_end = LooseEnd.objects.locked().get(pk=loose_end.pk)
        if loose_end.settled_at is not None:
            raise already(f"Urusan ini sudah dituntaskan oleh {loose_end.settled_by}.")
        loose_end.settled_by, loose_end.settled_at = by, timezone.now()
        loose_end.settled_note = note.strip()[:200]
        loose_end.save()
    return loose_end


def tie_up(visit_id: int, kind: str, paper: str, *, note: str, by: Staff) -> None:
    """Tie up what was left of a paper when the paper itself comes to its end."""
    rows = LooseEnd.objects.open().filter(visit_id=visit_id, kind=kind, paper=paper)
    rows.update(settled_by=by, settled_at=timezone.now(), settled_note=note)
