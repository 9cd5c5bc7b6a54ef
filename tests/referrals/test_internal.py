"""A room asks another, the patient goes and comes back, and nobody goes home unanswered."""

import pytest

from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from referrals import internal
from referrals.models import InternalReferral, LooseEnd
from referrals.refusals import PaperRefused
from tests import cast
from tests.cast import staff
from tests.referrals.people import called_in, entry_of, fresh, in_the_room, kinds_of, place_of


@pytest.fixture
def budi_with_dr_ayu(galis):
    return in_the_room(galis, cast.pak_budi(galis))


def test_pak_budi_goes_to_the_dentist_and_comes_back_with_an_answer(galis, budi_with_dr_ayu, dr_ayu):
    visit, entry = budi_with_dr_ayu
    dentist = staff(galis, "gigi")

    (referral,) = internal.refer_internally(entry, ["GIGI"], question="Gigi berlubang?", by=dr_ayu)
    assert (place_of(visit), fresh(visit).state) == ("GIGI", "internal_referral")
    called_in(visit, by=dentist)
    internal.answer(referral, answer="Karies 36, ditambal.", by=dentist)

    back = entry_of(visit)
    assert (back.place, back.state, back.arrived_at) == ("KLASTER3", "waiting", entry.arrived_at)
    assert Fact.AWAITING_RETURN not in fresh(visit).holding
    assert {"internally_asked", "internally_answered", "returned"} <= set(kinds_of(visit))


def test_two_rooms_in_turn_answer_each_its_own_paper(galis, budi_with_dr_ayu, dr_ayu):
    visit, entry = budi_with_dr_ayu
    dentist, nutritionist = staff(galis, "gigi"), staff(galis, "gizi")

    at_gigi, at_gizi = internal.refer_internally(entry, ["GIGI", "GIZI"], question="Diabetes", by=dr_ayu)
    called_in(visit, by=dentist)
    internal.answer(at_gigi, answer="Periodontitis.", by=dentist)
    assert place_of(visit) == "GIZI"
    called_in(visit, by=nutritionist)
    internal.answer(at_gizi, answer="Diet 1.700 kkal.", by=nutritionist)

    assert place_of(visit) == "KLASTER3"
    assert not InternalReferral.objects.owing().exists()


def test_an_unanswered_referral_blocks_going_home(galis, budi_with_dr_ayu, dr_ayu):
    visit, entry = budi_with_dr_ayu
    dentist = staff(galis, "gigi")
    (referral,) = internal.refer_internally(entry, ["GIGI"], question="Gigi berlubang?", by=dr_ayu)
    movement.advance(called_in(visit, by=dentist), by=dentist)
    here = called_in(visit, by=dr_ayu)

    with pytest.raises(MoveRefused, match="rujukan internal belum dijawab"):
        movement.discharge(here, by=dr_ayu, disposition="home", reason="selesai")
    internal.answer(referral, answer="Tidak ada karies.", by=dentist)
    movement.discharge(here, by=dr_ayu, disposition="home", reason="selesai")

    assert fresh(visit).disposition == "home"


def test_an_answer_from_afar_moves_nobody(galis, budi_with_dr_ayu, dr_ayu):
    visit, entry = budi_with_dr_ayu
    (referral,) = internal.refer_internally(entry, ["GIGI"], question="Gigi berlubang?", by=dr_ayu)

    internal.answer(referral, answer="Sudah diperiksa minggu lalu.", by=staff(galis, "gigi"))

    assert (place_of(visit), entry_of(visit).state) == ("GIGI", "waiting")


def test_without_a_return_the_walk_goes_on_from_there(galis, budi_with_dr_ayu, dr_ayu):
    visit, entry = budi_with_dr_ayu
    dentist = staff(galis, "gigi")

    (referral,) = internal.refer_internally(entry, ["GIGI"], question="Mohon tuntas", must_return=False, by=dr_ayu)
    called_in(visit, by=dentist)
    internal.answer(referral, answer="Selesai.", by=dentist)
    assert place_of(visit) == "GIGI"
    movement.advance(entry_of(visit), by=dentist)

    assert fresh(visit).disposition == "home"


def test_a_hand_on_leaves_a_note_and_owes_nothing(galis, budi_with_dr_ayu, dr_ayu):
    visit, entry = budi_with_dr_ayu

    referral = internal.hand_on(entry, "KLASTER4", question="Kontak erat TBC", by=dr_ayu)

    assert place_of(visit) == "KLASTER4"
    assert (referral.must_return, Fact.AWAITING_RETURN in fresh(visit).holding) == (False, False)


