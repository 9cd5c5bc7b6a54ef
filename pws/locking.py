"""One writer of PWS at a time for each puskesmas, held by the database until the transaction ends."""

from django.db import connection

_PWS = 0x505753  # "PWS": the first key of our advisory locks, the facility is the second


def hold(facility_id: int) -> None:
    """Wait for the puskesmas' PWS and hold it until the transaction ends, also if this process is killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_PWS, facility_id])
