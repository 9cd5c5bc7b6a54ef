"""Handing medicine over: who may have it, what is written down, and where the patient goes then."""

from datetime import timedelta

import pytest

from pharmacy import services, stock
from pharmacy.models import Drug, Identifier, MoveKind, StockBatch, StockMove
from pharmacy.refusals import PrescriptionInvalid
from puskesmas.facility.models import Service
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import ServiceRendered
from tests import cast

from .conftest import TWO, at_pharmacy, handed_over, in_kia, kinds, prepared, prescribed, stocked


@pytest.fixture
def visit(dharma_rini, bu_wati):
    stocked(dharma_rini, "DMPA", 5)
    stocked(dharma_rini, "AMOKSISILIN", 50)
    return in_kia(dharma_rini, bu_wati, services=["ANC"])


def test_the_medicine_leaves_the_shelf_and_the_patient_goes_home(visit, rina, tono):
    written = prescribed(visit, ("AMOKSISILIN", 10), by=rina)
    at_pharmacy(visit, by=tono)

    given = handed_over(prepared(written, by=tono), by=tono)

    assert (given.state, given.handed_over_by, given.identifiers) == ("handed_over", tono, ["name", "birth_date"])
    move = StockMove.objects.get(kind=MoveKind.DISPENSED)
    assert (move.quantity, move.balance, move.document) == (-10, 40, given.number)
    assert move.batch.reserved == 0
    assert cast.fresh(visit).disposition == "home"
    assert [kind for kind in kinds(visit) if kind in ("label_explained", "handed_over")] == [
        "label_explained",
        "handed_over",
    ]


def test_bu_wati_returns_to_kia_after_fetching_her_drug(dharma_rini, bu_wati, rina, tono):
    stocked(dharma_rini, "DMPA", 5)
    visit = in_kia(dharma_rini, bu_wati)
    written = prescribed(visit, ("DMPA", 1), by=rina)
    at_pharmacy(visit, by=tono)
    assert cast.place_of(visit) == "FARMASI"

    handed_over(prepared(written, by=tono), by=tono)

    assert cast.place_of(visit) == "KIA"
    assert cast.entry_of(visit).step == "tindakan"
    cast.go_on(visit, "bidan")
    assert cast.fresh(visit).disposition == "home"


def test_bu_wati_goes_home_when_there_is_no_dmpa(dharma_rini, bu_wati, rina, tono):
    visit = in_kia(dharma_rini, bu_wati)
    written = prescribed(visit, ("DMPA", 1), by=rina)
    at_pharmacy(visit, by=tono)

    services.not_had(written, written.items.get(), reason="stok kosong", by=tono)
    cast.go_on(visit, "apoteker")

    assert cast.fresh(visit).disposition == "home"


def test_who_takes_pills_goes_home_from_the_pharmacy(dharma_rini, bu_wati, rina, tono):
    Drug.objects.create(
        facility=dharma_rini, code="PIL-KB", name="Pil KB", form="tablet", unit="strip", route="oral", programme=True
    )
    stocked(dharma_rini, "PIL-KB", 5, source="bkkbn")
    visit = in_kia(dharma_rini, bu_wati)
    written = prescribed(visit, ("PIL-KB", 1), by=rina)
    at_pharmacy(visit, by=tono)

    handed_over(prepared(written, by=tono), by=tono)

    assert cast.fresh(visit).disposition == "home"


def test_the_patient_stays_until_the_last_prescription_is_handed_over(visit, rina, tono):
    first, second = (prescribed(visit, (code, 1), by=rina) for code in ("AMOKSISILIN", "DMPA"))
    at_pharmacy(visit, by=tono)

    handed_over(prepared(first, by=tono), by=tono)
    assert cast.place_of(visit) == "FARMASI"

    handed_over(prepared(second, by=tono), by=tono)
    assert cast.place_of(visit) == "KIA"


