"""Letter numbers: one after another per puskesmas and year, never given twice."""

from datetime import date

from django.db import connection

from puskesmas.facility.models import Facility

_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def next_letter_number(facility: Facility, on: date) -> str:
    """Draw the next number of the year; the counter's row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO referrals_lettercounter AS counter (facility_id, year, last) VALUES (%s, %s, 1)
            ON CONFLICT (facility_id, year) DO UPDATE SET last = counter.last + 1
            RETURNING last
            """,
            [facility.pk, on.year],
        )
        return written(cursor.fetchone()[0], facility, on)


def written(number: int, facility: Facility, on: date) -> str:
    """Give a number as letters wear it: 0012/RUJ/SITIUNG-1/V/2024."""
    return f"{number:04}/RUJ/{facility.code.upper().replace('_', '-')}/{_MONTHS[on.month - 1]}/{on.year}"
