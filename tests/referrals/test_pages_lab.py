"""The bench: its list, an order with its sample and results, and who was told of a critical value."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from puskesmas.patients.models import Allergy, RecordOpened
from puskesmas.visits.timeline import walk_of
from referrals import bench, lab
from tests import cast
from tests.cast import called_in, entry_of, fresh, place_of, staff
from tests.referrals.people import in_the_emergency_room, in_the_room, menu


@pytest.fixture
def at_the_bench(client, yuni):
    client.force_login(yuni.user)
    return client


def ordered(facility, by, *codes, patient=None, question="Anemia?"):
    visit, entry = in_the_room(facility, patient or cast.pak_budi(facility))
    return visit, lab.order_lab(visit, entry, tests=menu(facility, *codes), question=question, by=by)


def post(client, name, code, **typed):
    return client.post(reverse(f"referrals:{name}", args=[code]), typed)


def shown(client, order):
    return client.get(reverse("referrals:order", args=[order.code])).content.decode()


def test_the_bench_lists_orders_by_where_their_sample_is(galis, dr_ayu, yuni, at_the_bench):
    ordered(galis, dr_ayu, "HB")
    visit, sampled = ordered(galis, dr_ayu, "GDS", patient=cast.bu_sari(galis))
    called_in(visit, by=yuni)
    lab.sample(sampled, by=yuni)
    lying, entry = in_the_emergency_room(galis, cast.pak_joko(galis))
    lab.order_lab(lying, entry, tests=menu(galis, "TROMBO"), by=dr_ayu)

    page = at_the_bench.get(reverse("referrals:bench")).content.decode()

    assert "Panggil, ambil sampel" in page
    assert "Anemia?" in page
    assert "Isi hasil" in page
    assert "Ambil di tempat pasien" in page
    assert "Di IGD" in page


def test_a_patient_is_called_sampled_and_goes_back_to_who_sent(galis, dr_ayu, at_the_bench):
    visit, order = ordered(galis, dr_ayu, "HB")

    at_the_bench.post(reverse("referrals:call_next"))
    answer = post(at_the_bench, "take", order.code)
    assert answer.status_code == 303
    assert "Ambil sampel, kembali ke Klaster 3" in shown(at_the_bench, order)
    answer = post(at_the_bench, "sample", order.code)

    assert (answer.status_code, place_of(visit)) == (303, "KLASTER3")
    assert entry_of(visit).state == "held"
    (loop,) = [one for stop in walk_of(fresh(visit)).stops for one in stop.loops]
    assert (loop.sub, loop.back) == ("menunggu hasil", "")

    post(at_the_bench, "result", order.code, HB="12,5")

    (loop,) = [one for stop in walk_of(fresh(visit)).stops for one in stop.loops]
    assert loop.back.startswith("kembali ") and "kembali" not in loop.sub


def test_the_order_shows_who_the_patient_is_and_what_they_do_not_bear(galis, dr_ayu, at_the_bench):
    patient = cast.pak_budi(galis)
    Allergy.objects.create(
        patient=patient, substance="Amoksisilin", reaction="ruam", noted_on=galis.today(), noted_by=dr_ayu
    )
    _visit, order = ordered(galis, dr_ayu, "HB", patient=patient)

    page = shown(at_the_bench, order)

    assert "Tn. Budi Santoso" in page
    assert "67 tahun" in page
    assert "Amoksisilin: ruam" in page
    assert RecordOpened.objects.filter(patient=patient, purpose="laboratorium").exists()


def test_the_order_shows_what_was_noted_under_a_record_merged_since(galis, dr_ayu, at_the_bench):
    patient, other = cast.pak_budi(galis), cast.a_patient(galis, "Budi S.", born=cast.MONDAY.date(), sex="L")
    Allergy.objects.create(patient=other, substance="Sulfa", noted_on=galis.today(), noted_by=dr_ayu)
    type(other).objects.filter(pk=other.pk).update(person_id=patient.pk)
    _visit, order = ordered(galis, dr_ayu, "HB", patient=patient)

    assert "Sulfa" in shown(at_the_bench, order)


def test_results_are_typed_with_a_comma_and_flagged_at_once(galis, dr_ayu, yuni, at_the_bench):
    visit, order = ordered(galis, dr_ayu, "HB", "GDS")
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)

    answer = post(at_the_bench, "result", order.code, HB="10,5")

    assert answer.status_code == 303
    page = shown(at_the_bench, order)
    assert "10,5 g/dL" in page
    assert "Rendah" in page
    assert 'name="GDS"' in page
    post(at_the_bench, "result", order.code, GDS="112")
    assert (place_of(visit), entry_of(visit).state) == ("KLASTER3", "waiting")


def test_what_cannot_be_is_refused_beside_its_field_with_what_was_typed(galis, dr_ayu, yuni, at_the_bench):
    visit, order = ordered(galis, dr_ayu, "HB", "GDS")
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)

    answer = post(at_the_bench, "result", order.code, HB="105", GDS="112")

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Hemoglobin 105 g/dL tidak mungkin" in page
    assert 'value="112"' in page
    assert not order.items.filter(entered_at__isnull=False).exists()


def test_a_critical_value_asks_who_was_told_until_somebody_was(galis, dr_ayu, yuni, at_the_bench):
    visit, order = ordered(galis, dr_ayu, "HB")
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)
    post(at_the_bench, "result", order.code, HB="4,1")

    assert "Sampaikan nilai kritis" in at_the_bench.get(reverse("referrals:bench")).content.decode()
    assert "Sudah saya sampaikan" in shown(at_the_bench, order)
    assert post(at_the_bench, "acknowledge", order.code, told="").status_code == 400
    post(at_the_bench, "acknowledge", order.code, told=dr_ayu.code)

    page = shown(at_the_bench, order)
    assert f"Nilai kritis disampaikan kepada {dr_ayu.name}" in page
    assert "Sudah saya sampaikan" not in page
    event = fresh(visit).events.filter(kind="lab_result").latest("seq")
    assert event.data["told"] == dr_ayu.code


def test_a_result_follows_later_only_with_a_reason(galis, dr_ayu, yuni, at_the_bench):
    visit, order = ordered(galis, dr_ayu, "TCM", question="Batuk 3 minggu")
    called_in(visit, by=yuni)

    refused = post(at_the_bench, "later", order.code, reason="")
    assert refused.status_code == 400
    assert "Tulis alasan hasil menyusul" in refused.content.decode()
    post(at_the_bench, "later", order.code, reason="TCM selesai besok")

    assert place_of(visit) == "KLASTER3"
    assert "TCM selesai besok" in at_the_bench.get(reverse("referrals:bench") + "?saring=menyusul").content.decode()


def test_nobody_uncalled_is_sampled_or_answered(galis, dr_ayu, at_the_bench):
    visit, order = ordered(galis, dr_ayu, "HB")

    refused = post(at_the_bench, "sample", order.code)

    assert refused.status_code == 409
    assert "belum dipanggil" in refused.content.decode()
    assert place_of(visit) == "LAB"


def test_who_stands_in_the_laboratory_without_an_order_is_sent_back(galis, dr_ayu, yuni, at_the_bench):
    visit, order = ordered(galis, dr_ayu, "HB")
    lab.cancel_order(order, reason="sudah ada hasil dari luar", by=dr_ayu)

    assert "Kembali ke Klaster 3" in at_the_bench.get(reverse("referrals:bench")).content.decode()
    post(at_the_bench, "go_on", entry_of(visit).code)

    assert place_of(visit) == "KLASTER3"


@pytest.mark.parametrize("role", ["kasir", "loket", "dokter", "kader"])
def test_the_bench_is_the_laboratorys(galis, dr_ayu, client, role):
    _visit, order = ordered(galis, dr_ayu, "HB")
    client.force_login(staff(galis, role).user)

    assert client.get(reverse("referrals:bench")).status_code == 403
    assert client.get(reverse("referrals:order", args=[order.code])).status_code == 403
    assert post(client, "result", order.code, HB="12").status_code == 403


def test_another_puskesmas_order_does_not_exist(galis, sungai_kakap, dr_ayu, client):
    _visit, order = ordered(galis, dr_ayu, "HB")
    client.force_login(staff(sungai_kakap, "lab").user)

    assert client.get(reverse("referrals:order", args=[order.code])).status_code == 404
    assert post(client, "sample", order.code).status_code == 404
    assert order.code not in client.get(reverse("referrals:bench")).content.decode()


def test_the_bench_asks_the_same_however_long_it_is(galis, dr_ayu, at_the_bench):
    ordered(galis, dr_ayu, "HB")
    at_the_bench.get(reverse("referrals:bench"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        at_the_bench.get(reverse("referrals:bench"))
    for n in range(4):
        patient = cast.a_patient(galis, f"Pasien {n}", born=cast.MONDAY.date().replace(year=1980))
        ordered(galis, dr_ayu, "GDS", patient=patient)

    with CaptureQueriesContext(connection) as many:
        page = at_the_bench.get(reverse("referrals:bench"))

    assert page.content.decode().count("data-row=") == 5
    assert len(many) == len(few) <= 15


def test_the_list_as_the_stream_paints_it_is_the_same(galis, dr_ayu, yuni, at_the_bench):
    ordered(galis, dr_ayu, "HB")
    fragment = at_the_bench.get(reverse("referrals:bench_rows"))

    assert fragment.content.decode() == bench.painted(cast.point(galis, "LAB"))
    again = at_the_bench.get(reverse("referrals:bench_rows"), headers={"If-None-Match": fragment["ETag"]})
    assert again.status_code == 304


def test_a_wrong_value_is_put_right_and_the_old_one_stands_struck_beside_it(galis, dr_ayu, yuni, at_the_bench):
    visit, order = ordered(galis, dr_ayu, "HB")
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)
    post(at_the_bench, "result", order.code, HB="10,5")

    refused = post(at_the_bench, "correct_result", order.code, test="HB", value="105", reason="salah baca alat")
    assert refused.status_code == 400
    page = refused.content.decode()
    assert "Hemoglobin 105 g/dL tidak mungkin" in page and "salah baca alat" in page
    answer = post(at_the_bench, "correct_result", order.code, test="HB", value="12,5", reason="salah baca alat")

    assert answer.status_code == 303
    page = shown(at_the_bench, order)
    assert "semula <s>10,5 g/dL</s>" in page and f"oleh {yuni}: salah baca alat" in page
    at_the_bench.force_login(dr_ayu.user)
    called_in(visit, by=dr_ayu)
    desk = at_the_bench.get(reverse("clusters:desk", args=[entry_of(visit).code])).content.decode()
    assert "semula <s>10,5</s>" in desk and "Sudah dibaca" in desk