def test_one_identifier_is_not_enough(visit, rina, tono):
    written = prescribed(visit, ("AMOKSISILIN", 10), by=rina)
    at_pharmacy(visit, by=tono)
    packed = prepared(written, by=tono)

    for too_few in ([], [Identifier.NAME], [Identifier.NAME, Identifier.NAME]):
        with pytest.raises(MoveRefused, match="dua tanda pengenal"):
            services.hand_over(packed, too_few, True, by=tono)
    with pytest.raises(PrescriptionInvalid, match="Isian"):
        services.hand_over(packed, ["name", "warna baju"], True, by=tono)

    assert StockBatch.objects.get(drug__code="AMOKSISILIN").quantity == 50
    assert handed_over(packed, by=tono).state == "handed_over"


def test_a_label_nobody_explained_is_written_down_as_such(visit, rina, tono):
    written = prescribed(visit, ("AMOKSISILIN", 10), by=rina)
    at_pharmacy(visit, by=tono)

    given = services.hand_over(prepared(written, by=tono), TWO, False, by=tono)

    assert not given.is_explained
    assert "handed_over" in kinds(visit) and "label_explained" not in kinds(visit)


def test_medicine_is_not_handed_over_to_an_empty_window(visit, rina, tono):
    packed = prepared(prescribed(visit, ("AMOKSISILIN", 10), by=rina), by=tono)

    with pytest.raises(MoveRefused, match="sekarang: Pemeriksaan"):
        handed_over(packed, by=tono)

    assert type(packed).objects.get().state == "prepared"
    at_pharmacy(visit, by=tono)
    assert handed_over(packed, by=tono).state == "handed_over"


def test_a_patient_not_called_yet_is_not_served(visit, rina, tono):
    packed = prepared(prescribed(visit, ("AMOKSISILIN", 10), by=rina), by=tono)
    cast.go_on(visit, "bidan")

    with pytest.raises(MoveRefused, match="belum dipanggil"):
        handed_over(packed, by=tono)

    assert StockBatch.objects.get(drug__code="AMOKSISILIN").quantity == 50


def test_a_second_hand_over_reads_who_and_when(visit, rina, tono):
    written = prescribed(visit, ("AMOKSISILIN", 10), by=rina)
    at_pharmacy(visit, by=tono)
    packed = prepared(written, by=tono)
    handed_over(packed, by=tono)

    with pytest.raises(MoveRefused, match=f"diserahkan, oleh {tono.name} pukul") as refused:
        handed_over(packed, by=tono)

    assert refused.value.code == "already_done"
    assert StockMove.objects.filter(kind=MoveKind.DISPENSED).count() == 1


def test_a_midwife_does_not_hand_over(visit, rina, tono):
    written = prescribed(visit, ("AMOKSISILIN", 10), by=rina)
    at_pharmacy(visit, by=tono)
    packed = prepared(written, by=tono)

    with pytest.raises(MoveRefused, match="tidak berwenang"):
        handed_over(packed, by=rina)


def test_what_there_was_too_little_of_is_handed_over_in_part(visit, rina, tono):
    written = prescribed(visit, ("AMOKSISILIN", 60), by=rina)
    at_pharmacy(visit, by=tono)

    given = handed_over(prepared(written, by=tono), by=tono)

    assert given.state == "partial"
    assert given.items.get().owed_quantity == 10


def test_a_drug_with_a_tariff_is_rendered(rina, tono, dharma_rini):
    stocked(dharma_rini, "DMPA", 5)
    stocked(dharma_rini, "AMOKSISILIN", 50)
    visit = in_kia(dharma_rini, cast.bu_wati(dharma_rini, payer="jkn"), services=["ANC"])
    service = Service.objects.create(
        facility=dharma_rini, code="OBAT-PAKET", name="Paket obat", place="FARMASI", cluster="k1", bookable=False
    )
    Drug.objects.filter(code="AMOKSISILIN").update(service=service)
    written = prescribed(visit, ("AMOKSISILIN", 10), ("DMPA", 1), by=rina)
    at_pharmacy(visit, by=tono)

    handed_over(prepared(written, by=tono), by=tono)

    rendered = ServiceRendered.objects.get(visit=visit)
    assert (rendered.service, rendered.quantity, rendered.by) == (service, 10, tono)


