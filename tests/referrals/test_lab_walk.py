"""A patient goes to the laboratory and comes back to whoever asked."""

import pytest

from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from referrals import lab, results
from referrals.models import LabStatus, LooseEnd, ResultToRead
from referrals.refusals import PaperRefused
from tests import cast
from tests.cast import staff
from tests.referrals.people import (
    called_in,
    entry_of,
    fresh,
    in_the_emergency_room,
    in_the_room,
    kinds_of,
    menu,
    place_of,
)


def ordered(facility, by, *codes, patient=None, question="Anemia?"):
    visit, entry = in_the_room(facility, patient or cast.pak_budi(facility))
    return visit, lab.order_lab(visit, entry, tests=menu(facility, *codes), question=question, by=by)


def test_pak_budi_gives_blood_is_held_and_is_freed_by_the_result(galis, dr_ayu, yuni):
    visit, order = ordered(galis, dr_ayu, "HB")
    came = visit.entries.get(place="KLASTER3").arrived_at
    assert place_of(visit) == "LAB"

    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)
    held = entry_of(visit)
    results.give_result(order, results={"HB": "13,5"}, by=yuni)

    assert (held.place, held.state, held.arrived_at) == ("KLASTER3", "held", came)
    assert (entry_of(visit).place, entry_of(visit).state) == ("KLASTER3", "waiting")
    assert Fact.AWAITING_RESULT not in fresh(visit).holding
    assert {"lab_ordered", "lab_sampled", "lab_result", "freed"} <= set(kinds_of(visit))


def test_a_patient_who_waits_goes_back_with_the_result(galis, dr_ayu, yuni):
    visit, order = ordered(galis, dr_ayu, "GDS")
    called_in(visit, by=yuni)

    lab.sample(order, by=yuni, waits=True)
    assert place_of(visit) == "LAB"
    results.give_result(order, results={"GDS": "112"}, by=yuni)

    assert (place_of(visit), entry_of(visit).state) == ("KLASTER3", "waiting")


def test_a_drop_of_blood_is_read_where_it_was_taken(galis, dr_ayu, yuni):
    visit, order = ordered(galis, dr_ayu, "GDS")
    called_in(visit, by=yuni)

    order = results.give_result(order, results={"GDS": "95"}, by=yuni)

    assert order.status == LabStatus.RESULTED
    assert order.sampled_by == yuni
    assert place_of(visit) == "KLASTER3"


def test_nobody_is_sampled_who_was_not_called(galis, dr_ayu, yuni):
    visit, order = ordered(galis, dr_ayu, "HB")

    with pytest.raises(MoveRefused, match="belum dipanggil"):
        lab.sample(order, by=yuni)
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)

    assert place_of(visit) == "KLASTER3"


def test_the_patient_stays_in_the_laboratory_while_another_order_needs_a_sample(galis, dr_ayu, yuni):
    visit, first = ordered(galis, dr_ayu, "HB")
    second = lab.order_lab(visit, entry_of(visit), tests=menu(galis, "GDS"), by=dr_ayu)
    called_in(visit, by=yuni)

    lab.sample(first, by=yuni)
    assert place_of(visit) == "LAB"
    lab.sample(second, by=yuni)

    assert place_of(visit) == "KLASTER3"


def test_one_result_frees_nobody_who_waits_for_two(galis, dr_ayu, yuni):
    visit, first = ordered(galis, dr_ayu, "HB")
    second = lab.order_lab(visit, entry_of(visit), tests=menu(galis, "TCM"), by=dr_ayu)
    called_in(visit, by=yuni)
    lab.sample(first, by=yuni)
    lab.sample(second, by=yuni)

    results.give_result(first, results={"HB": "13"}, by=yuni)
    assert entry_of(visit).state == "held"
    results.give_result(second, results={"TCM": "MTB tidak terdeteksi"}, by=yuni)

    assert entry_of(visit).state == "waiting"


def test_a_patient_in_a_bed_is_not_sent_to_the_laboratory(galis, dr_ayu, yuni):
    visit, entry = in_the_emergency_room(galis, cast.pak_budi(galis))

    order = lab.order_lab(visit, entry, tests=menu(galis, "HB", "TROMBO"), by=dr_ayu)
    lab.sample(order, by=yuni)
    results.give_result(order, results={"HB": "4,8", "TROMBO": "210.000"}, by=yuni)

    assert (place_of(visit), entry_of(visit).state) == ("IGD", "serving")
    assert visit.lab_orders.get().status == LabStatus.RESULTED


