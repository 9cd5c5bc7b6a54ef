"""A terminal in a process of its own: calls the next patient until nobody waits, and prints whom it called."""

import sys

import django

django.setup()

from puskesmas.facility.models import ServicePoint, Staff  # noqa: E402
from puskesmas.visits import queueing  # noqa: E402  (models need Django set up)


def main(point: str, staff: str) -> None:
    """Wait for a line on standard input, so that terminals begin together, then call until the line is empty."""
    point = ServicePoint.objects.select_related("facility").get(code=point)
    by = Staff.objects.select_related("facility").get(code=staff)
    print("ready", flush=True)
    sys.stdin.readline()
    while entry := queueing.call_next(point, by=by):
        print(entry.number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
