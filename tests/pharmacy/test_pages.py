"""The pharmacy's pages: what they say, who may, and where the patient is afterwards."""

import pytest
from django.test import Client
from django.urls import reverse

from clusters import recording
from pharmacy import services
from pharmacy.checks import all_in_order, checklist
from pharmacy.models import Prescription
from puskesmas.patients.models import Allergy, RecordOpened
from tests import cast

from .conftest import TWO, at_pharmacy, in_kia, prepared, prescribed, stocked, with_drugs

pytestmark = pytest.mark.django_db


def page(name, *codes):
    return reverse(f"pharmacy:{name}", args=codes)


def signed_in(staff):
    client = Client()
    client.force_login(staff.user)
    return client


def checks(*, ok="yes", **changes):
    return {f"ok_{key}": ok for key in checklist().keys} | changes


def now(prescription):
    return Prescription.objects.get(pk=prescription.pk)


@pytest.fixture
def bu_wati(dharma_rini):
    return cast.bu_wati(dharma_rini, payer="jkn")


@pytest.fixture
def visit(dharma_rini, bu_wati):
    stocked(dharma_rini, "DMPA", 5)
    stocked(dharma_rini, "AMOKSISILIN", 50)
    return in_kia(dharma_rini, bu_wati)


@pytest.fixture
def written(visit, rina):
    return prescribed(visit, ("DMPA", 1), by=rina)


@pytest.fixture
def at_the_window(visit, written, tono):
    cast.go_on(visit, "bidan")
    return cast.entry_of(visit)


@pytest.fixture
def pharmacist(tono):
    return signed_in(tono)


@pytest.fixture
def stranger(dharma_rini):
    return signed_in(cast.staff(with_drugs(cast.a_puskesmas("galis")), "apoteker"))


# --- the window ---


def test_the_list_shows_who_waits_and_what_was_written_for_whom(pharmacist, at_the_window):
    shown = pharmacist.get(page("queue")).content.decode()

    assert "Wati Ningsih" in shown
    assert "DMPA 150 mg/ml" in shown
    assert "Menunggu di farmasi" in shown
    assert "Telaah resep" in shown


def test_a_prescription_is_seen_before_its_patient_comes(pharmacist, written):
    shown = pharmacist.get(page("queue")).content.decode()

    assert "Resep sudah ditulis, pasien masih di ruang" in shown
    assert "Di KIA" in shown


def test_the_poll_answers_304_while_nothing_changes(pharmacist, at_the_window):
    first = pharmacist.get(page("queue_rows"))

    again = pharmacist.get(page("queue_rows"), headers={"If-None-Match": first["ETag"]})

    assert first.status_code == 200
    assert again.status_code == 304


def test_calling_starting_and_absence(pharmacist, at_the_window, visit):
    pharmacist.post(page("call_next"))
    assert cast.entry_of(visit).state == "called"
    for _ in range(2):
        pharmacist.post(page("recall", at_the_window.code))
    pharmacist.post(page("skip", at_the_window.code))
    assert cast.entry_of(visit).state == "skipped"
    assert "Belum datang" in pharmacist.get(page("queue")).content.decode()

    pharmacist.post(page("recall", at_the_window.code))
    answer = pharmacist.post(page("start", at_the_window.code))

    assert cast.entry_of(visit).state == "serving"
    assert answer.status_code == 303
    assert "/farmasi/resep/" in answer["Location"]


def test_absence_after_one_call_is_refused_with_the_reason(pharmacist, at_the_window, visit):
    pharmacist.post(page("call_next"))

    shown = pharmacist.post(page("skip", at_the_window.code), follow=True).content.decode()

    assert "baru dipanggil 1 kali" in shown
    assert cast.entry_of(visit).state == "called"


def test_the_list_is_for_the_pharmacist_only(dharma_rini, rina, at_the_window):
    assert signed_in(rina).get(page("queue")).status_code == 403
    assert signed_in(rina).post(page("call_next")).status_code == 403
    assert signed_in(cast.staff(dharma_rini, "loket")).get(page("queue")).status_code == 403


