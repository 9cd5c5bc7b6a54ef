"""Preparing medicine from the shelf, in full, in part, or not at all."""

import pytest

from pharmacy import services
from pharmacy.checks import all_in_order
from pharmacy.copies import copy_of, needs_copy
from puskesmas.visits.guards import MoveRefused
from tests import cast

from .conftest import handed_over, in_kia, kinds, line, prepared, prescribed, stocked


@pytest.fixture
def visit(dharma_rini, bu_wati):
    return in_kia(dharma_rini, bu_wati)


def given(prescription):
    return {item.drug.code: item.given_quantity for item in prescription.items.current().select_related("drug")}


def test_the_batch_that_expires_first_is_set_aside_first(visit, rina, tono):
    late = stocked(visit.facility, "AMOKSISILIN", 50, batch="LATE", days=400)
    soon = stocked(visit.facility, "AMOKSISILIN", 4, batch="SOON", days=30)

    packed = prepared(prescribed(visit, ("AMOKSISILIN", 10), by=rina), by=tono)

    assert packed.state == "prepared"
    allocations = packed.items.get().allocations.all()
    assert [(one.batch.batch, one.quantity) for one in allocations] == [("SOON", 4), ("LATE", 6)]
    soon.refresh_from_db(), late.refresh_from_db()
    assert (soon.quantity, soon.free, late.quantity, late.free) == (4, 0, 50, 44)
    assert "dispensed" in kinds(visit)


def test_what_is_set_aside_for_one_is_not_there_for_another(visit, rina, tono):
    stocked(visit.facility, "AMOKSISILIN", 12)
    prepared(prescribed(visit, ("AMOKSISILIN", 10), by=rina), by=tono)

    second = prepared(prescribed(visit, ("AMOKSISILIN", 10), by=rina), by=tono)

    assert given(second) == {"AMOKSISILIN": 2}


def test_two_lines_of_one_drug_share_the_shelf(visit, rina, tono):
    stocked(visit.facility, "AMOKSISILIN", 7)

    packed = prepared(prescribed(visit, ("AMOKSISILIN", 5), ("AMOKSISILIN", 5), by=rina), by=tono)

    assert [item.given_quantity for item in packed.items.all()] == [5, 2]


def test_short_stock_leaves_a_copy_for_another_pharmacy(visit, rina, tono):
    stocked(visit.facility, "AMOKSISILIN", 6)
    stocked(visit.facility, "DMPA", 1)

    packed = prepared(prescribed(visit, ("AMOKSISILIN", 10), ("DMPA", 1), by=rina), by=tono)

    assert needs_copy(packed)
    assert [one.mark for one in copy_of(packed)] == ["det 6, nedet 4", "det"]


def test_a_drug_of_which_there_is_none_is_not_had(visit, rina, tono):
    stocked(visit.facility, "AMOKSISILIN", 10)

    packed = prepared(prescribed(visit, ("AMOKSISILIN", 10), ("DMPA", 1), by=rina), by=tono)

    assert given(packed) == {"AMOKSISILIN": 10, "DMPA": 0}
    missing = packed.items.get(drug__code="DMPA")
    assert (missing.not_had_reason, missing.not_had_by) == ("Stok habis", tono)
    facts = cast.fresh(visit).facts
    assert "kb_procedure" not in facts and facts["prescribed"] == [packed.source]
    assert "service_not_given" in kinds(visit)


def test_where_there_is_none_of_any_the_prescription_stays_as_it_was(visit, rina, tono):
    written = services.review(prescribed(visit, ("DMPA", 1), by=rina), all_in_order(), by=tono)

    with pytest.raises(MoveRefused) as refused:
        services.dispense(written, by=tono)

    assert [(reason.code, reason.field) for reason in refused.value.reasons] == [("out_of_stock", "DMPA")]
    assert type(written).objects.get().state == "reviewed"
    assert cast.fresh(visit).facts["kb_procedure"] == [written.source]


def test_a_drug_not_had_no_longer_brings_her_back_for_it(visit, rina, tono):
    written = prescribed(visit, ("DMPA", 1), ("AMOKSISILIN", 5), by=rina)

    after = services.not_had(written, written.items.get(drug__code="DMPA"), reason="stok kosong", by=tono)

    assert after.state == "received"
    assert "kb_procedure" not in cast.fresh(visit).facts
    withdrawn = visit.events.get(kind="withdrawn")
    assert (withdrawn.reason, withdrawn.data["fact"]) == ("stok kosong", "kb_procedure")


def test_who_gets_none_of_it_has_a_prescription_called_off(visit, rina, tono):
    written = prescribed(visit, ("DMPA", 1), by=rina)

    after = services.not_had(written, written.items.get(), reason="stok kosong", by=tono)

    assert (after.state, after.cancel_reason) == ("cancelled", "stok kosong")
    assert "prescribed" not in cast.fresh(visit).facts
    assert [one.mark for one in copy_of(after)] == ["nedet"]


def test_a_drug_is_not_had_once(visit, rina, tono):
    written = prescribed(visit, ("DMPA", 1), ("AMOKSISILIN", 5), by=rina)
    item = written.items.get(drug__code="DMPA")
    services.not_had(written, item, reason="stok kosong", by=tono)

    with pytest.raises(MoveRefused, match="sudah dinyatakan"):
        services.not_had(written, item, reason="stok kosong", by=tono)


def test_a_packed_drug_that_is_not_had_goes_back_on_the_shelf(visit, rina, tono):
    batch = stocked(visit.facility, "DMPA", 3)
    stocked(visit.facility, "AMOKSISILIN", 10)
    packed = prepared(prescribed(visit, ("DMPA", 1), ("AMOKSISILIN", 5), by=rina), by=tono)

    services.not_had(packed, packed.items.get(drug__code="DMPA"), reason="vial retak", by=tono)

    batch.refresh_from_db()
    assert batch.free == 3


def test_holding_a_packed_prescription_puts_it_back(visit, rina, tono):
    batch = stocked(visit.facility, "DMPA", 3)
    packed = prepared(prescribed(visit, ("DMPA", 1), by=rina), by=tono)

    services.hold(packed, reason="tekanan darah 170/100, tetap suntik?", by=tono)

    batch.refresh_from_db()
    assert (batch.quantity, batch.free) == (3, 3)
    assert given(packed) == {"DMPA": 0}


def test_nothing_is_packed_before_its_review(visit, rina, tono):
    stocked(visit.facility, "DMPA", 3)

    with pytest.raises(MoveRefused) as refused:
        services.dispense(prescribed(visit, ("DMPA", 1), by=rina), by=tono)

    assert refused.value.code == "unlawful_move"


def test_a_change_after_packing_is_reviewed_and_packed_anew(visit, rina, tono):
    stocked(visit.facility, "DMPA", 1)
    stocked(visit.facility, "AMOKSISILIN", 10)
    packed = prepared(prescribed(visit, ("DMPA", 1), by=rina), by=tono)
    changed = services.change(packed, [line(visit.facility, "AMOKSISILIN", 5)], reason="batal KB", by=rina)

    again = prepared(changed, by=tono)

    assert given(again) == {"AMOKSISILIN": 5}
    with pytest.raises(MoveRefused, match="belum di farmasi"):
        handed_over(again, by=tono)
