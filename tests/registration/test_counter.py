"""The counter: found or registered, paid for by someone, sent where the SOP says, with a slip in hand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from puskesmas.patients.models import Patient
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import Visit, VisitEvent
from tests import cast

JKN = {"payer": "jkn", "card_status": "active", "card_source": "pcare", "complaint": "batuk"}


def at(visit, **query):
    """Give the counter's page of the visit that waits there."""
    return reverse("registration:at", args=[cast.entry_of(visit).code])


def test_a_known_patient_is_found_by_record_number_and_sent_to_klaster_3(sungai_kakap, signed_in):
    pak_joko = cast.pak_joko(sungai_kakap, payer="jkn")
    visit = cast.arrive(sungai_kakap)
    clerk = signed_in(sungai_kakap)

    called = clerk.post(reverse("registration:call"))
    found = clerk.post(called["Location"] + "cari/", {"q": pak_joko.record_number})
    page = clerk.get(found["Location"])
    saved = clerk.post(called["Location"], JKN | {"pasien": pak_joko.code})

    assert "umur 40 tahun, tidak gawat. SOP 5.2, dewasa dan lansia." in page.content.decode()
    assert saved["Location"].startswith(reverse("registration:slip", args=[visit.code]))
    assert cast.place_of(visit) == "KLASTER3"
    assert Fact.NOT_EMERGENCY in cast.fresh(visit).facts


def test_a_new_patient_is_registered_in_one_screen(sungai_kakap, signed_in):
    visit = cast.arrive(sungai_kakap)
    clerk = signed_in(sungai_kakap)
    typed = {"baru": "1", "name": "Siti Aminah", "sex": "P", "birth_date": "04-03-1994", "marks": ["pregnant"]}

    clerk.post(at(visit), JKN | typed)

    assert cast.fresh(visit).patient.name == "Siti Aminah"
    assert cast.place_of(visit) == "KIA"


def test_what_was_typed_stays_when_something_is_wrong(sungai_kakap, signed_in):
    visit = cast.arrive(sungai_kakap)
    clerk = signed_in(sungai_kakap)
    typed = {"baru": "1", "name": "Siti Aminah", "sex": "P", "nik": "6112", "complaint": "pusing sejak pagi"}

    answer = clerk.post(at(visit), typed)
    page = answer.content.decode()

    assert answer.status_code == 400
    assert "Siti Aminah" in page and "pusing sejak pagi" in page
    assert "Pilih penjaminnya" in page and "Isi tanggal lahir, atau umurnya" in page and "NIK harus 16 angka" in page
    assert not Patient.objects.exists()


def test_who_pays_themselves_is_charged_the_visit_fee_once(sungai_kakap, signed_in):
    pak_joko = cast.pak_joko(sungai_kakap)
    visit = cast.arrive(sungai_kakap)

    signed_in(sungai_kakap).post(at(visit), {"payer": "umum", "pasien": pak_joko.code})

    assert list(visit.rendered.values_list("service__code", flat=True)) == ["KARCIS"]


def test_a_card_not_looked_at_today_asks_for_the_look(sungai_kakap, signed_in):
    pak_joko = cast.pak_joko(sungai_kakap, payer="jkn")
    visit = cast.arrive(sungai_kakap)

    answer = signed_in(sungai_kakap).post(at(visit), {"payer": "jkn", "pasien": pak_joko.code})

    assert answer.status_code == 400
    assert "Kartu belum dicek hari ini" in answer.content.decode()


def test_an_inactive_card_makes_the_visit_umum(sungai_kakap, signed_in):
    pak_joko = cast.pak_joko(sungai_kakap, payer="jkn")
    visit = cast.arrive(sungai_kakap)

    signed_in(sungai_kakap).post(at(visit), JKN | {"card_status": "inactive", "pasien": pak_joko.code})

    assert Fact.UMUM in cast.fresh(visit).facts
    assert VisitEvent.objects.filter(visit=visit, kind="coverage_checked", data__status="inactive").exists()


def test_the_same_name_and_birth_date_offers_the_one_already_known(sungai_kakap, signed_in):
    known = cast.pak_joko(sungai_kakap)
    visit = cast.arrive(sungai_kakap)
    clerk = signed_in(sungai_kakap)
    typed = {"baru": "1", "name": "Joko Susilo", "sex": "L", "birth_date": "04-04-1984", "payer": "umum"}

    warned = clerk.post(at(visit), typed)
    assert warned.status_code == 400 and "Pakai pasien ini" in warned.content.decode()

    clerk.post(at(visit), typed | {"use": known.code})
    assert cast.fresh(visit).patient == known
    assert Patient.objects.count() == 1


def test_going_on_as_new_needs_a_reason_that_is_kept(sungai_kakap, signed_in):
    cast.pak_joko(sungai_kakap)
    visit = cast.arrive(sungai_kakap)
    typed = {"baru": "1", "name": "Joko Susilo", "sex": "L", "birth_date": "04-04-1984", "payer": "umum"}

    signed_in(sungai_kakap).post(at(visit), typed | {"new_because": "nama sama, beda ibu"})

    assert Patient.objects.count() == 2
    assert VisitEvent.objects.filter(visit=visit, kind="learned", reason="nama sama, beda ibu").exists()


