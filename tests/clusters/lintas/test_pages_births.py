"""The delivery room on screen: the record, a visit for each child, and twins of whom one is referred."""

import pytest
from django.urls import reverse

from clusters.lintas.models import DeliveryRecord
from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from tests import cast
from tests.cast import called_in, entry_of, fresh, go_on, place_of, staff
from tests.clusters.people import signed_in


@pytest.fixture
def rina(galis):
    """The midwife's terminal."""
    return signed_in(staff(galis, "bidan"))


@pytest.fixture
def bed(galis):
    """Bu Sari in labour, served in the delivery room."""
    visit = cast.arrive(galis, facts=[Fact.LABOUR], patient=cast.bu_sari(galis))
    if place_of(visit) == "PINTU":
        go_on(visit, "pandu")
    return called_in(visit, by=staff(galis, "bidan"))


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def told(facility, **more):
    """Give the delivery of twins as the sheet sends it."""
    return {
        "delivery-delivered_at": "2024-05-06T08:00",
        "delivery-attendant": staff(facility, "bidan").code,
        "delivery-place": "ward",
        "delivery-mother_outcome": "well",
        "b-TOTAL_FORMS": "4",
        "b-INITIAL_FORMS": "0",
        "b-0-sex": "P",
        "b-0-birth_weight": "2900",
        "b-0-birth_length": "48",
        "b-0-apgar_1": "8",
        "b-0-apgar_5": "9",
        "b-0-given": ["imd", "vit_k", "hb0"],
        "b-0-alive": "live",
        "b-1-sex": "L",
        "b-1-birth_weight": "1900",
        "b-1-alive": "live",
    } | more


def test_twins_are_written_on_one_record_with_a_visit_each(rina, bed, galis):
    assert "Catat persalinan" in words(rina.get(to("desk", bed)))

    answer = rina.post(to("exam", bed, "delivery"), told(galis), follow=True)

    record = DeliveryRecord.objects.get(visit=bed.visit)
    first, second = record.children.all()
    assert record.attendant == staff(galis, "bidan")
    assert (first.birth_length, first.apgar_1, first.given) == (48, 8, ["imd", "vit_k", "hb0"])
    assert (second.is_light, place_of(second.visit)) == (True, "BERSALIN")
    page = words(answer)
    assert "APGAR 8/9" in page and "BBLR" in page and first.visit.number in page
    assert "Catat persalinan" not in page


def test_one_twin_is_referred_and_the_mother_stays_inside(rina, bed, galis):
    rina.post(to("exam", bed, "delivery"), told(galis))
    small = DeliveryRecord.objects.get().children.get(order=2).visit
    cot = entry_of(small)
    letter = {"kind": "fkrtl", "receiver": "RSUD", "diagnosis": "P07.1", "reason": "BBLR", "consent": "family"}
    assert rina.post(to("refer_out", cot), letter).status_code == 303

    rina.post(to("advance", cot))
    leaving = called_in(fresh(small), by=staff(galis, "bidan"))
    rina.post(to("leave", leaving), {"disposition": "fkrtl", "n-TOTAL_FORMS": "0", "n-INITIAL_FORMS": "0"})

    assert (fresh(small).state, fresh(small).disposition) == ("discharged", "fkrtl")
    assert place_of(bed.visit) == "BERSALIN"
    assert place_of(DeliveryRecord.objects.get().children.get(order=1).visit) == "BERSALIN"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"b-1-birth_weight": "29"}, "Berat lahir anak ke-2 di luar 300–7000 gram"),
        ({"b-0-apgar_1": "11"}, "APGAR antara 0 dan 10."),
        ({"b-0-sex": ""}, "Pilih jenis kelamin."),
        ({"delivery-complications": ["bleeding"]}, "Pilih keadaan ibu dengan komplikasi"),
        ({"delivery-mother_outcome": "complication"}, "Pilih penyulitnya, atau tulis di catatan."),
        ({"delivery-delivered_at": "2024-05-06T09:00"}, "Jam lahir belum lewat"),
        ({"delivery-attendant": "x"}, "x bukan pilihan"),
        ({f"b-{n}-{name}": "" for n in (0, 1) for name in ("sex", "birth_weight")}, "Isi anak pertama"),
    ],
)
def test_what_cannot_be_has_its_sentence_and_nobody_is_born(rina, bed, galis, change, says):
    answer = rina.post(to("exam", bed, "delivery"), told(galis, **change))

    assert answer.status_code == 400
    assert says in words(answer) or says == "x bukan pilihan"
    assert not fresh(bed.visit).births.exists()


def test_a_stillborn_child_is_on_the_record_without_a_visit(rina, bed, galis):
    rina.post(to("exam", bed, "delivery"), told(galis, **{"b-1-alive": "stillborn", "b-1-sex": ""}))

    assert [one.visit is None for one in DeliveryRecord.objects.get().children.all()] == [False, True]


