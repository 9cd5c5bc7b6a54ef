"""A pregnancy ends in the delivery room, elsewhere or otherwise; the weeks after have their four contacts."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from clusters.klaster2.models import PostnatalRecord, Pregnancy, PregnancyEnd
from clusters.lintas.births import Delivery, correct_delivery, deliver
from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.movement import Child
from tests import cast
from tests.cast import called_in, fresh, go_on, place_of, staff
from tests.clusters.people import signed_in

from .conftest import at_the_desk
from .people import a_pregnancy, to, typed, words


@pytest.fixture
def bidan(dharma_rini):
    return staff(dharma_rini, "bidan")


def in_labour(facility, patient, by):
    """Give the bed of a woman in labour."""
    visit = cast.arrive(facility, facts=[Fact.LABOUR])
    if place_of(visit) == "PINTU":
        go_on(visit, "pandu")
    movement.identify(visit, patient, by=by)
    return called_in(visit, by=by)


def gone(entry, by):
    """Let a woman go home before all is done."""
    movement.close(fresh(entry.visit), by=by, disposition="left", reason="tidak menunggu")


def a_visit(**changes):
    """Give what Rina finds of a mother after the birth."""
    told = {"fundus": "firm", "lochia": "rubra", "wound": "none", "breast": "well", "vitamin_a": "2", "tablets": "40"}
    return typed("postnatal", **told | {"kb_counselled": "on"} | changes)


ELSEWHERE = {"ended_on": "2024-05-01", "site": "hospital", "helper": "doctor"}


@pytest.fixture
def opened(rina, desk, bidan):
    """Bu Sari's pregnancy, opened at an earlier visit."""
    rina.post(to("examine", desk), a_pregnancy())
    gone(desk, bidan)
    return Pregnancy.objects.get()


def test_a_delivery_here_ends_the_pregnancy(opened, dharma_rini, bu_sari, bidan):
    bed = in_labour(dharma_rini, bu_sari, bidan)

    deliver(
        bed, Delivery("complication", attendant=bidan, complications=["bleeding"]), [Child(1, "P", 3_100)], by=bidan
    )

    found = Pregnancy.objects.get()
    assert (found.ended_on, found.ended_how) == (date(2024, 5, 6), "delivery")
    assert (found.birth_skilled, found.birth_at_facility) == (True, True)
    assert (found.complication_on, found.complication_handled_on) == (date(2024, 5, 6), date(2024, 5, 6))


def test_what_is_put_right_of_a_delivery_is_put_right_of_the_pregnancy(opened, dharma_rini, bu_sari, bidan):
    bed = in_labour(dharma_rini, bu_sari, bidan)
    record = deliver(bed, Delivery("well", attendant=bidan), [Child(1, "P", 3_100)], by=bidan)
    told = Delivery("well", helped_by="family", place="home", delivered_at=record.delivered_at - timedelta(days=1))

    correct_delivery(record, told, by=bidan, reason="lahir di rumah")

    found = Pregnancy.objects.get()
    assert (found.ended_on, found.birth_skilled, found.birth_at_facility) == (date(2024, 5, 5), False, False)
    assert PregnancyEnd.objects.count() == 2 and PregnancyEnd.objects.current().count() == 1


def test_who_was_never_seen_before_gets_a_pregnancy_with_the_birth(dharma_rini, bu_sari, bidan):
    bed = in_labour(dharma_rini, bu_sari, bidan)

    deliver(bed, Delivery("well", attendant=bidan), [Child(1, "P", 3_100)], by=bidan)

    found = Pregnancy.objects.get()
    assert (found.patient, found.k1_on, found.ended_how, found.dating) == (bu_sari, None, "delivery", "unknown")


def test_a_birth_of_somebody_nobody_knows_is_written_all_the_same(dharma_rini, bidan):
    visit = cast.arrive(dharma_rini, facts=[Fact.LABOUR])
    if place_of(visit) == "PINTU":
        go_on(visit, "pandu")
    bed = called_in(visit, by=bidan)

    deliver(bed, Delivery("well", attendant=bidan), [Child(1, "P", 3_100, alive=False)], by=bidan)

    assert not Pregnancy.objects.exists()


def test_a_pregnancy_ends_when_the_mother_dies_here(opened, dharma_rini, bu_sari, bidan):
    bed = in_labour(dharma_rini, bu_sari, bidan)

    movement.close(fresh(bed.visit), by=bidan, disposition="died", reason="perdarahan hebat")

    found = Pregnancy.objects.get()
    assert (found.ended_on, found.ended_how, found.birth_skilled) == (date(2024, 5, 6), "died", None)


def test_a_pregnancy_ends_otherwise_on_its_own_sheet(rina, opened, dharma_rini, bu_sari):
    entry = at_the_desk(dharma_rini, bu_sari, rina, services=("ANC",))
    assert "Catat akhir kehamilan" in words(rina.get(to("desk", entry)))
    sheet = to("exam", entry, "pregnancy_end")

    for change, says in (
        ({"how": ""}, "Pilih bagaimana"),
        ({"ended_on": "2024-05-07"}, "belum lewat"),
        ({"ended_on": "2023-12-31"}, "sebelum kehamilannya mulai"),
        ({"how": "delivery"}, "Pilih tempat lahirnya."),
    ):
        told = typed("pregnancy_end", **{"how": "abortion", "ended_on": "2024-05-03"} | change)
        answer = rina.post(sheet, told)
        assert answer.status_code == 400 and says in words(answer)

    rina.post(sheet, typed("pregnancy_end", how="abortion", ended_on="2024-05-03"))

    found = Pregnancy.objects.get()
    assert (found.ended_on, found.ended_how, found.birth_skilled) == (date(2024, 5, 3), "abortion", None)
    page = words(rina.get(to("desk", entry)))
    assert "Data kehamilan" in page and "Catat akhir kehamilan" not in page


