"""First to expire, first out: how much to take from which batch."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Shelf(Protocol):
    """What the rule needs to know of a batch."""

    pk: int
    expiry: date
    received_on: date

    @property
    def free(self) -> int:
        """How much is not set aside."""


Batch = TypeVar("Batch", bound=Shelf)


def take(wanted: int, batches: Sequence[Batch], *, on: date) -> list[tuple[Batch, int]]:
    """Give the batches to take from with how much of each; less than wanted in all where there is not enough.

    What expires on the day may still be given; what expired before may not. Of two that expire together the one
    received first goes first.
    """
    taken = []
    for batch in sorted(batches, key=lambda one: (one.expiry, one.received_on, one.pk)):
        if wanted == 0:
            break
        if batch.expiry < on or batch.free <= 0:
            continue
        part = min(wanted, batch.free)
        taken.append((batch, part))
        wanted -= part
    return taken
