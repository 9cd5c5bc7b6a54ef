"""From a red cell to who goes there: a problem named, rated, decided and planned, with tasks by name."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from puskesmas.facility.models import Pustu
from pws import keeping, targets
from pws.models import Basis, PwsPlan, PwsProblem, PwsRating
from pws.targets import Number
from referrals import follow_ups
from referrals.models import Activity, FollowUp
from tests import cast

from .people import resident, seen


@pytest.fixture
def belidak(kakap, area, officer):
    """A village that lags: two known with hypertension last year did not come in this one."""
    village = area["Belidak"]
    targets.set_targets([Number(village, "hipertensi", D(100))], year=2024, basis=Basis.PROJECTED, source="SKI",
                        by=officer)  # fmt: skip
    Pustu.objects.create(facility=kakap, name="Pustu Belidak").villages.add(village)
    for name in ("Bu Lama", "Bu Baru"):
        seen(kakap, resident(village, name), "2023-06-05", "I10")
    seen(kakap, resident(village, "Wati"), "2024-01-08", "I10")
    keeping.rebuild(kakap, 2024)
    return village


@pytest.fixture
def at(client, kakap):
    """Signs somebody in."""

    def sign_in(role):
        client.force_login(cast.staff(kakap, role).user)
        return client

    return sign_in


def cell(village, **more):
    return {"bulan": "2024-03", "pilih": "HT", "desa": village.code} | more


def name(client, village, **typed):
    query = "&".join(f"{key}={value}" for key, value in cell(village).items())
    words = {"origin": "k3", "title": "HT Belidak rendah", "cause": "Jarak jauh, obat habis"}
    return client.post(f"{reverse('pws:name_problem')}?{query}", words | typed)


def rated(client, problem, u=4, s=4, g=3):
    return client.post(reverse("pws:rate", args=[problem.code]), {"urgency": u, "seriousness": s, "growth": g})


def decided(at, village):
    """A problem the head has taken up."""
    name(at("dokter"), village)
    problem = PwsProblem.objects.get()
    at("kapus").post(reverse("pws:decide", args=[problem.code]), {"putusan": "tetapkan"})
    return problem


PLAN = {"what": "Kunjungan rumah penderita HT", "aim": "Semua diperiksa", "place": "Belidak", "on": "2024-05-20"}


def planned(at, village, kakap):
    problem = decided(at, village)
    sent = PLAN | {"responsible": cast.staff(kakap, "bidan").code}
    at("klaster1").post(reverse("pws:make_plan", args=[problem.code]), sent)
    return PwsPlan.objects.get()


def test_a_red_cell_becomes_a_problem_with_its_figures_and_is_named_once(at, belidak):
    doctor = at("dokter")
    page = doctor.get(reverse("pws:name_problem"), cell(belidak)).content.decode()
    assert "HT Desa Belidak 1,0 persen, target 25,0" in page

    assert name(doctor, belidak, cause=" ").status_code == 400
    assert name(doctor, belidak).status_code == 303

    problem = PwsProblem.objects.get()
    assert (problem.indicator, problem.village, problem.people) == ("HT", belidak, 24)
    assert (problem.figures["coverage"], problem.figures["target"]) == ("1", "25")
    assert name(doctor, belidak).status_code == 409


def test_raters_rank_it_and_each_has_one_row(at, belidak):
    name(at("dokter"), belidak)
    problem = PwsProblem.objects.get()
    page = at("dokter").get(reverse("pws:problem", args=[problem.code])).content.decode()
    assert "usulan dari angka" in page

    rated(at("dokter"), problem, 5, 3, 2)
    rated(at("dokter"), problem, 4, 3, 2)
    rated(at("kapus"), problem, 5, 5, 5)
    assert rated(at("kapus"), problem, 6, 5, 5).status_code == 400

    assert PwsRating.objects.count() == 2
    listed = at("klaster1").get(reverse("pws:problems"), {"bulan": "2024-03"}).content.decode()
    assert "<b>12</b>" in listed and "2 penilai" in listed


def test_klaster_1_joins_what_was_named_twice_and_only_the_head_decides(at, belidak):
    name(at("dokter"), belidak)
    name(at("bidan"), belidak, origin="k2")
    first, second = PwsProblem.objects.order_by("pk")
    assert at("dokter").post(reverse("pws:join", args=[second.code]), {"into": first.code}).status_code == 403

    assert at("klaster1").post(reverse("pws:join", args=[second.code]), {"into": first.code}).status_code == 303

    assert PwsProblem.objects.get(pk=second.pk).joined_into == first
    assert rated(at("dokter"), second).status_code == 409
    decide = reverse("pws:decide", args=[first.code])
    assert at("klaster1").post(decide, {"putusan": "tetapkan"}).status_code == 403
    assert at("kapus").post(decide, {"putusan": "sisihkan"}).status_code == 400  # without a reason
    assert at("kapus").post(decide, {"putusan": "tetapkan"}).status_code == 303
    assert PwsProblem.objects.get(pk=first.pk).state == "decided"


def test_klaster_1_adds_what_another_facility_says(at, belidak):
    assert name(at("klaster1"), belidak, origin="elsewhere").status_code == 400
    assert name(at("klaster1"), belidak, origin="elsewhere", elsewhere="Klinik Harapan").status_code == 303

    assert PwsProblem.objects.get().origin_label == "Klinik Harapan"


def test_a_pustu_names_its_own_villages_only_and_sees_its_own_problems(at, belidak, kakap, area):
    nina = cast.staff(kakap, "pustu")
    nina.pustu = belidak.pustu.get()
    nina.save()
    name(at("dokter"), belidak)

    assert name(at("pustu"), area["Kakap"]).status_code == 404
    assert name(at("pustu"), belidak).status_code == 303
    own = PwsProblem.objects.get(origin="pustu")
    assert own.pustu == nina.pustu
    other = PwsProblem.objects.exclude(pk=own.pk).get()
    assert at("pustu").get(reverse("pws:problem", args=[other.code])).status_code == 404


def test_there_is_no_plan_before_the_head_decides(at, belidak, kakap):
    name(at("dokter"), belidak)
    problem = PwsProblem.objects.get()
    sent = PLAN | {"responsible": cast.staff(kakap, "bidan").code}

    assert at("klaster1").post(reverse("pws:make_plan", args=[problem.code]), sent).status_code == 409
    assert not PwsPlan.objects.exists()


def test_the_missing_of_the_village_become_tasks_by_name_and_none_twice(at, belidak, kakap):
    plan = planned(at, belidak, kakap)
    page = at("klaster1").get(reverse("pws:plan", args=[plan.code])).content.decode()
    assert "Bu Lama" in page and "Bu Baru" in page and ">Wati" not in page
    codes = [one.code for one in kakap.patients.filter(name__startswith="Bu ")]
    ask = {"action": "Ukur tekanan darah", "place": "home", "due_on": "2024-05-20", "orang": codes}
    give = reverse("pws:give_tasks", args=[plan.code])

    assert at("klaster1").post(give, ask | {"orang": []}).status_code == 400
    assert at("klaster1").post(give, ask).status_code == 303
    assert at("klaster1").post(give, ask).status_code == 303

    tasks = FollowUp.objects.order_by("pk")
    assert [(one.pustu.name, one.place, one.status) for one in tasks] == [("Pustu Belidak", "home", "sent")] * 2
    again = at("klaster1").get(reverse("pws:plan", args=[plan.code])).content.decode()
    assert again.count("sudah ada, terbuka") == 2 and "2 tugas" in again
    # answered and looked at, the same person may be asked again
    doctor = cast.staff(kakap, "dokter")
    follow_ups.answer(tasks[0], outcome="not_found", by=cast.staff(kakap, "klaster1"))
    follow_ups.review(FollowUp.objects.get(pk=tasks[0].pk), by=doctor)
    at("klaster1").post(give, ask)
    assert FollowUp.objects.count() == 3


def test_the_plan_says_whether_the_indicator_moved(at, belidak, kakap):
    plan = planned(at, belidak, kakap)
    seen(kakap, resident(belidak, "Ani"), "2024-05-06", "I10")
    keeping.catch_up(kakap)

    page = at("kapus").get(reverse("pws:plan", args=[plan.code])).content.decode()

    assert "1,0 → 2,0" in page and "membaik" in page


def test_an_activity_belongs_to_the_plan_and_the_agenda_reads_it_all(at, belidak, kakap, django_assert_max_num_queries):
    plan = planned(at, belidak, kakap)
    typed = {"kind": "sweeping", "place": "Balai desa", "on": "2024-05-13", "expected": "40"}
    assert at("klaster1").post(reverse("pws:give_activity", args=[plan.code]), typed).status_code == 303
    assert Activity.objects.get().pustu.name == "Pustu Belidak"

    client = at("kapus")
    for name_, args, query in (
        ("agenda", [], {"bulan": "2024-05"}),
        ("problems", [], {"bulan": "2024-03"}),
        ("problem", [plan.problem.code], {}),
        ("plan", [plan.code], {}),
    ):
        with django_assert_max_num_queries(15):
            page = client.get(reverse(f"pws:{name_}", args=args), query).content.decode()
        if name_ == "agenda":
            assert "Sweeping" in page and "Kunjungan rumah penderita HT" in page


def test_an_illness_becomes_a_problem_told_by_age_and_sex(at, belidak, kakap):
    seen(kakap, resident(belidak, "Pak Tua", born=belidak.facility.today().replace(year=1950), sex="L"), "2024-03-04",
         "A09")  # fmt: skip
    keeping.rebuild(kakap, 2024)
    address = f"{reverse('pws:name_problem')}?bulan=2024-03&icd=A09"

    assert at("dokter").post(address, {"origin": "k3", "title": "Diare", "cause": "Air"}).status_code == 303

    problem = PwsProblem.objects.get()
    assert (problem.icd10, problem.people) == ("A09", 1)
    page = at("dokter").get(reverse("pws:problem", args=[problem.code])).content.decode()
    assert "60 ke atas" in page and "1 kasus" in page


def test_the_grid_leads_to_a_problem_from_its_red_cell(at, belidak):
    page = at("kapus").get(reverse("pws:dashboard"), cell(belidak)).content.decode()

    assert f"{reverse('pws:name_problem')}?bulan=2024-03" in page and "Buat masalah" in page
