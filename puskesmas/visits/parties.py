"""Those who came in together: who else of a party is inside, and where each of them is now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .models import QueueEntry, Visit


@dataclass(frozen=True)
class Companion:
    """One other of a party who is still inside."""

    entry: QueueEntry
    place: str  # empty where they stand at the same point

    @property
    def words(self) -> str:
        """Name them by their number, and say where they are unless it is here."""
        return f"{self.entry.number} di {self.place}" if self.place else self.entry.number


def companions_of(entries: Iterable[QueueEntry]) -> dict[int, list[Companion]]:
    """Give who else of each visit's party is inside, by visit; nobody is asked about when all came alone."""
    ours = [entry for entry in entries if entry.visit.party]
    if not ours:
        return {}
    rows = QueueEntry.objects.open().filter(visit__party__in={entry.visit.party for entry in ours})
    inside = defaultdict(list)
    for other in rows.select_related("visit__patient", "point").order_by("visit_id"):
        inside[other.visit.facility_id, other.visit.party].append(other)
    return {
        entry.visit_id: [
            Companion(other, "" if other.point_id == entry.point_id else other.point.name)
            for other in inside[entry.visit.facility_id, entry.visit.party]
            if other.visit_id != entry.visit_id
        ]
        for entry in ours
    }


def together(companions: Iterable[Companion]) -> str:
    """Say in a few words who somebody came with; empty for one who is alone by now."""
    named = [one.words for one in companions]
    return f"Bersama {', '.join(named)}" if named else ""


def known_of_party(visit: Visit) -> list[Visit]:
    """Give the other visits of a party whose patient is known already, those inside and those gone home."""
    if not visit.party:
        return []
    others = Visit.objects.filter(facility_id=visit.facility_id, party=visit.party, patient__isnull=False)
    return list(others.exclude(pk=visit.pk).select_related("patient__village", "patient__hamlet").order_by("pk"))
