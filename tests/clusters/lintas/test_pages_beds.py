"""The wards on screen: which bed is free, who lies where by number and initials, past midnight too."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from clusters.lintas import beds
from clusters.lintas.models import InpatientNote, InpatientRecord
from puskesmas.visits import movement
from tests import cast
from tests.cast import entry_of, fresh, staff
from tests.clusters.people import in_the_emergency_room, signed_in

from .test_beds import in_the_ward


@pytest.fixture
def nurse(sitiung):
    return staff(sitiung, "ranap")


@pytest.fixture
def terminal(nurse):
    """The ward nurse's terminal."""
    return signed_in(nurse)


def board(facility, place="RANAP"):
    return reverse("lintas:beds", args=[cast.point(facility, place).code])


def bed_of(entry):
    return reverse("lintas:lay", args=[entry.code])


def words(answer):
    return answer.content.decode()


def test_a_patient_without_a_bed_is_laid_in_a_free_one(terminal, sitiung):
    visit = in_the_ward(sitiung)
    entry = entry_of(visit)
    before = words(terminal.get(board(sitiung)))
    assert "4 kosong dari 4" in before and visit.number in before and "Baringkan" in before

    silent = terminal.post(bed_of(entry), {"bed": "2"})
    answer = terminal.post(bed_of(entry), {"bed": "2", "indication": "Demam tinggi"})

    assert silent.status_code == 400 and "Tulis indikasinya" in words(silent)
    assert answer.status_code == 303
    after = words(terminal.get(board(sitiung)))
    assert "3 kosong dari 4" in after and "B.S." in after and "Budi" not in after
    assert "Semua sudah di tempat tidur" in after


def test_the_desk_says_which_bed_and_for_how_long_past_midnight(terminal, sitiung, nurse, monday_morning):
    visit = in_the_ward(sitiung)
    entry = entry_of(visit)
    terminal.post(reverse("clusters:recognise", args=[entry.code]), {"identifiers": ["name", "birth_date"]})
    assert "Belum di tempat tidur." in words(terminal.get(reverse("clusters:desk", args=[entry.code])))
    beds.admit(visit, 3, by=nurse, indication="demam", entry=entry)
    monday_morning.shift(timedelta(days=6, hours=17))
    terminal = signed_in(nurse)

    page = words(terminal.get(reverse("clusters:desk", args=[entry.code])))

    assert "Tempat tidur 3" in page and "hari ke-7" in page and "Lebih dari 5 hari" in page
    assert "hari ke-7" in words(terminal.get(board(sitiung)))


def test_a_patient_is_moved_to_another_bed_and_the_stay_goes_on(terminal, sitiung, nurse):
    visit = in_the_ward(sitiung)
    stay = beds.admit(visit, 1, by=nurse, indication="demam")
    page = words(terminal.get(bed_of(entry_of(visit))))
    assert "Pindah dari tempat tidur 1" in page and 'name="indication"' not in page

    terminal.post(bed_of(entry_of(visit)), {"bed": "4"})

    moved = InpatientRecord.objects.get()
    assert (moved.pk, moved.bed, moved.admitted_at) == (stay.pk, 4, stay.admitted_at)
    told = visit.events.order_by("-seq").first().data
    assert (told["exam"], told["from_bed"], told["bed"]) == ("bed_moved", 1, 4)


def test_a_bed_somebody_took_meanwhile_is_refused(terminal, sitiung, nurse):
    first, second = in_the_ward(sitiung), in_the_ward(sitiung, cast.raka(sitiung))
    beds.admit(first, 2, by=nurse, indication="demam")

    answer = terminal.post(bed_of(entry_of(second)), {"bed": "2", "indication": "diare"})

    assert answer.status_code == 400 and "Tempat tidur ini sedang dipakai." in words(answer)


def test_each_day_is_written_on_the_desk_once_the_patient_lies(terminal, sitiung, nurse):
    visit = in_the_ward(sitiung)
    entry = entry_of(visit)
    terminal.post(reverse("clusters:recognise", args=[entry.code]), {"identifiers": ["name", "birth_date"]})
    examine = reverse("clusters:examine", args=[entry.code])
    early = terminal.post(examine, {"inpatient_day-text": "Demam turun", "do": "save"})
    assert early.status_code == 409 and "Pasien belum di tempat tidur" in words(early)
    beds.admit(visit, 1, by=nurse, indication="demam")

    terminal.post(examine, {"inpatient_day-text": "Demam turun", "do": "save"})

    assert InpatientNote.objects.get().text == "Demam turun"
    assert "Demam turun" in words(terminal.get(reverse("clusters:desk", args=[entry.code])))


