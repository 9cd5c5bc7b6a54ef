"""The immunization card at the desk: what is due is ticked, what was given elsewhere told, what was wrong put right."""

from datetime import date

import pytest
from django.urls import reverse

from clusters.klaster2.models import Childhood, Immunization
from tests import cast
from tests.cast import entry_of, staff
from tests.clusters.people import in_the_room, signed_in

BORN = date(2024, 3, 4)  # two months old on the Monday of the tests


@pytest.fixture
def rina(sungai_kakap):
    """The midwife's terminal."""
    return signed_in(staff(sungai_kakap, "bidan"))


@pytest.fixture
def bayu(sungai_kakap):
    """Bayu, two months old, who comes to be immunized."""
    return cast.a_patient(sungai_kakap, "Bayu Anggara", born=BORN, sex="L")


@pytest.fixture
def desk(sungai_kakap, bayu):
    visit, entry = in_the_room(sungai_kakap, bayu, role="bidan", services=["IMUNISASI"])
    return visit, entry


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def save(rina, entry, **told):
    """Save the card as the desk sends it; names of doses with an underscore."""
    sent = {"imun-status": "given", "imun-place": "elsewhere"} | {f"imun-{name}": told[name] for name in told}
    return rina.post(to("examine", entry), sent | {"do": "save"}, follow=True)


def recognise(rina, entry):
    rina.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})


def doses(patient):
    return [(one.key, one.verdict, one.place) for one in Immunization.objects.of_person(patient)]


def test_what_is_due_is_ticked_and_given_with_its_batch(rina, desk, bayu):
    visit, entry = desk
    recognise(rina, entry)
    page = words(rina.get(to("desk", entry)))
    assert 'name="imun-give_DPT_1"' in page and "Kartu imunisasi" in page and 'name="imun-give_MR_1"' not in page

    answer = save(rina, entry, give_DPT_1="on", batch_DPT_1="A123", give_RV_1="on", batch_RV_1="B9")

    assert doses(bayu) == [("DPT 1", "valid", "here"), ("RV 1", "valid", "here")]
    page = words(answer)
    assert "batch A123" in page and 'name="imun-give_DPT_1"' not in page and 'name="imun-give_PCV_1"' in page
    told = visit.events.filter(data__exam="imun").order_by("seq")
    assert [(event.data["antigen"], event.data["dose"]) for event in told] == [("DPT", 1), ("RV", 1)]


def test_a_dose_without_its_batch_is_not_written(rina, desk, bayu):
    _visit, entry = desk
    recognise(rina, entry)

    answer = save(rina, entry, give_DPT_1="on", give_RV_1="on", batch_RV_1="B9")

    assert answer.status_code == 400 and "Tulis nomor batch vaksinnya." in words(answer)
    assert 'value="B9"' in words(answer) and doses(bayu) == []


def test_a_dose_from_the_card_of_elsewhere_counts_by_its_own_day(rina, desk, bayu):
    _visit, entry = desk
    recognise(rina, entry)

    save(rina, entry, dose="HB0 1", given_on="2024-03-04")
    save(rina, entry, dose="BCG 1", given_on="2024-03-10")
    save(rina, entry, dose="DPT 1", given_on="2024-05-03")  # a day too young

    assert doses(bayu) == [
        ("HB0 1", "valid", "elsewhere"),
        ("BCG 1", "valid", "elsewhere"),
        ("DPT 1", "too_young", "elsewhere"),
    ]
    assert Immunization.objects.get(antigen="HB0").within_day is True
    page = words(rina.get(to("desk", entry)))
    assert "tidak sah: terlalu muda" in page and "Tidak sah, perlu diulang" in page and "sah mulai 4 Mei 2024" in page


def test_a_dose_that_would_not_count_is_asked_about_before_it_is_written(rina, desk, bayu):
    _visit, entry = desk
    recognise(rina, entry)
    told = {"dose": "MR 1", "given_on": "2024-05-06", "place": "here", "batch": "M1"}

    asked = save(rina, entry, **told)
    assert asked.status_code == 400 and "tidak akan sah: terlalu muda, sah mulai 4 Des 2024" in words(asked)
    assert doses(bayu) == []

    save(rina, entry, **told, confirmed="on")
    assert doses(bayu) == [("MR 1", "too_young", "here")]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"dose": "HB0 1"}, "Isi tanggal pemberiannya."),
        ({"dose": "HB0 1", "given_on": "2024-03-03"}, "sebelum anak lahir"),
        ({"dose": "HB0 1", "given_on": "2024-05-07"}, "belum tiba"),
        ({"given_on": "2024-03-04"}, "pilih dosisnya"),
        ({"dose": "DPT 1", "status": "refused"}, "Tulis alasannya."),
    ],
)
def test_what_is_missing_has_its_sentence(rina, desk, bayu, told, says):
    _visit, entry = desk
    recognise(rina, entry)

    answer = save(rina, entry, **told)

    assert answer.status_code == 400 and says in words(answer) and doses(bayu) == []


