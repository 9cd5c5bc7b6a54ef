"""A delivery is one record of the mother; each liveborn child walks on its own, a stillborn child is remembered."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from clusters.lintas.births import Delivery, correct_delivery, deliver
from clusters.lintas.models import DeliveredChild
from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.movement import Child
from tests import cast
from tests.cast import called_in, fresh, go_on, place_of, staff


@pytest.fixture
def rina(galis):
    return staff(galis, "bidan")


@pytest.fixture
def bed(galis, rina):
    """Bu Sari in labour, served in the delivery room."""
    visit = cast.arrive(galis, facts=[Fact.LABOUR])
    if place_of(visit) == "PINTU":
        go_on(visit, "pandu")
    movement.identify(visit, cast.bu_sari(galis), by=rina)
    return called_in(visit, by=rina)


def test_twins_are_born_one_of_them_dead(bed, rina):
    children = [Child(1, "P", 2_300), Child(2, "L", 2_100, alive=False)]

    record = deliver(bed, Delivery("well", attendant=rina), children, by=rina)

    live, stillborn = record.children.all()
    assert (live.outcome, live.is_light, place_of(live.visit)) == ("live", True, "BERSALIN")
    assert live.visit.mother_visit == bed.visit
    assert live.visit.patient.name.startswith("By. Ny. Sari")
    assert (stillborn.outcome, stillborn.visit) == ("stillborn", None)
    assert fresh(bed.visit).state == "delivery"
    kinds = list(bed.visit.events.order_by("seq").values_list("kind", flat=True))
    assert kinds[-2:] == ["born", "exam_recorded"]


@pytest.mark.parametrize(
    ("changes", "child", "field"),
    [
        ({"mother_outcome": "senang"}, {}, "mother_outcome"),
        ({"place": "bulan"}, {}, "place"),
        ({"delivered_at": timedelta(hours=1)}, {}, "delivered_at"),
        ({}, {"birth_weight": 32}, "children"),
        ({}, {"sex": ""}, "children"),
    ],
)
def test_what_cannot_be_has_its_sentence_and_nobody_is_born(bed, rina, changes, child, field):
    if "delivered_at" in changes:
        changes = {"delivered_at": timezone.now() + changes["delivered_at"]}
    told = Delivery(**{"mother_outcome": "well", "attendant": rina} | changes)

    with pytest.raises(ValidationError) as error:
        deliver(bed, told, [Child(**{"order": 1, "sex": "P", "birth_weight": 3_100} | child)], by=rina)

    assert list(error.value.message_dict) == [field]
    assert not bed.visit.births.exists()


def test_the_same_birth_is_not_written_twice(bed, rina):
    deliver(bed, Delivery("well", attendant=rina), [Child(1, "P", 3_100)], by=rina)

    with pytest.raises(MoveRefused, match="sudah dicatat"):
        deliver(bed, Delivery("well", attendant=rina), [Child(1, "P", 3_100)], by=rina)

    assert bed.visit.deliveries.count() == 1


def test_the_nurse_of_the_ward_registers_no_birth(bed, galis):
    with pytest.raises(MoveRefused, match="tidak berwenang"):
        deliver(bed, Delivery("well", attendant=staff(galis, "bidan")), [Child(1, "P")], by=staff(galis, "ranap"))


def test_a_correction_keeps_the_children(bed, rina):
    record = deliver(bed, Delivery("well", attendant=rina), [Child(1, "P", 3_100)], by=rina)

    after = correct_delivery(record, Delivery("complication", attendant=rina), by=rina, reason="perdarahan menyusul")

    assert list(bed.visit.deliveries.current()) == [after]
    assert after.children.get().visit == record.children.get().visit
    assert after.delivered_at == record.delivered_at


def test_the_database_gives_no_walk_to_a_stillborn_child(bed, rina):
    record = deliver(bed, Delivery("well", attendant=rina), [Child(1, "P", 3_100)], by=rina)

    with pytest.raises(IntegrityError, match="only_a_liveborn_has_a_walk"), transaction.atomic():
        DeliveredChild.objects.create(delivery=record, order=2, outcome="stillborn", visit=bed.visit)
