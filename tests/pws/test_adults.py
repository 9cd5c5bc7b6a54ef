"""Adults and the old as the villages count them: screened to the standard, seen, under control."""

from datetime import date
from decimal import Decimal as D

from clusters.klaster3.models import Control, PtmRecord, Register
from pws import keeping
from pws.indicators import BY_CODE
from pws.naming import missing
from tests import cast

from .people import figure, numbers, resident, seen


def examined(facility, patient, on, **measured):
    """Write down what was measured of an adult on a day."""
    visit = seen(facility, patient, on)
    by = cast.staff(facility, "dokter")
    if "glucose" in measured:
        measured |= {"glucose_kind": "gds", "glucose_method": "meter"}
    if "systolic" in measured:
        measured |= {"diastolic": 80}
    return PtmRecord.objects.create(
        facility=facility, visit=visit, on=date.fromisoformat(on), recorded_by=by, rules_version="2024", **measured
    )


def followed(facility, patient):
    """Let a doctor's diagnosis put somebody on the register of hypertension."""
    seen(facility, patient, "2024-01-08", "I10")
    return Register.objects.get(patient=patient)


def controlled(register, on, good):
    """Let somebody on a register come for control."""
    visit = seen(register.facility, register.patient, on)
    return Control.objects.create(
        facility=register.facility,
        register=register,
        visit=visit,
        on=date.fromisoformat(on),
        systolic=128 if good else 162,
        diastolic=80,
        controlled=good,
        recorded_by=cast.staff(register.facility, "dokter"),
    )


def test_an_adult_is_screened_on_the_day_the_last_of_the_four_was_measured(kakap, area):
    whole, half = resident(area["Belidak"], "Wati"), resident(area["Belidak"], "Sri")
    examined(kakap, whole, "2024-02-05", bmi=D("24.1"), waist=D(80), systolic=120)
    examined(kakap, whole, "2024-04-08", glucose=D(110))
    examined(kakap, half, "2024-03-04", bmi=D("24.1"), waist=D(80), systolic=120)

    keeping.rebuild(kakap, 2024)

    assert numbers(area["Belidak"], "PROD") == ({4: 1}, 1)
    inside = [village for village in area.values() if village.in_area]
    lacking = missing(kakap, BY_CODE["PROD"], area=inside, villages=[area["Belidak"].pk], until=date(2024, 4, 30))
    assert [row.patient.name for row in lacking.rows] == ["Sri"]


def test_productive_age_ends_the_day_before_sixty(kakap, area):
    all_four = {"bmi": D("24.1"), "waist": D(80), "systolic": 120, "glucose": D(110)}
    still = resident(area["Belidak"], "Masih", born=date(1964, 3, 5))
    no_more = resident(area["Belidak"], "Sudah Lansia", born=date(1964, 3, 4))
    too_young = resident(area["Belidak"], "Remaja", born=date(2009, 3, 5))
    for person in (still, no_more, too_young):
        examined(kakap, person, "2024-03-04", **all_four)

    keeping.rebuild(kakap, 2024)

    assert numbers(area["Belidak"], "PROD") == ({3: 1}, 1)
    inside = [village for village in area.values() if village.in_area]
    old = missing(kakap, BY_CODE["LANSIA"], area=inside, villages=[area["Belidak"].pk], until=date(2024, 3, 4))
    assert [row.patient.name for row in old.rows] == ["Sudah Lansia"]


def test_the_last_control_of_a_month_says_whether_it_is_under_control(kakap, area):
    wati = followed(kakap, resident(area["Belidak"], "Wati"))
    sri = followed(kakap, resident(area["Belidak"], "Sri"))
    controlled(wati, "2024-02-05", False)
    controlled(wati, "2024-02-26", True)
    controlled(sri, "2024-02-12", False)
    controlled(sri, "2024-03-11", True)

    keeping.rebuild(kakap, 2024)

    assert figure(area["Belidak"], "HTK", "2024-01").numerator == 0  # the doctor measured nothing
    february, march = (figure(area["Belidak"], "HTK", month) for month in ("2024-02", "2024-03"))
    assert (february.numerator, february.out_of) == (1, 2)
    assert (march.numerator, march.out_of, march.cumulative, march.cumulative_out_of) == (
        1,
        1,
        2,
        5,
    )  # January's two among them
