"""A letter sends a patient to another facility; refused, answered and awaited, it is never forgotten."""

from datetime import date, timedelta

import pytest

from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from referrals import outward, replies
from referrals.models import FollowUp, LooseEnd, ReferralStatus
from referrals.outward import Letter
from referrals.refusals import PaperRefused
from referrals.replies import Reply
from tests import cast
from tests.cast import staff
from tests.referrals.people import called_in, fresh, in_the_emergency_room, in_the_room, kinds_of, place_of

TO_THE_HOSPITAL = Letter(
    receiver="RSUD Smart Pamekasan",
    department="Penyakit dalam",
    reason="Perlu ekokardiografi",
    diagnosis="I50.9 Gagal jantung",
)


@pytest.fixture
def budi(galis):
    return cast.pak_budi(galis)


@pytest.fixture
def letter(galis, budi, dr_ayu):
    visit, entry = in_the_room(galis, budi)
    return outward.refer_out(visit, entry, kind="fkrtl", letter=TO_THE_HOSPITAL, by=dr_ayu)


def gone(letter, by):
    """Let the patient leave with the letter."""
    here = called_in(letter.visit, by=by)
    movement.advance(here, by=by)
    movement.discharge(called_in(letter.visit, by=by), by=by, disposition="fkrtl")
    return type(letter).objects.get(pk=letter.pk)


def test_a_letter_leads_the_visit_to_the_departure(letter, dr_ayu):
    visit = letter.visit
    assert fresh(visit).facts[Fact.TO_BE_REFERRED] == [f"fkrtl:{letter.code}"]
    assert (letter.diagnosis_code, letter.diagnosis) == ("I50.9", "Gagal jantung")

    movement.advance(called_in(visit, by=dr_ayu), by=dr_ayu)

    assert fresh(visit).state == "fkrtl_referral"


def test_letters_are_numbered_one_after_another_each_year(galis, letter, budi, dr_ayu, monday_morning):
    assert letter.number == "0001/RUJ/GALIS/V/2024"
    entry = called_in(letter.visit, by=dr_ayu)
    social = Letter(receiver="Dinas Sosial", reason="Telantar")

    second = outward.refer_out(letter.visit, entry, kind="social", letter=social, by=dr_ayu)
    monday_morning.move_to(cast.MONDAY + timedelta(days=300))
    third = outward.refer_out(letter.visit, entry, kind="social", letter=social, by=dr_ayu)

    assert (second.number, third.number) == ("0002/RUJ/GALIS/V/2024", "0001/RUJ/GALIS/III/2025")


def test_who_left_with_a_letter_is_awaited_and_known_at_the_counter(galis, letter, budi, dr_ayu):
    assert not outward.awaited_for(budi).exists()

    letter = gone(letter, dr_ayu)

    assert letter.status == ReferralStatus.SENT
    assert fresh(letter.visit).disposition == "fkrtl"
    assert list(outward.awaited(galis)) == list(outward.awaited_for(budi)) == [letter]
    assert letter.due_on == date(2024, 5, 20)
    assert not LooseEnd.objects.exists()


def test_the_counter_finds_the_letter_by_person_under_whichever_number(galis, letter, dr_ayu):
    gone(letter, dr_ayu)
    twin_record = cast.a_patient(galis, "Budi Santosa", born=date(1957, 1, 20), sex="L")
    twin_record.person = letter.visit.patient
    twin_record.save(update_fields=["person"])

    assert outward.awaited_for(twin_record).count() == 1


def test_the_patient_refuses_and_the_walk_goes_on(letter, dr_ayu):
    with pytest.raises(PaperRefused, match="alasan penolakan"):
        outward.refuse(letter, who="patient", reason="", by=dr_ayu)
    with pytest.raises(PaperRefused, match="siapa yang menolak"):
        outward.refuse(letter, who="tetangga", reason="takut", by=dr_ayu)

    outward.refuse(letter, who="patient", reason="Tidak ada yang menjaga anak", by=dr_ayu)
    movement.advance(called_in(letter.visit, by=dr_ayu), by=dr_ayu)

    assert fresh(letter.visit).disposition == "home"
    assert kinds_of(letter.visit).count("referral_refused") == 1


def test_the_receiver_refuses_the_one_who_waits_to_leave(letter, dr_ayu):
    movement.advance(called_in(letter.visit, by=dr_ayu), by=dr_ayu)
    outward.send(letter, consent="family", escort="Bidan, ambulans", by=dr_ayu)

    letter = outward.refuse(letter, who="receiver", reason="Ruang ICU penuh", by=dr_ayu)

    assert letter.status == ReferralStatus.REFUSED
    assert Fact.NOT_REFERRED in fresh(letter.visit).holding
    with pytest.raises(MoveRefused, match="ditolak"):
        outward.accept(letter, by=dr_ayu)


def test_refused_on_arrival_it_stays_with_its_writer(letter, dr_ayu, rina):
    letter = gone(letter, dr_ayu)

    outward.refuse(letter, who="receiver", reason="Penuh", by=rina)

    left = LooseEnd.objects.get()
    assert (left.kind, left.owner) == ("outward", dr_ayu)
    assert not outward.awaited(letter.facility).exists()


def test_a_letter_is_sent_only_when_somebody_agreed(letter, dr_ayu):
    with pytest.raises(PaperRefused, match="menyetujui"):
        outward.send(letter, by=dr_ayu)

    letter = outward.send(letter, consent="patient", by=dr_ayu)
    outward.accept(letter, by=dr_ayu)
    letter = outward.arrive(letter, by=staff(letter.facility, "loket"))

    assert letter.status == ReferralStatus.ARRIVED


