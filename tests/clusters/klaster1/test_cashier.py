"""Money at the counter: exact, receipted without a gap, given back only by a receipt, counted at the end."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, close_old_connections, connection, transaction
from django.db.utils import NotSupportedError
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from clusters.klaster1 import cashier
from clusters.klaster1.access import payment_by_code, unpaid_after_exit
from clusters.klaster1.bill import bill_of
from clusters.klaster1.models import Payment, ShiftClosing
from puskesmas.visits import movement, rendering
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from referrals.models import LooseEnd
from tests import cast
from tests.cast import at_counter, called_in, fresh, go_on, place_of, staff


@pytest.fixture
def lia(sungai_kakap):
    return staff(sungai_kakap, "kasir")


def give(visit, code="UMUM", quantity=1):
    service = visit.facility.services.get(code=code)
    return rendering.render(visit, service, by=staff(visit.facility, "dokter"), quantity=quantity)


def at_the_cashier(facility, patient=None):
    """Let somebody who pays himself be examined at Sungai Kakap and reach the cashier with a bill of Rp 15.000."""
    visit = at_counter(facility, patient or cast.pak_joko(facility))
    go_on(visit, "loket")
    go_on(visit, "loket")
    give(visit)
    go_on(visit, "dokter")
    assert place_of(visit) == "KASIR"
    return fresh(visit)


def pay(visit, by, amount=15_000, method="tunai"):
    return cashier.pay(visit, amount=amount, method=method, by=by)


def test_pak_joko_pays_and_walks_on(sungai_kakap, lia):
    visit = at_the_cashier(sungai_kakap)
    called_in(visit, by=lia)

    payment = pay(visit, lia)

    assert payment.receipt == "2024/000001"
    assert fresh(visit).state == "discharged"
    assert Fact.BILL_OPEN not in fresh(visit).holding
    assert visit.rendered.get().settled_by == payment.code
    paid = visit.events.get(kind="paid")
    assert (paid.data["receipt"], paid.data["amount"], paid.data["method"]) == ("2024/000001", 15_000, "tunai")
    assert bill_of(visit).is_clear


def test_who_pays_without_having_been_called_goes_on_too(sungai_kakap, lia):
    visit = at_the_cashier(sungai_kakap)

    pay(visit, lia, method="qris")

    assert fresh(visit).state == "discharged"


@pytest.mark.parametrize("amount", [10_000, 20_000, 0, -15_000])
def test_only_the_exact_amount_is_taken(sungai_kakap, lia, amount):
    visit = at_the_cashier(sungai_kakap)

    with pytest.raises(ValidationError, match=r"Tagihan Rp 15\.000, yang diterima") as error:
        pay(visit, lia, amount=amount)

    assert list(error.value.message_dict) == ["amount"]
    assert not Payment.objects.exists()
    assert place_of(visit) == "KASIR"


def test_an_unknown_method_has_its_sentence(sungai_kakap, lia):
    with pytest.raises(ValidationError, match="Pilih cara bayar: Tunai, QRIS, Transfer"):
        pay(at_the_cashier(sungai_kakap), lia, method="beras")


def test_a_bill_is_paid_once(sungai_kakap, lia):
    visit = at_the_cashier(sungai_kakap)
    pay(visit, lia)

    with pytest.raises(MoveRefused, match="Tidak ada tagihan") as refused:
        pay(visit, lia)

    assert refused.value.code == "already_done"


def test_the_midwife_takes_no_money(sungai_kakap):
    with pytest.raises(MoveRefused, match="tidak berwenang"):
        pay(at_the_cashier(sungai_kakap), staff(sungai_kakap, "bidan"))


def test_without_paying_nobody_leaves_the_cashier(sungai_kakap, lia):
    visit = at_the_cashier(sungai_kakap)

    with pytest.raises(MoveRefused, match="Tagihan belum lunas"):
        movement.advance(called_in(visit, by=lia), by=lia)


def test_no_reason_sends_who_pays_home_past_the_cashier(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_joko(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    give(visit)
    doctor = staff(sungai_kakap, "dokter")

    with pytest.raises(MoveRefused, match="Antar pasien ke kasir dahulu") as refused:
        movement.discharge(called_in(visit, by=doctor), by=doctor, disposition="home", reason="Kasir penuh")

    assert [reason.code for reason in refused.value.reasons] == ["bill_open"]
    assert not fresh(visit).is_closed


def test_who_walks_out_without_paying_leaves_a_loose_end(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_joko(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    give(visit)
    doctor = staff(sungai_kakap, "dokter")

    movement.discharge(called_in(visit, by=doctor), by=doctor, disposition="left", reason="Tidak menunggu kasir")

    assert fresh(visit).is_closed
    assert LooseEnd.objects.get(visit=visit).note == "Tagihan Rp 15.000 belum dibayar."


def test_no_bill_holds_up_an_emergency(sungai_kakap):
    visit = cast.arrive(sungai_kakap, facts=[Fact.EMERGENCY])
    movement.identify(visit, cast.pak_joko(sungai_kakap), by=staff(sungai_kakap, "loket"))
    give(visit)
    doctor = staff(sungai_kakap, "dokter")

    movement.discharge(called_in(visit, by=doctor), by=doctor, disposition="home", reason="Membaik, keluarga membayar")

    assert fresh(visit).is_closed


def test_a_bill_from_a_bed_is_paid_without_moving_the_patient(sungai_kakap, lia):
    visit = cast.arrive(sungai_kakap, facts=[Fact.EMERGENCY])
    movement.identify(visit, cast.pak_joko(sungai_kakap), by=staff(sungai_kakap, "loket"))
    give(visit)

    pay(visit, lia)

    assert place_of(visit) == "IGD"
    assert Fact.BILL_OPEN not in fresh(visit).holding


def test_the_bill_shows_services_and_rules_and_no_diagnosis(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_joko(sungai_kakap))
    give(visit, quantity=2)
    give(visit, "IMUNISASI")

    bill = bill_of(visit)

    lines = [(line.service, line.quantity, line.tariff, line.amount) for line in bill.lines]
    assert lines == [("UMUM", 2, "T-UMUM", 30_000), ("IMUNISASI", 1, "T-IMUNISASI", 0)]
    assert bill.lines[0].legal_basis == "Perda Uji, contoh"
    assert (bill.total, bill.paid, bill.due) == (30_000, 0, 30_000)


def test_reading_a_bill_takes_two_statements(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_joko(sungai_kakap))
    for _ in range(5):
        give(visit)

    with CaptureQueriesContext(connection) as captured:
        bill_of(visit)

    assert len(captured) == 2


# --- receipts ---


def test_receipt_numbers_have_no_gap_after_a_refusal(sungai_kakap, lia):
    first, second = at_the_cashier(sungai_kakap), at_the_cashier(sungai_kakap, cast.bu_sari(sungai_kakap))
    pay(first, lia)
    with pytest.raises(RuntimeError), transaction.atomic():
        pay(second, lia)
        raise RuntimeError("the power went out")

    pay(second, lia)

    assert [one.receipt for one in Payment.objects.all()] == ["2024/000001", "2024/000002"]


def test_each_puskesmas_counts_its_own_receipts(sungai_kakap, galis, lia):
    pay(at_the_cashier(sungai_kakap), lia)
    visit = at_counter(galis, cast.pak_joko(galis))
    give(visit)

    assert pay(visit, staff(galis, "kasir")).receipt == "2024/000001"


def test_a_new_year_begins_at_one(sungai_kakap, lia, monday_morning):
    pay(at_the_cashier(sungai_kakap), lia)
    monday_morning.move_to(cast.MONDAY.replace(year=2025))

    assert pay(at_the_cashier(sungai_kakap, cast.bu_sari(sungai_kakap)), lia).receipt == "2025/000001"


def test_receipts_are_never_altered(sungai_kakap, lia):
    payment = pay(at_the_cashier(sungai_kakap), lia)

    with pytest.raises((InternalError, NotSupportedError), match="Cannot update"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(amount=1)


def test_another_puskesmas_does_not_see_the_receipt(sungai_kakap, galis, lia):
    payment = pay(at_the_cashier(sungai_kakap), lia)

    assert payment_by_code(lia.user, payment.code) == payment
    with pytest.raises(Http404):
        payment_by_code(staff(galis, "kasir").user, payment.code)


def test_two_cashiers_at_once_draw_two_numbers_and_one_bill_is_paid_once(kakap_committed):
    facility = kakap_committed
    visits = [at_the_cashier(facility, cast.pak_joko(facility)) for _ in range(3)]
    lia = staff(facility, "kasir")
    outcomes = at_once([lambda v=v: pay(v, lia) for v in [*visits, visits[0]]])

    refused = [one for one in outcomes if isinstance(one, MoveRefused)]
    assert len(refused) == 1 and refused[0].code == "already_done"
    assert sorted(Payment.objects.values_list("number", flat=True)) == [1, 2, 3]


def at_once(verbs):
    """Run verbs on connections of their own, at the same moment; give what each returned or raised."""
    outcomes, gate = [], threading.Barrier(len(verbs))

    def run(verb):
        try:
            gate.wait(10)
            outcomes.append(verb())
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    close_old_connections()
    return outcomes


# --- giving back ---


def test_money_goes_back_by_a_receipt_of_its_own_and_the_bill_is_open_again(sungai_kakap, lia):
    visit = cast.arrive(sungai_kakap, facts=[Fact.EMERGENCY])
    movement.identify(visit, cast.pak_joko(sungai_kakap), by=staff(sungai_kakap, "loket"))
    given = give(visit)
    payment = pay(visit, lia)

    back = cashier.reverse(payment, by=lia, reason="salah cara bayar")

    assert (back.receipt, back.amount, back.reverses) == ("2024/000002", -15_000, payment)
    assert fresh(visit).facts["bill_open"] == [f"rendered:{given.code}"]
    assert bill_of(visit).due == 15_000
    assert visit.events.get(kind="bill_corrected").reason == "salah cara bayar"
    assert pay(visit, lia, method="qris").receipt == "2024/000003"


def test_a_receipt_goes_back_once_and_with_a_reason(sungai_kakap, lia):
    payment = pay(at_the_cashier(sungai_kakap), lia)

    with pytest.raises(ValidationError, match="Tulis alasan pembatalan"):
        cashier.reverse(payment, by=lia, reason=" ")
    back = cashier.reverse(payment, by=lia, reason="salah pasien")
    with pytest.raises(MoveRefused, match=r"sudah dibatalkan dengan 2024/000002"):
        cashier.reverse(payment, by=lia, reason="lagi")
    with pytest.raises(MoveRefused, match="sendiri adalah pembatalan"):
        cashier.reverse(back, by=lia, reason="batal dibatalkan")


def test_after_the_exit_a_reversal_teaches_nothing_any_more(sungai_kakap, lia):
    visit = at_the_cashier(sungai_kakap)
    payment = pay(visit, lia)

    cashier.reverse(payment, by=lia, reason="salah nominal tarif")

    assert fresh(visit).state == "discharged"
    assert "bill_open" not in fresh(visit).facts
    assert list(unpaid_after_exit(lia.user)) == [visit]


# --- bills put right ---


def test_a_card_found_inactive_after_the_exit_makes_a_bill_and_the_visit_stays_closed(sungai_kakap, lia):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    give(visit)
    go_on(visit, "dokter")
    assert fresh(visit).state == "discharged"

    changed = cashier.correct_bill(visit, payer="umum", by=lia, reason="kartu tidak aktif")

    assert [line.amount for line in changed] == [15_000]
    assert fresh(visit).state == "discharged"
    corrected = visit.events.get(kind="bill_corrected")
    assert (corrected.data["payer"], corrected.data["service_on"]) == ("umum", "2024-05-06")
    assert list(unpaid_after_exit(lia.user)) == [visit]
    assert pay(visit, lia).amount == 15_000
    assert list(unpaid_after_exit(lia.user)) == []


def test_a_bill_is_put_right_only_after_the_exit_and_before_it_is_paid(sungai_kakap, lia):
    visit = at_the_cashier(sungai_kakap)
    with pytest.raises(MoveRefused, match="Kunjungan masih berjalan"):
        cashier.correct_bill(visit, payer="jkn", by=lia, reason="kartu aktif")
    pay(visit, lia)

    with pytest.raises(MoveRefused, match="Batalkan dahulu kuitansinya"):
        cashier.correct_bill(visit, payer="jkn", by=lia, reason="kartu aktif")
    with pytest.raises(ValidationError, match="Pilih JKN atau umum"):
        cashier.correct_bill(visit, payer="siapa", by=lia, reason="kartu aktif")
    with pytest.raises(ValidationError, match="Tulis alasan perbaikan"):
        cashier.correct_bill(visit, payer="umum", by=lia, reason="")


def test_who_leaves_without_paying_leaves_a_loose_end_that_paying_ties_up(sungai_kakap, lia):
    visit = at_the_cashier(sungai_kakap)

    movement.close(visit, by=lia, disposition="left", reason="pergi tanpa membayar")

    loose = LooseEnd.objects.get(visit=visit)
    assert (loose.kind, loose.paper, loose.owner) == ("bill", visit.code, lia)
    assert "Rp 15.000" in loose.note
    pay(visit, lia)
    assert LooseEnd.objects.get(visit=visit).settled_by == lia
    assert fresh(visit).disposition == "left"


# --- the end of a shift ---


def test_a_shift_counts_what_came_and_what_went_back(sungai_kakap, lia):
    first, second, third = (at_the_cashier(sungai_kakap, cast.pak_joko(sungai_kakap)) for _ in range(3))
    pay(first, lia)
    pay(second, lia, method="qris")
    cashier.reverse(pay(third, lia), by=lia, reason="salah pasien")

    totals = cashier.shift_totals(lia)
    closing = cashier.close_shift(counted=15_000, by=lia)

    assert (totals.receipts, totals.tunai, totals.qris, totals.transfer, totals.total) == (4, 15_000, 15_000, 0, 30_000)
    assert (closing.total, closing.difference) == (30_000, 0)
    assert cashier.shift_totals(lia).receipts == 0


def test_a_drawer_that_differs_says_why(sungai_kakap, lia):
    pay(at_the_cashier(sungai_kakap), lia)

    with pytest.raises(ValidationError, match=r"Menurut kuitansi Rp 15\.000 tunai, dihitung Rp 14\.000"):
        cashier.close_shift(counted=14_000, by=lia)
    closing = cashier.close_shift(counted=14_000, by=lia, reason="kembalian keliru")

    assert (closing.difference, closing.reason) == (-1_000, "kembalian keliru")


def test_an_empty_shift_is_not_closed_and_each_cashier_closes_their_own(sungai_kakap, lia):
    pay(at_the_cashier(sungai_kakap), lia)
    other = staff(sungai_kakap, "kasir", suffix="2")

    with pytest.raises(MoveRefused, match="Belum ada kuitansi"):
        cashier.close_shift(counted=0, by=other)
    cashier.close_shift(counted=15_000, by=lia)

    assert ShiftClosing.objects.get().by == lia
