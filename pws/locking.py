"""One writer of PWS at a time for each puskesmas, held by the database until the transaction ends."""

from django.db import connection

_PWS = 0x505753  # "PWS": the first key of our advisory locks, the facility is the second

_ACTING = 0x505741  # "PWA": what is done about the figures, which need not wait for a count


def hold(facility_id: int) -> None:
    """Wait for the puskesmas' PWS and hold it until the transaction ends, also if this process is killed."""
    _hold(_PWS, facility_id)


def hold_acting(facility_id: int) -> None:
    """Let one at a time name problems and give tasks, so that nothing is named or given twice."""
    _hold(_ACTING, facility_id)


def _hold(key: int, facility_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [key, facility_id])
