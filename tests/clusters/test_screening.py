"""The screening station: what is due, an instrument answered, what it hands on, and who may open it."""

import pytest
from django.urls import reverse

from clusters import instruments
from clusters.models import Draft, ScreeningNote, ScreeningResult
from tests import cast
from tests.cast import called_in, fresh, place_of, staff

from .people import signed_in

SRQ = {str(n): "tidak" for n in range(1, 21)}
BARTHEL = ("bowel", "bladder", "grooming", "toilet", "feeding", "transfer", "walking", "dressing", "stairs", "bathing")
TBC = dict.fromkeys(("cough", "weight", "fever", "sweat", "contact", "previous", "undernourished"), "tidak")
TBC |= dict.fromkeys(("smoke", "diabetes", "odhiv", "crowded"), "tidak")


@pytest.fixture
def at_the_station(sitiung):
    """Pak Budi, 67, before the screening officer."""
    visit = cast.at_counter(sitiung, cast.pak_budi(sitiung))
    while place_of(visit) != "SKRINING":
        cast.go_on(fresh(visit), "pandu" if place_of(visit) == "PANDU" else "loket")
    return fresh(visit), called_in(fresh(visit), by=staff(sitiung, "skrining"))


@pytest.fixture
def officer(sitiung):
    return signed_in(staff(sitiung, "skrining"))


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def in_the_exam_room(sitiung, visit):
    """Let him go on to the doctor, who sits with him."""
    while fresh(visit).state != "exam":
        cast.go_on(fresh(visit), "skrining" if place_of(visit) == "SKRINING" else "loket")
    doctor = staff(sitiung, "dokter")
    entry = called_in(fresh(visit), by=doctor)
    browser = signed_in(doctor)
    browser.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})
    return browser, entry


def test_the_station_lists_what_is_due_and_why(officer, at_the_station):
    page = words(officer.get(to("desk", at_the_station[1])))

    for title in ("Kemandirian lansia (ADL)", "Risiko PPOK", "Gejala dan risiko TBC", "Kesehatan jiwa"):
        assert title in page
    assert "belum pernah" in page and "Risiko preeklamsia" not in page


def test_an_instrument_is_answered_and_its_finding_waits_for_the_room(officer, at_the_station, sitiung):
    visit, entry = at_the_station

    answer = officer.post(to("ask", entry, "tbc"), TBC | {"cough": "ya"}, follow=True)

    result = ScreeningResult.objects.get(visit=visit)
    assert (result.result, result.score, result.edition) == ("terduga", 1, "2023")
    assert "terduga tbc" in words(answer) and "Catatan dititipkan" in words(answer)
    kinds = list(visit.events.order_by("seq").values_list("kind", flat=True))
    assert kinds[-2:] == ["finding_noted", "screened"]
    doctor, room = in_the_exam_room(sitiung, visit)
    page = words(doctor.get(to("desk", room)))
    assert "Terduga TBC" in page and "Beri masker" in page
    note = ScreeningNote.objects.get(visit=visit)
    doctor.post(reverse("clusters:acknowledge", args=[room.code, note.code]))
    assert ScreeningNote.objects.get(visit=visit).acknowledged_by.role == "dokter"


def test_what_was_answered_is_no_longer_due_and_is_asked_once(officer, at_the_station):
    visit, entry = at_the_station
    officer.post(to("ask", entry, "tbc"), TBC)

    page = words(officer.get(to("desk", entry)))
    again = officer.post(to("ask", entry, "tbc"), TBC)

    assert "Bukan terduga TBC" in page and to("ask", entry, "tbc") not in page and "Belum perlu diulang" not in page
    assert again.status_code == 409 and "sudah dicatat pada kunjungan ini" in words(again)
    assert ScreeningResult.objects.filter(visit=visit).count() == 1
    assert not ScreeningNote.objects.filter(visit=visit).exists()


