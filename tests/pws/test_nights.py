"""What is counted by the clock: each puskesmas at its own one o'clock, and a count that somebody asked for."""

from datetime import UTC, datetime

import pytest

from puskesmas.celery import app
from pws import keeping, nights, runs
from pws.models import PwsFigure, PwsRun, RunState
from pws.refusals import PwsRefused
from tests import cast

from .people import everything, resident, seen


def test_each_puskesmas_is_counted_at_one_by_its_own_clock(kakap):
    cast.a_puskesmas("galis", timezone="Asia/Makassar")

    assert nights.count_the_night(datetime(2024, 5, 6, 18, 30, tzinfo=UTC)) == ["galis", "sungai_kakap"]  # first ever
    assert nights.count_the_night(datetime(2024, 5, 7, 16, 30, tzinfo=UTC)) == []  # 00.30 WITA, 23.30 WIB
    assert nights.count_the_night(datetime(2024, 5, 7, 17, 2, tzinfo=UTC)) == ["galis"]  # 01.02 WITA
    assert nights.count_the_night(datetime(2024, 5, 7, 18, 2, tzinfo=UTC)) == ["sungai_kakap"]  # 01.02 WIB
    assert nights.count_the_night(datetime(2024, 5, 7, 19, 2, tzinfo=UTC)) == []


def test_a_pc_that_was_off_at_one_counts_when_it_is_on_again(kakap):
    nights.count_the_night(datetime(2024, 5, 5, 18, 2, tzinfo=UTC))

    assert nights.count_the_night(datetime(2024, 5, 7, 3, 2, tzinfo=UTC)) == ["sungai_kakap"]


def test_every_five_minutes_what_is_new_is_counted(kakap, area):
    seen(kakap, resident(area["Belidak"], "Wati"), "2024-05-06", "I10")

    app.loader.import_default_modules()
    app.tasks["pws.tasks.catch_up_everywhere"]()

    assert PwsFigure.objects.filter(village=area["Belidak"], indicator="HT", cumulative=1).exists()


def test_an_indicator_that_is_new_is_counted_for_the_whole_year_at_once(kakap, area):
    seen(kakap, resident(area["Belidak"], "Wati"), "2024-03-04", "I10")
    keeping.rebuild(kakap, 2024)
    PwsFigure.objects.filter(indicator="HT").delete()

    keeping.catch_up(kakap)

    assert PwsFigure.objects.filter(village=area["Belidak"], indicator="HT", numerator=1, month="2024-03-01").exists()


def test_a_count_that_was_asked_for_says_how_far_it_is(kakap, area, officer):
    seen(kakap, resident(area["Belidak"], "Wati"), "2024-03-04", "I10")
    run = runs.ask(kakap, 2024, by=officer)
    assert (run.state, run.percent) == (RunState.ASKED, 0)
    assert runs.ask(kakap, 2024, by=officer) == run  # a second press finds the first

    runs.work_off(run.code)

    run = PwsRun.objects.get()
    assert (run.state, run.percent) == (RunState.DONE, 100)
    assert PwsFigure.objects.filter(village=area["Belidak"], indicator="HT", cumulative=1).exists()
    with pytest.raises(PwsRefused, match="tidak berwenang"):
        runs.ask(kakap, 2024, by=cast.staff(kakap, "loket"))


def test_a_count_that_broke_off_leaves_the_old_figures_and_the_next_one_is_right(kakap, area, officer, monkeypatch):
    seen(kakap, resident(area["Belidak"], "Wati"), "2024-03-04", "I10")
    keeping.rebuild(kakap, 2024)
    before = everything(kakap)
    seen(kakap, resident(area["Kakap"], "Sri"), "2024-06-03", "I10")
    run = runs.ask(kakap, 2024, by=officer)

    def power_cut(*_args, **_words):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(keeping, "roll_up_illnesses", power_cut)
        with pytest.raises(KeyboardInterrupt):
            runs.work_off(run.code)
    assert everything(kakap) == before
    assert PwsRun.objects.get().state == RunState.RUNNING

    runs.work_off(run.code)  # the worker's task is given back

    assert PwsRun.objects.get().state == RunState.DONE
    assert PwsFigure.objects.filter(village=area["Kakap"], indicator="HT", cumulative=1).exists()
