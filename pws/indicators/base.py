"""What an indicator is: whom it counts, on which day they were reached, and out of how many."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db.models import DateField, F, Func, Model, Q, QuerySet
from django.db.models.functions import Cast

from clusters.reference import edition_on
from puskesmas.facility.models import Facility
from puskesmas.patients.models import Patient

from ..reference import FOLDER

FILE = FOLDER / "indicators.toml"


class Birthday(Func):
    """The day on which somebody completes so many years, or months, of life."""

    template = "(%(expressions)s + make_interval(years => %(years)s, months => %(months)s))::date"
    output_field = DateField()

    def __init__(self, born: F, *, years: int = 0, months: int = 0) -> None:
        super().__init__(born, years=years, months=months)


def settings_of(year: int) -> Mapping[str, Any]:
    """Give what the indicators of a year count by (reference/indicators.toml)."""
    return edition_on(FILE, date(year, 12, 31))


def days_of(year: int) -> tuple[date, date]:
    """Give the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


class Indicator:
    """One thing PWS follows in every village.

    ``reached`` and ``out_of`` answer rows of (case, person, village of domicile, day): a case counts once, in the
    month of its first day. An indicator of residents leaves out who lives elsewhere, one of visits keeps them under
    no village.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    short: ClassVar[str]
    cluster: ClassVar[str]  # k1 to k4
    numerator: ClassVar[str]
    denominator: ClassVar[str] = ""
    source: ClassVar[str]
    due_words: ClassVar[str] = ""  # who ``due`` names
    people: ClassVar[str] = ""  # the kind of sasaran it is measured against
    residents_only: ClassVar[bool] = True
    less_is_better: ClassVar[bool] = False
    grows: ClassVar[bool] = True  # the year's target is reached month by month
    is_level: ClassVar[bool] = False  # how many there are at a month's end, not how many were added
    names_elsewhere: ClassVar[bool] = False  # its names open only in the list of those who treat them
    each_month: ClassVar[bool] = False  # everyone is due every month, so the year's share is of all months so far

    def reached(self, facility: Facility, year: int) -> QuerySet:
        """Give who was reached in a year, each case once."""
        raise NotImplementedError

    def out_of(self, facility: Facility, year: int) -> QuerySet | None:
        """Give out of whom, where that is counted and not set as a sasaran."""
        return None

    def due(self, facility: Facility, until: date) -> QuerySet[Patient] | None:
        """Give who should have been reached by a day, by name; None where only their number is known."""
        return None

    @property
    def is_share(self) -> bool:
        """Whether it is measured against anything at all."""
        return bool(self.people or self.denominator)


def each(rows: QuerySet, *, who: str, day: str | Any = "on", case: str = "pk") -> QuerySet:
    """Give every row as a case of its own; ``who`` names the way to the patient."""
    return rows.order_by().values_list(
        F(case),
        F(f"{who}__person"),
        F(f"{who}__person__village"),
        Cast(F(day) if isinstance(day, str) else day, DateField()),
    )


def each_person(rows: QuerySet, *, who: str, day: str | Any = "on") -> QuerySet:
    """Give every row as a word about its person, who counts once; merged records are one person."""
    return each(rows, who=who, day=day, case=f"{who}__person")


def residents(facility: Facility, until: date) -> QuerySet[Patient]:
    """Give those who lived in the working area on a day, each person once: born by then, and not dead."""
    alive = Q(died_on__isnull=True) | Q(died_on__gt=until)
    return Patient.objects.persons().filter(alive, facility=facility, village__in_area=True, birth_date__lte=until)


def persons_behind(rows: QuerySet, *, who: str) -> QuerySet[Patient]:
    """Give the persons whose records these rows hang on."""
    return Patient.objects.filter(pk__in=rows.order_by().values(f"{who}__person"))


def newest(model: type[Model], facility: Facility) -> QuerySet:
    """Give the last version of each record of a puskesmas."""
    return model.objects.current().filter(facility=facility)
