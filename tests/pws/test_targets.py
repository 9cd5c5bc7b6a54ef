"""How many people a village answers for: set, projected, handed in as a sheet, and never overwritten."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from django.http import Http404
from openpyxl import Workbook, load_workbook

from pws import spreadsheet, targets
from pws.models import Basis, PwsEntry, PwsRate, PwsTarget
from pws.refusals import PwsRefused
from pws.targets import Number
from tests import cast

from .conftest import CBR


def handed_in(officer, number, village, *, kind="bumil", basis=Basis.REAL, source="Pendataan kader"):
    rows = [Number(village, kind, D(number))]
    return targets.set_targets(rows, year=2024, basis=basis, source=source, by=officer)


def test_a_changed_number_is_a_new_version_and_the_old_one_stays_readable(kakap, area, officer):
    handed_in(officer, 40, area["Belidak"])
    handed_in(officer, 44, area["Belidak"], source="Pendataan ulang Juni")

    versions = PwsTarget.objects.filter(village=area["Belidak"]).order_by("version")
    assert [(row.version, row.number, row.source) for row in versions] == [
        (1, D(40), "Pendataan kader"),
        (2, D(44), "Pendataan ulang Juni"),
    ]
    assert targets.in_force(kakap, 2024) == {(area["Belidak"].pk, "bumil", "real"): D(44)}


def test_the_same_number_again_is_no_new_version(area, officer):
    handed_in(officer, 40, area["Belidak"])

    assert handed_in(officer, 40, area["Belidak"]) == []
    assert PwsTarget.objects.count() == 1
    assert PwsEntry.objects.count() == 1


def test_a_new_target_is_told_to_the_ledger_once_a_village(area, officer):
    rows = [Number(area["Belidak"], kind, D(40)) for kind in ("bumil", "bulin", "bayi")]

    targets.set_targets(rows, year=2024, basis=Basis.REAL, source="Dinkes", by=officer)

    entry = PwsEntry.objects.get()
    assert (entry.village, f"{entry.month:%Y-%m-%d}", entry.kind) == (area["Belidak"], "2024-01-01", "target")


def test_both_kinds_stand_side_by_side(kakap, area, officer):
    handed_in(officer, 37, area["Belidak"])
    targets.project(year=2024, rates=CBR, source="BPS", by=officer)

    found = targets.in_force(kakap, 2024)
    assert found[area["Belidak"].pk, "bumil", "real"] == 37
    assert found[area["Belidak"].pk, "bumil", "projected"] == D("41.80")


def test_a_village_nobody_has_counted_has_no_projection(kakap, area, officer):
    targets.project(year=2024, rates=CBR, source="BPS", by=officer)

    assert {village for village, _kind, _basis in targets.in_force(kakap, 2024)} == {
        area["Belidak"].pk,
        area["Kakap"].pk,
    }


def test_a_prevalence_stands_on_the_adults_handed_in(kakap, area, officer):
    handed_in(officer, 1500, area["Belidak"], kind="dewasa_15")
    targets.project(year=2024, rates={"prevalence_hypertension": D("0.3")}, source="SKI", by=officer)

    assert targets.in_force(kakap, 2024)[area["Belidak"].pk, "hipertensi", "projected"] == 450


def test_a_rate_set_again_is_a_new_version(kakap, officer):
    for value in ("95", "95", "90"):
        targets.set_rate("goal:K1", D(value), year=2024, source="Dinkes", by=officer)

    assert targets.rates_in(kakap, 2024) == {"goal:K1": D(90)}
    assert PwsRate.objects.count() == 2


def test_only_klaster_1_sets_targets_and_only_at_home(kakap, area, officer):
    with pytest.raises(PwsRefused, match="Peran kepala puskesmas tidak berwenang"):
        handed_in(cast.staff(kakap, "kapus"), 40, area["Belidak"])
    rini = cast.a_puskesmas("dharma_rini")
    with pytest.raises(Http404):
        handed_in(cast.staff(rini, "klaster1"), 40, area["Belidak"])
    with pytest.raises(PwsRefused, match="Sumber sasaran belum diisi"):
        handed_in(officer, 40, area["Belidak"], source=" ")


def a_sheet(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


HEAD = ["Kode wilayah", "Desa", "Ibu hamil", "Bayi lahir hidup"]


def inside(area):
    return [village for village in area.values() if village.in_area]


def test_a_filled_sheet_is_read_with_comma_or_point(area):
    sheet = a_sheet(HEAD, ["61.12.09.2001", "Belidak", "41,8", 38], ["61.12.09.2002", "Kakap", 62.24, None], [None])

    read = spreadsheet.read(sheet, inside(area), year=2024)

    assert [(one.village.name, one.kind, one.number) for one in read] == [
        ("Belidak", "bumil", D("41.80")),
        ("Belidak", "lahir_hidup", D("38.00")),
        ("Kakap", "bumil", D("62.24")),
    ]


def test_every_wrong_row_is_named_and_nothing_of_the_file_is_taken(area):
    sheet = a_sheet(
        [*HEAD, "Ibu-ibu"],
        ["61.12.09.2001", "Belidak", "empat puluh", -3],
        ["61.12.99.2001", "Entah", 5, 5],
        ["61.12.10.2001", "Rasau", 5, 5],
        ["61.12.09.2002", "Kakap", 5, 5],
        ["61.12.09.2002", "Kakap", 6, 6],
        ["", "Kupah", 6, 6],
    )

    with pytest.raises(PwsRefused) as refused:
        spreadsheet.read(sheet, inside(area), year=2024)

    assert [reason.message for reason in refused.value.reasons] == [
        "Baris 1: kolom “Ibu-ibu” tidak dikenal. Pakai nama kolom dari lembar contoh.",
        "Baris 2: kolom Ibu hamil: “empat puluh” bukan jumlah. Tulis angka saja.",
        "Baris 2: kolom Bayi lahir hidup: “-3” bukan jumlah. Tulis angka saja.",
        "Baris 3: kode wilayah “61.12.99.2001” bukan desa wilayah kerja. Salin kodenya dari lembar contoh.",
        "Baris 4: kode wilayah “61.12.10.2001” bukan desa wilayah kerja. Salin kodenya dari lembar contoh.",
        "Baris 6: Kakap sudah ada di baris 5. Hapus salah satunya.",
        "Baris 7: kode wilayah kosong. Salin kodenya dari lembar contoh.",
    ]


@pytest.mark.parametrize("content", [b"bukan xlsx", b"PK\x03\x04 setengah", b""])
def test_a_file_that_is_no_sheet_is_said_to_be_none(area, content):
    with pytest.raises(PwsRefused, match="tidak terbaca sebagai lembar kerja xlsx"):
        spreadsheet.read(BytesIO(content), inside(area), year=2024)


def test_the_sheet_to_fill_in_names_every_village_and_kind_and_is_read_back(area):
    blank = BytesIO(spreadsheet.blank(inside(area), year=2024))

    rows = list(load_workbook(blank).active.iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["Desa", "Belidak", "Kakap", "Kupah"]
    assert {"Ibu hamil", "Lansia 60 tahun ke atas"} <= set(rows[0])
    with pytest.raises(PwsRefused, match="1 baris belum bisa diterima"):  # nobody has filled it in
        spreadsheet.read(BytesIO(spreadsheet.blank(inside(area), year=2024)), inside(area), year=2024)
