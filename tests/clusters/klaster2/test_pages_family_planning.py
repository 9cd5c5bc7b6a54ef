"""Family planning at the desk of Dharma Rini: drug first, then the injection, and the next visit promised."""

from datetime import date

import pytest
from django.urls import reverse

from clusters.klaster2.models import FamilyPlanningRecord
from referrals.models import Appointment
from tests import cast
from tests.cast import staff
from tests.clusters.people import in_the_room, signed_in


@pytest.fixture
def rina(dharma_rini):
    """The midwife's terminal."""
    return signed_in(staff(dharma_rini, "bidan"))


@pytest.fixture
def wati(dharma_rini):
    return cast.bu_wati(dharma_rini)


@pytest.fixture
def desk(rina, dharma_rini, wati):
    entry = in_the_room(dharma_rini, wati, role="bidan", services=["KB-SUNTIK"])[1]
    rina.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})
    return entry


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def save(rina, entry, **told):
    sent = {"method": "inject3", "user_kind": "repeat", "given": "now"} | told
    return rina.post(
        to("examine", entry), {f"kb-{name}": value for name, value in sent.items()} | {"do": "save"}, follow=True
    )


def test_the_drug_is_fetched_first_and_the_injection_given_after(rina, desk, wati):
    save(rina, desk, given="fetch")
    waiting = FamilyPlanningRecord.objects.get()
    assert (waiting.given_on, waiting.active_until) == (None, None) and not Appointment.objects.exists()
    assert "Obat sudah diambil" in words(rina.get(to("desk", desk)))

    answer = save(rina, desk, batch="D-77")

    given = FamilyPlanningRecord.objects.latest("pk")
    assert (given.given_on, given.next_on, given.active_until) == (
        date(2024, 5, 6),
        date(2024, 7, 29),
        date(2024, 8, 26),
    )
    promised = Appointment.objects.get(patient=wati)
    assert (promised.on, promised.service.code) == (date(2024, 7, 29), "KB-SUNTIK")
    assert "kembali <b>29/7/2024" in words(answer)


def test_a_day_she_names_herself_is_the_day_promised_and_promised_once(rina, desk, wati):
    save(rina, desk, next_on="2024-07-22")
    save(rina, desk, next_on="2024-07-22")

    assert [one.on for one in Appointment.objects.filter(patient=wati)] == [date(2024, 7, 22)]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"method": ""}, "Pilih caranya."),
        ({"user_kind": "switch"}, "Pilih cara sebelumnya."),
        ({"method": "pill", "given": "fetch"}, "tidak memerlukan tindakan"),
        ({"conditions": ["pressure"]}, "kategori MEC 3: tekanan darah"),
        ({"method": "iud"}, "memerlukan persetujuan tindakan"),
        ({"next_on": "2024-05-06"}, "Pilih hari sesudah hari ini."),
        ({"given_on": "2024-05-07"}, "belum tiba"),
    ],
)
def test_what_cannot_be_has_its_sentence(rina, desk, told, says):
    answer = save(rina, desk, **told)

    assert answer.status_code == 400 and says in words(answer) and not FamilyPlanningRecord.objects.exists()


def test_what_a_doctor_agrees_to_is_written_with_its_category(rina, desk):
    save(rina, desk, conditions=["pressure"], confirmed="on")

    assert FamilyPlanningRecord.objects.get().category == 3


def test_one_who_stops_has_the_day_she_stopped_and_no_next_visit(rina, desk):
    save(rina, desk, given="stop", side_effects=["spotting"])

    record = FamilyPlanningRecord.objects.get()
    assert (record.stopped_on, record.next_on, record.side_effects) == (date(2024, 5, 6), None, ["spotting"])


def test_the_method_is_put_right_with_a_reason(rina, desk):
    save(rina, desk)
    record = FamilyPlanningRecord.objects.get()
    told = {"kb-method": "inject1", "kb-user_kind": "repeat", "kb-given": "now", "why-reason": "salah pilih"}

    rina.post(to("correct_exam", desk, "kb", record.code), told)

    after = FamilyPlanningRecord.objects.current().get()
    assert (after.method, after.next_on, after.version) == ("inject1", date(2024, 6, 3), 2)


def test_the_desk_of_family_planning_costs_at_most_fifteen_statements(rina, desk, django_assert_max_num_queries):
    save(rina, desk, given="fetch")

    with django_assert_max_num_queries(15):
        rina.get(to("desk", desk))


def test_a_clerk_does_not_write_it(dharma_rini, desk):
    answer = signed_in(staff(dharma_rini, "loket")).post(to("examine", desk), {"kb-method": "pill", "do": "save"})

    assert answer.status_code == 403 and not FamilyPlanningRecord.objects.exists()
