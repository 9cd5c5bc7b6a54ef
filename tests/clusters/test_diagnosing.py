"""An illness is named by its code; one of a visit is the main one."""

import pytest
from django.core.exceptions import ValidationError

from clusters import diagnosing
from puskesmas.visits.guards import MoveRefused
from tests import cast
from tests.cast import at_counter, go_on, staff


@pytest.fixture
def visit(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    return visit


@pytest.fixture
def dr_ayu(sungai_kakap):
    return staff(sungai_kakap, "dokter")


def standing(visit):
    return [(one.icd10, one.is_main) for one in visit.diagnoses.standing()]


def test_the_first_diagnosis_is_the_main_one(visit, dr_ayu):
    made = diagnosing.diagnose(visit, "i10", by=dr_ayu)
    diagnosing.diagnose(visit, "E11", by=dr_ayu, case="old")

    assert (made.icd10, made.name) == ("I10", "Hipertensi primer")
    assert standing(visit) == [("I10", True), ("E11", False)]


def test_the_sentence_carries_the_record_and_not_the_illness(visit, dr_ayu):
    made = diagnosing.diagnose(visit, "I10", by=dr_ayu)

    data = visit.events.get(kind="diagnosed").data
    assert data["record"] == made.code
    assert "I10" not in str(data)


def test_another_main_diagnosis_lets_the_first_step_back(visit, dr_ayu):
    diagnosing.diagnose(visit, "I10", by=dr_ayu, case="old")

    diagnosing.diagnose(visit, "A09", by=dr_ayu, is_main=True)

    assert standing(visit) == [("A09", True), ("I10", False)]
    assert visit.diagnoses.standing().get(icd10="I10").case == "old"
    assert visit.diagnoses.count() == 3


def test_a_second_diagnosis_can_become_the_main_one(visit, dr_ayu):
    diagnosing.diagnose(visit, "I10", by=dr_ayu)
    diagnosing.diagnose(visit, "A09", by=dr_ayu)

    diagnosing.diagnose(visit, "A09", by=dr_ayu, is_main=True)

    assert standing(visit) == [("A09", True), ("I10", False)]


def test_the_same_diagnosis_twice_is_refused(visit, dr_ayu):
    diagnosing.diagnose(visit, "I10", by=dr_ayu)

    with pytest.raises(ValidationError, match="I10 Hipertensi primer sudah tercatat"):
        diagnosing.diagnose(visit, "I10", by=dr_ayu)


@pytest.mark.parametrize(
    ("code", "case", "field"), [("Q99.99", "new", "icd10"), ("XX", "new", "icd10"), ("I10", "x", "case")]
)
def test_an_unknown_code_or_case_has_its_sentence(visit, dr_ayu, code, case, field):
    with pytest.raises(ValidationError) as error:
        diagnosing.diagnose(visit, code, case=case, by=dr_ayu)

    assert list(error.value.message_dict) == [field]


def test_a_diagnosis_is_taken_back_with_its_reason_and_stays_readable(visit, dr_ayu):
    made = diagnosing.diagnose(visit, "I10", by=dr_ayu)

    with pytest.raises(ValidationError, match="Tulis alasannya"):
        diagnosing.withdraw_diagnosis(made, by=dr_ayu, reason="")
    diagnosing.withdraw_diagnosis(made, by=dr_ayu, reason="salah pasien")
    with pytest.raises(MoveRefused, match=r"sudah dicabut oleh dr\. Ayu Lestari"):
        diagnosing.withdraw_diagnosis(made, by=dr_ayu, reason="lagi")

    assert standing(visit) == []
    assert visit.diagnoses.get().withdrawn_because == "salah pasien"


def test_the_screening_officer_does_not_diagnose(visit, sungai_kakap):
    with pytest.raises(MoveRefused, match="tidak berwenang"):
        diagnosing.diagnose(visit, "I10", by=staff(sungai_kakap, "skrining"))