def test_another_puskesmas_finds_nothing(stranger, at_the_window, written):
    assert "Wati" not in stranger.get(page("queue")).content.decode()
    assert stranger.get(page("prescription", written.code)).status_code == 404
    assert stranger.post(page("start", at_the_window.code)).status_code == 404
    for name in ("review", "hold", "cancel", "dispense", "hand_over"):
        assert stranger.post(page(name, written.code), {"reason": "x"}).status_code == 404
    for name in ("labels", "copy"):
        assert stranger.get(page(name, written.code)).status_code == 404
    item = written.items.get()
    assert stranger.post(page("not_had", item.code), {"reason": "x"}).status_code == 404


# --- first pass ---


def test_the_page_shows_the_patient_and_says_it_was_opened(pharmacist, written, tono):
    shown = pharmacist.get(page("prescription", written.code)).content.decode()

    assert "Ny. Wati Ningsih" in shown
    assert " tahun</b>, perempuan" in shown
    assert "berat belum tercatat" in shown
    assert "JKN aktif" in shown
    assert "Langkah berikutnya" in shown
    assert RecordOpened.objects.filter(staff=tono, purpose="resep").exists()


def test_a_review_passes_when_each_check_is_a_yes(pharmacist, written):
    answer = pharmacist.post(page("review", written.code), checks())

    assert answer.status_code == 303
    assert now(written).state == "reviewed"


def test_what_was_not_answered_stands_beside_its_check_unless_the_rest_is_in_order(pharmacist, written):
    refused = pharmacist.post(page("review", written.code), {"ok_patient": "yes"})
    assert refused.status_code == 400
    assert "Jawab Ya atau Tidak." in refused.content.decode()
    assert now(written).state == "received"

    pharmacist.post(page("review", written.code), {"ok_patient": "yes", "rest": "ok"})

    assert now(written).state == "reviewed"


def test_a_no_needs_its_note_and_then_a_reason_to_go_on(pharmacist, written):
    without_note = pharmacist.post(page("review", written.code), checks(ok_date="no"))
    assert without_note.status_code == 400

    typed = checks(ok_date="no", note_date="tanggal kemarin")
    without_reason = pharmacist.post(page("review", written.code), typed)
    assert without_reason.status_code == 409
    assert "tanggal kemarin" in without_reason.content.decode()

    pharmacist.post(page("review", written.code), typed | {"override_reason": "dipastikan lewat telepon"})

    assert now(written).state == "reviewed"


def test_an_allergy_stands_on_top_and_stops_the_review(pharmacist, visit, bu_wati, rina, tono):
    Allergy.objects.create(patient=bu_wati, substance="Penisilin", noted_on=visit.on, noted_by=rina)
    written = prescribed(visit, ("AMOKSISILIN", 10), by=rina)

    shown = pharmacist.get(page("prescription", written.code)).content.decode()
    assert "Pasien alergi Penisilin" in shown
    refused = pharmacist.post(page("review", written.code), checks())

    assert refused.status_code == 409
    assert "Tulis alasan diteruskan" in refused.content.decode()
    assert now(written).state == "received"


def test_the_pharmacist_reads_the_weight_the_room_measured_and_when(pharmacist, visit, written, rina):
    assert "berat belum tercatat" in pharmacist.get(page("prescription", written.code)).content.decode()
    measured = recording.measure(visit, {"weight": "54,5"}, by=rina, entry=cast.entry_of(visit))

    shown = pharmacist.get(page("prescription", written.code)).content.decode()

    clock = measured.measured_at.astimezone(visit.facility.zone).strftime("%H.%M")
    assert f"54,5 kg, ditimbang {clock}" in shown
    assert 'value="54,5"' in shown


