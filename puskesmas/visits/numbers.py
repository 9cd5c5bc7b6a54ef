"""Queue numbers: one after another per series and day, from a locked counter, never reused that day."""

from datetime import date

from django.db import connection


def take_number(facility_id: int, on: date, series: str) -> str:
    """Draw the next number of a series; the counter's row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO visits_numbercounter AS counter (facility_id, "on", series, last) VALUES (%s, %s, %s, 1)
            ON CONFLICT (facility_id, "on", series) DO UPDATE SET last = counter.last + 1
            RETURNING last
            """,
            [facility_id, on, series],
        )
        return f"{series}-{cursor.fetchone()[0]:03}"