def test_what_expired_since_it_was_packed_is_not_handed_over(visit, rina, tono):
    written = prescribed(visit, ("AMOKSISILIN", 10), by=rina)
    at_pharmacy(visit, by=tono)
    packed = prepared(written, by=tono)
    StockBatch.objects.filter(drug__code="AMOKSISILIN").update(expiry=visit.facility.today() - timedelta(days=1))

    with pytest.raises(MoveRefused, match="kedaluwarsa sejak disiapkan"):
        handed_over(packed, by=tono)


def test_to_a_bed_the_medicine_goes_and_the_patient_stays(dharma_rini, tono):
    stocked(dharma_rini, "AMOKSISILIN", 50)
    ayu = cast.staff(dharma_rini, "dokter")
    visit = cast.fresh(cast.arrive(dharma_rini, facts=["emergency"]))
    cast.called_in(visit, by=ayu)
    packed = prepared(
        prescribed(visit, ("AMOKSISILIN", 10), by=ayu), by=tono, override_reason="belum dikenal, alergi ditanyakan"
    )

    with pytest.raises(MoveRefused, match="dua tanda pengenal"):
        handed_over(packed, by=tono)
    services.hand_over(packed, [Identifier.BRACELET, Identifier.VISIT_NUMBER], True, by=tono)

    assert cast.place_of(visit) == "IGD"
    assert "prescribed" not in cast.fresh(visit).facts


def test_at_sungai_kakap_the_label_is_explained_by_the_apoteker(sungai_kakap):
    stocked(sungai_kakap, "AMOKSISILIN", 50)
    ayu, tono = (cast.staff(sungai_kakap, role) for role in ("dokter", "apoteker"))
    visit = in_kia(sungai_kakap, cast.bu_wati(sungai_kakap, payer="jkn"), services=["ANC"])
    written = prescribed(visit, ("AMOKSISILIN", 10), by=ayu)
    at_pharmacy(visit, by=tono)

    handed_over(prepared(written, by=tono), by=tono)

    explained = visit.events.get(kind="label_explained")
    assert explained.by_role == "apoteker"
    assert cast.fresh(visit).disposition == "home"


def test_a_vial_that_comes_back_no_longer_brings_her_to_the_room(dharma_rini, bu_wati, rina, tono):
    stocked(dharma_rini, "DMPA", 5)
    visit = in_kia(dharma_rini, bu_wati)
    written = prescribed(visit, ("DMPA", 1), by=rina)
    at_pharmacy(visit, by=tono)
    given = handed_over(prepared(written, by=tono), by=tono)

    item = services.take_back(given.items.get(), quantity=1, reason="tekanan darah 170/100, tidak disuntik", by=tono)

    assert item.returned_quantity == 1
    assert "kb_procedure" not in cast.fresh(visit).facts
    assert StockBatch.objects.get(drug__code="DMPA").quantity == 5
    with pytest.raises(PrescriptionInvalid):
        services.take_back(item, quantity=1, reason="lagi", by=tono)


def test_every_stock_card_adds_up(visit, rina, tono):
    batch = StockBatch.objects.get(drug__code="AMOKSISILIN")
    written = prescribed(visit, ("AMOKSISILIN", 10), by=rina)
    at_pharmacy(visit, by=tono)
    given = handed_over(prepared(written, by=tono), by=tono)
    services.take_back(given.items.get(), quantity=4, reason="dikembalikan utuh", by=tono)
    stock.discard(batch, quantity=3, reason="basah", by=tono)
    stock.adjust(batch, counted=42, reason="opname Mei", by=tono)

    moves = list(batch.moves.all())

    assert [move.quantity for move in moves] == [50, -10, 4, -3, 1]
    assert [move.balance for move in moves] == [50, 40, 44, 41, 42]
    batch.refresh_from_db()
    assert batch.quantity == sum(move.quantity for move in moves) == 42
