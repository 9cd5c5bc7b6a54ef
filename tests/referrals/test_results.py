"""Results are read, flagged, billed once and refused when they cannot be."""

import pytest

from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from referrals import lab, results
from referrals.models import LabStatus
from referrals.refusals import PaperRefused
from tests import cast
from tests.cast import staff
from tests.referrals.people import called_in, entry_of, fresh, in_the_room, kinds_of, menu


@pytest.fixture
def order(galis, dr_ayu, yuni):
    """Hb and HIV asked for Pak Joko, who pays himself and sits in the laboratory."""
    visit, entry = in_the_room(galis, cast.pak_joko(galis))
    order = lab.order_lab(visit, entry, tests=menu(galis, "HB", "HIV"), by=dr_ayu)
    called_in(visit, by=yuni)
    return order


def flags(order):
    return {item.test.code: (item.value, item.flag) for item in order.items.select_related("test")}


def test_values_are_kept_with_flag_and_reference(order, yuni):
    results.give_result(order, results={"HB": "12.5", "HIV": "non-reaktif"}, by=yuni)

    hb = order.items.get(test__code="HB")
    assert flags(order) == {"HB": ("12,5", "low"), "HIV": ("Non-reaktif", "normal")}
    assert (hb.value_label, hb.reference, hb.entered_by) == ("12,5 g/dL", "13–17", yuni)


def test_a_critical_value_stands_in_the_sentence_as_a_code_and_no_value_does(order, yuni):
    results.give_result(order, results={"HB": "4,2", "HIV": "Reaktif"}, by=yuni)

    event = order.visit.events.get(kind="lab_result")
    assert event.data["critical"] == ["HB", "HIV"]
    assert "4,2" not in str(event.data)


def test_every_wrong_value_is_named_at_once_and_nothing_is_kept(order, yuni):
    with pytest.raises(PaperRefused) as refused:
        results.give_result(order, results={"HB": "125", "HIV": "mungkin", "GDS": "90"}, by=yuni)

    assert {reason.field for reason in refused.value.reasons} == {"HB", "HIV", "GDS"}
    assert "tidak mungkin (2–25)" in refused.value.message
    assert flags(order) == {"HB": ("", ""), "HIV": ("", "")}


@pytest.mark.parametrize("typed", ["", "banyak", "-3"])
def test_a_number_is_asked_for_in_words(order, yuni, typed):
    with pytest.raises(PaperRefused, match="Hemoglobin"):
        results.give_result(order, results={"HB": typed}, by=yuni)


def test_half_the_results_free_nobody(order, yuni):
    order = results.give_result(order, results={"HB": "13,5"}, by=yuni)
    assert order.status == LabStatus.SAMPLED
    assert Fact.AWAITING_RESULT in fresh(order.visit).holding

    with pytest.raises(PaperRefused, match="sudah diisi"):
        results.give_result(order, results={"HB": "14"}, by=yuni)
    order = results.give_result(order, results={"HIV": "Non-reaktif"}, by=yuni)

    assert order.status == LabStatus.RESULTED
    assert entry_of(order.visit).place == "KLASTER3"


def test_each_test_is_billed_once_to_who_pays(order, yuni):
    results.give_result(order, results={"HB": "13,5"}, by=yuni)
    results.give_result(order, results={"HIV": "Non-reaktif"}, by=yuni)

    rendered = order.visit.rendered.all()
    assert sorted(one.service.code for one in rendered) == ["LAB-HB", "LAB-HIV"]
    assert {one.point.place for one in rendered} == {"LAB"}
    assert len(fresh(order.visit).facts[Fact.BILL_OPEN]) == 2


def test_a_given_result_is_not_given_again(order, yuni):
    results.give_result(order, results={"HB": "13,5", "HIV": "Non-reaktif"}, by=yuni)

    with pytest.raises(MoveRefused) as refused:
        results.give_result(order, results={"HB": "13,5"}, by=yuni)

    assert refused.value.code == "already_done"


def test_a_pregnant_woman_is_judged_as_one(galis, rina, yuni):
    visit, _entry = in_the_room(galis, cast.bu_sari(galis), role="bidan", facts=["pregnant"])
    order = lab.order_lab(visit, called_in(visit, by=rina), tests=menu(galis, "HB"), by=rina)
    called_in(visit, by=yuni)

    results.give_result(order, results={"HB": "11"}, by=yuni)

    assert flags(order) == {"HB": ("11", "normal")}


def test_a_wordy_result_is_kept_as_written(galis, dr_ayu, yuni):
    visit, entry = in_the_room(galis, cast.pak_budi(galis))
    order = lab.order_lab(visit, entry, tests=menu(galis, "FESES"), by=dr_ayu)
    called_in(visit, by=yuni)

    with pytest.raises(PaperRefused, match="Tulis hasil"):
        results.give_result(order, results={"FESES": "  "}, by=yuni)
    results.give_result(order, results={"FESES": "telur cacing  positif"}, by=yuni)

    assert flags(order) == {"FESES": ("telur cacing positif", "")}


def test_reading_is_written_after_the_exit_too(order, yuni, dr_ayu):
    visit = order.visit
    movement.close(fresh(visit), by=dr_ayu, disposition="left", reason="pergi")
    results.give_result(order, results={"HB": "13,5", "HIV": "Reaktif"}, by=yuni)

    results.read_result(order, by=dr_ayu)

    assert kinds_of(visit)[-1] == "result_read"
    assert visit.events.last().data["service_on"] == "2024-05-06"


def test_the_lab_of_another_shift_may_give_the_result(galis, order, yuni):
    evening = staff(galis, "lab", suffix="2")

    lab.sample(order, by=yuni)
    order = results.give_result(order, results={"HB": "13,5", "HIV": "Non-reaktif"}, by=evening)

    assert (order.sampled_by, order.resulted_by) == (yuni, evening)
