"""A laboratory value given wrong is put right: the old one stays readable, and nobody acts on it unaware."""

import pytest
from django.db import InternalError, connection, transaction

from puskesmas.visits import movement
from puskesmas.visits.guards import MoveRefused
from referrals import correcting, critical, lab, results
from referrals.models import LabCorrection, Outcome, ResultToRead
from referrals.refusals import PaperRefused
from tests import cast
from tests.cast import staff
from tests.referrals.people import called_in, fresh, in_the_room, menu

WHY = "tertukar dengan sampel lain"


@pytest.fixture
def given(galis, dr_ayu, yuni):
    """Pak Joko's Hb, given as 4,2 and told to the doctor as critical."""
    visit, entry = in_the_room(galis, cast.pak_joko(galis))
    order = lab.order_lab(visit, entry, tests=menu(galis, "HB", "HIV"), by=dr_ayu)
    called_in(visit, by=yuni)
    return results.give_result(order, results={"HB": "4,2", "HIV": "Non-reaktif"}, by=yuni)


def put_right(order, by, test="HB", value="14,2", reason=WHY):
    return correcting.correct_result(order, test=test, value=value, reason=reason, by=by)


def test_the_right_value_is_judged_anew_and_the_old_one_kept_with_its_reason(given, yuni, galis):
    other = staff(galis, "lab", name="Sinta")

    item = put_right(given, other)

    assert (item.value, item.flag, item.entered_by) == ("14,2", "normal", other)
    (old,) = item.earlier.all()
    assert (old.value, old.flag, old.entered_by, old.corrected_by) == ("4,2", "critical", yuni, other)
    assert (old.reason, old.value_label) == (WHY, "4,2 g/dL")
    assert old.corrected_at == item.entered_at > old.entered_at


def test_corrected_twice_both_old_values_stand_the_latest_first(given, yuni):
    put_right(given, yuni)
    item = put_right(given, yuni, value="13,9", reason="salah baca alat")

    assert [one.value for one in item.earlier.all()] == ["14,2", "4,2"]


def test_a_word_is_put_right_as_a_number_is(given, yuni):
    item = put_right(given, yuni, test="HIV", value="reaktif")

    assert (item.value, item.number, item.flag) == ("Reaktif", None, "critical")


def test_who_had_read_it_is_asked_to_read_again_and_told_why(given, yuni, dr_ayu):
    results.read_result(given, by=dr_ayu)

    put_right(given, yuni)

    given = type(given).objects.get(pk=given.pk)
    assert given.read_at is None
    event = given.visit.events.filter(kind="lab_result").latest("seq")
    assert event.data["corrected"] and event.data["tests"] == ["HB"] and WHY in event.reason
    assert "14,2" not in str(event.data) + event.reason
    assert results.read_result(given, by=dr_ayu).read_at


def test_a_critical_value_put_right_by_another_critical_one_is_told_again(given, yuni, dr_ayu):
    critical.tell_critical(given, told=dr_ayu, by=yuni)
    assert critical.told_of(given.facility_id, [given])

    put_right(given, yuni, value="4,4")

    given = type(given).objects.get(pk=given.pk)
    assert critical.told_of(given.facility_id, [given]) == {}
    critical.tell_critical(given, told=dr_ayu, by=yuni)
    assert critical.told_of(given.facility_id, [given])


def test_after_the_exit_the_requester_finds_it_among_what_is_to_be_read(given, yuni, dr_ayu):
    movement.close(fresh(given.visit), by=dr_ayu, disposition="left", reason="pergi tanpa pamit")
    put_right(given, yuni)
    paper = ResultToRead.objects.get(order=given)
    assert paper.requester == dr_ayu

    put_right(given, yuni, value="13")
    assert ResultToRead.objects.filter(order=given).count() == 1  # it waits already

    results.settle_late_result(paper, outcome=Outcome.NONE, by=dr_ayu)
    put_right(given, yuni, value="3,9", reason="benar semula")
    assert ResultToRead.objects.filter(order=given).open().count() == 1
    assert ResultToRead.objects.filter(order=given).count() == 2  # what was decided on the wrong value stays


def test_the_bill_is_not_written_twice(given, yuni):
    before = given.visit.rendered.count()

    put_right(given, yuni)

    assert given.visit.rendered.count() == before


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"test": "GDS"}, "test"),
        ({"value": "125"}, "value"),
        ({"value": "4,20"}, "value"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_changes(given, yuni, typed, field):
    with pytest.raises(PaperRefused) as refused:
        put_right(given, yuni, **typed)

    assert [reason.field for reason in refused.value.reasons] == [field]
    assert given.items.get(test__code="HB").value == "4,2"
    assert not LabCorrection.objects.exists()


def test_only_who_gives_results_puts_them_right(given, dr_ayu):
    with pytest.raises(MoveRefused):
        put_right(given, dr_ayu)


def test_what_was_kept_is_altered_by_nobody(given, yuni):
    put_right(given, yuni)

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_labcorrection SET value = '14,2'")
