"""Every verb about a person asks whether its role may, role by role."""

from datetime import date

import pytest
from django.http import Http404

from puskesmas.facility.roles import RoleCode
from puskesmas.patients import services
from puskesmas.patients.models import Allergy
from puskesmas.patients.refusals import IdentityRefused, MergeRefused
from tests import cast

EVERYONE = set(RoleCode.values) - {"dinas"}
AT_THE_BEDSIDE = {"perawat", "bidan", "dokter"}
AT_THE_COUNTER = {"loket", "rekam_medis"}
TREAT = {"perawat", "bidan", "dokter", "gigi", "gizi", "fisio", "ranap"}

MAY = {
    "register": AT_THE_COUNTER | AT_THE_BEDSIDE,
    "correct": AT_THE_COUNTER | {"perawat", "bidan"},
    "record_death": AT_THE_COUNTER | {"perawat", "bidan"},
    "withdraw_death": AT_THE_COUNTER | {"perawat", "bidan"},
    "check_coverage": AT_THE_COUNTER | AT_THE_BEDSIDE | {"kasir", "apoteker", "ranap"},
    "note_allergy": TREAT,
    "deny_allergies": TREAT,
    "withdraw_allergy": TREAT,
    "merge": {"rekam_medis"},
    "unmerge": {"rekam_medis"},
    "register_newborn": {"bidan", "dokter"},
}


def tried(verb: str, kakap, by):
    """Let somebody try a verb on people made for it."""
    patient = cast.a_patient(kakap, "Siti Aminah", born=date(1994, 3, 4), payer="")
    twin = cast.a_patient(kakap, "Siti Aminah", born=date(1994, 3, 4), payer="")
    typed = services.Identity(name="Sri Rahayu", sex="P", birth_date=date(1990, 1, 1))
    return {
        "register": lambda: services.register(typed, by=by),
        "correct": lambda: services.correct(patient, typed, by=by),
        "record_death": lambda: services.record_death(patient, on=kakap.today(), by=by),
        "withdraw_death": lambda: services.withdraw_death(patient, by=by, reason="Salah orang"),
        "check_coverage": lambda: services.check_coverage(patient, kind="umum", source="statement", by=by),
        "note_allergy": lambda: services.note_allergy(patient, substance="Amoksisilin", by=by),
        "deny_allergies": lambda: services.deny_allergies(patient, by=by),
        "withdraw_allergy": lambda: services.withdraw_allergy(
            Allergy.objects.create(patient=patient, substance="Ikan", noted_by=by, noted_on=kakap.today()), by=by
        ),
        "merge": lambda: services.merge(patient, into=twin, by=by, reason="Sama"),
        "unmerge": lambda: services.unmerge(patient, by=by, reason="Lain orang"),
        "register_newborn": lambda: services.register_newborn(patient, sex="L", born_on=kakap.today(), by=by),
    }[verb]()


def may(verb: str, kakap, role: str) -> bool:
    try:
        tried(verb, kakap, cast.staff(kakap, role))
    except MergeRefused as refusal:
        assert refusal.code == "already_done"  # nothing to take back, but one who may ask
    except IdentityRefused as refusal:
        if refusal.code != "not_permitted":
            raise
        return False
    return True


@pytest.mark.parametrize("verb", MAY)
def test_a_verb_is_done_by_those_who_may_and_refused_to_everyone_else(database, verb):
    kakap = cast.a_puskesmas("sungai_kakap")

    assert {role for role in EVERYONE if may(verb, kakap, role)} == MAY[verb]


def test_a_neighbours_patient_does_not_exist_even_for_who_may(database):
    kakap, rini = cast.a_puskesmas("sungai_kakap"), cast.a_puskesmas("dharma_rini")
    patient = cast.pak_joko(kakap)

    with pytest.raises(Http404):
        services.check_coverage(patient, kind="umum", source="statement", by=cast.staff(rini, "loket"))
