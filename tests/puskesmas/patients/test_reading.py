"""The search box knows a number by its shape."""

import pytest

from puskesmas.patients.reading import Kind, read


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("3528054605920003", Kind.NIK, "3528054605920003"),
        ("3528 0546 0592 0003", Kind.NIK, "3528054605920003"),
        ("0001234567890", Kind.BPJS, "0001234567890"),
        ("081234567890", Kind.PHONE, "081234567890"),
        ("0812345678901", Kind.PHONE, "0812345678901"),
        ("+62 812-3456-7890", Kind.PHONE, "081234567890"),
        ("00-18-42", Kind.RECORD_NUMBER, "001842"),
        ("1842", Kind.RECORD_NUMBER, "001842"),
        ("RM 00-18-42", Kind.RECORD_NUMBER, "001842"),
        ("rm1842", Kind.RECORD_NUMBER, "001842"),
        ("Siti Am", Kind.NAME, "siti am"),
        ("M. Soekarno", Kind.NAME, "muhammad sukarno"),
        ("Nu'man", Kind.NAME, "numan"),
        ("S Aminah", Kind.NAME, "aminah"),
    ],
)
def test_what_was_typed_is_known_by_its_shape(typed, kind, value):
    reading = read(typed)

    assert (reading.kind, reading.value) == (kind, value)


def test_one_letter_asks_for_a_second():
    assert read("s").kind == Kind.NOTHING
    assert read("s").hint == "Ketik paling sedikit dua huruf nama, atau nomornya."


def test_fifteen_digits_are_counted_aloud():
    assert read("352805460592000").hint.startswith("Ada 15 angka. NIK 16 angka")


def test_an_empty_box_says_nothing():
    assert read("  ") == read("")
    assert read("").hint == ""


def test_signs_alone_find_nothing_and_break_nothing():
    assert {read(typed).kind for typed in ("'", "& | !", ":*", "()", "-")} == {Kind.NOTHING}
