"""The day's lists, rooms that close, visits left over from yesterday, and people named later or twice."""

from datetime import date, timedelta

from django.urls import reverse

from puskesmas.patients.models import Patient
from puskesmas.visits import queueing
from puskesmas.visits.models import QueueEntry
from tests import cast


def test_the_days_patients_are_listed_with_where_they_are(galis, signed_in):
    visit = cast.at_counter(galis, cast.pak_joko(galis))

    page = signed_in(galis).get(reverse("registration:today")).content.decode()

    assert visit.number in page and "Joko Susilo" in page and "Loket pendaftaran" in page


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(galis, signed_in, django_assert_max_num_queries):
    clerk = signed_in(galis)
    for _ in range(5):
        cast.at_counter(galis, None)

    with django_assert_max_num_queries(10):
        clerk.get(reverse("registration:today"))


def test_who_did_not_come_is_called_again_from_the_list(galis, signed_in):
    visit = cast.at_counter(galis, cast.pak_joko(galis))
    clerk = cast.staff(galis, "loket")
    entry = queueing.call_next(cast.point(galis, "LOKET"), by=clerk)
    for _ in range(2):
        entry = queueing.recall(entry, by=clerk)
    page = signed_in(galis)

    page.post(reverse("registration:skip", args=[entry.code]))
    listed = page.get(reverse("registration:today") + "?saring=panggil-ulang").content.decode()
    page.post(reverse("registration:recall", args=[entry.code]))

    assert visit.number in listed
    assert cast.entry_of(visit).state == "called"


def test_absent_after_one_call_is_refused_in_words(galis, signed_in):
    cast.at_counter(galis, None)
    entry = queueing.call_next(cast.point(galis, "LOKET"), by=cast.staff(galis, "loket"))
    page = signed_in(galis)

    answer = page.post(reverse("registration:skip", args=[entry.code]), follow=True)

    assert "baru dipanggil 1 kali" in answer.content.decode()


def test_a_room_closes_only_when_everybody_waiting_has_another(galis, signed_in):
    visit = cast.at_counter(galis, cast.bu_sari(galis), facts=["pregnant"])
    cast.go_on(visit, "loket")
    room, other = cast.point(galis, "KIA"), cast.point(galis, "ANAK")
    address = reverse("registration:close_room", args=[room.code])
    midwife = signed_in(galis, "bidan")

    refused = midwife.post(address, {"reason": "bidan ke desa"})
    assert refused.status_code == 409 and "Pilih tujuan" in refused.content.decode()

    came = cast.entry_of(visit).arrived_at
    midwife.post(address, {"reason": "bidan ke desa", "all": other.code})
    assert (cast.place_of(visit), cast.entry_of(visit).arrived_at) == ("ANAK", came)
    assert not cast.fresh(visit).is_closed

    midwife.post(reverse("registration:open_room", args=[room.code]))
    assert room.days.get().is_open


def test_nobody_closes_a_room_of_another_puskesmas(galis, sitiung, signed_in):
    address = reverse("registration:close_room", args=[cast.point(galis, "KIA").code])

    assert signed_in(sitiung).post(address, {"reason": "x"}).status_code == 404
    assert signed_in(galis, "admin").post(address, {"reason": "x"}).status_code == 403


def test_yesterdays_walkers_are_closed_with_a_reason_and_those_in_bed_stay(galis, signed_in, monday_morning):
    walker = cast.at_counter(galis, cast.pak_joko(galis))
    lying = cast.arrive(galis, facts=["emergency"])
    if cast.place_of(lying) != "IGD":
        cast.go_on(lying, "pandu")
    monday_morning.shift(timedelta(days=1))
    clerk = signed_in(galis)

    page = clerk.get(reverse("registration:yesterday")).content.decode()
    assert walker.number in page and lying.number not in page

    address = reverse("registration:close_old", args=[walker.code])
    refused = clerk.post(address, {"disposition": "left", "reason": ""})
    assert refused.status_code == 409 and "Tulis alasan" in refused.content.decode()
    clerk.post(address, {"disposition": "left", "reason": "pulang tanpa pamit"})
    assert cast.fresh(walker).disposition == "left"