def test_what_stands_from_an_earlier_visit_is_not_due_and_says_since_when(officer, at_the_station, sitiung):
    visit, entry = at_the_station
    officer.post(to("ask", entry, "barthel"), dict.fromkeys(BARTHEL, "1"))
    cast.go_on(fresh(visit), "skrining")
    again = cast.at_counter(sitiung, visit.patient)
    while place_of(again) != "SKRINING":
        cast.go_on(fresh(again), "pandu" if place_of(again) == "PANDU" else "loket")
    later = called_in(fresh(again), by=staff(sitiung, "skrining"))

    page = words(officer.get(to("desk", later)))

    assert "Belum perlu diulang: Kemandirian lansia (ADL) (6 Mei 2024)" in page
    assert to("ask", later, "barthel") not in page


def test_what_an_instrument_asks_is_not_asked_again_by_topic(officer, at_the_station):
    page = words(officer.get(to("desk", at_the_station[1])))

    assert 'value="Tekanan darah"' in page and 'value="TBC"' not in page and 'value="Kesehatan jiwa"' not in page


def test_an_unanswered_item_is_asked_for_and_what_was_answered_stays(officer, at_the_station):
    _visit, entry = at_the_station

    answer = officer.post(to("ask", entry, "srq20"), {**SRQ, "17": "", "3": "ya"})

    assert answer.status_code == 400 and words(answer).count("Belum dijawab.") == 1
    assert 'value="ya" id="n_3_0" checked' in words(answer).replace(" required", "")


def test_a_number_is_typed_with_a_comma_and_one_no_body_has_is_refused(officer, at_the_station):
    visit, entry = at_the_station
    told = dict.fromkeys(("breath", "phlegm", "cough", "spirometry"), "ya") | {"sticks": "20"}

    wrong = officer.post(to("ask", entry, "puma"), told | {"years": "900"})
    officer.post(to("ask", entry, "puma"), told | {"years": "20,5"})

    assert wrong.status_code == 400 and "Antara 0 dan 90 tahun." in words(wrong)
    result = ScreeningResult.objects.get(visit=visit)
    assert result.answers["pack_years"] == "20.5" and (result.score, result.result) == (8, "tinggi")


def test_refused_or_put_off_says_why_and_is_offered_again_another_day(officer, at_the_station):
    visit, entry = at_the_station
    silent = officer.post(to("put_off", entry, "srq20"), {"reason": ""})
    officer.post(to("put_off", entry, "srq20"), {"reason": "tidak bersedia"})
    past = officer.post(
        to("put_off", entry, "barthel"), {"reason": "x", "planned_on": "2024-05-06", "planned_place": "home"}
    )
    planned = {"reason": "keluarga belum ada", "planned_on": "2024-05-13", "planned_place": "posyandu"}
    officer.post(to("put_off", entry, "barthel"), planned)

    page = words(officer.get(to("desk", entry)))

    assert silent.status_code == 400 and "Tulis alasannya" in words(silent)
    assert past.status_code == 400 and "Pilih hari sesudah hari ini." in words(past)
    assert "ditolak pasien" in page and "tidak bersedia" in page and "13 Mei 2024, Posyandu" in page
    assert to("ask", entry, "srq20") not in page and to("ask", entry, "barthel") not in page
    said = visit.events.filter(kind="service_not_given").order_by("seq")
    assert [one.data["outcome"] for one in said] == ["refused", "postponed"]
    assert not visit.events.filter(kind="screened").exists(), "what was refused was not screened"


def test_what_a_sensitive_instrument_found_shows_to_those_who_need_it_only(officer, at_the_station, sitiung):
    visit, entry = at_the_station
    officer.post(to("ask", entry, "srq20"), SRQ | {"17": "ya"})
    assert ScreeningResult.objects.get(visit=visit).result == "segera"

    doctor, room = in_the_exam_room(sitiung, visit)
    told = words(doctor.get(to("desk", room)))
    dentist = signed_in(staff(sitiung, "gigi"))
    hidden = words(dentist.get(to("desk", room)))
    listed = words(doctor.get(reverse("clusters:room", args=[room.point.code])))

    assert "Ada pikiran mengakhiri hidup" in told
    for page in (hidden, listed):
        assert "mengakhiri hidup" not in page and "SRQ" not in page and "Kesehatan jiwa" not in page
    assert "hasil skrining terbatas" in hidden
    code = ScreeningResult.objects.get(visit=visit).code
    assert dentist.get(to("screening_result", room, code)).status_code == 404
    assert dentist.get(to("ask", room, "srq20")).status_code == 403


