"""What the clerk typed survives an idle cover or a lost session, until it is saved."""

from django.urls import reverse

from clusters.models import Draft
from tests import cast

TYPED = {
    "baru": "1",
    "name": "Ni'matul Jannah",
    "sex": "P",
    "birth_date": "04-03-1994",
    "nik": "6112",
    "payer": "umum",
    "complaint": "pusing sejak pagi",
    "marks": ["pregnant"],
}


def at(name, visit):
    return reverse(f"registration:{name}", args=[cast.entry_of(visit).code])


def test_the_form_stands_as_it_was_left_when_the_clerk_signs_in_again(sungai_kakap, signed_in):
    visit = cast.arrive(sungai_kakap)
    signed_in(sungai_kakap).post(at("draft", visit), TYPED)

    page = signed_in(sungai_kakap).get(at("at", visit))

    assert page.context["identity"]["name"].value() == "Ni'matul Jannah"
    assert page.context["identity"]["nik"].value() == "6112"
    assert page.context["form"]["marks"].value() == ["pregnant"]
    assert "pusing sejak pagi" in page.content.decode()


def test_another_clerk_starts_fresh(sungai_kakap, signed_in):
    visit = cast.arrive(sungai_kakap)
    signed_in(sungai_kakap).post(at("draft", visit), TYPED)

    assert signed_in(sungai_kakap, "rekam_medis").get(at("at", visit)).context["identity"] is None


def test_a_draft_about_one_person_is_not_poured_over_another(sungai_kakap, signed_in):
    visit, clerk = cast.arrive(sungai_kakap), signed_in(sungai_kakap)
    clerk.post(at("draft", visit), TYPED)

    page = clerk.get(at("at", visit), {"pasien": cast.pak_joko(sungai_kakap).code})

    assert "pusing sejak pagi" not in page.content.decode()


def test_once_saved_nothing_is_kept(sungai_kakap, signed_in):
    visit, clerk = cast.arrive(sungai_kakap), signed_in(sungai_kakap)
    clerk.post(at("draft", visit), TYPED)

    answer = clerk.post(at("at", visit), TYPED | {"nik": ""})

    assert answer.status_code == 302
    assert not Draft.objects.exists()


def test_a_nik_of_fifteen_figures_is_said_beside_its_field_and_the_apostrophe_stays(sungai_kakap, signed_in):
    visit = cast.arrive(sungai_kakap)

    shown = signed_in(sungai_kakap).post(at("at", visit), TYPED | {"nik": "611201440394000"})

    assert shown.status_code == 400
    assert "NIK harus 16 angka" in str(shown.context["identity"]["nik"].errors)
    assert shown.context["identity"]["name"].value() == "Ni'matul Jannah"


def test_a_baby_without_nik_is_registered(sungai_kakap, signed_in):
    visit = cast.arrive(sungai_kakap)
    baby = {"baru": "1", "name": "By. Ny. Sari", "sex": "L", "birth_date": "01-05-2024", "payer": "umum"}

    signed_in(sungai_kakap).post(at("at", visit), baby)

    assert cast.fresh(visit).patient.name == "By. Ny. Sari"
