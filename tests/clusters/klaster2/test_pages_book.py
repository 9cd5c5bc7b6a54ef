"""The book of a pregnancy: its line, its values, what is sensitive only for some, and what was put right."""

import pytest
from django.urls import reverse

from clusters.klaster2.models import AntenatalRecord, Pregnancy
from clusters.recording import measure
from puskesmas.patients.models import RecordOpened
from tests import cast
from tests.cast import fresh, staff
from tests.clusters.people import signed_in

from .people import a_contact, a_pregnancy, to, typed, words


@pytest.fixture
def book(rina, desk, dharma_rini):
    """Bu Sari's book after one contact with its tests; give its address."""
    rina.post(to("examine", desk), a_pregnancy(obstetric=["caesarean"], weight_before="46"))
    measure(
        fresh(desk.visit),
        {"weight": "48,5", "height": "158", "systolic": "110/70"},
        by=staff(dharma_rini, "bidan"),
        entry=desk,
    )
    rina.post(to("examine", desk), a_contact(usg_by_doctor="on", usg_note="tunggal, hidup"))
    rina.post(to("examine", desk), typed("triple", hiv="nonreactive", syphilis="nonreactive", hbsag="nonreactive"))
    return reverse("klaster2:pregnancy", args=[Pregnancy.objects.get().code])


def test_the_book_shows_the_line_and_the_values(rina, desk, book):
    page = words(rina.get(book))

    assert "Hamil 18 minggu" in page and "G2P1A0" in page and "HPL <b>7 Okt 2024" in page
    assert '<li class="missed"><b>K1</b>' in page and '<li class="done"><b>K2</b><span>6 Mei 2024' in page
    assert '<li class="next"><b>K3</b>' in page and '<li class="later"><b>KF1</b>' in page
    assert to("desk", desk) in page
    assert "48,5" in page and "naik 2,5 kg dari 46 kg, anjuran 12,5–18 kg" in page
    assert "110/70" in page and "tunggal, hidup" in page
    assert "Bekas seksio sesarea" in page and "HIV <b>non-reaktif" in page


def test_who_opened_it_is_written_down(book, bu_sari, dharma_rini):
    ayu = staff(dharma_rini, "dokter")

    signed_in(ayu).get(book)

    assert RecordOpened.objects.filter(patient=bu_sari, staff=ayu, purpose="kehamilan").exists()


def test_the_desk_leads_to_the_book(rina, desk, book):
    assert book in words(rina.get(to("desk", desk)))


def test_what_is_sensitive_is_in_no_book_of_others(book, dharma_rini):
    page = words(signed_in(staff(dharma_rini, "gizi")).get(book))

    assert "Selama hamil" in page and "HIV" not in page


def test_what_was_put_right_is_said_with_its_reason(rina, desk, book):
    record = AntenatalRecord.objects.get()
    rina.post(to("correct_exam", desk, "anc", record.code), a_contact(tablets="60") | {"why-reason": "salah hitung"})

    page = words(rina.get(book))

    latest = AntenatalRecord.objects.current().get()
    assert "versi 2" in page and "salah hitung" in page
    assert to("correct_exam", desk, "anc", latest.code) in page


def test_the_book_is_printed(rina, book):
    page = words(rina.get(f"{book}cetak/"))

    assert "dicetak 6 Mei 2024" in page and "data-print" in page and "Hamil 18 minggu" in page
    assert "HIV" not in page  # paper lies about


@pytest.mark.parametrize(("role", "status"), [("dokter", 200), ("loket", 403), ("kasir", 403), ("kapus", 403)])
def test_who_may_read_a_book(book, dharma_rini, role, status):
    assert signed_in(staff(dharma_rini, role)).get(book).status_code == status


def test_a_neighbour_has_no_such_book(book, database):
    kakap = cast.a_puskesmas("sungai_kakap")

    assert signed_in(staff(kakap, "bidan")).get(book).status_code == 404


def test_the_book_costs_at_most_fifteen_statements(rina, book, django_assert_max_num_queries):
    rina.get(book)

    with django_assert_max_num_queries(15):
        rina.get(book)