def test_a_confidential_item_is_not_asked_by_those_who_may_not_know(sitiung, at_the_station):
    _visit, entry = at_the_station
    door = signed_in(staff(sitiung, "pandu"))

    page = words(door.get(to("ask", entry, "tbc")))

    assert 'name="cough"' in page and 'name="odhiv"' not in page


def test_a_corrected_answer_hands_its_note_on_or_takes_it_back(officer, at_the_station):
    visit, entry = at_the_station
    officer.post(to("ask", entry, "tbc"), TBC | {"fever": "ya"})
    first = ScreeningResult.objects.get(visit=visit)

    silent = officer.post(to("screening_result", entry, first.code), TBC)
    officer.post(to("screening_result", entry, first.code), TBC | {"why-reason": "salah dengar"})
    now = ScreeningResult.objects.current().get(visit=visit)
    assert silent.status_code == 400
    assert (now.result, now.version, now.reason) == ("bukan", 2, "salah dengar")
    assert not ScreeningNote.objects.unread().filter(visit=visit).exists()
    assert "Beri masker" not in words(officer.get(to("desk", entry)))

    officer.post(to("screening_result", entry, now.code), TBC | {"cough": "ya", "why-reason": "ternyata batuk"})
    assert ScreeningNote.objects.unread().get(visit=visit).follow_up.startswith("Beri masker")


def test_what_is_being_answered_comes_back_after_a_break(officer, at_the_station):
    visit, entry = at_the_station
    officer.post(reverse("clusters:draft", args=[visit.code, "tbc"]), {"cough": "ya"})

    page = words(officer.get(to("ask", entry, "tbc")))
    assert 'value="ya" id="n_cough_0" checked' in page.replace(" required", "")
    officer.post(to("ask", entry, "tbc"), TBC)

    assert not Draft.objects.filter(visit=visit, form="tbc").exists()


def test_the_doctor_sees_what_is_due_beside_the_exam(at_the_station, sitiung):
    visit, _entry = at_the_station

    doctor, room = in_the_exam_room(sitiung, visit)
    page = words(doctor.get(to("desk", room)))

    assert "5 jatuh tempo" in page and to("ask", room, "barthel") in page


def test_pre_eclampsia_waits_for_the_measurements_it_needs(sungai_kakap):
    visit = cast.at_counter(sungai_kakap, cast.bu_sari(sungai_kakap), facts=["pregnant"])
    midwife = staff(sungai_kakap, "bidan")
    while fresh(visit).state != "exam":
        cast.go_on(fresh(visit), "loket")
    entry = called_in(fresh(visit), by=midwife)
    browser = signed_in(midwife)
    risk = instruments.instrument("preeklamsia", on=visit.on)
    told = {item.key: "tidak" for item in risk.items if item.is_asked}

    unmeasured = browser.post(to("ask", entry, "preeklamsia"), told | {"nullipara": "ya"})
    browser.post(to("measure", entry), {"blood_pressure": "120/80", "weight": "52", "height": "155"})
    browser.post(to("ask", entry, "preeklamsia"), told | {"nullipara": "ya"})

    assert unmeasured.status_code == 400 and "Tekanan darah belum diukur" in words(unmeasured)
    result = ScreeningResult.objects.get(visit=visit)
    assert result.answers["map"] == "93.3" and result.result == "positif"


def test_the_station_costs_at_most_fifteen_statements(officer, at_the_station, django_assert_max_num_queries):
    _visit, entry = at_the_station
    officer.post(to("ask", entry, "tbc"), TBC | {"fever": "ya"})
    officer.post(to("ask", entry, "srq20"), SRQ)
    officer.get(to("desk", entry))

    with django_assert_max_num_queries(15):
        officer.get(to("desk", entry))
