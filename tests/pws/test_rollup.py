"""Figures counted from the records: residents once and by domicile, visits by place, every month to December."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters import diagnosing
from pws import indicators, keeping, targets
from pws.models import Basis, PwsFigure
from pws.rollup import roll_up
from pws.targets import Number
from tests import cast

from .people import delivered, figure, moves, numbers, resident, seen

JANUARY = date(2024, 1, 1)


@pytest.fixture
def galis(database):
    """A puskesmas with a delivery room."""
    return cast.a_puskesmas("galis")


def test_somebody_who_comes_three_times_is_three_visits_and_one_contact(kakap, area):
    budi = resident(area["Belidak"], "Budi Santoso", sex="L")
    for day in ("2024-02-05", "2024-02-19", "2024-04-01"):
        seen(kakap, budi, day)

    keeping.catch_up(kakap)

    assert numbers(area["Belidak"], "KUNJ") == ({2: 2, 4: 1}, 3)
    assert numbers(area["Belidak"], "KONTAK") == ({2: 1}, 1)
    assert numbers(area["Belidak"], "KBARU") == ({2: 1}, 1)
    assert numbers(area["Belidak"], "KLAMA") == ({2: 1, 4: 1}, 2)
    march = figure(area["Belidak"], "KUNJ", "2024-03")
    assert (march.numerator, march.cumulative) == (0, 2)


def test_who_lives_outside_is_a_visit_under_no_village_and_nobodys_coverage(kakap, area):
    seen(kakap, resident(area["Rasau"], "Luar Wilayah"), "2024-03-04")
    seen(kakap, None, "2024-03-05")
    seen(kakap, cast.a_patient(kakap, "Tanpa Alamat", born=date(1990, 1, 1)), "2024-03-06")

    keeping.catch_up(kakap)

    assert numbers(None, "KUNJ") == ({3: 3}, 3)
    assert not PwsFigure.objects.filter(indicator="KONTAK", cumulative__gt=0).exists()
    assert not PwsFigure.objects.filter(village=area["Rasau"]).exists()


def test_an_illness_for_life_counts_each_person_once_a_year_by_diagnosis(kakap, area):
    wati, joko = resident(area["Belidak"], "Wati"), resident(area["Belidak"], "Joko", sex="L")
    seen(kakap, wati, "2024-01-08", "I10")
    seen(kakap, wati, "2024-03-04", "I11.9")
    seen(kakap, joko, "2024-03-05", "I10", "E11.9")
    seen(kakap, resident(area["Belidak"], "Anak", born=date(2012, 1, 1)), "2024-03-05", "I10")  # too young for the SPM

    keeping.catch_up(kakap)

    assert numbers(area["Belidak"], "HT") == ({1: 1, 3: 1}, 2)
    assert numbers(area["Belidak"], "DM") == ({3: 1}, 1)


def test_a_diagnosis_taken_back_is_not_counted(kakap, area):
    visit = seen(kakap, resident(area["Belidak"], "Wati"), "2024-03-04", "I10")
    keeping.catch_up(kakap)
    assert numbers(area["Belidak"], "HT")[1] == 1

    diagnosing.withdraw_diagnosis(visit.diagnoses.get(), by=cast.staff(kakap, "dokter"), reason="salah pasien")
    keeping.catch_up(kakap)

    assert numbers(area["Belidak"], "HT")[1] == 0


def test_deliveries_are_counted_where_the_mother_lives(galis, area_of):
    area = area_of(galis)
    delivered(galis, resident(area["Belidak"], "Sari"), "2024-02-10")
    delivered(
        galis,
        resident(area["Kakap"], "Wati"),
        "2024-03-10",
        place="home",
        outcome="referred",
        complications=["bleeding"],
    )

    keeping.catch_up(galis)

    assert numbers(area["Belidak"], "PF") == ({2: 1}, 1)
    assert numbers(area["Kakap"], "PN") == ({3: 1}, 1)
    assert numbers(area["Kakap"], "PF") == ({}, 0)
    assert numbers(area["Kakap"], "PKO") == ({3: 1}, 1)


def test_a_new_sasaran_stands_beside_the_figures_of_the_whole_year(kakap, area, officer):
    seen(kakap, resident(area["Belidak"], "Wati"), "2024-03-04", "I10")
    keeping.catch_up(kakap)

    targets.set_targets(
        [Number(area["Belidak"], "hipertensi", D(250))], year=2024, basis=Basis.REAL, source="PIS-PK", by=officer
    )
    keeping.catch_up(kakap)

    rows = PwsFigure.objects.filter(village=area["Belidak"], indicator="HT").order_by("month")
    assert [(row.real, row.projected) for row in rows] == [(D(250), None)] * 12


def test_domicile_decides_and_not_the_room(kakap, area):
    wati = resident(area["Belidak"], "Wati")
    seen(kakap, wati, "2024-03-04", "I10")
    keeping.catch_up(kakap)

    moves(wati, area["Kakap"])
    keeping.catch_up(kakap)

    assert numbers(area["Belidak"], "HT")[1] == 0
    assert numbers(area["Kakap"], "HT") == ({3: 1}, 1)


def test_a_roll_up_writes_only_its_own_tables(kakap, area, officer):
    seen(kakap, resident(area["Belidak"], "Wati"), "2024-03-04", "I10")

    with CaptureQueriesContext(
        connection,
    ) as captured:
        keeping.catch_up(kakap)
        roll_up(kakap, JANUARY, indicators.ALL)

    writes = [
        query["sql"]
        for query in captured.captured_queries
        if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE", "TRUNCATE")
    ]
    assert writes
    assert not [sql for sql in writes if '"pws_' not in " ".join(sql.split()[:3])]


def test_counting_one_more_village_asks_no_more_questions(kakap, area):
    with CaptureQueriesContext(connection) as few:
        roll_up(kakap, JANUARY, indicators.ALL, villages=[area["Belidak"].pk])
    with CaptureQueriesContext(connection) as more:
        roll_up(kakap, JANUARY, indicators.ALL)

    def asked(captured):
        return sum(query["sql"].split()[0] == "SELECT" for query in captured.captured_queries)

    assert asked(more) == asked(few) > 0


def test_every_indicator_says_what_it_counts():
    for one in indicators.ALL:
        assert all([one.code, one.title, one.short, one.numerator, one.source]), one
        assert one.cluster in ("k1", "k2", "k3", "k4"), one
    assert len(indicators.BY_CODE) == len(indicators.ALL)