def test_an_unknown_patient_in_igd_is_named_without_moving(galis, signed_in):
    visit = cast.arrive(galis, facts=["emergency"])
    if cast.place_of(visit) != "IGD":
        cast.go_on(visit, "pandu")
    pak_joko = cast.pak_joko(galis, payer="jkn")
    clerk = signed_in(galis)
    address = reverse("registration:name", args=[visit.code])

    assert visit.number in clerk.get(reverse("registration:unknown")).content.decode()
    assert pak_joko.name in clerk.post(address, {"q": "joko"}).content.decode()
    clerk.post(address, {"save": "1", "pasien": pak_joko.code, "payer": "jkn", "card_status": "active"})

    assert (cast.fresh(visit).patient, cast.place_of(visit)) == (pak_joko, "IGD")


def test_a_baby_without_a_nik_is_registered(galis, signed_in):
    visit = cast.at_counter(galis, None)
    typed = {"baru": "1", "name": "By. Ny. Sari", "sex": "P", "birth_date": "01-05-2024", "payer": "umum"}

    signed_in(galis).post(reverse("registration:at", args=[cast.entry_of(visit).code]), typed)

    assert Patient.objects.get().nik is None
    assert cast.place_of(visit) == "ANAK"


def test_two_records_of_one_person_are_made_one_and_parted_again(galis, signed_in):
    twice, kept = cast.pak_joko(galis), cast.a_patient(galis, "Joko Susilo", born=date(1984, 4, 4), sex="L")
    officer = signed_in(galis, "rekam_medis")
    pair = {"a": twice.code, "b": kept.code}

    refused = officer.post(reverse("registration:do_merge"), pair)
    assert refused.status_code == 409 and "Alasan penggabungan belum diisi" in refused.content.decode()
    officer.post(reverse("registration:do_merge"), pair | {"reason": "KTP dan KK sama"})
    assert Patient.objects.get(pk=twice.pk).person == kept
    officer.post(reverse("registration:unmerge", args=[twice.code]), {"reason": "ternyata kembar"})
    assert not Patient.objects.get(pk=twice.pk).is_merged


def test_only_medical_records_merge_and_only_at_home(galis, sitiung, signed_in):
    twice, kept = cast.pak_joko(galis), cast.bu_sari(galis)
    pair = {"a": twice.code, "b": kept.code, "reason": "x"}

    assert signed_in(galis).post(reverse("registration:do_merge"), pair).status_code == 403
    assert signed_in(sitiung, "rekam_medis").post(reverse("registration:do_merge"), pair).status_code == 404


def test_a_visits_page_tells_what_happened_and_takes_back_the_last_move(galis, signed_in):
    visit = cast.at_counter(galis, cast.bu_sari(galis))
    cast.go_on(visit, "loket")
    clerk = signed_in(galis)
    address = reverse("visits:visit", args=[visit.code])

    page = clerk.get(address).content.decode()
    last = visit.events.order_by("-seq").first()
    clerk.post(reverse("visits:undo", args=[visit.code]), {"seq": last.seq})

    assert "Sari Wulandari" in page and "Identitas dipastikan" in page
    assert cast.place_of(visit) == "LOKET"
    assert QueueEntry.objects.filter(visit=visit, state="voided").count() == 1


def test_a_visit_is_closed_with_a_reason_and_not_twice(galis, signed_in):
    visit = cast.at_counter(galis, cast.bu_sari(galis))
    clerk = signed_in(galis)
    address = reverse("visits:close", args=[visit.code])

    assert clerk.post(address, {"disposition": "left", "reason": ""}).status_code == 409
    clerk.post(address, {"disposition": "left", "reason": "dijemput suami"})
    assert cast.fresh(visit).disposition == "left"
    assert clerk.post(address, {"disposition": "left", "reason": "lagi"}).status_code == 409


def test_a_visit_of_another_puskesmas_is_not_there(galis, sitiung, signed_in):
    visit = cast.at_counter(galis, cast.bu_sari(galis))

    assert signed_in(sitiung).get(reverse("visits:visit", args=[visit.code])).status_code == 404
    assert signed_in(sitiung).post(reverse("visits:close", args=[visit.code])).status_code == 404
    assert signed_in(galis, "kapus").get(reverse("visits:visit", args=[visit.code])).status_code == 403


def test_the_sop_page_draws_every_stop_with_its_clause_and_what_is_borrowed(sitiung, signed_in):
    page = signed_in(sitiung, "perawat").get(reverse("visits:sop")).content.decode()

    assert "Pandu PTM memeriksa tanda vital" in page and "Butir c, d" in page
    assert "dipinjam dari galis 6.5" in page
    assert "Apakah petugas skrining melakukan skrining kepada pasien" in page
    assert signed_in(sitiung, "kader").get(reverse("visits:sop")).status_code == 403