def test_a_mother_who_gave_birth_elsewhere_tells_it_at_her_first_contact(rina, opened, dharma_rini, bu_sari):
    entry = at_the_desk(dharma_rini, bu_sari, rina, services=("NIFAS",))
    assert "Persalinannya belum tercatat di sini" in words(rina.get(to("desk", entry)))

    page = words(rina.post(to("examine", entry), a_visit(**ELSEWHERE), follow=True))

    found = Pregnancy.objects.get()
    assert (found.ended_on, found.birth_skilled, found.birth_at_facility) == (date(2024, 5, 1), True, True)
    assert (found.kf1_on, found.kf2_on, found.kf_on) == (None, date(2024, 5, 6), None)
    assert "Konseling KB pascasalin" in page and "fundus keras" in page


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ended_on": ""}, "Isi tanggal persalinannya"),
        ({"ended_on": "2024-05-07"}, "belum lewat"),
        ({"ended_on": "2024-03-24"}, "masa nifasnya sudah lewat"),
        ({"site": ""}, "Pilih tempat lahirnya."),
        ({"helper": ""}, "Pilih penolongnya."),
        ({"vitamin_a": "3"}, "Tulis angka 0–2."),
        ({"troubles": ["fever"]}, "Pilih: ditangani di sini, atau dirujuk."),
        ({"handling": "here"}, "Pilih tanda bahaya atau komplikasinya."),
        ({"return_on": "2024-05-01"}, "Pilih hari sesudah hari ini"),
    ],
)
def test_what_cannot_be_has_its_sentence(rina, dharma_rini, bu_sari, change, says):
    entry = at_the_desk(dharma_rini, bu_sari, rina, services=("NIFAS",))

    answer = rina.post(to("examine", entry), a_visit(**ELSEWHERE | change))

    assert answer.status_code == 400 and says in words(answer)
    assert not Pregnancy.objects.exists()


def test_the_last_day_after_a_birth_counts(rina, dharma_rini, bu_sari):
    entry = at_the_desk(dharma_rini, bu_sari, rina, services=("NIFAS",))

    rina.post(to("examine", entry), a_visit(**ELSEWHERE | {"ended_on": "2024-03-25"}))

    assert Pregnancy.objects.get().kf4_on == date(2024, 5, 6)


def test_four_contacts_in_their_windows_are_complete(opened, dharma_rini, bu_sari, bidan, monday_morning):
    bed = in_labour(dharma_rini, bu_sari, bidan)
    deliver(bed, Delivery("well", attendant=bidan), [Child(1, "P", 3_100)], by=bidan)
    monday_morning.shift(timedelta(hours=7))
    ward = signed_in(bidan)
    ward.post(reverse("clusters:recognise", args=[bed.code]), {"identifiers": ["name", "birth_date"]})
    assert 'name="postnatal-fundus"' in words(ward.get(to("desk", bed)))
    ward.post(to("examine", bed), a_visit())
    gone(bed, bidan)

    for days in (4, 14, 20):
        monday_morning.shift(timedelta(days=days))
        entry = at_the_desk(dharma_rini, bu_sari, signed_in(bidan), services=("NIFAS",))
        signed_in(bidan).post(to("examine", entry), a_visit())
        gone(entry, bidan)

    found = Pregnancy.objects.get()
    assert [found.kf1_on, found.kf2_on, found.kf3_on, found.kf4_on] == [
        date(2024, 5, 6),
        date(2024, 5, 10),
        date(2024, 5, 24),
        date(2024, 6, 13),
    ]
    assert found.kf_on == date(2024, 6, 13)


def test_a_contact_after_birth_is_put_right(rina, dharma_rini, bu_sari):
    entry = at_the_desk(dharma_rini, bu_sari, rina, services=("NIFAS",))
    rina.post(to("examine", entry), a_visit(**ELSEWHERE))
    record = PostnatalRecord.objects.get()

    change = a_visit(troubles=["fever"], handling="here") | {"why-reason": "lupa ditulis"}
    rina.post(to("correct_exam", entry, "postnatal", record.code), change)

    assert Pregnancy.objects.get().complication_handled_on == date(2024, 5, 6)


def test_the_end_heard_from_the_delivery_room_is_put_right_there(rina, dharma_rini, bu_sari, bidan):
    bed = in_labour(dharma_rini, bu_sari, bidan)
    deliver(bed, Delivery("well", attendant=bidan), [Child(1, "P", 3_100)], by=bidan)
    record = PregnancyEnd.objects.get()
    told = typed("pregnancy_end", how="delivery", ended_on="2024-05-05", site="home", helper="family")

    answer = rina.post(to("correct_exam", bed, "pregnancy_end", record.code), told | {"why-reason": "salah"})

    assert answer.status_code == 409 and "Perbaiki catatan persalinannya" in words(answer)
