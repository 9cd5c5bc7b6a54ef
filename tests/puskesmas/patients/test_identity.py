"""NIK, cards, phones and names: what is refused, what is only doubted, and what is the same name."""

from datetime import date

import pytest

from puskesmas.patients import identity

SARI = "3528054605920003"  # a woman born 6 May 1992: the day is written plus forty


def test_a_well_formed_nik_is_accepted():
    assert identity.nik_errors(SARI) == []


@pytest.mark.parametrize(
    ("nik", "sentence"),
    [
        ("352805460592000", "NIK harus 16 angka, baru 15. Periksa lagi kartunya."),
        ("35280546059200031", "NIK harus 16 angka, ini 17. Periksa lagi kartunya."),
        ("0" * 16, "NIK tidak mungkin 16 angka yang sama. Kosongkan bila kartunya tidak ada."),
        ("35280546o5920003", "NIK hanya boleh berisi angka. Hapus huruf atau tanda lainnya."),
        ("३५२८०५४६०५९२०००३", "NIK hanya boleh berisi angka. Hapus huruf atau tanda lainnya."),
    ],
)
def test_what_cannot_be_a_nik_is_refused_with_what_to_do(nik, sentence):
    assert identity.nik_errors(nik) == [sentence]


def test_spaces_and_dashes_people_type_are_taken_away():
    assert identity.digits("3528 0546-0592.0003") == SARI


def test_leading_zeros_of_a_card_stay():
    assert identity.digits("0001 2345 67890") == "0001234567890"
    assert identity.bpjs_errors("0001234567890") == []


def test_a_short_card_number_is_refused():
    assert identity.bpjs_errors("000123456789") == ["Nomor BPJS harus 13 angka, baru 12. Periksa lagi kartunya."]


def test_a_nik_that_agrees_with_the_form_raises_no_doubt():
    assert identity.nik_warnings(SARI, sex="P", birth_date=date(1992, 5, 6)) == []


def test_a_nik_of_the_other_sex_is_doubted_and_not_refused():
    assert identity.nik_errors(SARI) == []
    assert identity.nik_warnings(SARI, sex="L", birth_date=date(1992, 5, 6)) == [
        "Menurut NIK pasien ini perempuan, di isian laki-laki. Pastikan mana yang benar."
    ]


def test_a_nik_of_another_birthday_is_doubted_and_not_refused():
    assert identity.nik_warnings(SARI, sex="P", birth_date=date(1992, 6, 5)) == [
        "Menurut NIK lahir 06-05-92, di isian 05-06-92. Pastikan mana yang benar."
    ]


def test_the_century_of_a_nik_is_unknown_so_either_will_do():
    born_1925 = "3528050101250001"

    assert identity.nik_warnings(born_1925, sex="L", birth_date=date(1925, 1, 1)) == []
    assert identity.nik_warnings(born_1925, sex="L", birth_date=date(2025, 1, 1)) == []


def test_a_province_that_does_not_exist_is_doubted():
    assert "kode provinsi" in identity.nik_warnings("0928054605920003", sex="P", birth_date=date(1992, 5, 6))[0]


@pytest.mark.parametrize(
    ("typed", "phone"),
    [("0812-3456-7890", "081234567890"), ("+62 812 3456 7890", "081234567890"), ("6281234567890", "081234567890")],
)
def test_a_phone_is_written_as_people_here_dial_it(typed, phone):
    assert identity.local_phone(typed) == phone
    assert identity.phone_errors(phone) == []


@pytest.mark.parametrize("phone", ["812345678", "0812", "08123456789012", "0812ab"])
def test_what_cannot_be_dialled_is_refused(phone):
    assert identity.phone_errors(phone)


@pytest.mark.parametrize("name", ["Suharti", "Nu'man", "Siti Aminah", "I Gusti Ngurah Rai", "Zoë"])
def test_single_names_apostrophes_and_long_names_are_names(name):
    assert identity.name_errors(name) == []


@pytest.mark.parametrize("name", ["", "Sari 2", "---", "x" * 101])
def test_what_is_no_name_is_refused(name):
    assert len(identity.name_errors(name)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soekarno", "Sukarno"),
        ("Djoko Tjahjono", "Joko Cahjono"),
        ("Syamsul", "Samsul"),
        ("Moh. Amin", "Muhammad Amin"),
        ("M. Amin", "Mochammad Amin"),
        ("Muh Amin", "Mohamad Amin"),
        ("Nu'man", "Nu’man"),
        ("Nu'man", "Numan"),
        ("Zoë", "ZOE"),
        ("Siti  Nur-Aini", "siti nur aini"),
    ],
)
def test_one_name_written_two_ways_is_found_as_one(one, other):
    assert identity.folded(one) == identity.folded(other)


def test_a_birth_that_has_not_happened_is_refused():
    today = date(2024, 5, 6)

    assert identity.birth_date_errors(today, today=today) == []
    assert identity.birth_date_errors(date(2024, 5, 7), today=today)
    assert identity.birth_date_errors(date(1890, 1, 1), today=today)
