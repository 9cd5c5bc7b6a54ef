"""The head's pages: the grid, the graph, the names behind a number, the sasaran, and counting anew."""

from datetime import date
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from puskesmas.facility.models import Village
from puskesmas.patients.models import RecordOpened
from pws import indicators, keeping, targets
from pws.models import Basis, PwsFigure, PwsRun, PwsTarget
from pws.rollup import roll_up
from pws.targets import Number
from tests import cast

from .people import resident, seen
from .test_targets import HEAD, a_sheet


@pytest.fixture
def world(kakap, area, officer):
    """A year with sasaran: Belidak lags and stands still, Kakap is over its number, Kupah has none."""
    numbers = {"Belidak": 100, "Kakap": 2}
    rows = [Number(area[name], "hipertensi", D(number)) for name, number in numbers.items()]
    targets.set_targets(rows, year=2024, basis=Basis.PROJECTED, source="SKI", by=officer)
    people = {}
    for name, village, day in (
        ("Wati", "Belidak", "2024-01-08"),
        ("Sri", "Kakap", "2024-02-05"),
        ("Ani", "Kakap", "2024-03-04"),
        ("Tuti", "Kakap", "2024-03-05"),
        ("Nur", "Kakap", "2024-04-02"),
    ):
        people[name] = resident(area[village], name)
        seen(kakap, people[name], day, "I10")
    keeping.rebuild(kakap, 2024)
    return {"facility": kakap, "area": area, "people": people}


@pytest.fixture
def head(client, world):
    client.force_login(cast.staff(world["facility"], "kapus").user)
    return client


def get(client, name, **query):
    return client.get(reverse(f"pws:{name}"), query)


def test_the_head_sees_the_worst_village_first_by_letter_and_in_words(head, world):
    page = get(head, "dashboard", bulan="2024-03", klaster="k3").content.decode()

    assert page.index(">Belidak</th>") < page.index(">Kakap</th>")  # jelek stands above
    assert "jelek, 1 dari 100, target 25,0, bulan ini tetap" in page  # below and standing still: the hole, as set
    assert "baik, 3 dari 2, target 25,0, bulan ini naik, lebih dari 100 persen, periksa sasaran" in page
    assert "sasaran belum diisi" in page  # Kupah
    assert "PWS kumulatif sampai Maret 2024" in page


def test_january_has_no_status(head):
    page = get(head, "dashboard", bulan="2024-01", klaster="k3").content.decode()

    assert "belum ada status, 1 dari 100, target 8,3, belum ada tren" in page
    assert "Januari belum punya tren" in page


def test_without_a_month_the_last_whole_one_with_figures_is_shown(head):
    assert "sampai April 2024" in get(head, "dashboard").content.decode()


def test_a_chosen_cell_opens_its_names_for_the_head_and_says_so_in_each_record(head, world):
    page = get(head, "dashboard", bulan="2024-04", pilih="HT", desa=world["area"]["Kakap"].code).content.decode()

    assert "Peringkat" in page and "lebih dari 100" in page
    names = get(head, "names", bulan="2024-04", pilih="HT", desa=world["area"]["Kakap"].code, isi="sudah")
    text = names.content.decode()
    assert all(name in text for name in ("Sri", "Ani", "Tuti", "Nur")) and "Wati" not in text
    assert "Orang dengan diagnosis hipertensi pada kunjungan tahun ini: berdomisili di Desa Kakap" in text
    assert "1 Januari sampai 30 April 2024" in text
    opened = RecordOpened.objects.filter(purpose="PWS HT")
    assert set(opened.values_list("patient__name", flat=True)) >= {"Sri", "Ani", "Tuti", "Nur"}
    assert names["Cache-Control"].startswith("max-age=0") and "no-store" in names["Cache-Control"]


def test_who_is_missing_is_named_where_they_are_known(head, world):
    kakap, area = world["facility"], world["area"]
    known_before = resident(area["Belidak"], "Lama Tak Datang")
    seen(kakap, known_before, "2023-06-05", "I10")

    text = get(head, "names", bulan="2024-04", pilih="HT", desa=area["Belidak"].code, isi="belum").content.decode()

    assert "Lama Tak Datang" in text and ">Wati<" not in text
    assert "yang pernah didiagnosis dan belum dilayani" in text


def test_names_are_for_those_who_may(client, world):
    for role in ("loket", "admin"):
        client.force_login(cast.staff(world["facility"], role).user)
        assert get(client, "dashboard").status_code == 403
        assert get(client, "names", pilih="HT").status_code == 403
    client.force_login(cast.staff(world["facility"], "kapus").user)
    assert get(client, "names", pilih="entah").status_code == 404
    assert get(client, "names", pilih="TB").status_code == 404  # those names stay where TB is treated
    page = get(client, "dashboard", pilih="TB", desa=world["area"]["Kakap"].code).content.decode()
    assert "hanya terbuka di daftar klaster yang merawatnya" in page
    assert get(client, "names", pilih="HT", desa="entah").status_code == 404


def test_another_puskesmas_sees_nothing_of_it(client, world):
    galis = cast.a_puskesmas("galis")
    client.force_login(cast.staff(galis, "kapus").user)

    assert "Belidak" not in get(client, "dashboard", bulan="2024-04").content.decode()
    assert get(client, "names", pilih="HT", desa=world["area"]["Kakap"].code).status_code == 404


def test_one_indicator_has_its_graph_and_the_table_behind_it(head):
    page = get(head, "indicator", bulan="2024-03", pilih="HT").content.decode()

    assert 'aria-label="Penderita hipertensi dilayani sampai Maret 2024: Kakap 150,0, Belidak 1,0, Kupah –' in page
    assert page.count('class="tg"') == 1 and "Peringkat" in page
    assert get(head, "indicator").status_code == 200
    assert get(head, "indicator", pilih="KUNJ").status_code == 200


