"""The emergency room on screen: care before identity, the clock, observation, and what was written put right."""

import pytest
from django.urls import reverse

from clusters.lintas.models import EmergencyRecord, Observation
from clusters.triage import late_after_minutes
from puskesmas.patients.models import RecordOpened
from tests import cast
from tests.cast import entry_of, fresh, minutes, place_of, staff
from tests.clusters.people import in_the_emergency_room, in_the_room, signed_in

TOLD = {
    "emergency-mode": "ambulance",
    "emergency-companion": "istri",
    "emergency-airway": "bebas",
    "emergency-breathing": "28x/menit, ronki",
    "emergency-actions": "Oksigen 4 lpm",
    "emergency-arrived_at": "2024-05-06T08:00",
    "emergency-care_began_at": "2024-05-06T08:00",
}

LOOKED = {"emergency-arrived_at": TOLD["emergency-arrived_at"], "emergency-care_began_at": TOLD["emergency-arrived_at"]}


@pytest.fixture
def ayu(sungai_kakap):
    """The doctor's terminal."""
    return signed_in(staff(sungai_kakap, "dokter"))


@pytest.fixture
def unknown(sungai_kakap):
    """Somebody nobody knows, in the emergency room."""
    return in_the_emergency_room(sungai_kakap, None)


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def test_somebody_unknown_is_sorted_and_treated_at_once(ayu, unknown):
    visit, entry = unknown
    page = words(ayu.get(to("desk", entry)))
    assert "belum dipilah" in page and 'name="emergency-airway"' in page and "belum ditriase" in page

    ayu.post(to("sort", entry), {"colour": "merah", "signs": []})
    answer = ayu.post(to("examine", entry), TOLD | {"do": "save"}, follow=True)

    record = EmergencyRecord.objects.get(visit=visit)
    assert (record.airway, record.companion, record.response_minutes) == ("bebas", "istri", 0)
    assert "Catatan gawat darurat tersimpan." in words(answer)
    assert "Oksigen 4 lpm" in words(answer) and 'name="emergency-airway"' not in words(answer)
    assert "batas merah segera" in words(answer)


def test_a_known_patient_is_treated_before_the_identity_is_compared(ayu, sungai_kakap):
    _visit, entry = in_the_emergency_room(sungai_kakap, cast.pak_budi(sungai_kakap))

    page = words(ayu.get(to("desk", entry)))

    assert 'name="emergency-airway"' in page and "Identitas belum dicocokkan" in page
    ayu.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})
    assert "Identitas belum dicocokkan" not in words(ayu.get(to("desk", entry)))


def test_the_clock_runs_from_the_door_to_the_doctor(sungai_kakap, monday_morning):
    visit = cast.arrive(sungai_kakap, facts=["emergency"])
    perawat = signed_in(staff(sungai_kakap, "perawat"))
    monday_morning.shift(minutes(2))
    entry = entry_of(visit)
    perawat.post(to("take", entry))
    assert "Dokter belum menyentuh" in words(perawat.get(to("desk", entry)))
    monday_morning.shift(minutes(9))

    signed_in(staff(sungai_kakap, "dokter")).post(to("sort", entry), {"colour": "merah", "signs": []})

    page = words(perawat.get(to("desk", entry)))
    assert "Dokter <b>08.11</b>" in page and "+11m" in page and "Ditangani <b>08.02</b>" in page
    assert "panel-clock late" in page


@pytest.mark.parametrize(("colour", "last_in_time"), [("merah", 5), ("kuning", 30), ("hijau", 60)])
def test_a_doctor_is_late_only_after_the_minutes_of_the_reference(sungai_kakap, monday_morning, colour, last_in_time):
    entry = entry_of(cast.arrive(sungai_kakap, facts=["emergency"]))
    on = entry.visit.on
    dokter = signed_in(staff(sungai_kakap, "dokter"))
    assert late_after_minutes(colour, on) == last_in_time
    monday_morning.shift(minutes(last_in_time))
    dokter.post(to("sort", entry), {"colour": colour, "signs": [], "reason": "diperiksa ulang"})
    assert "panel-clock late" not in words(dokter.get(to("desk", entry)))


def test_looks_at_a_patient_stand_one_after_the_other(ayu, unknown):
    visit, entry = unknown
    for fares, text in (("stable", "TD 110/70"), ("worse", "gelisah")):
        look = {"observation-fares": fares, "observation-text": text, "do": "save"}
        ayu.post(to("examine", entry), LOOKED | look)

    page = words(ayu.get(to("desk", entry)))

    assert [one.fares for one in Observation.objects.filter(visit=visit)] == ["stable", "worse"]
    assert "TD 110/70" in page and "gelisah" in page and 'name="observation-fares"' in page
    assert not EmergencyRecord.objects.exists()


def test_what_is_missing_has_its_sentence_and_nothing_is_kept(ayu, unknown):
    visit, entry = unknown

    answer = ayu.post(to("examine", entry), TOLD | {"emergency-mode": "", "subjective": "Sesak", "do": "finish"})

    assert answer.status_code == 400
    assert "Pilih cara datang." in words(answer)
    assert "Oksigen 4 lpm" in words(answer) and "Sesak" in words(answer)
    assert not visit.soaps.exists() and place_of(visit) == "IGD"


