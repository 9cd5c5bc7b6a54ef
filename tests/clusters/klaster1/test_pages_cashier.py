"""The cashier's window: the line, the bill, the money, the receipt, and the count at the end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.klaster1 import cashier, till, words
from clusters.klaster1.models import Payment, ShiftClosing
from puskesmas.visits import movement, rendering
from tests import cast
from tests.cast import at_counter, called_in, fresh, go_on, place_of, staff


@pytest.fixture
def lia(sungai_kakap):
    return staff(sungai_kakap, "kasir")


@pytest.fixture
def at_the_till(client, lia):
    client.force_login(lia.user)
    return client


def at_the_window(facility, patient=None, complaint="Benjolan di leher"):
    """Let somebody who pays himself be examined and reach the cashier with a bill."""
    visit = at_counter(facility, patient or cast.pak_joko(facility), complaint=complaint)
    while place_of(visit) != "KASIR":
        role = {"LOKET": "loket", "KLASTER3": "dokter"}.get(place_of(visit), "dokter")
        if place_of(visit) == "KLASTER3":
            service = facility.services.get(code="UMUM")
            rendering.render(fresh(visit), service, by=staff(facility, "dokter"))
        go_on(fresh(visit), role)
    return fresh(visit)


def due_of(visit):
    return sum(line.amount for line in visit.rendered.filter(settled_by=""))


def pay(client, visit, **typed):
    return client.post(reverse("klaster1:pay", args=[visit.code]), {"method": "tunai", "amount": due_of(visit)} | typed)


def test_the_bill_shows_services_and_their_rules_and_no_reason_for_coming(sungai_kakap, at_the_till):
    visit = at_the_window(sungai_kakap)

    page = at_the_till.get(reverse("klaster1:bill", args=[visit.code])).content.decode()

    assert "Joko Susilo" in page
    assert "Rp 15.000" in page
    assert "Perda" in page
    assert "Benjolan" not in page


def test_pak_joko_is_called_pays_gets_change_and_a_receipt(sungai_kakap, at_the_till):
    visit = at_the_window(sungai_kakap)

    called = at_the_till.post(reverse("klaster1:call_next"))
    assert called.url == reverse("klaster1:bill", args=[visit.code])
    answer = pay(at_the_till, visit, received="20.000")

    payment = Payment.objects.get()
    assert (answer.status_code, answer.url) == (303, reverse("klaster1:receipt", args=[payment.code]))
    receipt = at_the_till.get(answer.url).content.decode()
    assert "Nomor 2024/000001" in receipt
    assert "Lima belas ribu rupiah" in receipt
    assert "kembali Rp 5.000" in receipt
    assert "<td>Umum" in receipt
    assert "Perda" in receipt
    assert "Benjolan" not in receipt
    assert place_of(visit) != "KASIR"


def test_less_than_the_bill_is_refused_beside_the_field(sungai_kakap, at_the_till):
    visit = at_the_window(sungai_kakap)

    answer = pay(at_the_till, visit, received="10.000")

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Kurang Rp 5.000 dari tagihan Rp 15.000" in page
    assert 'value="10.000"' in page
    assert not Payment.objects.exists()


def test_a_bill_that_changed_meanwhile_is_not_paid(sungai_kakap, at_the_till):
    visit = at_the_window(sungai_kakap)

    answer = pay(at_the_till, visit, amount=9_000, received="")

    assert answer.status_code == 400
    assert "Tagihan Rp 15.000, yang diterima Rp 9.000" in answer.content.decode()


def test_a_paid_bill_is_not_paid_twice(sungai_kakap, at_the_till):
    visit = at_the_window(sungai_kakap)
    amount = due_of(visit)
    pay(at_the_till, visit)

    answer = pay(at_the_till, visit, amount=amount)

    assert answer.status_code == 409
    assert "Tidak ada tagihan" in answer.content.decode()


def test_a_bill_from_a_bed_is_paid_and_the_patient_stays(sungai_kakap, at_the_till):
    visit = at_counter(sungai_kakap, cast.pak_joko(sungai_kakap))
    movement.escalate(visit, by=staff(sungai_kakap, "dokter"), reason="sesak")
    called_in(visit, by=staff(sungai_kakap, "dokter"))
    rendering.render(fresh(visit), sungai_kakap.services.get(code="UMUM"), by=staff(sungai_kakap, "dokter"))

    assert "Tagihan dari ruang rawat" in at_the_till.get(reverse("klaster1:cashier")).content.decode()
    pay(at_the_till, visit, method="qris")

    assert place_of(visit) == "IGD"
    assert not due_of(visit)


def test_a_receipt_is_taken_back_with_a_reason_by_one_of_its_own(sungai_kakap, at_the_till, lia):
    visit = at_the_window(sungai_kakap)
    payment = cashier.pay(visit, amount=due_of(visit), method="tunai", by=lia)
    address = reverse("klaster1:reverse", args=[payment.code])

    refused = at_the_till.post(address, {"reason": ""})
    assert refused.status_code == 400
    assert "Tulis alasan pembatalan" in refused.content.decode()
    answer = at_the_till.post(address, {"reason": "salah cara bayar"})

    back = Payment.objects.get(reverses=payment)
    assert answer.url == reverse("klaster1:receipt", args=[back.code])
    assert "Kuitansi Pembatalan" in at_the_till.get(answer.url).content.decode()
    old = at_the_till.get(reverse("klaster1:receipt", args=[payment.code])).content.decode()
    assert "DIBATALKAN" in old
    assert at_the_till.post(address, {"reason": "lagi"}).status_code == 409


def test_the_drawer_is_counted_and_a_difference_says_why(sungai_kakap, at_the_till, lia):
    visit = at_the_window(sungai_kakap)
    cashier.pay(visit, amount=due_of(visit), method="tunai", by=lia)
    address = reverse("klaster1:shift")

    refused = at_the_till.post(address, {"counted": "14.000"})
    assert refused.status_code == 400
    assert "Tulis alasan selisih" in refused.content.decode()
    assert at_the_till.post(address, {"counted": "lima belas"}).status_code == 400
    at_the_till.post(address, {"counted": "15.000"})

    assert ShiftClosing.objects.get().difference == 0
    assert at_the_till.post(address, {"counted": "0"}).status_code == 409


def test_an_ended_visit_is_priced_for_who_pays_after_all(sungai_kakap, at_the_till):
    visit = at_the_window(sungai_kakap)
    entry = called_in(visit, by=staff(sungai_kakap, "kasir"))
    movement.discharge(entry, by=staff(sungai_kakap, "dokter"), disposition="left", reason="pulang sendiri")
    address = reverse("klaster1:correct", args=[visit.code])

    assert "Pulang belum bayar" in at_the_till.get(reverse("klaster1:cashier")).content.decode()
    assert at_the_till.post(address, {"payer": "jkn", "reason": ""}).status_code == 400
    at_the_till.post(address, {"payer": "jkn", "reason": "kartu ditunjukkan kemudian"})

    assert not due_of(visit)


@pytest.mark.parametrize("role", ["dokter", "lab", "loket", "kader"])
def test_the_window_is_the_cashiers(sungai_kakap, client, role):
    visit = at_the_window(sungai_kakap)
    client.force_login(staff(sungai_kakap, role).user)

    assert client.get(reverse("klaster1:cashier")).status_code == 403
    assert pay(client, visit).status_code == 403
    assert client.get(reverse("klaster1:shift")).status_code == 403
    assert not Payment.objects.exists()


def test_another_puskesmas_bill_does_not_exist(sungai_kakap, galis, client):
    visit = at_the_window(sungai_kakap)
    payment = cashier.pay(visit, amount=due_of(visit), method="tunai", by=staff(sungai_kakap, "kasir"))
    client.force_login(staff(galis, "kasir").user)

    assert client.get(reverse("klaster1:bill", args=[visit.code])).status_code == 404
    assert pay(client, visit).status_code == 404
    assert client.get(reverse("klaster1:receipt", args=[payment.code])).status_code == 404
    assert client.post(reverse("klaster1:reverse", args=[payment.code]), {"reason": "x"}).status_code == 404


def test_the_window_asks_the_same_however_many_wait(sungai_kakap, at_the_till):
    visit = at_the_window(sungai_kakap)
    at_the_till.get(reverse("klaster1:bill", args=[visit.code]))
    with CaptureQueriesContext(connection) as few:
        at_the_till.get(reverse("klaster1:bill", args=[visit.code]))
    for n in range(3):
        born = cast.MONDAY.date().replace(year=1980)
        at_the_window(sungai_kakap, cast.a_patient(sungai_kakap, f"Pasien {n}", born=born, payer="umum"))

    with CaptureQueriesContext(connection) as many:
        page = at_the_till.get(reverse("klaster1:bill", args=[visit.code]))

    assert page.content.decode().count('class="num"') == 4
    assert len(many) == len(few) <= 15


def test_the_list_as_the_stream_paints_it_is_the_same(sungai_kakap, at_the_till):
    at_the_window(sungai_kakap)

    fragment = at_the_till.get(reverse("klaster1:till_rows"))

    assert fragment.content.decode() == till.painted(cast.point(sungai_kakap, "KASIR"))
    again = at_the_till.get(reverse("klaster1:till_rows"), headers={"If-None-Match": fragment["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "amount, said",
    [
        (0, "nol rupiah"),
        (11_000, "sebelas ribu rupiah"),
        (15_000, "lima belas ribu rupiah"),
        (120_500, "seratus dua puluh ribu lima ratus rupiah"),
        (1_001_000, "satu juta seribu rupiah"),
        (-25_000, "minus dua puluh lima ribu rupiah"),
    ],
)
def test_money_is_written_out(amount, said):
    assert words.written_out(amount) == said