def test_the_grid_is_taken_along_as_a_sheet(head):
    answer = get(head, "download", bulan="2024-03", klaster="k3")

    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    kakap = next(row for row in rows if row[:2] == ("Kakap", "HT"))
    assert kakap[3:13] == (2, 2, 1, 3, 150, 100, 50, 25, "naik", "baik")
    kupah = next(row for row in rows if row[:2] == ("Kupah", "HT"))
    assert kupah[7] is None and kupah[12] is None


def test_the_ten_largest_diseases_leave_out_what_is_none(head, world):
    seen(world["facility"], world["people"]["Wati"], "2024-03-11", "A09", "Z00.0")
    seen(world["facility"], world["people"]["Sri"], "2024-03-11", "A09")
    keeping.rebuild(world["facility"], 2024)

    page = get(head, "illnesses", bulan="2024-03").content.decode()

    assert page.index("A09") < page.index("I10") and "Z00" not in page
    assert get(head, "illnesses", bulan="2024-03", rentang="tahun", desa=world["area"]["Kakap"].code).status_code == 200


def test_klaster_1_hands_in_a_sheet_and_is_told_of_every_wrong_row(client, world, officer):
    client.force_login(officer.user)
    words = {"year": 2024, "basis": "real", "source": "Pendataan"}

    def sent(*rows):
        file = SimpleUploadedFile("sasaran.xlsx", a_sheet(HEAD, *rows).read())
        return client.post(reverse("pws:import_targets"), words | {"file": file})

    refused = sent(["61.12.09.2001", "Belidak", "banyak", 38])
    assert refused.status_code == 400
    assert "Baris 2: kolom Ibu hamil: “banyak” bukan jumlah" in refused.content.decode()
    assert not PwsTarget.objects.filter(basis="real").exists()

    taken = sent(["61.12.09.2001", "Belidak", "41,8", 38])
    assert taken.status_code == 303
    page = get(client, "targets", tahun=2024, jenis="bumil").content.decode()
    assert "41,8" in page and "Pendataan" in page


def test_klaster_1_projects_and_the_head_only_reads(client, world, officer):
    typed = {"year": 2024, "cbr": "19", "source": "BPS"}
    client.force_login(cast.staff(world["facility"], "kapus").user)
    assert client.post(reverse("pws:project_targets"), typed).status_code == 403
    assert "Hitung proyeksi" not in get(client, "targets").content.decode()

    client.force_login(officer.user)
    assert client.post(reverse("pws:project_targets"), typed | {"cbr": "sembilan"}).status_code == 400
    assert client.post(reverse("pws:project_targets"), typed | {"source": ""}).status_code == 400
    assert client.post(reverse("pws:project_targets"), typed).status_code == 303

    assert "41,8" in get(client, "targets", jenis="bumil").content.decode()
    assert get(client, "blank_targets")["Content-Type"].endswith("sheet")


def test_a_bare_figure_stands_beside_the_count_and_is_never_added(client, world, officer, monday_morning):
    village = world["area"]["Kakap"]
    address = f"{reverse('pws:report')}?bulan=2024-03&pilih=HT&desa={village.code}"
    typed = {"number": 9, "origin": "pustu", "source": "Laporan Pustu"}
    client.force_login(cast.staff(world["facility"], "kapus").user)
    assert client.post(address, typed).status_code == 403

    client.force_login(officer.user)
    assert client.post(address, typed | {"number": "banyak"}).status_code == 400
    assert client.post(address.replace("2024-03", "2024-09"), typed).status_code == 400
    assert client.post(address.replace(village.code, "entah"), typed).status_code == 404
    answer = client.post(address, typed)

    assert answer.status_code == 303 and "pilih=HT" in answer["Location"]
    keeping.catch_up(world["facility"])
    figure = PwsFigure.objects.get(village=village, indicator="HT", month="2024-03-01")
    assert (figure.numerator, figure.cumulative, figure.reported) == (2, 3, 9)
    assert "di samping, tidak dijumlahkan" in client.get(answer["Location"]).content.decode()


def test_the_head_has_the_year_counted_anew(head, world, django_capture_on_commit_callbacks):
    PwsFigure.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        assert head.post(reverse("pws:count")).status_code == 303

    run = PwsRun.objects.get()
    assert run.state == "done"
    assert PwsFigure.objects.filter(indicator="HT", cumulative=4).exists()
    told = head.get(reverse("pws:run", args=[run.code]), headers={"HX-Request": "true"})
    assert "Dihitung ulang" in told.content.decode() and told["HX-Refresh"] == "true"


def test_the_grid_of_thirty_villages_costs_no_more_questions_than_that_of_three(
    head, world, django_assert_max_num_queries
):
    kakap = world["facility"]
    Village.objects.bulk_create(
        Village(facility=kakap, kemendagri_code=f"61.12.09.{2100 + n}", name=f"Desa {n}", population=100)
        for n in range(27)
    )
    roll_up(kakap, date(2024, 1, 1), indicators.ALL)

    with django_assert_max_num_queries(15):
        page = get(head, "dashboard")
    assert page.content.decode().count("<tr>") >= 30
    with django_assert_max_num_queries(15):
        get(head, "dashboard", pilih="HT", desa=world["area"]["Belidak"].code)
    with django_assert_max_num_queries(15):
        get(head, "names", pilih="KONTAK", isi="belum")
    with django_assert_max_num_queries(15):
        get(head, "targets")


def test_the_front_page_leads_to_it(head):
    assert reverse("pws:dashboard") in head.get("/").content.decode()
