"""Adults and the old as the villages count them: screened to the standard, seen, under control."""

from datetime import date
from decimal import Decimal as D

from clusters.klaster2.models import FamilyPlanningRecord, MtbsRecord
from clusters.klaster3.models import Control, PtmRecord, Register
from clusters.klaster4.models import TbCase
from pws import keeping
from pws.indicators import BY_CODE
from pws.models import PwsFigure
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


def a_method(facility, patient, on, given="now", **days):
    """Write down a contact about family planning."""
    visit = seen(facility, patient, on)
    days = {name: date.fromisoformat(day) for name, day in days.items()}
    if given == "now":
        days.setdefault("given_on", date.fromisoformat(on))
    return FamilyPlanningRecord.objects.create(
        facility=facility,
        visit=visit,
        on=date.fromisoformat(on),
        recorded_by=cast.staff(facility, "bidan"),
        method="injection_3",
        user_kind="new",
        given=given,
        edition="2024",
        **days,
    )


def test_a_user_of_a_method_is_counted_at_each_month_end_until_it_runs_out_or_is_stopped(kakap, area):
    wati, sri = resident(area["Belidak"], "Wati"), resident(area["Belidak"], "Sri")
    a_method(kakap, wati, "2024-01-15", active_until="2024-04-10")
    a_method(kakap, sri, "2024-02-05", active_until="2024-12-31")
    a_method(kakap, sri, "2024-04-08", given="stop", stopped_on="2024-04-08")

    keeping.rebuild(kakap, 2024)

    rows = PwsFigure.objects.filter(village=area["Belidak"], indicator="KB").order_by("month")
    assert [row.numerator for row in rows][:5] == [1, 2, 2, 0, 0]
    assert [row.cumulative for row in rows][:5] == [1, 2, 2, 0, 0]  # a level is not added up


def test_a_tb_episode_walks_down_the_cascade_month_by_month(kakap, area):
    patient = resident(area["Belidak"], "Wati")
    visit = seen(kakap, patient, "2024-01-15")
    TbCase.objects.create(
        facility=kakap,
        patient=patient,
        visit=visit,
        opened_by=cast.staff(kakap, "dokter"),
        suspect_on=date(2024, 1, 15),
        test="tcm",
        tested_on=date(2024, 2, 1),
        result="sensitive",
        positive_on=date(2024, 2, 1),
        treated_on=date(2024, 2, 5),
        regimen="so",
    )

    keeping.rebuild(kakap, 2024)

    found = {code: numbers(area["Belidak"], code)[0] for code in ("TB", "TBUJI", "TBPOS", "TBOBAT", "TBSR")}
    assert found == {"TB": {1: 1}, "TBUJI": {2: 1}, "TBPOS": {2: 1}, "TBOBAT": {2: 1}, "TBSR": {}}


def test_a_sick_child_seen_without_the_chart_is_out_of_the_numerator_only(kakap, area):
    raka = resident(area["Belidak"], "Raka", born=date(2022, 1, 1), sex="L")
    seen(kakap, raka, "2024-02-05", "J06.9")
    seen(kakap, raka, "2024-02-12", "Z00.1")  # not ill
    seen(kakap, resident(area["Belidak"], "Besar", born=date(2018, 1, 1)), "2024-02-05", "J06.9")
    charted = seen(kakap, raka, "2024-02-19")
    MtbsRecord.objects.create(
        facility=kakap,
        visit=charted,
        on=date(2024, 2, 19),
        recorded_by=cast.staff(kakap, "bidan"),
        age_months=25,
        colour="kuning",
        edition="2022",
    )

    keeping.rebuild(kakap, 2024)

    february = figure(area["Belidak"], "MTBS", "2024-02")
    assert (february.numerator, february.out_of) == (1, 2)
