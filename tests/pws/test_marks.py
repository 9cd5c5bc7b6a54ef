"""What the ledgers say has changed, and that counting only that gives what counting everything would."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from clusters import diagnosing
from puskesmas.patients import services
from puskesmas.visits import movement
from pws import keeping, marks, targets
from pws.models import Basis, PwsCursor, PwsMark
from pws.targets import Number
from tests import cast

from .people import at, counted_anew, everything, moves, numbers, resident, seen, typed


@pytest.fixture
def world(kakap, area):
    """Two residents of two villages, both seen, and everything counted."""
    wati, sri = resident(area["Belidak"], "Wati Ningsih"), resident(area["Kakap"], "Sri Wahyuni")
    visit = seen(kakap, wati, "2024-02-05", "I10")
    seen(kakap, sri, "2024-03-11", "E11.9")
    keeping.rebuild(kakap, 2024)  # as the night does
    return {"facility": kakap, "area": area, "wati": wati, "sri": sri, "visit": visit}


def comes_again(world):
    seen(world["facility"], world["sri"], "2024-06-10", "I10")


def has_moved(world):
    moves(world["wati"], world["area"]["Kupah"])


def has_left_the_area(world):
    moves(world["wati"], world["area"]["Rasau"])


def was_older(world):
    clerk = cast.staff(world["facility"], "loket")
    services.correct(world["wati"], typed(world["wati"], birth_date=date(2015, 5, 1)), by=clerk)


def were_one_person(world):
    double = resident(world["area"]["Kupah"], "Wati Ningsih")
    seen(world["facility"], double, "2024-06-03", "I10")
    keeping.catch_up(world["facility"])
    officer = cast.staff(world["facility"], "rekam_medis")
    services.merge(double, into=world["wati"], by=officer, reason="KTP yang sama")


def were_two_after_all(world):
    were_one_person(world)
    keeping.catch_up(world["facility"])
    double = world["wati"].rows.exclude(pk=world["wati"].pk).get()
    services.unmerge(double, by=cast.staff(world["facility"], "rekam_medis"), reason="dua orang")


def was_not_ill(world):
    doctor = cast.staff(world["facility"], "dokter")
    diagnosing.withdraw_diagnosis(world["visit"].diagnoses.get(), by=doctor, reason="salah catat")


def was_named_later(world):
    visit = seen(world["facility"], None, "2024-06-10")
    keeping.catch_up(world["facility"])
    movement.identify(visit, world["sri"], by=cast.staff(world["facility"], "loket"))


def has_a_sasaran(world):
    rows = [Number(world["area"]["Belidak"], "hipertensi", D(200))]
    officer = cast.staff(world["facility"], "klaster1")
    targets.set_targets(rows, year=2024, basis=Basis.REAL, source="PIS-PK", by=officer)


CHANGES = [
    comes_again,
    has_moved,
    has_left_the_area,
    was_older,
    were_one_person,
    were_two_after_all,
    was_not_ill,
    was_named_later,
    has_a_sasaran,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_counting_what_changed_gives_what_counting_everything_would(world, monday_morning, change):
    before = everything(world["facility"])
    monday_morning.shift(timedelta(hours=1))  # past the overlap: only what is new may be marked

    change(world)
    keeping.catch_up(world["facility"])

    counted = everything(world["facility"])
    assert counted != before, "the change was not seen"
    assert counted == counted_anew(world["facility"], 2024)


def test_merged_records_are_one_person(world):
    were_one_person(world)
    keeping.catch_up(world["facility"])

    assert numbers(world["area"]["Belidak"], "HT") == ({2: 1}, 1)
    assert numbers(world["area"]["Kupah"], "HT") == ({}, 0)


def test_a_quiet_hour_marks_nothing(world, monday_morning):
    monday_morning.shift(timedelta(hours=1))

    assert keeping.catch_up(world["facility"]) == 0


def test_twice_is_free(world):
    before = everything(world["facility"])

    keeping.catch_up(world["facility"])
    keeping.catch_up(world["facility"])

    assert everything(world["facility"]) == before
    assert not PwsMark.objects.exists()


def test_a_sentence_written_nine_minutes_before_the_last_reading_is_still_read(world):
    visit = seen(world["facility"], world["sri"], "2024-06-10", "I10")
    written = visit.events.order_by("-seq").first().recorded_at

    PwsCursor.objects.update(read_at=written + timedelta(minutes=9))
    keeping.catch_up(world["facility"])

    assert numbers(world["area"]["Kakap"], "HT") == ({6: 1}, 1)


def test_one_written_before_the_overlap_was_read_already(world):
    visit = seen(world["facility"], world["sri"], "2024-06-10", "I10")
    written = visit.events.order_by("-seq").first().recorded_at

    PwsCursor.objects.update(read_at=written + timedelta(minutes=11))

    assert keeping.catch_up(world["facility"]) == 0


def test_a_mark_is_of_the_month_of_the_service(kakap, area, monday_morning):
    wati = resident(area["Belidak"], "Wati")
    visit = seen(kakap, wati, "2024-02-28")
    keeping.catch_up(kakap)
    monday_morning.shift(timedelta(hours=1))
    diagnosing.diagnose(visit, "I10", by=cast.staff(kakap, "dokter"))  # told in May of a visit in February

    marks.read_ledgers(kakap)

    months = {(row.village_id, row.month) for row in PwsMark.objects.all()}
    assert months == {(area["Belidak"].pk, date(2024, 2, 1)), (area["Belidak"].pk, date(2024, 5, 1))}


def test_a_call_in_the_queue_marks_nothing(kakap, area, monday_morning):
    visit = seen(kakap, resident(area["Belidak"], "Wati"), "2024-04-29")
    keeping.catch_up(kakap)
    monday_morning.shift(timedelta(hours=1))

    cast.called_in(visit, by=cast.staff(kakap, "loket"))

    assert keeping.catch_up(kakap) == 0


def test_the_night_counts_last_year_too_while_it_is_january(kakap):
    assert keeping.years_of_the_night(kakap, at(kakap, "2024-05-06")) == [2024]
    assert keeping.years_of_the_night(kakap, at(kakap, "2025-01-15")) == [2024, 2025]