def test_a_dose_is_written_once(rina, desk, bayu):
    _visit, entry = desk
    recognise(rina, entry)
    save(rina, entry, dose="HB0 1", given_on="2024-03-04")

    again = save(rina, entry, dose="HB0 1", given_on="2024-03-05")

    assert again.status_code == 400 and "sudah tercatat" in words(again) and len(doses(bayu)) == 1


def test_a_refusal_is_kept_with_its_reason_and_the_dose_stays_due(rina, desk, bayu):
    _visit, entry = desk
    recognise(rina, entry)

    save(rina, entry, dose="DPT 1", status="refused", why="orang tua menolak")

    assert [(one.status, one.why) for one in Immunization.objects.all()] == [("refused", "orang tua menolak")]
    assert 'name="imun-give_DPT_1"' in words(rina.get(to("desk", entry)))


def test_a_dose_is_put_right_and_judged_again(rina, desk, bayu):
    _visit, entry = desk
    recognise(rina, entry)
    save(rina, entry, dose="DPT 1", given_on="2024-05-03")
    record = Immunization.objects.get()
    sheet = to("correct_exam", entry, "imun", record.code)
    assert "2024-05-03" in words(rina.get(sheet))
    told = {"imun-dose": "DPT 1", "imun-status": "given", "imun-given_on": "2024-05-04", "imun-place": "pustu"}

    silent = rina.post(sheet, told)
    rina.post(sheet, told | {"why-reason": "salah tanggal"})

    assert silent.status_code == 400
    after = Immunization.objects.current().get()
    assert (after.verdict, after.place, after.version) == ("valid", "pustu", 2)
    gone = to("correct_exam", entry, "imun", after.code)
    rina.post(gone, told | {"imun-status": "mistaken", "why-reason": "anak lain"})
    assert doses(bayu) == [("DPT 1", "", "pustu")] and not Immunization.objects.current().given().exists()


def test_a_child_with_every_dose_in_the_first_year_is_complete(rina, sungai_kakap):
    sasa = cast.a_patient(sungai_kakap, "Sasa Amelia", born=date(2023, 5, 10))
    _visit, entry = in_the_room(sungai_kakap, sasa, role="bidan", services=["IMUNISASI"])
    recognise(rina, entry)
    given = {
        "HB0 1": "2023-05-10", "BCG 1": "2023-05-12", "OPV 1": "2023-05-12", "DPT 1": "2023-07-10",
        "OPV 2": "2023-07-10", "DPT 2": "2023-08-10", "OPV 3": "2023-08-10", "DPT 3": "2023-09-10",
        "OPV 4": "2023-09-10", "IPV 1": "2023-09-10",
    }  # fmt: skip
    for key, on in given.items():
        save(rina, entry, dose=key, given_on=on)
    assert Childhood.objects.get(patient=sasa).idl_on is None

    save(rina, entry, give_MR_1="on", batch_MR_1="MR-7")

    assert Childhood.objects.get(patient=sasa).idl_on == date(2024, 5, 6)
    assert "Imunisasi dasar lengkap:</b> lengkap" in words(rina.get(to("desk", entry)))


def test_the_card_costs_as_much_however_many_doses_it_has(rina, desk, django_assert_max_num_queries):
    _visit, entry = desk
    recognise(rina, entry)
    for key, on in (("HB0 1", "2024-03-04"), ("BCG 1", "2024-03-10"), ("OPV 1", "2024-03-10")):
        save(rina, entry, dose=key, given_on=on)

    with django_assert_max_num_queries(15):
        rina.get(to("desk", entry_of(entry.visit)))


def test_a_clerk_does_not_write_doses(sungai_kakap, desk):
    _visit, entry = desk

    answer = signed_in(staff(sungai_kakap, "loket")).post(to("examine", entry), {"imun-dose": "HB0 1", "do": "save"})

    assert answer.status_code == 403 and not Immunization.objects.exists()
