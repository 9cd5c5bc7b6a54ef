"""The shelves of the demo."""

import pytest

from pharmacy.models import StockBatch
from puskesmas.demo import medicines
from tests import cast


@pytest.fixture
def shelves(database):
    facility = cast.a_puskesmas("galis")
    return {drug.code: drug for drug in medicines.add(facility)}


def test_what_the_walks_prescribe_is_there(shelves):
    wanted = "DMPA IMPLAN PIL-KB KONDOM TTD PARASETAMOL-SIRUP AMOKSISILIN AMLODIPIN-5 METFORMIN ORALIT ZINK VAKSIN-DPT"

    assert set(wanted.split()) <= set(shelves)
    assert {code for code, drug in shelves.items() if drug.needs_procedure} == {"DMPA", "SUNTIK-KB-1", "IMPLAN"}
    assert shelves["AMOKSISILIN-SIRUP"].shake
    assert shelves["TTD"].programme and not shelves["METFORMIN"].programme


def test_every_batch_has_its_stock_card(shelves):
    batches = list(StockBatch.objects.prefetch_related("moves"))

    assert len(batches) >= len(shelves)
    assert all([move.balance for move in batch.moves.all()] == [batch.quantity] for batch in batches)
