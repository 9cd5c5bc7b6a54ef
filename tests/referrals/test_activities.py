"""Activities in the village: planned, handed to a kader, and told afterwards, with who did and who typed both kept."""

from datetime import date
from uuid import uuid4

import pytest

from puskesmas.facility.models import Pustu, Village
from puskesmas.visits.guards import MoveRefused
from referrals import activities
from referrals.access import activities_for
from referrals.activities import Planned
from referrals.models import Activity
from referrals.refusals import AnswerConflict, PaperRefused
from tests.cast import a_puskesmas, staff

TODAY, NEXT_WEEK = date(2024, 5, 6), date(2024, 5, 13)


@pytest.fixture
def at_belidak(belidak):
    """The officer of Pustu Belidak."""
    officer = staff(belidak.facility, "pustu")
    officer.pustu = belidak.pustu.get()
    officer.save()
    return officer


def a_class(village, **changes):
    return Planned(**{"kind": "mothers_class", "place": "Balai desa", "on": TODAY, "expected": 12, "village": village}
                   | changes)  # fmt: skip


def test_klaster_1_plans_a_class_and_the_pustu_of_the_village_holds_it(galis, belidak, at_belidak):
    held = activities.give(a_class(belidak), by=staff(galis, "klaster1"))

    assert (held.pustu, held.staff, held.status) == (belidak.pustu.get(), None, "planned")
    assert list(activities_for(at_belidak.user)) == [held]


def test_a_kader_holds_it_and_the_pustu_types_what_she_says(galis, belidak, at_belidak):
    kader = staff(galis, "kader")
    held = activities.give(a_class(belidak), by=staff(galis, "klaster1"))
    assert not activities_for(kader.user)

    activities.hand(held, to=kader, by=at_belidak)
    assert list(activities_for(kader.user)) == [held]
    told = activities.record(held, came=9, result="Tiga belum punya buku KIA", done_by=kader, by=at_belidak).activity

    assert (told.came, told.done_by, told.typed_by, told.done_on) == (9, kader, at_belidak, TODAY)
    assert told.status == "held"
    with pytest.raises(MoveRefused, match="sudah “terlaksana”"):
        activities.record(held, came=10, by=at_belidak)


def test_what_the_phone_sends_twice_is_stored_once_and_over_an_old_version_refused(galis, belidak, at_belidak):
    held = activities.give(a_class(belidak), by=at_belidak)
    sent, old = uuid4(), held.version

    first = activities.record(held, came=0, by=at_belidak, answer_id=sent, base_version=old)
    again = activities.record(held, came=0, by=at_belidak, answer_id=sent, base_version=old)

    assert (first.is_new, again.is_new) == (True, False)
    with pytest.raises(AnswerConflict):
        activities.record(held, came=4, by=at_belidak, answer_id=uuid4(), base_version=old)


def test_one_that_was_not_held_says_why(galis, belidak, at_belidak):
    held = activities.give(a_class(belidak), by=at_belidak)

    told = activities.record(held, why_not="Jembatan putus", by=at_belidak).activity

    assert (told.status, told.why_not, told.came) == ("not_held", "Jembatan putus", None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"kind": "pesta"}, "kind"), ({"place": " "}, "place"), ({"on": date(2024, 5, 5)}, "on"),
     ({"kind": "other"}, "what")],
)  # fmt: skip
def test_what_is_not_an_activity_is_refused_beside_its_field(galis, belidak, changes, field):
    with pytest.raises(PaperRefused) as refused:
        activities.give(a_class(belidak, **changes), by=staff(galis, "klaster1"))

    assert [reason.field for reason in refused.value.reasons] == [field]


def test_a_result_before_its_day_or_without_a_number_is_refused(galis, belidak, at_belidak):
    ahead = activities.give(a_class(belidak, on=NEXT_WEEK), by=at_belidak)

    for typed, field in (({"came": 4}, "done_on"), ({}, "came"), ({"came": 4, "why_not": "hujan"}, "why_not")):
        with pytest.raises(PaperRefused) as refused:
            activities.record(ahead, by=at_belidak, **typed)
        assert [reason.field for reason in refused.value.reasons] == [field]


def test_a_pustu_plans_for_its_own_villages_and_a_kader_not_at_all(galis, belidak, at_belidak):
    other = Village.objects.create(facility=galis, kemendagri_code="35.28.05.2002", name="Kakap")
    with pytest.raises(PaperRefused, match="bukan wilayah Pustu"):
        activities.give(a_class(other), by=at_belidak)
    with pytest.raises(MoveRefused, match="tidak berwenang"):
        activities.give(a_class(belidak), by=staff(galis, "kader"))
    held = activities.give(a_class(belidak), by=at_belidak)
    with pytest.raises(PaperRefused, match="bukan milik Anda"):
        activities.record(held, came=3, by=staff(galis, "kader"))


def test_another_pustu_and_another_puskesmas_do_not_see_it(galis, belidak, at_belidak):
    held = activities.give(a_class(belidak), by=at_belidak)
    at_belidak.pustu = Pustu.objects.create(facility=galis, name="Pustu Kakap")
    at_belidak.save()

    elsewhere = staff(a_puskesmas("dharma_rini"), "pustu")

    assert not activities_for(at_belidak.user) and not activities_for(elsewhere.user)
    with pytest.raises(MoveRefused, match="puskesmas lain"):
        activities.record(held, came=3, by=elsewhere)
    assert Activity.objects.get().status == "planned"


def test_a_planned_one_is_taken_back_with_a_reason(galis, belidak, at_belidak):
    held = activities.give(a_class(belidak), by=at_belidak)
    with pytest.raises(PaperRefused, match="alasan"):
        activities.cancel(held, reason=" ", by=at_belidak)

    assert activities.cancel(held, reason="Hari libur", by=at_belidak).status == "cancelled"