def test_who_goes_home_leaves_a_free_bed(terminal, sitiung, nurse):
    visit = in_the_ward(sitiung)
    beds.admit(visit, 1, by=nurse, indication="demam")

    rows = {"n-TOTAL_FORMS": "0", "n-INITIAL_FORMS": "0"}
    told = {"disposition": "home", "reason": "membaik", **rows}
    terminal.post(reverse("clusters:leave", args=[entry_of(visit).code]), told)

    assert fresh(visit).state == "discharged"
    assert "4 kosong dari 4" in words(terminal.get(board(sitiung)))


def test_a_bed_in_the_emergency_room_is_free_once_the_patient_lies_in_the_ward(sitiung):
    visit, entry = in_the_emergency_room(sitiung, cast.pak_budi(sitiung))
    perawat = signed_in(staff(sitiung, "perawat"))
    perawat.post(bed_of(entry), {"bed": "1", "indication": "observasi"})
    movement.advance(entry, by=staff(sitiung, "dokter"), to="RANAP", reason="perlu dirawat")
    assert "Sekarang di Rawat inap." in words(perawat.get(board(sitiung, "IGD")))

    ranap = cast.called_in(fresh(visit), by=staff(sitiung, "ranap"))
    signed_in(staff(sitiung, "ranap")).post(bed_of(ranap), {"bed": "2", "indication": "pneumonia"})

    assert "4 kosong dari 4" in words(perawat.get(board(sitiung, "IGD")))
    assert [stay.bed for stay in visit.stays.in_bed()] == [2]


def test_a_bed_left_behind_is_freed_by_hand(terminal, sitiung, nurse):
    visit = in_the_ward(sitiung)
    stay = beds.admit(visit, 1, by=nurse, indication="demam")
    movement.escalate(visit, by=nurse, reason="sesak")
    assert "Kosongkan" in words(terminal.get(board(sitiung)))

    answer = terminal.post(reverse("lintas:let_out", args=[stay.code]), follow=True)

    assert "Tempat tidur 1 kosong." in words(answer) and "4 kosong dari 4" in words(answer)
    again = terminal.post(reverse("lintas:let_out", args=[stay.code]), follow=True)
    assert "sudah dikosongkan" in words(again)


def test_a_room_without_beds_has_no_board(terminal, sitiung):
    assert terminal.get(board(sitiung, "KLASTER3")).status_code == 404


def test_another_puskesmas_beds_do_not_exist(terminal, galis):
    assert terminal.get(board(galis, "RANAP")).status_code == 404


@pytest.mark.parametrize(("role", "sees", "lays"), [("ranap", 200, 200), ("loket", 200, 403), ("kader", 403, 403)])
def test_who_sees_the_board_and_who_lays_patients(sitiung, role, sees, lays):
    visit = in_the_ward(sitiung)
    person = signed_in(staff(sitiung, role))

    assert person.get(board(sitiung)).status_code == sees
    assert person.get(bed_of(entry_of(visit))).status_code == lays


def test_a_full_ward_costs_as_many_statements_as_an_empty_one(
    terminal, sitiung, nurse, django_assert_max_num_queries, django_assert_num_queries
):
    terminal.get(board(sitiung))
    with django_assert_max_num_queries(15) as empty:
        terminal.get(board(sitiung))
    for bed, name in enumerate(("Budi", "Raka", "Wati"), start=1):
        patient = cast.a_patient(sitiung, name, born=date(1980, 1, bed))
        beds.admit(in_the_ward(sitiung, patient), bed, by=nurse, indication="demam")

    with django_assert_num_queries(len(empty)):
        terminal.get(board(sitiung))


def test_the_sign_of_a_ward_leads_to_its_beds(terminal, sitiung):
    page = words(terminal.get(reverse("clusters:room", args=[cast.point(sitiung, "RANAP").code])))

    assert board(sitiung) in page