def test_a_time_that_cannot_be_keeps_soap_back_too(ayu, unknown):
    visit, entry = unknown

    told = TOLD | {"emergency-care_began_at": "2024-05-06T07:30", "subjective": "Sesak", "do": "save"}
    answer = ayu.post(to("examine", entry), told)

    assert answer.status_code == 400 and "sebelum pasien tiba" in words(answer)
    assert not visit.soaps.exists() and not EmergencyRecord.objects.exists()


def test_what_was_written_in_haste_is_put_right_with_a_reason(ayu, unknown):
    visit, entry = unknown
    ayu.post(to("examine", entry), TOLD | {"do": "save"})
    record = EmergencyRecord.objects.get(visit=visit)
    sheet = to("correct_exam", entry, "emergency", record.code)
    assert "bebas" in words(ayu.get(sheet))

    silent = ayu.post(sheet, TOLD | {"emergency-airway": "gargling"})
    ayu.post(sheet, TOLD | {"emergency-airway": "gargling", "why-reason": "salah dengar"})

    assert silent.status_code == 400 and "Tulis alasannya." in words(silent)
    after = visit.emergencies.current().get()
    assert (after.airway, after.version, after.reason) == ("gargling", 2, "salah dengar")
    later = ayu.get(to("correct_exam", entry, "emergency", after.code))
    assert "Versi 1" in words(later) and "salah dengar" in words(later)
    stale = ayu.post(sheet, TOLD | {"why-reason": "lagi"})
    assert stale.status_code == 404  # the version that no longer stands is not there to be corrected


def test_a_second_emergency_record_is_a_correction_of_the_first(ayu, unknown):
    _visit, entry = unknown
    ayu.post(to("examine", entry), TOLD | {"do": "save"})

    answer = ayu.post(to("exam", entry, "emergency"), TOLD)

    assert answer.status_code == 409 and "sudah dicatat dr. Ayu Lestari pukul 08.00" in words(answer)


def test_a_false_emergency_goes_back_to_where_it_left(ayu, sungai_kakap):
    visit, entry = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))
    ayu.post(to("escalate", entry), {"reason": "nyeri dada"})
    igd = cast.called_in(fresh(visit), by=staff(sungai_kakap, "dokter"))
    assert "Ternyata tidak gawat" in words(ayu.get(to("desk", igd)))

    ayu.post(to("stand_down", igd), {"reason": "EKG normal, nyeri otot"})

    assert place_of(visit) == "KLASTER3"


def test_reading_the_record_of_an_emergency_is_written_down(sungai_kakap):
    budi = cast.pak_budi(sungai_kakap)
    _visit, entry = in_the_emergency_room(sungai_kakap, budi)
    perawat = signed_in(staff(sungai_kakap, "perawat"))

    perawat.get(to("exam", entry, "emergency"))

    assert RecordOpened.objects.filter(patient=budi, staff=staff(sungai_kakap, "perawat")).exists()


@pytest.mark.parametrize(("role", "status"), [("dokter", 200), ("perawat", 200), ("loket", 403), ("kasir", 403)])
def test_who_may_write_an_emergency(unknown, sungai_kakap, role, status):
    _visit, entry = unknown

    assert signed_in(staff(sungai_kakap, role)).get(to("exam", entry, "emergency")).status_code == status


@pytest.mark.parametrize("kind", ["emergency", "tidak-ada"])
def test_another_puskesmas_emergency_does_not_exist(unknown, galis, kind):
    _visit, entry = unknown

    assert signed_in(staff(galis, "dokter")).get(to("exam", entry, kind)).status_code == 404


def test_a_record_of_another_visit_is_not_corrected_from_here(ayu, unknown, sungai_kakap):
    _visit, entry = unknown
    ayu.post(to("examine", entry), TOLD | {"do": "save"})
    record = EmergencyRecord.objects.get()
    _other, elsewhere = in_the_emergency_room(sungai_kakap, cast.pak_budi(sungai_kakap))

    assert ayu.get(to("correct_exam", elsewhere, "emergency", record.code)).status_code == 404


def test_the_desk_of_the_emergency_room_costs_at_most_fifteen_statements(
    ayu, sungai_kakap, django_assert_max_num_queries
):
    _visit, entry = in_the_emergency_room(sungai_kakap, cast.pak_budi(sungai_kakap))
    ayu.post(to("sort", entry), {"colour": "kuning", "signs": []})
    ayu.post(to("measure", entry), {"blood_pressure": "110/70"})
    ayu.post(to("examine", entry), TOLD | {"plan": "Observasi", "do": "save"})
    for text in ("pertama", "kedua", "ketiga"):
        ayu.post(to("examine", entry), {"observation-fares": "same", "observation-text": text, "do": "save"})
    ayu.get(to("desk", entry))
    with django_assert_max_num_queries(15):
        ayu.get(to("desk", entry))


def test_what_is_typed_of_an_emergency_comes_back(ayu, unknown):
    visit, entry = unknown
    ayu.post(reverse("clusters:draft", args=[visit.code, "soap"]), {"emergency-airway": "gargling", "plan": "rujuk"})

    page = words(ayu.get(to("desk", entry)))

    assert 'value="gargling"' in page and "rujuk" in page
