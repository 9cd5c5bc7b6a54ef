"""Mothers and children: a pregnancy, a child's card and its growth as the villages count them."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from clusters.klaster2.models import Childhood, GrowthRecord, Immunization, Pregnancy
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from pws import indicators, keeping
from pws.indicators import BY_CODE
from pws.naming import end_of, missing
from tests import cast

from .people import counted_anew, everything, moves, numbers, resident, seen


def a_pregnancy(facility, woman, **days):
    """Write down what a pregnancy's papers add up to."""
    days = {name: date.fromisoformat(day) if day[:2] == "20" else day for name, day in days.items()}
    return Pregnancy.objects.create(facility=facility, patient=woman, **{"opened_on": date(2024, 1, 10)} | days)


def a_paper(facility, patient, on, model=None, **columns):
    """Write one record of a child on a day, with its sentence."""
    visit = seen(facility, patient, on)
    by = cast.staff(facility, "bidan")
    record = None
    if model:
        record = model.objects.create(
            facility=facility, visit=visit, on=date.fromisoformat(on), recorded_by=by, edition="2023", **columns
        )
    movement.record(visit, Kind.SOAP, by=by, on=date.fromisoformat(on), data={"exam": "imun"})
    return record


def weighed(facility, child, on, **more):
    days = (date.fromisoformat(on) - child.birth_date).days
    about = {"weight": D(9), "age_days": days, "age_months": days // 31, "read_days": days, "gain": "N"}
    return a_paper(facility, child, on, GrowthRecord, **about | more)


def dose(facility, child, on, antigen="DPT", number=1, given_on=None, verdict="valid"):
    return a_paper(
        facility, child, on, Immunization, antigen=antigen, dose=number, verdict=verdict,
        given_on=date.fromisoformat(given_on or on),
    )  # fmt: skip


@pytest.fixture
def family(kakap, area):
    sari = resident(area["Belidak"], "Sari", born=date(1996, 2, 11))
    raka = resident(area["Belidak"], "Raka", born=date(2023, 9, 1), sex="L", mother=sari)
    return {"facility": kakap, "area": area, "sari": sari, "raka": raka}


def test_a_pregnancy_counts_in_the_month_of_each_day_it_reached(kakap, area, family):
    a_pregnancy(kakap, family["sari"], k1_on="2024-01-10", k1_pure_on="2024-01-10", k4_on="2024-05-20",
                k6_on="2024-07-01", ended_on="2024-07-20", ended_how="delivery", kf1_on="2024-07-21",
                kf_on="2024-08-25")  # fmt: skip
    keeping.rebuild(kakap, 2024)

    found = {code: numbers(area["Belidak"], code)[0] for code in ("K1", "K1M", "K4", "K6", "KF1", "KFL", "TTD")}
    assert found == {"K1": {1: 1}, "K1M": {1: 1}, "K4": {5: 1}, "K6": {7: 1}, "KF1": {7: 1}, "KFL": {8: 1}, "TTD": {}}


def test_a_birth_elsewhere_counts_once_and_beside_no_second_record(kakap, area, family):
    pregnancy = a_pregnancy(kakap, family["sari"], ended_on="2024-04-20", ended_how="delivery")
    Pregnancy.objects.filter(pk=pregnancy.pk).update(birth_skilled=True, birth_at_facility=False)
    keeping.rebuild(kakap, 2024)

    assert numbers(area["Belidak"], "PN") == ({4: 1}, 1)
    assert numbers(area["Belidak"], "PF") == ({}, 0)


def test_who_still_lacks_k4_is_named_while_she_carries_the_child(kakap, area, family):
    a_pregnancy(kakap, family["sari"], k1_on="2024-01-10", k4_on="2024-05-20")
    villages = [village for village in area.values() if village.in_area]

    def named(month):
        found = missing(kakap, BY_CODE["K4"], area=villages, villages=[area["Belidak"].pk], until=end_of(month))
        return [row.patient.name for row in found.rows]

    assert named(date(2024, 4, 1)) == ["Sari"]
    assert named(date(2024, 5, 1)) == []


def test_a_child_counts_by_its_card_and_its_doses_by_the_day_they_were_given(kakap, area, family):
    raka = family["raka"]
    Childhood.objects.create(facility=kakap, patient=raka, kn1_on=date(2024, 1, 2), idl_on=date(2024, 4, 8))
    dose(kakap, raka, "2024-03-04", given_on="2024-01-15")
    dose(kakap, raka, "2024-03-04", antigen="MR", verdict="too_young")
    keeping.rebuild(kakap, 2024)

    found = {code: numbers(area["Belidak"], code)[0] for code in ("KN1", "KNL", "IDL", "DPT1", "DPT2", "MR1")}
    assert found == {"KN1": {1: 1}, "KNL": {}, "IDL": {4: 1}, "DPT1": {1: 1}, "DPT2": {}, "MR1": {}}


def test_a_child_is_weighed_once_a_month_and_every_month_anew(kakap, area, family):
    raka = family["raka"]
    for day in ("2024-02-05", "2024-02-26", "2024-03-04"):
        weighed(kakap, raka, day, haz_class="stunted", haz=D("-2.4"), stature=D(70), stature_read=D(70), lying=True)
    weighed(kakap, raka, "2024-04-01", gain="T", vitamin_a="blue")
    keeping.rebuild(kakap, 2024)

    assert numbers(area["Belidak"], "DS") == ({2: 1, 3: 1, 4: 1}, 3)
    assert numbers(area["Belidak"], "ND") == ({2: 1, 3: 1}, 2)
    assert numbers(area["Belidak"], "STUNT") == ({2: 1, 3: 1}, 2)
    assert numbers(area["Belidak"], "VITA") == ({4: 1}, 1)
    villages = [village for village in area.values() if village.in_area]
    may = missing(kakap, BY_CODE["DS"], area=villages, villages=[area["Belidak"].pk], until=date(2024, 5, 31))
    april = missing(kakap, BY_CODE["DS"], area=villages, villages=[area["Belidak"].pk], until=date(2024, 4, 30))
    assert [row.patient.name for row in may.rows] == ["Raka"] and april.rows == []


def told_of_an_old_dose(family):
    dose(family["facility"], family["raka"], "2024-05-06", number=2, given_on="2024-02-02")


def moved_with_the_doses(family):
    moves(family["raka"], family["area"]["Kakap"])


def mother_moved(family):
    moves(family["sari"], family["area"]["Kakap"])


def card_was_put_right(family):
    Childhood.objects.filter(patient=family["raka"]).update(idl_on=date(2024, 3, 9))
    a_paper(family["facility"], family["raka"], "2024-05-06")


def dating_was_put_right(family):
    Pregnancy.objects.filter(patient=family["sari"]).update(k1_pure_on=date(2024, 1, 10))
    a_paper(family["facility"], family["sari"], "2024-05-06")


@pytest.mark.parametrize(
    "change",
    [
        told_of_an_old_dose,
        moved_with_the_doses,
        mother_moved,
        card_was_put_right,
        dating_was_put_right,
    ],
    ids=lambda change: change.__name__,
)
def test_an_episode_marks_each_of_its_months(kakap, family, monday_morning, change):
    Childhood.objects.create(facility=kakap, patient=family["raka"], idl_on=date(2024, 4, 8))
    dose(kakap, family["raka"], "2024-03-04", given_on="2024-01-15")
    a_pregnancy(kakap, family["sari"], k1_on="2024-01-10")
    for year in (2023, 2024):
        keeping.rebuild(kakap, year)
    before = everything(kakap)
    monday_morning.shift(timedelta(hours=1))

    change(family)
    keeping.catch_up(kakap)

    counted = everything(kakap)
    assert counted != before, "the change was not seen"
    assert counted == counted_anew(kakap, 2023, 2024)


def test_there_are_the_indicators_the_ministry_asks_for():
    wanted = "K1 K1M K4 K6 PN PF PKO KF1 KFL KN1 KNL IDL IBL DS ND STUNT WAST VITA TTD HT DM KONTAK KUNJ RUJUK HB0 BCG"

    assert set(wanted.split()) <= set(BY_CODE)
    assert [one.code for one in indicators.ALL if one.code.startswith("DPT")] == ["DPT1", "DPT2", "DPT3", "DPT4"]