def test_a_question_and_an_answer_must_be_written(galis, budi_with_dr_ayu, dr_ayu):
    visit, entry = budi_with_dr_ayu
    with pytest.raises(PaperRefused, match="ditanyakan"):
        internal.refer_internally(entry, ["GIGI"], question=" ", by=dr_ayu)
    (referral,) = internal.refer_internally(entry, ["GIGI"], question="Karies?", by=dr_ayu)

    with pytest.raises(PaperRefused, match="jawaban"):
        internal.answer(referral, answer="", by=staff(galis, "gigi"))

    assert place_of(visit) == "GIGI"


def test_an_answer_is_given_once_and_says_who_was_first(galis, budi_with_dr_ayu, dr_ayu):
    _visit, entry = budi_with_dr_ayu
    (referral,) = internal.refer_internally(entry, ["GIGI"], question="Karies?", by=dr_ayu)
    internal.answer(referral, answer="Ya.", by=staff(galis, "gigi"))

    with pytest.raises(MoveRefused, match=r"sudah dijawab oleh drg\. Meilani pukul 08\.\d\d"):
        internal.answer(referral, answer="Tidak.", by=dr_ayu)

    assert InternalReferral.objects.get().answer == "Ya."


def test_a_question_is_taken_back_with_a_reason(galis, budi_with_dr_ayu, dr_ayu):
    visit, entry = budi_with_dr_ayu
    (referral,) = internal.refer_internally(entry, ["GIGI"], question="Karies?", by=dr_ayu)

    with pytest.raises(PaperRefused, match="alasan"):
        internal.withdraw(referral, reason="", by=dr_ayu)
    internal.withdraw(referral, reason="Dokter gigi dinas luar", by=dr_ayu)

    assert Fact.AWAITING_RETURN not in fresh(visit).holding
    with pytest.raises(MoveRefused, match="sudah ditarik"):
        internal.answer(referral, answer="Ya.", by=staff(galis, "gigi"))


def test_a_room_this_puskesmas_has_not_is_refused(galis, budi_with_dr_ayu, dr_ayu):
    visit, entry = budi_with_dr_ayu

    with pytest.raises(MoveRefused, match="bukan tujuan rujukan internal"):
        internal.refer_internally(entry, ["FISIO"], question="Nyeri bahu", by=dr_ayu)

    assert place_of(visit) == "KLASTER3"
    assert not InternalReferral.objects.exists()


def test_at_sungai_kakap_a_midwife_asks_the_doctor_to_refer(sungai_kakap):
    visit, entry = in_the_room(sungai_kakap, cast.bu_wati(sungai_kakap), role="bidan")

    with pytest.raises(MoveRefused, match="dibuat oleh dokter"):
        internal.refer_internally(entry, ["GIGI"], question="Karies?", by=staff(sungai_kakap, "bidan"))
    internal.refer_internally(entry, ["GIGI"], question="Karies?", by=staff(sungai_kakap, "dokter"))

    assert place_of(visit) == "GIGI"


def test_the_laboratory_answers_no_referral(galis, budi_with_dr_ayu, dr_ayu, yuni):
    _visit, entry = budi_with_dr_ayu
    (referral,) = internal.refer_internally(entry, ["GIGI"], question="Karies?", by=dr_ayu)

    with pytest.raises(MoveRefused, match="tidak berwenang"):
        internal.answer(referral, answer="Ya.", by=yuni)


def test_who_leaves_unanswered_leaves_a_loose_end_with_the_one_who_asked(galis, budi_with_dr_ayu, dr_ayu):
    visit, entry = budi_with_dr_ayu
    (referral,) = internal.refer_internally(entry, ["GIGI"], question="Karies?", by=dr_ayu)

    movement.close(fresh(visit), by=dr_ayu, disposition="left", reason="tidak sabar menunggu")
    left = LooseEnd.objects.get()
    internal.answer(referral, answer="Pasien tidak datang.", by=staff(galis, "gigi"))

    assert (left.kind, left.paper, left.owner) == ("internal", referral.code, dr_ayu)
    assert LooseEnd.objects.get().settled_note == "Sudah dijawab."
    assert kinds_of(visit)[-1] == "internally_answered"
