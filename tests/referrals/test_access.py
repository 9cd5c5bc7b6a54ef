"""Papers of another puskesmas do not exist for whoever asks, and a kader's list holds the kader's own."""

from datetime import date

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from referrals import access, appointments, follow_ups, internal, lab, loose_ends, outward, results
from referrals.models import LooseEnd
from referrals.outward import Letter
from referrals.refusals import PaperRefused
from tests import cast
from tests.cast import staff
from tests.referrals.people import called_in, fresh, in_the_room, menu

LATER = date(2024, 5, 13)


@pytest.fixture
def papers(galis, belidak, dr_ayu, yuni):
    """One of each paper of Galis, by the door it is behind."""
    patient = cast.pak_budi(galis)
    patient.village = belidak
    patient.save(update_fields=["village"])
    visit, entry = in_the_room(galis, patient)
    letter = outward.refer_out(visit, entry, kind="legal", letter=Letter("Kepolisian", "KDRT"), by=dr_ayu)
    order = lab.order_lab(visit, entry, tests=menu(galis, "HB"), by=dr_ayu)
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)
    entry = called_in(visit, by=dr_ayu)
    (asked,) = internal.refer_internally(entry, ["GIGI"], question="Karies?", by=dr_ayu)
    visit = fresh(visit)
    appointment = appointments.appoint(patient, galis.services.get(code="GIGI"), place_kind="home", on=LATER, by=dr_ayu)
    task = follow_ups.give(patient, action="Kunjungan rumah", due_on=LATER, by=dr_ayu)
    cast.movement.close(visit, by=dr_ayu, disposition="left", reason="pergi")
    late = results.give_result(order, results={"HB": "14"}, by=yuni).papers_to_read.get()
    return {
        access.lab_order_by_code: order,
        access.internal_referral_by_code: asked,
        access.outward_referral_by_code: letter,
        access.appointment_by_code: appointment,
        access.follow_up_by_code: task,
        access.result_to_read_by_code: late,
        access.loose_end_by_code: LooseEnd.objects.get(kind="internal"),
    }


def test_each_door_opens_for_its_own_puskesmas_and_is_no_door_for_another(papers, dr_ayu, sungai_kakap):
    stranger = staff(sungai_kakap, "dokter").user

    for door, paper in papers.items():
        assert door(dr_ayu.user, paper.code) == paper
        with pytest.raises(Http404):
            door(stranger, paper.code)


def test_a_referral_is_found_by_code_within_the_house_and_out_of_it(papers, dr_ayu):
    within, out = papers[access.internal_referral_by_code], papers[access.outward_referral_by_code]

    assert access.referral_by_code(dr_ayu.user, within.code) == within
    assert access.referral_by_code(dr_ayu.user, out.code) == out


def test_the_requester_finds_the_late_result_and_a_colleague_does_not_have_it_listed(papers, dr_ayu, rina):
    assert list(access.results_to_read_for(dr_ayu.user)) == [papers[access.result_to_read_by_code]]
    assert not access.results_to_read_for(rina.user).exists()


def test_tasks_are_listed_for_the_pustu_the_kader_and_the_puskesmas(papers, galis, belidak, dr_ayu):
    task = papers[access.follow_up_by_code]
    officer, kader = staff(galis, "pustu"), staff(galis, "kader")
    assert list(access.follow_ups_for(dr_ayu.user)) == [task]
    assert not access.follow_ups_for(officer.user).exists()

    officer.pustu = belidak.pustu.get()
    officer.save()
    assert list(access.follow_ups_for(fresh_user(officer))) == [task]
    assert not access.follow_ups_for(kader.user).exists()
    with pytest.raises(Http404):
        access.follow_up_by_code(kader.user, task.code)

    follow_ups.pass_on(task, to=kader, by=officer)
    assert list(access.follow_ups_for(kader.user)) == [task]


def fresh_user(person):
    return type(person).objects.get(pk=person.pk).user


def test_tests_are_given_in_the_order_asked_and_an_unknown_one_is_not_found(galis, yuni):
    found = access.lab_tests_by_code(yuni.user, ["HIV", "HB"])

    assert [test.code for test in found] == ["HIV", "HB"]
    with pytest.raises(Http404, match="ROENTGEN"):
        access.lab_tests_by_code(yuni.user, ["HB", "ROENTGEN"])


def test_hiv_exists_for_who_treats_and_who_makes_it_and_for_nobody_else(galis, dr_ayu, yuni):
    visit, entry = in_the_room(galis, cast.pak_joko(galis))
    lab.order_lab(visit, entry, tests=menu(galis, "HB", "HIV"), by=dr_ayu)

    def read_by(role):
        order = access.lab_orders_for(staff(galis, role).user).get()
        return {item.test.code for item in order.items.all()}

    assert read_by("dokter") == read_by("bidan") == read_by("lab") == {"HB", "HIV"}
    assert read_by("gigi") == read_by("gizi") == read_by("ranap") == {"HB"}


def test_a_test_no_longer_done_is_not_offered(galis, yuni):
    galis.lab_tests.filter(code="TCM").update(is_active=False)

    assert not access.lab_tests_for(yuni.user).filter(code="TCM").exists()


def test_a_loose_end_is_tied_up_with_a_note_and_leaves_the_list(papers, dr_ayu):
    left = papers[access.loose_end_by_code]
    with pytest.raises(PaperRefused, match="dituntaskan"):
        loose_ends.settle(left, note=" ", by=dr_ayu)

    loose_ends.settle(left, note="Pasien ditelepon, datang besok", by=dr_ayu)

    assert left not in access.loose_ends_for(dr_ayu.user)


def test_the_bench_asks_the_same_questions_for_one_order_and_for_five(galis, dr_ayu, yuni):
    user = yuni.user
    access.staff_of(user)
    for count in range(1, 6):
        patient = cast.a_patient(galis, f"Pasien {count}", born=date(1980, 1, count))
        visit, entry = in_the_room(galis, patient)
        lab.order_lab(visit, entry, tests=menu(galis, "HB", "GDS"), by=dr_ayu)
        if count in (1, 5):
            with CaptureQueriesContext(connection) as asked:
                lines = [
                    (order.visit.patient.name, order.point.name, [item.test.name for item in order.items.all()])
                    for order in access.lab_orders_for(user).on_the_bench()
                ]
            assert (len(lines), len(asked)) == (count, 2)
