"""A contact before the birth at the desk: beside the ones before, counted at once, and put right with a reason."""

from datetime import date, timedelta

import pytest

from clusters.klaster2.models import AntenatalRecord, Pregnancy, TripleElimination
from clusters.recording import measure
from puskesmas.demo import laboratory, tariffs
from puskesmas.visits.movement import close
from referrals import lab, results
from tests.cast import called_in, fresh, staff
from tests.clusters.people import signed_in
from tests.referrals.people import menu

from .conftest import at_the_desk
from .people import a_contact, a_pregnancy, to, typed, words


@pytest.fixture
def carrying(rina, desk):
    """Bu Sari before Rina, eighteen weeks on."""
    rina.post(to("examine", desk), a_pregnancy())
    return desk


def gone(entry):
    """Let a woman go home before all is done."""
    by = staff(entry.visit.facility, "bidan")
    close(fresh(entry.visit), by=by, disposition="left", reason="tidak menunggu")


def the_pregnancy():
    return Pregnancy.objects.get()


def test_the_contact_is_asked_for_only_once_there_is_a_pregnancy(rina, desk):
    assert 'name="anc-fetal_heart"' not in words(rina.get(to("desk", desk)))

    rina.post(to("examine", desk), a_pregnancy())

    assert 'name="anc-fetal_heart"' in words(rina.get(to("desk", desk)))


def test_a_contact_counts_for_the_pregnancy_at_once(rina, carrying):
    answer = rina.post(to("examine", carrying), a_contact(), follow=True)

    found = the_pregnancy()
    assert (found.k1_on, found.k1_pure_on, found.k4_on) == (date(2024, 5, 6), None, None)
    assert (found.tablets, found.ttd_on, found.complication_on) == (30, None, None)
    page = words(answer)
    assert "TFU 18 cm" in page and "DJJ 144" in page and "Kontak berikutnya <b>3 Jun 2024" in page
    assert 'name="anc-fetal_heart"' not in page


def test_the_next_day_is_proposed_by_how_far_she_is(rina, carrying):
    assert 'value="2024-06-03"' in words(rina.get(to("desk", carrying)))


def test_what_was_measured_is_judged_and_not_typed_again(rina, carrying, dharma_rini):
    values = {"systolic": "150/95", "upper_arm": "22,9", "weight": "48"}
    measure(fresh(carrying.visit), values, by=staff(dharma_rini, "bidan"), entry=carrying)

    answer = rina.post(to("examine", carrying), a_contact(hemoglobin="10,4", protein="+1"), follow=True)

    page = words(answer)
    assert "Anemia ringan, Hb 10,4 g/dL" in page and "KEK, LiLA 22,9 cm" in page
    assert "Dugaan preeklamsia" not in page  # eighteen weeks


def test_the_laboratorys_answers_are_filled_in(rina, carrying, dharma_rini):
    laboratory.add(dharma_rini)
    tariffs.add(dharma_rini)
    by, yuni = staff(dharma_rini, "bidan"), staff(dharma_rini, "lab")
    tests = menu(dharma_rini, "HB", "PROT-URIN", "HIV")
    order = lab.order_lab(fresh(carrying.visit), carrying, tests=tests, by=by)
    called_in(carrying.visit, by=yuni)
    lab.sample(order, by=yuni)
    results.give_result(order, results={"HB": "10,8", "PROT-URIN": "Negatif", "HIV": "Non-reaktif"}, by=yuni)

    page = words(rina.get(to("desk", called_in(carrying.visit, by=by))))

    assert 'value="10,8"' in page
    assert '<option value="neg" selected>' in page and '<option value="nonreactive" selected>' in page


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"hemoglobin": "108"}, "Tulis angka 2–25."),
        ({"fundal_height": "tinggi"}, "Tulis angka 5–60."),
        ({"fetal_heart": "20"}, "Tulis angka 40–240."),
        ({"return_on": "2024-05-06"}, "Pilih hari sesudah hari ini"),
        ({"return_on": "2024-07-06"}, "paling lama dua bulan lagi"),
        ({"troubles": ["bleeding"]}, "Pilih: ditangani di sini, atau dirujuk."),
        ({"handling": "here"}, "Pilih tanda bahaya atau komplikasinya."),
        ({"td_given": "on"}, "Pilih status Td sebelum suntikan hari ini."),
        ({"td_given": "on", "td_status": "1"}, "Isi Td terakhir."),
        ({"td_given": "on", "td_status": "5"}, "T5 sudah lengkap."),
        ({"td_given": "on", "td_status": "1", "td_last_on": "2024-04-10"}, "Td ke-2 baru boleh mulai 08/05/2024."),
    ],
)
def test_what_cannot_be_has_its_sentence_and_nothing_is_kept(rina, carrying, change, says):
    answer = rina.post(to("examine", carrying), a_contact(**change))

    assert answer.status_code == 400
    assert says in words(answer)
    assert not AntenatalRecord.objects.exists()


