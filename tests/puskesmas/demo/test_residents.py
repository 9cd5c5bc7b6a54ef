"""Invented residents are plausible, well formed and the same each time."""

from collections import Counter
from dataclasses import asdict
from datetime import date

import pytest

from puskesmas.demo.plans import PLANS
from puskesmas.demo.residents import residents
from puskesmas.patients import identity

TODAY = date(2024, 5, 6)


@pytest.fixture(scope="module", params=PLANS, ids=lambda plan: plan.code)
def village_folk(request):
    """The residents of one puskesmas, with the plan they come from."""
    return request.param, residents(request.param, today=TODAY)


def test_there_are_two_thousand_and_they_are_the_same_each_time(village_folk):
    plan, people = village_folk

    assert len(people) == 2000
    assert [asdict(p) for p in people[:50]] == [asdict(p) for p in residents(plan, today=TODAY, count=50)]


def test_every_number_is_well_formed_and_nobody_elses(village_folk):
    _plan, people = village_folk
    niks = [person.nik for person in people if person.nik]
    cards = [person.bpjs for person in people if person.bpjs]

    assert len(set(niks)) == len(niks)
    assert len(set(cards)) == len(cards)
    assert not [error for nik in niks for error in identity.nik_errors(nik)]
    assert not [error for card in cards for error in identity.bpjs_errors(card)]
    assert not [error for person in people for error in identity.kk_errors(person.kk)]
    assert not [error for person in people if person.phone for error in identity.phone_errors(person.phone)]
    assert not [error for person in people for error in identity.name_errors(person.name)]


def test_every_nik_agrees_with_its_bearer(village_folk):
    plan, people = village_folk

    for person in people:
        if person.nik:
            assert person.nik.startswith(plan.area_code)
            assert not identity.nik_warnings(person.nik, sex=person.sex, birth_date=person.birth_date)


def test_the_smallest_have_no_nik_yet(village_folk):
    _plan, people = village_folk
    smallest = [person for person in people if (TODAY - person.birth_date).days <= 90]

    assert smallest
    assert not [person for person in smallest if person.nik or person.bpjs]


def test_mothers_are_of_an_age_and_of_the_family(village_folk):
    _plan, people = village_folk

    for child in people:
        if child.mother:
            years = (child.birth_date - child.mother.birth_date).days / 365.25
            assert 17 <= years <= 44
            assert (child.mother.sex, child.mother.kk, child.mother_name) == ("P", child.kk, child.mother.name)


def test_all_stages_of_life_are_there_and_nobody_is_unborn(village_folk):
    _plan, people = village_folk
    ages = Counter((TODAY - person.birth_date).days // 3653 for person in people)

    assert min(person.birth_date for person in people) > date(1925, 1, 1)
    assert max(person.birth_date for person in people) <= TODAY
    assert all(ages[decade] >= 60 for decade in range(7))


def test_about_as_many_have_jkn_as_the_plan_says(village_folk):
    plan, people = village_folk
    share = sum(1 for person in people if person.coverage) / len(people)

    assert abs(share - plan.jkn_share) < 0.06
    assert {"active", "inactive", "elsewhere"} <= {person.coverage for person in people}