def test_a_patient_of_the_infection_room_is_sampled_there(galis, dr_ayu, yuni):
    visit, entry = in_the_room(galis, cast.pak_budi(galis), facts=["infectious"])
    assert place_of(visit) == "INFEKSI"

    order = lab.order_lab(visit, entry, tests=menu(galis, "TCM"), by=dr_ayu)
    lab.sample(order, by=yuni)

    assert (place_of(visit), entry_of(visit).state) == ("INFEKSI", "serving")


def test_nobody_goes_home_before_the_result_unless_it_follows_later(galis, dr_ayu, yuni):
    visit, order = ordered(galis, dr_ayu, "TCM")
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)
    entry = called_in(visit, by=dr_ayu)

    with pytest.raises(MoveRefused, match="hasil laboratorium belum diisi"):
        movement.discharge(entry, by=dr_ayu, disposition="home", reason="menunggu di rumah")
    lab.follows_later(order, reason="TCM selesai besok", by=yuni)
    movement.discharge(entry, by=dr_ayu, disposition="home", reason="menunggu di rumah")

    assert fresh(visit).disposition == "home"
    assert not LooseEnd.objects.exists()


def test_what_follows_later_needs_a_reason_and_is_billed_today(galis, dr_ayu, yuni):
    visit, order = ordered(galis, dr_ayu, "TCM", patient=cast.pak_joko(galis))
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)

    with pytest.raises(PaperRefused, match="alasan"):
        lab.follows_later(order, reason=" ", by=yuni)
    lab.follows_later(order, reason="TCM selesai besok", by=yuni)
    results.give_result(order, results={"TCM": "MTB tidak terdeteksi"}, by=yuni)

    assert [one.service.code for one in visit.rendered.all()] == ["LAB-TCM"]
    assert Fact.BILL_OPEN in fresh(visit).holding


def test_a_result_after_the_exit_opens_a_paper_for_whoever_asked(galis, dr_ayu, yuni):
    visit, order = ordered(galis, dr_ayu, "HIV")
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)
    lab.follows_later(order, reason="reagen datang siang", by=yuni)
    movement.discharge(called_in(visit, by=dr_ayu), by=dr_ayu, disposition="home", reason="hasil menyusul")

    results.give_result(order, results={"HIV": "reaktif"}, by=yuni)
    paper = ResultToRead.objects.get()
    read_before = paper.is_read
    results.settle_late_result(paper, outcome="call_in", advice="Datang untuk R2", by=dr_ayu)

    assert (paper.requester, read_before) == (dr_ayu, False)
    assert fresh(visit).state == "discharged"
    assert kinds_of(visit)[-2:] == ["lab_result", "result_read"]
    assert not ResultToRead.objects.open().exists()


def test_a_late_result_leads_to_an_appointment_only_when_one_was_made(galis, dr_ayu, yuni):
    visit, order = ordered(galis, dr_ayu, "HIV")
    movement.close(visit, by=dr_ayu, disposition="left", reason="pergi tanpa pamit")
    paper = results.give_result(order, results={"HIV": "Reaktif"}, by=yuni).papers_to_read.get()

    with pytest.raises(PaperRefused, match="Buat janji temunya dahulu"):
        results.settle_late_result(paper, outcome="appointment", by=dr_ayu)
    results.settle_late_result(paper, outcome="none", by=dr_ayu)

    with pytest.raises(MoveRefused, match="sudah diputuskan"):
        results.settle_late_result(paper, outcome="none", by=dr_ayu)


def test_who_leaves_with_an_open_order_leaves_a_loose_end_that_the_result_ties_up(galis, dr_ayu, yuni):
    visit, order = ordered(galis, dr_ayu, "HB")
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)

    movement.close(fresh(visit), by=dr_ayu, disposition="left", reason="pergi tanpa pamit")
    left = LooseEnd.objects.get()
    results.give_result(order, results={"HB": "11"}, by=yuni)

    assert (left.kind, left.paper, left.owner) == ("lab", order.code, dr_ayu)
    assert LooseEnd.objects.get().settled_by == yuni
    assert fresh(visit).last_seq == visit.events.count()


def test_a_visit_that_never_was_takes_its_order_back(galis, dr_ayu):
    visit, _order = ordered(galis, dr_ayu, "HB")

    movement.close(visit, by=dr_ayu, disposition="cancelled", reason="salah pasien")

    assert visit.lab_orders.get().status == LabStatus.CANCELLED
    assert not LooseEnd.objects.exists()


