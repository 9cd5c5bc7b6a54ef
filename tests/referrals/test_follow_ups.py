"""A task finds its owner in the village, and comes back answered."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from puskesmas.facility.models import Pustu, Village
from puskesmas.visits import movement
from puskesmas.visits.guards import MoveRefused
from referrals import follow_ups
from referrals.models import FollowUp, TaskStatus, VillageOfficer
from referrals.refusals import AnswerConflict, PaperRefused
from referrals.task_cards import card_for
from tests import cast
from tests.cast import staff
from tests.referrals.people import called_in, fresh, in_the_room, kinds_of

ON_FRIDAY = date(2024, 5, 10)
PHONE = UUID("6a0c2b52-2f0e-4d8f-9a37-0c6a52a1a001")


@pytest.fixture
def sari(galis, belidak):
    return cast.a_patient(
        galis, "Sari Wulandari", born=date(1996, 2, 11), village=belidak, address="Gg. Merpati 4", payer="jkn"
    )


@pytest.fixture
def petugas(galis, belidak):
    """The officer of Pustu Belidak."""
    person = staff(galis, "pustu")
    person.pustu = belidak.pustu.get()
    person.save()
    return person


@pytest.fixture
def task(sari, rina):
    return follow_ups.give(sari, action="Kunjungan nifas", reason="Tekanan darah 150/100", due_on=ON_FRIDAY, by=rina)


def test_a_task_goes_to_the_pustu_of_the_village(galis, sari, rina):
    visit, _entry = in_the_room(galis, sari, role="bidan")

    task = follow_ups.give(sari, action="Kunjungan nifas", due_on=ON_FRIDAY, visit=visit, by=rina)

    assert (task.pustu.name, task.staff, task.elsewhere) == ("Pustu Belidak", None, "")
    assert kinds_of(visit)[-1] == "follow_up_given"


def test_without_a_pustu_it_goes_to_the_officer_of_the_village(galis, sari, belidak, rina):
    Pustu.objects.get().villages.clear()
    officer = staff(galis, "perawat")
    VillageOfficer.objects.create(facility=galis, village=belidak, staff=officer)

    assert follow_ups.owner_for(sari, by=rina) == follow_ups.Owner(staff=officer)


def test_where_nobody_was_named_the_giver_keeps_it(sari, belidak, rina):
    Pustu.objects.get().villages.clear()

    assert follow_ups.owner_for(sari, by=rina) == follow_ups.Owner(staff=rina)


def test_outside_the_area_it_goes_to_the_other_puskesmas_by_letter(galis, sari, rina):
    sari.village = Village.objects.create(
        facility=galis, kemendagri_code="35.28.06.2002", name="Larangan", in_area=False
    )

    task = follow_ups.give(sari, action="Kunjungan nifas", due_on=ON_FRIDAY, by=rina)

    assert task.owner_label == "Puskesmas wilayah Desa Larangan"


def test_the_pustu_sees_goes_and_answers_and_the_puskesmas_reviews(task, petugas, rina):
    follow_ups.see(task, by=petugas)
    follow_ups.go(task, by=petugas)
    follow_ups.answer(task, outcome="found", note="Sehat", measured={"sistole": 120}, by=petugas)
    task = follow_ups.review(task, note="Lanjut posyandu", by=rina)

    assert task.status == TaskStatus.REVIEWED
    assert (task.seen_by, task.answered_by, task.typed_by, task.reviewed_by) == (petugas, petugas, petugas, rina)
    assert task.measured == {"sistole": 120}


def test_an_answer_on_paper_says_who_went_and_who_typed(task, petugas, rina, monday_morning):
    went_at = cast.MONDAY + timedelta(hours=1)
    monday_morning.move_to(cast.MONDAY + timedelta(days=2))

    task, _new = follow_ups.answer(task, outcome="not_found", at=went_at, done_by=petugas, by=rina)

    assert (task.answered_by, task.answered_at, task.typed_by) == (petugas, went_at, rina)
    assert task.typed_at > went_at


def test_the_same_sending_is_stored_once(task, petugas):
    first = follow_ups.answer(task, outcome="found", answer_id=PHONE, base_version=1, by=petugas)
    again = follow_ups.answer(task, outcome="found", answer_id=PHONE, base_version=1, by=petugas)

    assert (first.is_new, again.is_new) == (True, False)
    assert again.task.version == 2


def test_an_answer_over_an_older_version_is_a_conflict_that_names_both(galis, task, petugas):
    follow_ups.pass_on(task, to=staff(galis, "kader"), by=petugas)

    with pytest.raises(AnswerConflict, match="versi 2, jawaban Anda versi 1") as conflict:
        follow_ups.answer(task, outcome="found", base_version=1, by=petugas)
    follow_ups.answer(task, outcome="found", base_version=conflict.value.version, by=petugas)

    assert FollowUp.objects.get().status == TaskStatus.RESULT


def test_a_kader_answers_only_the_own_task(galis, task, petugas):
    kader = staff(galis, "kader")
    with pytest.raises(PaperRefused, match="bukan milik Anda"):
        follow_ups.answer(task, outcome="found", by=kader)

    follow_ups.pass_on(task, to=kader, by=petugas)
    follow_ups.answer(task, outcome="found", by=kader)

    assert FollowUp.objects.get().answered_by == kader


def test_the_officer_of_another_pustu_answers_nothing(galis, task):
    elsewhere = staff(galis, "pustu", suffix="2")
    elsewhere.pustu = Pustu.objects.create(facility=galis, name="Pustu Konang")
    elsewhere.save()

    with pytest.raises(PaperRefused, match="bukan milik Anda"):
        follow_ups.see(task, by=elsewhere)


def test_a_kader_reads_whom_and_what_and_never_why(galis, task, petugas, rina):
    for_kader = card_for(task, staff(galis, "kader"))
    for_pustu, for_midwife = card_for(task, petugas), card_for(task, rina)

    assert (for_kader.name, for_kader.action) == ("Ny. Sari Wulandari", "Kunjungan nifas")
    assert (for_kader.reason, for_kader.address) == ("", "")
    assert (for_pustu.reason, for_pustu.address) == ("", "Gg. Merpati 4, Desa Belidak")
    assert for_midwife.reason == "Tekanan darah 150/100"


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"action": " "}, "action"),
        ({"action": "x" * 161}, "action"),
        ({"due_on": date(2024, 5, 5)}, "due_on"),
    ],
)
def test_a_task_says_what_and_by_when(sari, rina, about, field):
    with pytest.raises(PaperRefused) as refused:
        follow_ups.give(sari, **{"action": "Kunjungan nifas", "due_on": ON_FRIDAY} | about, by=rina)

    assert refused.value.reasons[0].field == field
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"outcome": "entah"}, "outcome"),
        ({"outcome": "found", "note": "x" * 301}, "note"),
        ({"outcome": "found", "at": cast.MONDAY + timedelta(days=1)}, "at"),
        ({"outcome": "found", "measured": {"tensi": [120, 80]}}, "measured"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_beside_its_field(task, petugas, about, field):
    with pytest.raises(PaperRefused) as refused:
        follow_ups.answer(task, **about, by=petugas)

    assert refused.value.reasons[0].field == field
    assert FollowUp.objects.get().status == TaskStatus.SENT


def test_a_task_is_answered_once_and_cancelled_only_before(task, petugas, rina):
    with pytest.raises(PaperRefused, match="alasan"):
        follow_ups.cancel(task, reason="", by=rina)
    follow_ups.answer(task, outcome="moved", by=petugas)

    with pytest.raises(MoveRefused, match="sudah “ada hasil”"):
        follow_ups.answer(task, outcome="found", by=petugas)
    with pytest.raises(MoveRefused, match="sudah “ada hasil”"):
        follow_ups.cancel(task, reason="salah", by=rina)


def test_only_those_who_treat_give_tasks(galis, sari):
    with pytest.raises(MoveRefused, match="tidak berwenang"):
        follow_ups.give(sari, action="Kunjungan nifas", due_on=ON_FRIDAY, by=staff(galis, "kasir"))


def test_the_answer_is_told_on_the_visit_it_came_from(galis, sari, petugas, rina):
    visit, entry = in_the_room(galis, sari, role="bidan")
    task = follow_ups.give(sari, action="Kunjungan nifas", due_on=ON_FRIDAY, visit=visit, by=rina)
    movement.discharge(entry, by=rina, disposition="home", reason="selesai")

    follow_ups.answer(task, outcome="found", by=petugas)

    assert fresh(visit).state == "discharged"
    assert kinds_of(visit)[-1] == "follow_up_answered"


def test_a_death_ends_the_tasks_about_the_person(galis, task, sari, rina):
    visit, _entry = in_the_room(galis, sari, role="bidan")
    called_in(visit, by=rina)

    movement.close(fresh(visit), by=rina, disposition="died", reason="perdarahan")

    assert FollowUp.objects.get().status == TaskStatus.CANCELLED
    assert FollowUp.objects.get().ended_note == "Pasien meninggal."