def put_right(rina, bed, galis, **change):
    record = DeliveryRecord.objects.current().get()
    sheet = to("correct_exam", bed, "delivery", record.code)
    return rina.post(sheet, told(galis, **change) | {"why-reason": "salah tulis"})


def test_the_mothers_side_is_put_right_and_the_children_stay(rina, bed, galis):
    rina.post(to("exam", bed, "delivery"), told(galis))
    record = DeliveryRecord.objects.get()
    page = words(rina.get(to("correct_exam", bed, "delivery", record.code)))
    assert 'name="b-0-birth_weight" value="2900"' in page and "bila lahir lagi" in page

    put_right(rina, bed, galis, **{"delivery-mother_outcome": "complication", "delivery-complications": ["bleeding"]})

    after = bed.visit.deliveries.current().get()
    assert (after.mother_outcome, after.complications, after.children.count()) == ("complication", ["bleeding"], 2)
    assert [one.birth_weight for one in after.children.all()] == [2900, 1900]
    assert fresh(bed.visit).births.count() == 2


def test_what_the_record_says_of_a_child_is_put_right(rina, bed, galis):
    rina.post(to("exam", bed, "delivery"), told(galis))

    put_right(rina, bed, galis, **{"b-1-sex": "P", "b-1-birth_weight": "2190", "b-1-apgar_1": "7"})

    first, second = bed.visit.deliveries.current().get().children.all()
    assert (second.sex, second.birth_weight, second.apgar_1, second.is_light) == ("P", 2190, 7, True)
    assert second.visit.patient.sex == "P"
    assert (first.birth_weight, first.given) == (2900, ["imd", "vit_k", "hb0"])


def test_a_further_twin_is_written_on_the_same_record(rina, bed, galis):
    rina.post(to("exam", bed, "delivery"), told(galis, **{"b-1-sex": "", "b-1-birth_weight": ""}))
    assert fresh(bed.visit).births.count() == 1

    put_right(rina, bed, galis)

    second = bed.visit.deliveries.current().get().children.last()
    assert (second.order, second.birth_weight, place_of(second.visit)) == (2, 1900, "BERSALIN")
    assert second.visit.patient.name.endswith("II")
    assert fresh(bed.visit).births.count() == 2


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"b-0-alive": "stillborn"}, 400, "Anak ke-1 sudah tercatat lahir hidup."),
        ({"b-1-sex": "", "b-1-birth_weight": "", "b-1-alive": "live"}, 400, "tidak bisa dihapus"),
        ({"b-1-birth_weight": "19"}, 400, "Berat lahir anak ke-2 di luar"),
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(rina, bed, galis, change, status, says):
    rina.post(to("exam", bed, "delivery"), told(galis))

    answer = put_right(rina, bed, galis, **change)

    assert answer.status_code == status and says in words(answer)
    assert DeliveryRecord.objects.count() == 1


def test_a_further_twin_is_not_born_once_the_mother_has_left(rina, bed, galis):
    rina.post(to("exam", bed, "delivery"), told(galis, **{"b-1-sex": "", "b-1-birth_weight": ""}))
    movement.close(fresh(bed.visit), by=staff(galis, "bidan"), disposition="left", reason="pulang sendiri")

    answer = put_right(rina, bed, galis)

    assert answer.status_code == 409 and "Ibu sudah tidak di ruang bersalin" in words(answer)


def test_a_birth_that_nobody_of_ours_helped_says_who_did(rina, bed, galis):
    rina.post(
        to("exam", bed, "delivery"),
        told(galis, **{"delivery-attendant": "other-traditional", "delivery-place": "home"}),
    )

    record = DeliveryRecord.objects.get()
    assert (record.attendant, record.helped_by) == (None, "traditional")
    assert "penolong dukun" in words(rina.get(to("desk", bed)))


@pytest.mark.parametrize(("role", "status"), [("bidan", 200), ("dokter", 200), ("perawat", 403), ("ranap", 403)])
def test_who_may_write_a_delivery(bed, galis, role, status):
    answer = signed_in(staff(galis, role)).get(to("exam", bed, "delivery"))

    assert answer.status_code == status


def test_a_birth_is_not_written_in_another_room(galis, rina):
    visit = cast.at_counter(galis, cast.pak_joko(galis, payer="jkn"))
    entry = called_in(visit, by=staff(galis, "bidan"))

    answer = rina.post(to("exam", entry, "delivery"), told(galis))

    assert answer.status_code == 409 and "Kelahiran dicatat dari ruang bersalin." in words(answer)


def test_what_is_typed_of_a_delivery_comes_back(rina, bed, galis):
    draft = {"delivery-notes": "ketuban jernih", "b-0-sex": "P", "b-0-birth_weight": "2900", "b-0-given": ["imd"]}
    kept = rina.post(reverse("clusters:draft", args=[bed.visit.code, "delivery"]), draft)
    assert kept.status_code == 200

    page = words(rina.get(to("exam", bed, "delivery")))

    assert "ketuban jernih" in page and 'value="2900"' in page