def test_an_allergy_of_a_record_merged_since_stands_on_top_whichever_record_the_visit_hangs_on(
    pharmacist, dharma_rini, visit, bu_wati, rina
):
    other = cast.a_patient(dharma_rini, "Wati N.", born=bu_wati.birth_date)
    for patient in (other, bu_wati):
        Allergy.objects.create(patient=patient, substance="Penisilin", noted_on=visit.on, noted_by=rina)
    Allergy.objects.create(patient=other, substance="Udang", reaction="bengkak", noted_on=visit.on, noted_by=rina)
    written = prescribed(visit, ("AMOKSISILIN", 10), by=rina)
    type(other).objects.filter(pk=other.pk).update(person_id=bu_wati.pk)

    shown = pharmacist.get(page("prescription", written.code)).content.decode()

    assert "Penisilin; Udang: bengkak" in shown
    assert shown.count("Pasien alergi Penisilin") == 1
    assert "Udang: bengkak" in signed_in(rina).get(page("change", written.code)).content.decode()


def test_a_midwife_reads_but_does_not_review(rina, written):
    client = signed_in(rina)

    assert client.get(page("prescription", written.code)).status_code == 200
    assert client.post(page("review", written.code), checks()).status_code == 403
    assert now(written).state == "received"


def test_a_prescription_is_held_answered_and_read_anew(pharmacist, written, rina):
    empty = pharmacist.post(page("hold", written.code), {"reason": " "})
    assert empty.status_code == 400
    assert "Tulis yang ditanyakan" in empty.content.decode()

    pharmacist.post(page("hold", written.code), {"reason": "Dosis benar?"})
    assert now(written).state == "held"
    midwife = signed_in(rina)
    assert "Kirim jawaban" in midwife.get(page("prescription", written.code)).content.decode()
    midwife.post(page("answer", written.code), {"answer": "Ya, 150 mg"})

    assert now(written).state == "received"
    assert "Ya, 150 mg" in pharmacist.get(page("prescription", written.code)).content.decode()


def test_the_one_who_wrote_it_changes_it_with_a_reason(written, visit, rina, pharmacist):
    midwife = signed_in(rina)
    typed = {
        "r-TOTAL_FORMS": "2",
        "r-INITIAL_FORMS": "1",
        "r-0-drug": "AMOKSISILIN",
        "r-0-dose": "1 tablet",
        "r-0-frequency": "3x1",
        "r-0-days": "5",
        "r-0-quantity": "15",
        "r-1-drug": "",
    }
    assert midwife.get(page("change", written.code)).status_code == 200
    assert pharmacist.post(page("change", written.code), typed).status_code == 403
    assert midwife.post(page("change", written.code), typed).status_code == 400

    midwife.post(page("change", written.code), typed | {"reason": "pasien memilih lain"})

    assert now(written).version == 2
    assert [item.drug.code for item in written.items.filter(version=2)] == ["AMOKSISILIN"]


def test_a_prescription_is_cancelled_with_a_reason(pharmacist, written):
    pharmacist.post(page("cancel", written.code), {"reason": "salah pasien"})

    assert now(written).cancel_reason == "salah pasien"
    late = pharmacist.post(page("review", written.code), checks())
    assert late.status_code == 409


# --- second and third pass ---


def test_nothing_is_prepared_before_its_review(pharmacist, written):
    refused = pharmacist.post(page("dispense", written.code))

    assert refused.status_code == 409
    assert now(written).state == "received"


def test_the_batch_that_expires_first_is_chosen_beforehand(pharmacist, dharma_rini, written):
    stocked(dharma_rini, "DMPA", 3, batch="LEBIH-DULU", days=30)

    shown = pharmacist.get(page("prescription", written.code)).content.decode()

    assert "LEBIH-DULU" in shown
    assert "B1" not in shown


def test_a_drug_not_had_says_why(pharmacist, written):
    item = written.items.get()
    assert pharmacist.post(page("not_had", item.code), {"reason": ""}).status_code == 400

    pharmacist.post(page("not_had", item.code), {"reason": "vial pecah"})

    assert now(written).state == "cancelled"


