"""What was not given is promised for an agreed day and place."""

from datetime import date

import pytest

from puskesmas.facility.models import Posyandu
from puskesmas.visits import movement
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.movement import NotGiven
from referrals import appointments
from referrals.models import Appointment
from referrals.refusals import PaperRefused
from tests import cast
from tests.cast import staff
from tests.referrals.people import fresh, in_the_room, kinds_of

NEXT_WEEK = date(2024, 5, 13)


@pytest.fixture
def sari(galis):
    return cast.bu_sari(galis)


@pytest.fixture
def gigi(galis):
    return galis.services.get(code="GIGI")


def test_a_promise_names_day_and_place(sari, gigi, belidak, rina):
    pustu = belidak.pustu.get()

    here = appointments.appoint(sari, gigi, place_kind="puskesmas", on=NEXT_WEEK, by=rina)
    there = appointments.appoint(sari, gigi, place_kind="pustu", place=pustu, on=NEXT_WEEK, by=rina)

    assert (here.place_label, there.place_label) == ("Puskesmas", "Pustu Belidak")
    assert list(appointments.to_come(sari)) == [here, there]


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"place_kind": "warung"}, "place_kind"),
        ({"place_kind": "pustu"}, "place"),
        ({"on": date(2024, 5, 5)}, "on"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(sari, gigi, rina, about, field):
    with pytest.raises(PaperRefused) as refused:
        appointments.appoint(sari, gigi, **{"place_kind": "puskesmas", "on": NEXT_WEEK} | about, by=rina)

    assert refused.value.reasons[0].field == field
    assert not Appointment.objects.exists()


def test_a_posyandu_of_another_puskesmas_is_no_place(sari, gigi, sungai_kakap, rina):
    village = sungai_kakap.villages.create(kemendagri_code="61.12.01.2001", name="Sungai Kakap")
    posyandu = Posyandu.objects.create(village=village, name="Melati")

    with pytest.raises(PaperRefused, match="milik puskesmas ini"):
        appointments.appoint(sari, gigi, place_kind="posyandu", place=posyandu, on=NEXT_WEEK, by=rina)


def test_what_was_not_given_becomes_an_appointment_when_the_patient_goes_home(galis, sari, belidak, rina):
    visit, entry = in_the_room(galis, sari, role="bidan")
    not_given = [NotGiven("GIGI", "pustu", "pustu belidak", NEXT_WEEK), NotGiven("ANC", "home", "", NEXT_WEEK)]

    movement.discharge(entry, by=rina, disposition="home", reason="sudah lelah", not_given=not_given)

    made = {one.service.code: one.place_label for one in Appointment.objects.all()}
    assert made == {"GIGI": "Pustu Belidak", "ANC": "Rumah"}
    assert kinds_of(visit).count("appointment_made") == 2
    assert fresh(visit).last_seq == visit.events.count()


def test_a_service_nobody_knows_keeps_the_visit_open(galis, sari, rina):
    visit, entry = in_the_room(galis, sari, role="bidan")

    with pytest.raises(PaperRefused, match="tidak dikenal"):
        movement.discharge(
            entry,
            by=rina,
            disposition="home",
            reason="sudah lelah",
            not_given=[NotGiven("PIJAT", "home", "", NEXT_WEEK)],
        )

    assert fresh(visit).state == "exam"


def test_a_promise_is_kept_by_a_visit_of_the_same_person(galis, sari, gigi, rina):
    appointment = appointments.appoint(sari, gigi, place_kind="puskesmas", on=NEXT_WEEK, by=rina)
    hers, _entry = in_the_room(galis, sari, role="bidan")
    his = cast.arrive(galis, patient=cast.pak_budi(galis))

    with pytest.raises(PaperRefused, match="pasien lain"):
        appointments.keep(appointment, visit=his, by=staff(galis, "loket"))
    appointment = appointments.keep(appointment, visit=hers, by=staff(galis, "loket"))

    assert appointment.kept_visit == hers
    with pytest.raises(MoveRefused, match="sudah ditepati"):
        appointments.cancel(appointment, reason="salah", by=rina)


def test_a_promise_moves_to_another_day_and_the_old_one_stays_readable(sari, gigi, rina):
    old = appointments.appoint(sari, gigi, place_kind="puskesmas", on=NEXT_WEEK, by=rina)

    new = appointments.move(old, on=date(2024, 5, 20), reason="diminta pasien", by=rina)

    assert Appointment.objects.get(pk=old.pk).settled_reason == "diminta pasien"
    assert list(appointments.to_come(sari)) == [new]


def test_a_missed_promise_is_found_by_its_day(galis, sari, gigi, rina):
    appointment = appointments.appoint(sari, gigi, place_kind="puskesmas", on=date(2024, 5, 6), by=rina)

    assert not Appointment.objects.missed(date(2024, 5, 6)).exists()
    assert list(Appointment.objects.missed(date(2024, 5, 7))) == [appointment]


def test_a_death_ends_what_was_promised(galis, sari, gigi, rina):
    appointments.appoint(sari, gigi, place_kind="puskesmas", on=NEXT_WEEK, by=rina)
    visit, _entry = in_the_room(galis, sari, role="bidan")

    movement.close(visit, by=rina, disposition="died", reason="perdarahan")

    assert Appointment.objects.get().settled_reason == "Pasien meninggal."


def test_the_cashier_promises_nothing(galis, sari, gigi):
    with pytest.raises(MoveRefused, match="tidak berwenang"):
        appointments.appoint(sari, gigi, place_kind="puskesmas", on=NEXT_WEEK, by=staff(galis, "kasir"))