def test_an_order_is_taken_back_before_the_sample_and_not_after(galis, dr_ayu, yuni):
    visit, order = ordered(galis, dr_ayu, "HB")
    lab.cancel_order(order, reason="salah pilih", by=dr_ayu)
    assert Fact.AWAITING_RESULT not in fresh(visit).holding

    again = lab.order_lab(visit, entry_of(visit), tests=menu(galis, "HB"), by=dr_ayu)
    called_in(visit, by=yuni)
    lab.sample(again, by=yuni)

    with pytest.raises(MoveRefused, match="sampel diambil"):
        lab.cancel_order(again, reason="salah pilih", by=dr_ayu)


def test_the_same_test_is_not_asked_twice(galis, dr_ayu):
    visit, _order = ordered(galis, dr_ayu, "HB")

    with pytest.raises(PaperRefused, match="Hemoglobin sudah diminta"):
        lab.order_lab(visit, entry_of(visit), tests=menu(galis, "HB"), by=dr_ayu)
    with pytest.raises(PaperRefused, match="dua kali"):
        lab.order_lab(visit, entry_of(visit), tests=menu(galis, "GDS") * 2, by=dr_ayu)
    with pytest.raises(PaperRefused, match="sedikitnya satu"):
        lab.order_lab(visit, entry_of(visit), tests=[], by=dr_ayu)

    assert visit.lab_orders.count() == 1


def test_a_test_of_another_puskesmas_is_not_done_here(galis, sungai_kakap, dr_ayu):
    visit, entry = in_the_room(galis, cast.pak_budi(galis))

    with pytest.raises(PaperRefused, match="tidak dikerjakan"):
        lab.order_lab(visit, entry, tests=menu(sungai_kakap, "HB"), by=dr_ayu)

    assert place_of(visit) == "KLASTER3"


def test_the_clerk_cannot_order_and_the_doctor_cannot_write_the_result(galis, dr_ayu, yuni):
    visit, entry = in_the_room(galis, cast.pak_budi(galis))
    with pytest.raises(MoveRefused, match="tidak berwenang"):
        lab.order_lab(visit, entry, tests=menu(galis, "HB"), by=staff(galis, "loket"))
    order = lab.order_lab(visit, entry, tests=menu(galis, "HB"), by=dr_ayu)
    called_in(visit, by=yuni)

    with pytest.raises(MoveRefused, match="tidak berwenang"):
        results.give_result(order, results={"HB": "13"}, by=dr_ayu)
    with pytest.raises(MoveRefused, match="tidak berwenang"):
        lab.sample(order, by=dr_ayu)
    results.give_result(order, results={"HB": "13"}, by=yuni)

    assert visit.lab_orders.get().status == LabStatus.RESULTED


def test_the_laboratory_of_another_puskesmas_sees_no_sample(galis, sungai_kakap, dr_ayu):
    _visit, order = ordered(galis, dr_ayu, "HB")

    with pytest.raises(MoveRefused, match="puskesmas lain"):
        lab.sample(order, by=staff(sungai_kakap, "lab"))


def test_at_sungai_kakap_only_a_doctor_sends_to_the_laboratory(sungai_kakap):
    midwife = staff(sungai_kakap, "bidan")
    visit, entry = in_the_room(sungai_kakap, cast.bu_wati(sungai_kakap), role="bidan")

    with pytest.raises(MoveRefused, match="dibuat oleh dokter"):
        lab.order_lab(visit, entry, tests=menu(sungai_kakap, "HB"), by=midwife)
    lab.order_lab(visit, entry, tests=menu(sungai_kakap, "HB"), by=staff(sungai_kakap, "dokter"))

    assert place_of(visit) == "LAB"


def test_a_stale_click_orders_nothing(galis, dr_ayu):
    visit, entry = in_the_room(galis, cast.pak_budi(galis))
    lab.order_lab(visit, entry, tests=menu(galis, "HB"), by=dr_ayu)

    with pytest.raises(MoveRefused) as late:
        lab.order_lab(visit, entry, tests=menu(galis, "GDS"), by=dr_ayu)

    assert late.value.code == "stale_entry"
    assert visit.lab_orders.count() == 1


def test_the_first_who_reads_a_result_is_its_reader(galis, dr_ayu, rina, yuni):
    visit, order = ordered(galis, dr_ayu, "HB")
    called_in(visit, by=yuni)
    with pytest.raises(MoveRefused, match="belum lengkap"):
        results.read_result(order, by=dr_ayu)
    results.give_result(order, results={"HB": "13"}, by=yuni)

    with pytest.raises(MoveRefused, match="tidak berwenang"):
        results.read_result(order, by=yuni)
    results.read_result(order, by=rina)
    order = results.read_result(order, by=dr_ayu)

    assert order.read_by == rina
    assert kinds_of(visit).count("result_read") == 1
