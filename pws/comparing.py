"""The two numbers of a village beside each other: how far they lie apart, and what stood before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from puskesmas.facility.models import Village

from .models import Basis, PwsTarget


@dataclass
class Compared:
    """One village with its real and its projected number, and every version of both, the latest first."""

    village: Village
    real: PwsTarget | None = None
    projected: PwsTarget | None = None
    versions: list[PwsTarget] = field(default_factory=list)

    @property
    def apart(self) -> Decimal | None:
        """How far the real number lies from the projected one, in percent of the projection."""
        if self.real is None or self.projected is None or not self.projected.number:
            return None
        return (self.real.number - self.projected.number) * 100 / self.projected.number


def side_by_side(villages: Iterable[Village], versions: Iterable[PwsTarget]) -> list[Compared]:
    """Give each village with what stands and what stood, from all versions of one kind and year."""
    found = {village.pk: Compared(village) for village in villages}
    for one in sorted(versions, key=lambda row: -row.version):
        row = found.get(one.village_id)
        if row is None:
            continue
        row.versions.append(one)
        if one.basis == Basis.REAL:
            row.real = row.real or one
        else:
            row.projected = row.projected or one
    return list(found.values())