def test_a_td_at_its_time_moves_the_status(rina, carrying):
    given = {"td_given": "on", "td_status": "1", "td_last_on": "2024-04-08"}

    assert "T2 (Td hari ini)" in words(rina.post(to("examine", carrying), a_contact(**given), follow=True))


def test_a_complication_says_how_it_was_handled(rina, carrying):
    rina.post(to("examine", carrying), a_contact(troubles=["bleeding"], handling="referred"))

    found = the_pregnancy()
    assert (found.complication_on, found.complication_handled_on) == (date(2024, 5, 6), date(2024, 5, 6))


def test_a_contact_is_put_right_and_counted_again(rina, carrying):
    rina.post(to("examine", carrying), a_contact(tablets="90"))
    assert the_pregnancy().ttd_on == date(2024, 5, 6)
    record = AntenatalRecord.objects.get()

    rina.post(to("correct_exam", carrying, "anc", record.code), a_contact(tablets="9") | {"why-reason": "salah ketik"})

    assert (the_pregnancy().tablets, the_pregnancy().ttd_on) == (9, None)
    assert carrying.visit.events.order_by("seq").last().data["exam"] == "anc"


def test_a_new_first_day_moves_every_contact(rina, carrying):
    rina.post(to("examine", carrying), a_contact())
    told = the_pregnancy().records.get()

    change = a_pregnancy(lmp="2024-02-12") | {"why-reason": "ingat lagi"}
    rina.post(to("correct_exam", carrying, "pregnancy", told.code), change)

    assert the_pregnancy().k1_pure_on == date(2024, 5, 6)  # twelve weeks and no day


def test_last_times_values_stand_beside_todays(rina, carrying, dharma_rini, bu_sari, monday_morning):
    measure(fresh(carrying.visit), {"weight": "48,5"}, by=staff(dharma_rini, "bidan"), entry=carrying)
    rina.post(to("examine", carrying), a_contact())
    gone(carrying)
    monday_morning.shift(timedelta(days=28))

    later = at_the_desk(dharma_rini, bu_sari, signed_in(staff(dharma_rini, "bidan")), services=("ANC",))
    page = words(signed_in(staff(dharma_rini, "bidan")).get(to("desk", later)))

    assert "Hamil 22 minggu" in page
    assert "K1 akses" in page and "48,5" in page and ">18<" in page


def test_hiv_is_read_by_who_needs_it_and_by_nobody_else(rina, carrying, dharma_rini):
    rina.post(
        to("examine", carrying),
        typed("triple", hiv="reactive", syphilis="nonreactive", hbsag="waiting", follow_up="ARV"),
    )

    assert "HIV <b>reaktif" in words(rina.get(to("desk", carrying)))
    dietitian = signed_in(staff(dharma_rini, "gizi"))
    assert "Tripel eliminasi" not in words(dietitian.get(to("desk", carrying)))
    record = TripleElimination.objects.get()
    assert dietitian.get(to("correct_exam", carrying, "triple", record.code)).status_code == 403


def test_the_tests_are_asked_for_until_all_are_answered(rina, carrying, bu_sari, dharma_rini):
    rina.post(to("examine", carrying), typed("triple", hiv="nonreactive", syphilis="nonreactive", hbsag="waiting"))
    record = TripleElimination.objects.get()
    gone(carrying)
    again = at_the_desk(dharma_rini, bu_sari, rina, services=("ANC",))
    assert 'name="triple-hiv"' in words(rina.get(to("desk", again)))

    told = typed("triple", hiv="nonreactive", syphilis="nonreactive", hbsag="nonreactive")
    rina.post(to("correct_exam", carrying, "triple", record.code), told | {"why-reason": "hasil menyusul"})

    assert 'name="triple-hiv"' not in words(rina.get(to("desk", again)))


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"hiv": "", "follow_up": "x"}, "paling sedikit satu pemeriksaan"),
        ({"hiv": "reactive"}, "Tulis tindak lanjutnya"),
    ],
)
def test_a_test_says_its_result_and_what_follows(rina, carrying, told, says):
    answer = rina.post(to("examine", carrying), typed("triple", **told))

    assert answer.status_code == 400 and says in words(answer)


def test_nothing_is_written_for_a_woman_without_a_pregnancy(rina, desk):
    answer = rina.post(to("examine", desk), a_contact())

    assert answer.status_code == 409 and "Isi data kehamilan dahulu" in words(answer)


def test_the_desk_with_its_contacts_costs_no_more_than_others(rina, carrying, django_assert_max_num_queries):
    rina.get(to("desk", carrying))

    with django_assert_max_num_queries(15):
        rina.get(to("desk", carrying))