def test_another_room_may_be_chosen_instead(sungai_kakap, signed_in):
    pak_joko = cast.pak_joko(sungai_kakap, payer="jkn")
    visit = cast.arrive(sungai_kakap)

    signed_in(sungai_kakap).post(at(visit), JKN | {"pasien": pak_joko.code, "destination": "GIGI"})

    assert cast.place_of(visit) == "GIGI"


def test_at_the_ministrys_flow_gigi_comes_first_then_the_cluster(kemenkes, signed_in):
    pak_joko = cast.pak_joko(kemenkes, payer="jkn")
    visit = cast.at_counter(kemenkes, None)

    signed_in(kemenkes).post(at(visit), JKN | {"pasien": pak_joko.code, "destination": "GIGI"})

    assert cast.place_of(visit) == "GIGI"
    assert place_after(visit, "gigi") == "KLASTER3"


def place_after(visit, role):
    """Let the room finish, and say where the patient is then."""
    cast.go_on(cast.fresh(visit), role)
    return cast.place_of(visit)


def test_somebody_without_a_number_is_received_too(sungai_kakap, signed_in):
    pak_joko = cast.pak_joko(sungai_kakap, payer="jkn")

    signed_in(sungai_kakap).post(reverse("registration:counter"), JKN | {"pasien": pak_joko.code})

    visit = Visit.objects.get()
    assert cast.place_of(visit) == "KLASTER3"


def test_where_measuring_comes_first_the_counter_names_and_the_scales_call(sitiung, signed_in):
    pak_joko = cast.pak_joko(sitiung, payer="jkn")

    signed_in(sitiung).post(reverse("registration:counter"), JKN | {"pasien": pak_joko.code})

    visit = Visit.objects.get()
    assert (visit.patient, cast.place_of(visit)) == (pak_joko, "PANDU")


def test_a_stale_save_says_who_moved_the_patient(sungai_kakap, signed_in):
    pak_joko = cast.pak_joko(sungai_kakap, payer="jkn")
    visit = cast.arrive(sungai_kakap)
    address = at(visit)
    clerk = signed_in(sungai_kakap)
    clerk.post(address, JKN | {"pasien": pak_joko.code})

    again = clerk.post(address, JKN | {"pasien": pak_joko.code, "complaint": "masih batuk"})

    assert again.status_code == 409
    assert "sudah dipindahkan oleh Dedi Kurniawan" in again.content.decode()
    assert "masih batuk" in again.content.decode()


@pytest.mark.parametrize("role", ["kasir", "lab", "admin", "kapus"])
def test_other_roles_do_not_sit_at_the_counter(sungai_kakap, signed_in, role):
    visit = cast.arrive(sungai_kakap)
    stranger = signed_in(sungai_kakap, role)

    assert stranger.get(reverse("registration:counter")).status_code == 403
    assert stranger.post(at(visit), JKN).status_code == 403


def test_another_puskesmas_is_not_there(sungai_kakap, galis, signed_in):
    visit = cast.arrive(sungai_kakap)
    stranger = signed_in(galis)

    assert stranger.get(at(visit)).status_code == 404
    assert stranger.post(at(visit), JKN).status_code == 404
    assert stranger.get(reverse("registration:slip", args=[visit.code])).status_code == 404


def test_the_page_asks_the_same_number_of_questions_whoever_waits(sungai_kakap, signed_in):
    clerk = signed_in(sungai_kakap)
    pak_joko = cast.pak_joko(sungai_kakap, payer="jkn")
    visit = cast.arrive(sungai_kakap)
    address = f"{at(visit)}?pasien={pak_joko.code}"
    clerk.get(address)

    few = questions(clerk, address)
    for _ in range(6):
        cast.arrive(sungai_kakap)

    assert questions(clerk, address) == few
    assert few <= 15


def questions(client, address):
    """Count the statements of a page."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_is_fetched_once_while_it_does_not_change(sungai_kakap, signed_in):
    cast.arrive(sungai_kakap)
    clerk = signed_in(sungai_kakap)

    first = clerk.get(reverse("registration:counter_rows"))
    second = clerk.get(reverse("registration:counter_rows"), headers={"If-None-Match": first["ETag"]})

    assert "A-001" in first.content.decode()
    assert second.status_code == 304


def test_the_slip_has_number_and_room_and_no_nik(sungai_kakap, signed_in):
    pak_joko = cast.a_patient(sungai_kakap, "Joko Susilo", born=date(1984, 4, 4), sex="L", nik="6112030404840003")
    visit = cast.at_counter(sungai_kakap, pak_joko)

    page = signed_in(sungai_kakap).get(reverse("registration:slip", args=[visit.code])).content.decode()

    assert visit.number in page and "<svg" in page
    assert "6112030404840003" not in page and "Joko" not in page
