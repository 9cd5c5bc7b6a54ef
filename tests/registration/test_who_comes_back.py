"""Who was unknown, who was sent away and who was left over from yesterday, met again through the counter's pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from puskesmas.facility.models import Pustu
from puskesmas.patients.models import Patient
from referrals import outward
from referrals.models import FollowUp
from referrals.outward import Letter
from tests import cast

JKN = {"payer": "jkn", "card_status": "active", "card_source": "pcare"}
TO_THE_HOSPITAL = Letter(
    receiver="RSUD Smart Pamekasan",
    department="Penyakit dalam",
    reason="Perlu ekokardiografi",
    diagnosis="I50.9 Gagal jantung",
)


def person(patient):
    return Patient.objects.get(pk=patient.pk).person


def test_an_unknown_patient_is_named_at_the_counter_merged_and_then_one_person(galis, signed_in, monday_morning):
    known = cast.pak_joko(galis, payer="jkn")
    before = cast.at_counter(galis, known)
    cast.movement.close(before, by=cast.staff(galis, "loket"), disposition="left", reason="pulang")
    monday_morning.shift(timedelta(days=30))
    clerk, officer = signed_in(galis), signed_in(galis, "rekam_medis")
    clerk.post(reverse("registration:emergency"))
    visit = galis.visits.get(closed_at=None)
    if cast.place_of(visit) != "IGD":
        cast.go_on(visit, "pandu")

    typed = {"baru": "1", "save": "1", "name": "Joko", "sex": "L", "years": "40", "new_because": "belum sadar"}
    clerk.post(reverse("registration:name", args=[visit.code]), JKN | typed)
    named = cast.fresh(visit).patient
    assert named is not None and named != known
    pair = {"a": named.code, "b": known.code, "reason": "KTP dibawa istrinya"}
    officer.post(reverse("registration:do_merge"), pair)

    assert person(named) == known and cast.place_of(visit) == "IGD"
    page = clerk.get(reverse("visits:visit", args=[visit.code])).content.decode()
    assert f"<h2>{known.name}</h2>" in page and "dicatat sebagai Joko, RM" in page
    counter = clerk.get(reverse("registration:counter") + f"?pasien={known.code}").content.decode()
    assert f"Masih ada kunjungan terbuka {visit.number}" in counter
    told = [event.kind for event in visit.events.order_by("seq")]
    assert told[0] == "arrived" and told.count("identified") == 1


@pytest.fixture
def referred(galis):
    """Give a letter with which a patient of a village with a Pustu went to the hospital."""
    patient = cast.pak_joko(galis, payer="jkn")
    patient.village = galis.villages.create(kemendagri_code="35.28.05.2001", name="Belidak")
    patient.save(update_fields=["village"])
    Pustu.objects.create(facility=galis, name="Pustu Belidak").villages.add(patient.village)
    visit = cast.at_counter(galis, patient)
    doctor = cast.staff(galis, "dokter")
    while cast.fresh(visit).state != "exam":
        cast.go_on(cast.fresh(visit), "loket" if cast.place_of(visit) == "LOKET" else "dokter")
    letter = outward.refer_out(visit, cast.called_in(visit, by=doctor), kind="fkrtl", letter=TO_THE_HOSPITAL, by=doctor)
    cast.movement.advance(cast.called_in(cast.fresh(visit), by=doctor), by=doctor)
    cast.movement.discharge(cast.called_in(cast.fresh(visit), by=doctor), by=doctor, disposition="fkrtl")
    return letter


@pytest.mark.parametrize(("monitoring", "pustu"), [("here", None), ("village", "Pustu Belidak")])
def test_who_was_referred_is_awaited_at_the_counter_until_the_answer_is_in(
    galis, signed_in, monday_morning, referred, monitoring, pustu
):
    monday_morning.shift(timedelta(days=5))
    patient = referred.visit.patient
    address = reverse("registration:counter") + f"?pasien={patient.code}"
    clerk, doctor = signed_in(galis), signed_in(galis, "dokter")

    found = clerk.post(reverse("registration:search"), {"q": patient.record_number})
    assert found["Location"] == address
    page = clerk.get(address).content.decode()
    assert "Ditunggu dari RSUD Smart Pamekasan" in page and "diharapkan" in page

    reply = {"diagnosis": "I50.9", "therapy": "furosemid", "advice": "timbang tiap minggu", "monitoring": monitoring}
    answered = doctor.post(reverse("referrals:answer", args=[referred.code]), reply)

    assert answered.status_code in (302, 303), answered.content.decode()[:3000]
    assert "Ditunggu dari" not in clerk.get(address).content.decode()
    task = FollowUp.objects.get(patient=patient)
    assert task.referral == referred and (task.pustu and task.pustu.name) == pustu
    assert (task.staff == cast.staff(galis, "dokter")) is (pustu is None)


def test_a_new_day_begins_at_one_and_yesterdays_walkers_do_not_stand_in_todays_lists(galis, signed_in, monday_morning):
    late = cast.at_counter(galis, cast.pak_joko(galis))
    monday_morning.shift(timedelta(days=1))
    clerk = signed_in(galis)

    clerk.post(reverse("registration:give"), {"count": "1"})

    today = galis.visits.get(on=date(2024, 5, 7))
    assert today.number == late.number == "A-001"
    listed = clerk.get(reverse("registration:today")).content.decode()
    assert f"v-{today.code}" in listed and f"v-{late.code}" not in listed
    left_over = clerk.get(reverse("registration:yesterday")).content.decode()
    assert late.code in left_over and today.code not in left_over
    found = clerk.post(reverse("registration:search"), {"q": "A-001"})
    assert cast.entry_of(today).code in found["Location"] or today.code in found["Location"]
