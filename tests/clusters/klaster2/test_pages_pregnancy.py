"""A pregnancy is opened once at the desk, dated, put right with a reason, and seen in every room."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from clusters.klaster2.models import Pregnancy, PregnancyRecord
from puskesmas.patients import merging
from tests import cast
from tests.cast import staff
from tests.clusters.people import signed_in

from .conftest import at_the_desk
from .people import a_pregnancy, to, words


def test_the_first_contact_opens_a_pregnancy_with_its_due_day(rina, desk, bu_sari):
    page = words(rina.get(to("desk", desk)))
    assert "Data kehamilan" in page

    answer = rina.post(to("examine", desk), a_pregnancy(obstetric=["caesarean"]), follow=True)

    pregnancy = Pregnancy.objects.get()
    assert (pregnancy.patient, pregnancy.opened_on) == (bu_sari, date(2024, 5, 6))
    assert (pregnancy.dating, pregnancy.dated_from, pregnancy.due_on) == ("lmp", date(2024, 1, 1), date(2024, 10, 7))
    page = words(answer)
    assert "Hamil 18 minggu" in page and "HPL 7 Okt 2024" in page
    assert "G2P1A0" in page and "Bekas seksio sesarea" in page
    assert 'name="pregnancy-lmp"' not in page
    event = desk.visit.events.order_by("seq").last()
    assert (event.kind, event.data["exam"]) == ("exam_recorded", "pregnancy")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"lmp": ""}, "tandai belum diketahui"),
        ({"lmp": "2024-05-07"}, "HPHT belum lewat"),
        ({"lmp": "2023-07-02"}, "lebih dari 44 minggu"),
        ({"gravida": "1"}, "Gravida menghitung kehamilan ini juga"),
        ({"gravida": ""}, "Isi angkanya."),
        ({"usg_on": "2024-03-01"}, "Isi umur kehamilan menurut USG."),
        ({"usg_weeks": "8"}, "Isi tanggal USG-nya."),
        ({"usg_on": "2024-05-07", "usg_weeks": "8"}, "Tanggal USG belum lewat"),
        ({"weight_before": "480"}, "Tulis dalam kg, seperti 48,5."),
        ({"last_birth_year": "2025"}, "Tahun ini belum lewat"),
    ],
)
def test_what_cannot_be_has_its_sentence_and_nothing_is_opened(rina, desk, change, says):
    answer = rina.post(to("examine", desk), a_pregnancy(**change))

    assert answer.status_code == 400
    assert says in words(answer)
    assert not Pregnancy.objects.exists()


def test_the_oldest_first_day_that_can_be_is_taken(rina, desk):
    assert rina.post(to("examine", desk), a_pregnancy(lmp="2023-07-03")).status_code == 303


def test_a_pregnancy_nobody_can_date_is_open_all_the_same(rina, desk):
    answer = rina.post(to("examine", desk), a_pregnancy(lmp="", undated="on"), follow=True)

    assert Pregnancy.objects.get().due_on is None
    assert "umur kehamilan belum diketahui" in words(answer)


def test_an_early_usg_a_week_and_more_beside_dates_it(rina, desk):
    seen = {
        "usg_on": "2024-03-01",
        "usg_weeks": "7",
        "usg_extra": "2",
        "usg_source": "dr. Ayu",
        "weight_before": "48,5",
    }

    rina.post(to("examine", desk), a_pregnancy(**seen))

    pregnancy = Pregnancy.objects.get()
    assert (pregnancy.dating, pregnancy.dated_from) == ("usg", date(2024, 1, 10))
    assert float(PregnancyRecord.objects.get().weight_before) == 48.5


def test_what_was_told_is_put_right_with_a_reason(rina, desk):
    rina.post(to("examine", desk), a_pregnancy())
    record = PregnancyRecord.objects.get()
    sheet = to("correct_exam", desk, "pregnancy", record.code)
    assert 'value="2024-01-01"' in words(rina.get(sheet))

    rina.post(sheet, a_pregnancy(lmp="2024-01-15") | {"why-reason": "ingat lagi"})

    assert Pregnancy.objects.get().dated_from == date(2024, 1, 15)
    after = PregnancyRecord.objects.current().get()
    assert (after.version, after.reason, after.replaces) == (2, "ingat lagi", record)
    assert desk.visit.events.order_by("seq").last().data["exam"] == "pregnancy"


def test_a_second_pregnancy_is_not_opened_beside_the_first(rina, desk):
    rina.post(to("examine", desk), a_pregnancy())

    again = rina.post(to("examine", desk), a_pregnancy())

    assert again.status_code == 409 and "sudah d" in words(again)
    assert Pregnancy.objects.count() == 1


def test_the_database_keeps_one_open_pregnancy_per_woman(rina, desk, bu_sari, dharma_rini):
    rina.post(to("examine", desk), a_pregnancy())
    twin = cast.a_patient(dharma_rini, "Sari W.", born=date(1996, 2, 11))
    merging.merge(twin, into=bu_sari, by=staff(dharma_rini, "rekam_medis"), reason="orang yang sama")

    with pytest.raises(IntegrityError, match="one_open_pregnancy_per_person"), transaction.atomic():
        Pregnancy.objects.create(facility=dharma_rini, patient=twin, opened_on=date(2024, 5, 6))


def test_a_pregnancy_follows_the_woman_when_her_records_are_merged(rina, desk, bu_sari, dharma_rini):
    rina.post(to("examine", desk), a_pregnancy())
    other = cast.a_patient(dharma_rini, "Sari W.", born=date(1996, 2, 11))
    merging.merge(bu_sari, into=other, by=staff(dharma_rini, "rekam_medis"), reason="orang yang sama")

    page = words(rina.get(to("desk", at_the_desk(dharma_rini, other, rina, services=("ANC",)))))

    assert "Hamil 18 minggu" in page and 'name="pregnancy-lmp"' not in page


def test_a_man_is_not_pregnant(rina, dharma_rini):
    entry = at_the_desk(dharma_rini, cast.pak_joko(dharma_rini), rina, services=("ANC",))

    answer = rina.post(to("examine", entry), a_pregnancy())

    assert answer.status_code == 409 and "hanya dicatat pada pasien perempuan" in words(answer)


def test_another_service_is_not_asked_for_a_pregnancy(rina, dharma_rini, bu_sari):
    entry = at_the_desk(dharma_rini, bu_sari, rina, services=("KB-SUNTIK",))

    assert "Data kehamilan" not in words(rina.get(to("desk", entry)))


def test_the_clerk_does_not_read_a_pregnancy(rina, desk, dharma_rini):
    rina.post(to("examine", desk), a_pregnancy())

    answer = signed_in(staff(dharma_rini, "loket")).get(to("desk", desk))

    assert "Hamil 18 minggu" not in words(answer)


def test_the_desk_of_a_pregnant_woman_costs_no_more_than_others(rina, desk, django_assert_max_num_queries):
    rina.post(to("examine", desk), a_pregnancy())
    rina.get(to("desk", desk))

    with django_assert_max_num_queries(15):
        rina.get(to("desk", desk))
