"""Stock beside prescriptions, and what the database promises of it."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, transaction

from pharmacy import stock
from pharmacy.models import Drug, MoveKind, StockBatch, StockMove
from pharmacy.refusals import PrescriptionInvalid
from puskesmas.visits.guards import MoveRefused
from tests import cast

from .conftest import DRUGS, drug, in_kia, prepared, prescribed, stocked


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def test_a_second_delivery_of_a_batch_joins_the_first(dharma_rini):
    stocked(dharma_rini, "DMPA", 5)

    batch = stocked(dharma_rini, "DMPA", 7)

    assert StockBatch.objects.get() == batch
    assert batch.quantity == 12


def test_each_source_of_funds_has_its_own_card(dharma_rini):
    stocked(dharma_rini, "DMPA", 5, source="apbd")
    stocked(dharma_rini, "DMPA", 7, source="bkkbn")

    assert StockBatch.objects.count() == 2


def test_one_batch_does_not_expire_on_two_days(dharma_rini):
    stocked(dharma_rini, "DMPA", 5, days=100)

    with pytest.raises(PrescriptionInvalid) as answer:
        stocked(dharma_rini, "DMPA", 7, days=200)

    assert answer.value.reasons[0].field == "expiry"


def test_what_is_expired_or_nothing_is_not_received(dharma_rini):
    with pytest.raises(PrescriptionInvalid) as answer:
        stocked(dharma_rini, "DMPA", 0, days=-1)

    assert [reason.field for reason in answer.value.reasons] == ["quantity", "expiry"]


def test_only_the_pharmacy_changes_stock(dharma_rini, rina):
    batch = stocked(dharma_rini, "DMPA", 5)

    with pytest.raises(MoveRefused, match="Minta apoteker"):
        stock.discard(batch, quantity=1, reason="pecah", by=rina)


def test_another_puskesmas_does_not_touch_this_shelf(dharma_rini, sungai_kakap):
    batch = stocked(dharma_rini, "DMPA", 5)

    with pytest.raises(MoveRefused, match="puskesmas lain"):
        stock.discard(batch, quantity=1, reason="pecah", by=cast.staff(sungai_kakap, "apoteker"))


def test_no_more_is_discarded_than_lies_there(dharma_rini, tono):
    batch = stocked(dharma_rini, "DMPA", 5)

    with pytest.raises(PrescriptionInvalid, match="Isian"):
        stock.discard(batch, quantity=6, reason="pecah", by=tono)


def test_what_is_set_aside_for_a_patient_is_not_discarded(dharma_rini, bu_wati, rina, tono):
    batch = stocked(dharma_rini, "DMPA", 5)
    prepared(prescribed(in_kia(dharma_rini, bu_wati), ("DMPA", 2), by=rina), by=tono)

    with pytest.raises(MoveRefused, match="2 sudah disiapkan"):
        stock.adjust(batch, counted=1, reason="opname", by=tono)

    assert stock.adjust(batch, counted=2, reason="opname", by=tono).quantity == 2


def test_a_count_that_finds_what_it_should_moves_nothing(dharma_rini, tono):
    batch = stocked(dharma_rini, "DMPA", 5)

    stock.adjust(batch, counted=5, reason="opname", by=tono)

    assert batch.moves.count() == 1


def test_stock_is_never_negative_nor_more_set_aside_than_there_is(dharma_rini):
    batch = stocked(dharma_rini, "DMPA", 5)

    with pytest.raises(IntegrityError), transaction.atomic():
        StockBatch.objects.filter(pk=batch.pk).update(quantity=-1)
    with refused("no_more_is_set_aside_than_there_is"), transaction.atomic():
        StockBatch.objects.filter(pk=batch.pk).update(reserved=6)


def test_the_stock_card_is_append_only(dharma_rini):
    stocked(dharma_rini, "DMPA", 5)

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        StockMove.objects.update(quantity=50)
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        StockMove.objects.all().delete()


def test_stock_moves_the_way_its_kind_says(dharma_rini, tono):
    batch = stocked(dharma_rini, "DMPA", 5)
    about = {"facility": dharma_rini, "batch": batch, "balance": 0, "by": tono, "on": dharma_rini.today()}

    with refused("stock_moves_the_way_its_kind_says"), transaction.atomic():
        StockMove.objects.create(kind=MoveKind.DAMAGED, quantity=5, reason="x", **about)
    with refused("what_is_dispensed_names_its_prescription"), transaction.atomic():
        StockMove.objects.create(kind=MoveKind.DISPENSED, quantity=-5, **about)
    with refused("stock_is_not_corrected_without_a_reason"), transaction.atomic():
        StockMove.objects.create(kind=MoveKind.ADJUSTED, quantity=-5, **about)


def test_what_is_swallowed_has_a_white_label(dharma_rini):
    with refused("what_is_swallowed_has_a_white_label"), transaction.atomic():
        Drug.objects.create(facility=dharma_rini, code="X", **DRUGS["AMOKSISILIN"] | {"label_kind": "blue"})
    with refused("drug_teaches_the_kb_procedure_only"), transaction.atomic():
        Drug.objects.create(facility=dharma_rini, code="X", **DRUGS["AMOKSISILIN"] | {"teaches": ["umum"]})


def test_batches_that_may_be_given_come_first_to_expire_first(dharma_rini):
    stocked(dharma_rini, "DMPA", 5, batch="B", days=90)
    stocked(dharma_rini, "DMPA", 5, batch="A", days=30)
    gone = stocked(dharma_rini, "DMPA", 5, batch="C", days=1)
    StockBatch.objects.filter(pk=gone.pk).update(expiry=dharma_rini.today() - timedelta(days=1))

    usable = drug(dharma_rini, "DMPA").batches.usable(dharma_rini.today())

    assert [batch.batch for batch in usable] == ["A", "B"]


def test_a_batch_keeps_its_old_expiry_and_leaves_how_much_there_is_to_its_moves(dharma_rini):
    batch = stocked(dharma_rini, "DMPA", 5)
    kept = apps.get_model("pharmacy", "StockBatchEvent").objects.filter(pgh_obj=batch).order_by("pgh_id")

    stocked(dharma_rini, "DMPA", 7)
    assert [event.expiry for event in kept.all()] == [batch.expiry]
    StockBatch.objects.filter(pk=batch.pk).update(expiry=batch.expiry + timedelta(days=30))

    assert [event.expiry for event in kept.all()] == [batch.expiry, batch.expiry + timedelta(days=30)]
