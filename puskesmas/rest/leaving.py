"""What was not given today, and when and where it will be."""

from puskesmas.facility.access import service_by_code
from puskesmas.visits.movement import NotGiven
from referrals.models.appointment import PlaceKind

from .fields import Body, Choice, Code, Day, MaybeText


class NotGivenBody(Body):
    """One service that was not given, with the place and the day agreed for it."""

    service = Code(service_by_code)
    place_kind = Choice(choices=PlaceKind.choices)
    place = MaybeText(max_length=60)
    on = Day()


def agreed(rows: list[dict]) -> list[NotGiven]:
    """Return what was agreed, as movement takes it."""
    return [NotGiven(**row | {"service": row["service"].code}) for row in rows]