def test_bu_wati_is_back_in_kia_for_her_injection_after_the_hand_over(pharmacist, visit, written, tono):
    at_pharmacy(visit, by=tono)
    pharmacist.post(page("review", written.code), checks())
    pharmacist.post(page("dispense", written.code))
    shown = pharmacist.get(page("prescription", written.code)).content.decode()
    assert "Serahkan, kembali ke tindakan KB" in shown

    answer = pharmacist.post(page("hand_over", written.code), {"identifiers": TWO, "explained": "on"}, follow=True)

    assert "sekarang ke KIA" in answer.content.decode()
    assert cast.place_of(visit) == "KIA"
    assert cast.entry_of(visit).step == "tindakan"


def test_one_identifier_is_not_enough_and_what_was_ticked_stays(pharmacist, visit, written, tono):
    at_pharmacy(visit, by=tono)
    prepared(written, by=tono)

    refused = pharmacist.post(page("hand_over", written.code), {"identifiers": ["name"], "explained": "on"})

    assert refused.status_code == 409
    assert "Cocokkan dua tanda pengenal" in refused.content.decode()
    assert 'value="name" checked' in refused.content.decode()
    assert now(written).state == "prepared"


def test_medicine_waits_for_a_patient_who_is_still_in_the_room(pharmacist, written, tono):
    prepared(written, by=tono)

    shown = pharmacist.get(page("prescription", written.code)).content.decode()
    refused = pharmacist.post(page("hand_over", written.code), {"identifiers": TWO})

    assert "pasien masih di KIA" in shown
    assert refused.status_code == 409
    assert now(written).state == "prepared"


def test_only_the_pharmacist_hands_over(rina, visit, written, tono):
    at_pharmacy(visit, by=tono)
    prepared(written, by=tono)

    assert signed_in(rina).post(page("hand_over", written.code), {"identifiers": TWO}).status_code == 403


# --- paper ---


def test_an_etiket_for_each_drug_says_how_to_take_it(pharmacist, visit, rina, tono):
    written = prescribed(visit, ("AMOKSISILIN", 10), ("DMPA", 1), by=rina)
    assert pharmacist.get(page("labels", written.code)).status_code == 404
    prepared(written, by=tono)

    shown = pharmacist.get(page("labels", written.code)).content.decode()
    one = pharmacist.get(page("label", written.items.first().code)).content.decode()

    assert shown.count("<article") == 2
    assert "3 kali sehari 1 tablet" in shown
    assert "OBAT LUAR" in shown
    assert one.count("<article") == 1


def test_the_copy_names_what_was_not_given(pharmacist, visit, rina, tono):
    written = prescribed(visit, ("AMOKSISILIN", 60), by=rina)
    prepared(written, by=tono)

    shown = pharmacist.get(page("copy", written.code)).content.decode()

    assert "det 50, nedet 10" in shown


# --- how much it asks of the database ---


def test_the_list_asks_the_same_however_many_wait(
    pharmacist, dharma_rini, visit, written, django_assert_max_num_queries, django_assert_num_queries
):
    cast.go_on(visit, "bidan")
    pharmacist.get(page("queue"))
    with django_assert_max_num_queries(15) as alone:
        pharmacist.get(page("queue"))
    for _ in range(4):
        another = in_kia(dharma_rini, cast.bu_wati(dharma_rini, payer="jkn"))
        prescribed(another, ("AMOKSISILIN", 1), ("DMPA", 1), by=cast.staff(dharma_rini, "bidan"))
        cast.go_on(another, "bidan")

    with django_assert_num_queries(len(alone)):
        pharmacist.get(page("queue"))


def test_a_prescription_asks_little_in_every_state(pharmacist, visit, rina, tono, django_assert_max_num_queries):
    written = prescribed(visit, ("AMOKSISILIN", 10), ("DMPA", 1), by=rina)
    at_pharmacy(visit, by=tono)
    pharmacist.get(page("prescription", written.code))
    for step in (
        lambda: services.review(now(written), all_in_order(), by=tono),
        lambda: services.dispense(now(written), by=tono),
    ):
        with django_assert_max_num_queries(15):
            pharmacist.get(page("prescription", written.code))
        step()
    with django_assert_max_num_queries(15):
        pharmacist.get(page("prescription", written.code))
