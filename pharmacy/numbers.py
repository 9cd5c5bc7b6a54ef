"""Prescription numbers: one after another per puskesmas and day, without gaps."""

from datetime import date

from django.db import connection


def next_number(facility_id: int, on: date) -> str:
    """Draw the next number of a day; the counter's row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO pharmacy_prescriptioncounter AS counter (facility_id, "on", last) VALUES (%s, %s, 1)
            ON CONFLICT (facility_id, "on") DO UPDATE SET last = counter.last + 1
            RETURNING last
            """,
            [facility_id, on],
        )
        return f"R{on:%y%m%d}-{cursor.fetchone()[0]:03}"
