"""A newborn's contacts at the desk: in their windows, with what is wrong handled, and complete with the third."""

from datetime import date

import pytest
from django.urls import reverse

from clusters.klaster2.models import Childhood, Immunization, NewbornRecord
from clusters.lintas.births import Delivery, Newborn, correct_delivery, deliver
from puskesmas.visits.facts import Fact
from puskesmas.visits.movement import Child
from tests import cast
from tests.cast import called_in, fresh, go_on, place_of, staff
from tests.clusters.people import in_the_room, signed_in


@pytest.fixture
def baby(sungai_kakap):
    """The daughter of Bu Sari, born on Saturday at ten."""
    mother = cast.bu_sari(sungai_kakap)
    return cast.a_patient(sungai_kakap, "By. Ny. Sari", born=date(2024, 5, 4), mother=mother, birth_order=1)


@pytest.fixture
def rina(sungai_kakap):
    """The midwife's terminal."""
    return signed_in(staff(sungai_kakap, "bidan"))


@pytest.fixture
def desk(rina, sungai_kakap, baby):
    entry = in_the_room(sungai_kakap, baby, role="bidan", services=["NEONATUS"])[1]
    rina.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})
    return entry


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def save(rina, entry, **told):
    sent = {"seen_at": "2024-05-06T08:00", "handled": "none"} | told
    return rina.post(
        to("examine", entry), {f"kn-{name}": value for name, value in sent.items()} | {"do": "save"}, follow=True
    )


def test_the_first_contact_is_told_by_the_hour_of_birth(rina, desk, baby):
    assert 'name="kn-born_at"' in words(rina.get(to("desk", desk)))
    silent = save(rina, desk, weight="3100")
    assert silent.status_code == 400 and "Isi jam lahirnya" in words(silent)

    answer = save(rina, desk, born_at="2024-05-04T10:00", weight="3100", temperature="36,8", cord="dry", hb0="before")

    record = NewbornRecord.objects.get()
    assert (record.contact, record.age_days, record.weight) == ("KN1", 2, 3100)
    assert Childhood.objects.get(patient=baby).kn1_on == date(2024, 5, 6)
    assert "<b>KN1</b>" in words(answer) and "3100 g" in words(answer)


def test_a_moment_past_the_window_is_no_contact_and_put_right_it_is(rina, desk, baby):
    save(rina, desk, born_at="2024-05-04T07:59", weight="3100")
    record = NewbornRecord.objects.get()
    assert record.contact == "" and Childhood.objects.get(patient=baby).kn1_on is None

    told = {
        "kn-seen_at": "2024-05-06T08:00",
        "kn-handled": "none",
        "kn-born_at": "2024-05-04T08:00",
        "why-reason": "jam",
    }
    rina.post(to("correct_exam", desk, "kn", record.code), told)

    assert NewbornRecord.objects.current().get().contact == "KN1"
    assert Childhood.objects.get(patient=baby).kn1_on == date(2024, 5, 6)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"born_at": "2024-05-03T10:00"}, "Samakan tanggalnya"),
        ({"born_at": "2024-05-04T10:00", "temperature": "38"}, "Ada tanda bahaya (suhu)"),
        ({"born_at": "2024-05-04T10:00", "danger": ["yellow"]}, "pilih ditangani atau dirujuk"),
        ({"born_at": "2024-05-04T10:00", "weight": "3,1"}, "Tulis dalam gram"),
        ({"born_at": "2024-05-04T10:00", "seen_at": "2024-05-06T09:00"}, "belum tiba"),
        ({"seen_at": "2024-05-03T08:00"}, "sampai umur 28 hari"),
    ],
)
def test_what_cannot_be_has_its_sentence(rina, desk, told, says):
    answer = save(rina, desk, **told)

    assert answer.status_code == 400 and says in words(answer) and not NewbornRecord.objects.exists()


def test_a_fever_is_a_danger_that_is_handled(rina, desk):
    save(rina, desk, born_at="2024-05-04T10:00", temperature="38", danger=["yellow"], handled="referred")

    record = NewbornRecord.objects.get()
    assert (record.danger, record.handled) == (["yellow", "hot"], "referred")


def test_the_third_contact_makes_them_complete(rina, desk, sungai_kakap, baby, monday_morning):
    save(rina, desk, born_at="2024-05-04T10:00")
    for days, seen in ((4, "2024-05-10T08:00"), (4, "2024-05-14T08:00")):
        monday_morning.shift(days * 24 * 3600)
        rina = signed_in(staff(sungai_kakap, "bidan"))
        entry = in_the_room(sungai_kakap, baby, role="bidan", services=["NEONATUS"])[1]
        rina.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})
        assert Childhood.objects.get(patient=baby).kn_on is None
        save(rina, entry, seen_at=seen, cord="off")

    child = Childhood.objects.get(patient=baby)
    assert (child.kn2_on, child.kn3_on, child.kn_on) == (date(2024, 5, 10), date(2024, 5, 14), date(2024, 5, 14))


def test_a_birth_in_the_delivery_room_begins_the_childs_own_papers(galis):
    rina = staff(galis, "bidan")
    visit = cast.arrive(galis, facts=[Fact.LABOUR], patient=cast.bu_sari(galis))
    if place_of(visit) == "PINTU":
        go_on(visit, "pandu")
    bed = called_in(fresh(visit), by=rina)
    told = Delivery(
        mother_outcome="well", attendant=rina, delivered_at=cast.MONDAY, newborns={1: Newborn(given=("hb0", "vit_k"))}
    )

    record = deliver(bed, told, [Child(1, "P", 3100), Child(2, "L", 2900)], by=rina)

    first, second = (child.visit.patient for child in record.children.all())
    assert Childhood.objects.get(patient=second).born_at == cast.MONDAY
    doses = [(one.key, one.within_day, one.verdict) for one in Immunization.objects.of_person(first)]
    assert doses == [("HB0 1", True, "valid")] and not Immunization.objects.of_person(second).exists()
    correct_delivery(record, told, by=rina, reason="catatan")
    assert Immunization.objects.of_person(first).count() == 1
    page = words(signed_in(rina).get(to("desk", called_in(fresh(first.visits.get()), by=rina))))
    assert "2024-05-06T08:00" in page and 'name="kn-born_at"' in page


def test_nobody_older_than_four_weeks_is_asked(rina, sungai_kakap):
    bayu = cast.a_patient(sungai_kakap, "Bayu", born=date(2024, 4, 7), sex="L")  # 29 days
    entry = in_the_room(sungai_kakap, bayu, role="bidan", services=["IMUNISASI"])[1]
    rina.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})

    assert 'name="kn-seen_at"' not in words(rina.get(to("desk", entry)))


def test_the_desk_of_a_newborn_costs_at_most_fifteen_statements(rina, desk, django_assert_max_num_queries):
    save(rina, desk, born_at="2024-05-04T10:00", weight="3100")

    with django_assert_max_num_queries(15):
        rina.get(to("desk", desk))