def test_the_reply_closes_the_letter_and_opens_monitoring_here(galis, letter, dr_ayu):
    letter = gone(letter, dr_ayu)
    with pytest.raises(PaperRefused, match="isi balasan"):
        replies.answer(letter, reply=Reply(), by=dr_ayu)

    reply = Reply(diagnosis="CHF NYHA II", therapy="Furosemid", advice="Timbang tiap pagi", control_on=date(2024, 6, 3))
    letter = replies.answer(letter, reply=reply, by=dr_ayu)

    task = FollowUp.objects.get()
    assert letter.status == ReferralStatus.CLOSED
    assert (task.referral, task.staff, task.due_on, task.pustu) == (letter, dr_ayu, date(2024, 6, 3), None)
    assert not outward.awaited(galis).exists()
    assert kinds_of(letter.visit)[-2:] == ["referral_answered", "follow_up_given"]


def test_monitoring_goes_to_the_pustu_of_the_village(letter, budi, belidak, dr_ayu):
    budi.village = belidak
    budi.save(update_fields=["village"])
    letter = gone(letter, dr_ayu)

    replies.answer(letter, reply=Reply(advice="Kontrol tekanan darah"), monitoring="village", by=dr_ayu)

    task = FollowUp.objects.get()
    assert (task.pustu.name, task.due_on) == ("Pustu Belidak", date(2024, 6, 5))


def test_a_reply_is_written_down_once(letter, dr_ayu):
    letter = gone(letter, dr_ayu)
    replies.answer(letter, reply=Reply(diagnosis="CHF"), monitoring="none", by=dr_ayu)

    with pytest.raises(MoveRefused, match="sudah “selesai”"):
        replies.answer(letter, reply=Reply(diagnosis="CHF"), by=dr_ayu)

    assert not FollowUp.objects.exists()


def test_a_letter_without_a_reply_is_given_up_with_a_reason(letter, dr_ayu):
    letter = gone(letter, dr_ayu)

    with pytest.raises(PaperRefused, match="alasan"):
        outward.give_up(letter, reason=" ", by=dr_ayu)
    letter = outward.give_up(letter, reason="Pindah ke Surabaya", by=dr_ayu)

    assert letter.status == ReferralStatus.CLOSED


def test_a_social_letter_stands_beside_going_home(galis, budi, dr_ayu):
    visit, entry = in_the_room(galis, budi)

    letter = outward.refer_out(
        visit, entry, kind="social", letter=Letter(receiver="Dinas Sosial", reason="Lansia telantar"), by=dr_ayu
    )
    movement.advance(entry, by=dr_ayu)

    assert fresh(visit).disposition == "home"
    assert visit.referrals.get().status == ReferralStatus.SENT
    assert letter.due_on is None


def test_who_leaves_without_the_letter_leaves_a_loose_end(letter, dr_ayu):
    movement.close(fresh(letter.visit), by=dr_ayu, disposition="left", reason="tidak mau menunggu ambulans")

    left = LooseEnd.objects.get()
    assert (left.kind, left.paper, left.owner) == ("outward", letter.code, dr_ayu)
    assert not outward.awaited(letter.facility).exists()


def test_an_unknown_patient_is_referred_from_the_emergency_room(galis, dr_ayu):
    visit, entry = in_the_emergency_room(galis, None)

    letter = outward.refer_out(visit, entry, kind="fkrtl", letter=TO_THE_HOSPITAL, by=dr_ayu)
    letter = gone(letter, dr_ayu)
    replies.answer(letter, reply=Reply(diagnosis="Cedera kepala berat"), by=dr_ayu)

    assert fresh(visit).disposition == "fkrtl"
    assert not FollowUp.objects.exists()


def test_every_missing_part_of_a_letter_is_named(galis, budi, dr_ayu):
    visit, entry = in_the_room(galis, budi)

    with pytest.raises(PaperRefused) as refused:
        outward.refer_out(
            visit, entry, kind="fkrtl", letter=Letter(receiver="", reason=" "), due_on=date(2024, 5, 1), by=dr_ayu
        )

    assert {reason.field for reason in refused.value.reasons} == {"receiver", "reason", "diagnosis", "due_on"}
    assert not visit.referrals.exists()
    with pytest.raises(PaperRefused, match="jenis rujukan"):
        outward.refer_out(visit, entry, kind="dukun", letter=TO_THE_HOSPITAL, by=dr_ayu)


def test_at_sungai_kakap_only_a_doctor_refers_out_and_the_refusal_names_the_clause(sungai_kakap):
    midwife, doctor = staff(sungai_kakap, "bidan"), staff(sungai_kakap, "dokter")
    visit, entry = in_the_room(sungai_kakap, cast.bu_wati(sungai_kakap), role="bidan")

    with pytest.raises(MoveRefused, match=r"langkah 5\.3, rujukan dibuat oleh dokter"):
        outward.refer_out(visit, entry, kind="fkrtl", letter=TO_THE_HOSPITAL, by=midwife)
    outward.refer_out(visit, entry, kind="fkrtl", letter=TO_THE_HOSPITAL, by=doctor)

    assert Fact.TO_BE_REFERRED in fresh(visit).holding


def test_a_cashier_writes_no_letter(galis, budi):
    visit, entry = in_the_room(galis, budi)

    with pytest.raises(MoveRefused, match="tidak berwenang"):
        outward.refer_out(visit, entry, kind="fkrtl", letter=TO_THE_HOSPITAL, by=staff(galis, "kasir"))

    assert place_of(visit) == "KLASTER3"


def test_a_letter_is_late_when_its_day_went_by(letter, dr_ayu, monday_morning):
    letter = gone(letter, dr_ayu)
    assert not letter.is_late

    monday_morning.move_to(cast.MONDAY + timedelta(days=15))

    assert letter.is_late
