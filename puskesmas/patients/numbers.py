"""Record numbers: one after another per puskesmas, never given twice."""

from django.db import connection

from puskesmas.facility.models import Facility

WIDTH = 6


def next_record_number(facility: Facility) -> str:
    """Draw the next record number; the counter's row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO patients_recordcounter AS counter (facility_id, last) VALUES (%s, 1)
            ON CONFLICT (facility_id) DO UPDATE SET last = counter.last + 1
            RETURNING last
            """,
            [facility.pk],
        )
        return written(cursor.fetchone()[0])


def written(number: int) -> str:
    """Return a number as the record carries it: 001842."""
    return f"{number:0{WIDTH}}"
